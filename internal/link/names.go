package link

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// fold is how two names are the same on disks that ignore letter case.
func fold(name string) string { return strings.ToLower(name) }
