package theme

import (
	"maps"
	"slices"
)

// Layouts lists the layouts' names in order.
func (t *Theme) Layouts() []string { return slices.Sorted(maps.Keys(t.layouts)) }
