package link

import (
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/site/settings"
)

// IDs are those that the layouts of a kind of pages have of their own; nil where the
// theme cannot be used.
type IDs func(kind settings.Kind) []string

// ids tells of places in texts that the layout around them has, too: a link to such
// a place leads to the first of the two.
func (l *linker) ids() {
	if l.options.IDs == nil {
		return
	}
	all := map[settings.Kind][]string{}
	for k := settings.Plain; k <= settings.Redirect; k++ {
		all[k] = l.options.IDs(k)
	}
	for n := range l.Outputs {
		o := &l.Outputs[n]
		if o.Own < 0 || o.Number < o.Total { // the text stands at the list's own address alone
			continue
		}
		p := &l.Pages[o.Own]
		for i, id := range p.Body.Anchors {
			if slices.Contains(all[o.Kind], id) {
				l.found.Of(p, diag.At(l.places.File(p.Path), l.places.Anchor(p.Path, i), "link/layout-id", strings.Clone(id)))
			}
		}
	}
}
