package site

import (
	"testing"

	"lodestone/internal/site/settings"
)

// TestThin: lists of few entries without a text are for nobody to find; everything
// else is.
func TestThin(t *testing.T) {
	s := &Site{
		Pages: []Page{{Meta: &Meta{}}, {Meta: &Meta{}}},
		Tags:  []Term{{Pages: []int{0, 1}}, {Pages: []int{0, 1, 0}}},
	}
	s.Authors, s.Series = s.Tags, s.Tags
	s.Folders = []Folder{{Years: []Year{{Pages: []int{0}}}}, {Years: []Year{{Pages: []int{0, 1, 0}}}}}
	s.Pages[1].Body.Words = 40
	for _, c := range []struct {
		kind      settings.Kind
		term, own int
		thin      bool
	}{
		{settings.Tag, 0, -1, true},
		{settings.Tag, 1, -1, false},
		{settings.Author, 0, -1, true},
		{settings.Author, 0, 0, true},
		{settings.Author, 0, 1, false},
		{settings.Topic, 0, 0, true},
		{settings.Topic, 0, 1, false},
		{settings.Series, 0, -1, true},
		{settings.Series, 1, -1, false},
		{settings.Archive, 0, -1, true},
		{settings.Archive, 1, -1, false},
		{settings.List, 0, -1, false},
		{settings.Post, 0, 0, false},
	} {
		o := &Output{Kind: c.kind, Term: c.term, Own: c.own}
		if s.Thin(o) != c.thin || s.Listed(o) == c.thin {
			t.Errorf("%v %d %d: thin %v, listed %v", c.kind, c.term, c.own, s.Thin(o), s.Listed(o))
		}
	}
}
