package diag

import (
	"path"
	"strings"
)

// Nearest gives the name that was most likely meant by a word, or "". Letter
// case counts for nothing; a letter added, left out, replaced or swapped with
// its neighbour counts one (optimal string alignment distance). Up to a third
// of the word may be wrong, at most four letters; beyond that a name is still
// near if one of the two begins the other with three letters or more, or if
// two paths end in the same file name. Among equally near names the one with
// the longer common beginning wins, then the first in byte order.
func Nearest(word string, names []string) string {
	folded := []rune(strings.ToLower(word))
	if len(folded) == 0 {
		return ""
	}
	limit := min((len(folded)+1)/3, 4)
	best, least, common := "", limit+1, -1
	var rows [3][]int
	for _, name := range names {
		if name == "" {
			continue
		}
		other := []rune(strings.ToLower(name))
		d := distance(folded, other, least, &rows)
		if d > limit && akin(folded, other) {
			d = limit
		}
		if d > limit || d > least {
			continue
		}
		shared := sharedBeginning(folded, other)
		if d < least || shared > common || shared == common && name < best {
			best, least, common = name, d, shared
		}
	}
	return best
}

// akin says whether one word begins the other, or both are paths to files of
// one name.
func akin(a, b []rune) bool {
	short := min(len(a), len(b))
	if short >= 3 && sharedBeginning(a, b) == short {
		return true
	}
	x, y := string(a), string(b)
	return strings.ContainsRune(x+y, '/') && path.Base(x) == path.Base(y) && strings.Contains(path.Base(x), ".")
}

func sharedBeginning(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// distance counts edits; what is sure to pass the limit gives limit+1. rows
// are three lines of the table, kept between calls.
func distance(a, b []rune, limit int, rows *[3][]int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	for i := range rows {
		if len(rows[i]) <= len(b) {
			rows[i] = make([]int, len(b)+16)
		}
	}
	before, last, row := rows[0], rows[1], rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
