// Package paging divides a list into numbered pages that seldom change.
//
// Pages count from the oldest entries: page 1 holds them, and is full. The newest
// page stands at the list's own address and holds what the full ones leave:
// between half a page and one and a half, or a short list as a whole. So a new
// entry changes the newest page alone, or makes a full one of it.
//
// Entries stand newest first in the list that is divided.
package paging

import (
	"strconv"
	"strings"
)

// Count says how many pages n entries make, at least one.
func Count(n, size int) int { return 1 + max(0, (n-size/2)/size) }

// Span gives the entries of one page, from 1 to Count.
func Span(n, size, number int) (from, to int) {
	full := Count(n, size) - 1
	newest := n - full*size
	if number > full {
		return 0, newest
	}
	from = newest + (full-number)*size
	return from, from + size
}

// Address gives the address of page number of a list with so many pages; "" where
// there is no such page.
func Address(list string, number, pages int) string {
	switch {
	case number < 1 || number > pages:
		return ""
	case number == pages:
		return list
	}
	return strings.TrimSuffix(list, "/") + "/page/" + strconv.Itoa(number) + "/"
}
