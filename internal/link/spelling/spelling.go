// Package spelling makes one term of all the ways in which pages write a tag.
//
// In: tags as pages of one language write them, each as often as it is written,
// and what makes a slug of one. Out: a Term per slug, by slug. It is named as most
// pages write it, by the first of the alphabet among equals; whoever knows better may
// name it otherwise. A tag without a slug
// makes none.
package spelling

import (
	"cmp"
	"slices"
)

// Term is what spellings with one slug have in common.
type Term struct{ Slug, Name string }

// Spelling is one way of writing a tag.
type Spelling struct {
	Name  string
	Slug  string
	times int
}

// Tally counts spellings. There are a few, thousands of times.
type Tally struct {
	All   []Spelling
	slug  func(string) string
	index map[string]int // name → into All
}

// New begins to count.
func New(slug func(string) string) *Tally { return &Tally{slug: slug, index: map[string]int{}} }

// Add counts a tag once more. It gives its place in All.
func (t *Tally) Add(name string) int {
	n, known := t.index[name]
	if !known {
		n = len(t.All)
		t.index[name] = n
		t.All = append(t.All, Spelling{Name: name, Slug: t.slug(name)})
	}
	t.All[n].times++
	return n
}

// Terms gives the terms, and for each of All its place among them; -1 for none.
func (t *Tally) Terms() (terms []Term, of []int) {
	order := make([]int, len(t.All))
	for n := range order {
		order[n] = n
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &t.All[a], &t.All[b]
		return cmp.Or(cmp.Compare(x.Slug, y.Slug), y.times-x.times, cmp.Compare(x.Name, y.Name))
	})
	of = make([]int, len(t.All))
	for _, n := range order {
		s := &t.All[n]
		if of[n] = -1; s.Slug == "" {
			continue
		}
		if len(terms) == 0 || terms[len(terms)-1].Slug != s.Slug {
			terms = append(terms, Term{Slug: s.Slug, Name: s.Name})
		}
		of[n] = len(terms) - 1
	}
	return terms, of
}
