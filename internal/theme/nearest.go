package theme

import (
	"slices"
	"strings"
)

// nearest gives the name that was probably meant: the one with the fewest
// inserted, dropped, changed or swapped letters, if these are no more than a
// third of the word; the first in alphabetical order among equals; "" for none.
func nearest(name string, known []string) string {
	known = slices.Clone(known)
	slices.Sort(known)
	best, least := "", max(1, (len([]rune(name))+1)/3)+1
	for _, k := range known {
		if k == name {
			continue
		}
		if d := distance([]rune(strings.ToLower(name)), []rune(strings.ToLower(k))); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts edits, a swap of neighbours as one (optimal string alignment).
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
