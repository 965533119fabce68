// Package anchor makes the anchors of a page's headings.
//
// In: the texts of headings, and the ids that stand in the page otherwise. Out:
// ids, each once in a page. Two sets are kept apart: the page's own, made by the
// rules of its language, and those that GitHub would give the same headings, in
// which authors may link.
//
// The page's own hold no "_", which keeps all ids with one for the theme. They
// begin with a letter of any script ("s-" stands before a digit)
// and, where the page has the same already, end with a number from 2.
package anchor

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Set holds the anchors of one page at a time.
type Set struct {
	slug   func(string) string
	ids    map[string]bool
	taken  map[string]int // how many numbers have been put after a heading's anchor
	forged map[string]int // the forge's anchors, with how many numbers have been put after them
}

// New makes a Set; slug is the language's way to make an id of a text.
func New(slug func(string) string) Set {
	return Set{slug: slug, ids: map[string]bool{}, taken: map[string]int{}, forged: map[string]int{}}
}

// Reset begins another page.
func (s *Set) Reset() {
	clear(s.ids)
	clear(s.taken)
	clear(s.forged)
}

// Claim takes an id for the page and says whether it was free. How its accents are
// written makes no difference.
func (s *Set) Claim(id string) bool {
	id = norm.NFC.String(id)
	if s.ids[id] {
		return false
	}
	s.ids[id] = true
	return true
}

// Of gives a heading its anchor.
func (s *Set) Of(text string) string {
	base := s.slug(text)
	if first, _ := utf8.DecodeRuneInString(base); !unicode.IsLetter(first) {
		base = strings.TrimSuffix("s-"+base, "-")
	}
	id := base
	for s.ids[id] {
		s.taken[base]++
		id = base + "-" + strconv.Itoa(s.taken[base]+1)
	}
	s.ids[id] = true
	return id
}

// Forge gives the next heading's anchor as GitHub makes it: that of the text,
// and where the page has it already, with the first free number from -1.
func (s *Set) Forge(text string) string {
	base := forgeSlug(norm.NFC.String(text))
	id := base
	for {
		if _, ok := s.forged[id]; !ok {
			break
		}
		s.forged[base]++
		id = base + "-" + strconv.Itoa(s.forged[base])
	}
	s.forged[id] = 0
	return id
}

// forgeSlug is a text in lower case with spaces as hyphens, and without what is
// no letter, mark, digit, hyphen or connector such as "_". Two spaces with a
// dropped sign between them are two hyphens.
func forgeSlug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc):
			return r
		}
		return -1
	}, strings.ToLower(text))
}
