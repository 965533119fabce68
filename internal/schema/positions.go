package schema

import (
	"maps"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
)

// Positions gives the place of each decoded value by its path: "title",
// "authors.0", "menu.2.url" (list places count from 0; the whole is ""). The
// place of a key is under "key:" and the same path.
type Positions map[string]diag.Pos

// At gives the place of a value, or of the nearest thing around it that has
// one; the zero Pos when there is nothing.
func (p Positions) At(path string) diag.Pos {
	for {
		if at, ok := p[path]; ok || path == "" {
			return at
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
}

// Key gives the place of a key, or what At gives where there is none.
func (p Positions) Key(path string) diag.Pos {
	if at, ok := p["key:"+path]; ok {
		return at
	}
	return p.At(path)
}

// Code implements memo.Coded: sorted by path, so that equal Positions have
// equal bytes.
func (p *Positions) Code(c *memo.Coder) {
	type place struct {
		path string
		at   diag.Pos
	}
	var all []place
	if !c.Reading() {
		for _, path := range slices.Sorted(maps.Keys(*p)) {
			all = append(all, place{path, (*p)[path]})
		}
	}
	memo.Slice(c, &all, func(c *memo.Coder, e *place) {
		c.Text(&e.path)
		c.Int(&e.at.Line)
		c.Int(&e.at.Col)
	})
	if c.Reading() {
		*p = make(Positions, len(all))
		for _, e := range all {
			(*p)[e.path] = e.at
		}
	}
}
