// Package mention finds in a parsed body where names are mentioned for the first
// time, and makes links of these places.
//
// In: a Doc; names, each with what it means (a number), and what makes the stem of
// a word in the language. Out: for each meaning at most one Mention; a Doc with
// links in their places. Both are pure functions of what goes in.
//
// A name is mentioned where its words stand as whole words, in running text: not in
// headings, links, code, captions, heads of tables, summaries or labels of
// directives. Letter case makes no difference but to a name in capitals: SEO is not
// seo. A name of one word is that very word, since a word form may be another word
// (leads); of a name of several words any forms will do (landing pages). Where
// several names begin at one word, the longest is meant, and what it covers is no
// mention of a shorter one, even when it was mentioned before.
package mention

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lodestone/internal/markdown"
	"lodestone/internal/memo"
)

// Name is one name of what Term means.
type Name struct {
	Text string
	Term int
}

// Mention is a place in a Doc. Segments are counted through the whole Doc, that of
// a container after the segment before it.
type Mention struct{ Segment, From, To, Term int }

// Code implements memo.Coded.
func (m *Mention) Code(c *memo.Coder) {
	for _, n := range []*int{&m.Segment, &m.From, &m.To, &m.Term} {
		c.Int(n)
	}
}

// List is several Mentions, in the order of the text.
type List []Mention

// Code implements memo.Coded.
func (l *List) Code(c *memo.Coder) {
	memo.Slice(c, (*[]Mention)(l), func(c *memo.Coder, m *Mention) { m.Code(c) })
}

// Names are names made ready to be looked for. They are safe for concurrent use if
// stem is.
type Names struct {
	stem    func(string) string
	single  map[string][]entry // by the word in small letters
	several map[string][]entry // by the stem of the first word, the longest first
	begin   map[rune]bool      // letters that the first words of several begin with
}

type entry struct {
	words []string // as they are compared
	exact string   // a name in capitals, as it is written; else ""
	term  int
}

// New makes names ready. Of equal names the first is meant.
func New(names []Name, stem func(string) string) *Names {
	n := &Names{stem: stem, single: map[string][]entry{}, several: map[string][]entry{}, begin: map[rune]bool{}}
	for _, name := range names {
		e := entry{term: name.Term}
		for _, w := range split(name.Text) {
			e.words = append(e.words, strings.ToLower(name.Text[w.from:w.to]))
		}
		switch len(e.words) {
		case 0:
		case 1:
			if capitals(name.Text) {
				e.exact = name.Text
			}
			n.single[e.words[0]] = append(n.single[e.words[0]], e)
		default:
			first, _ := utf8.DecodeRuneInString(e.words[0])
			n.begin[first] = true
			for i, w := range e.words {
				e.words[i] = stem(w)
			}
			n.several[e.words[0]] = append(n.several[e.words[0]], e)
		}
	}
	for _, list := range n.several {
		slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return n
}

// capitals says whether a name is written in capitals, as abbreviations are.
func capitals(name string) bool {
	return utf8.RuneCountInString(name) > 1 && !strings.ContainsFunc(name, unicode.IsLower) && strings.ContainsFunc(name, unicode.IsUpper)
}

// Find gives the first mention of each meaning.
func (n *Names) Find(d *markdown.Doc) List {
	f := finder{names: n, seen: map[int]bool{}}
	walk(d, new(int), f.segment)
	return f.found
}

// walk visits the segments of running text, in order, with their numbers.
func walk(d *markdown.Doc, number *int, visit func(number int, segment string)) {
	for i, s := range d.Segments {
		visit(*number, s)
		*number++
		if i < len(d.Holes) && inside(&d.Holes[i]) {
			walk(d.Holes[i].Inner, number, visit)
		}
	}
}

// inside says whether what a hole holds is running text.
func inside(h *markdown.Hole) bool {
	return h.Kind == markdown.Directive && h.Form == markdown.Container && h.Inner != nil
}

// Place gives a copy of a Doc in which each mention is a link; the first one's
// reference has the number ref, and so on. The mentions are those that Find gave for
// this Doc, or some of them.
func Place(d *markdown.Doc, all List, ref int) *markdown.Doc {
	if len(all) == 0 {
		return d
	}
	p := placer{rest: all, ref: ref}
	return p.doc(d)
}

// placer is one Place at work.
type placer struct {
	rest   List
	ref    int
	number int
}

func (p *placer) doc(d *markdown.Doc) *markdown.Doc {
	out := &markdown.Doc{Headings: d.Headings}
	for i, s := range d.Segments {
		from := 0
		for ; len(p.rest) > 0 && p.rest[0].Segment == p.number; p.rest = p.rest[1:] {
			m := p.rest[0]
			out.Segments = append(out.Segments, s[from:m.From])
			out.Holes = append(out.Holes, markdown.Hole{
				Kind: markdown.Link, Ref: p.ref, Attrs: ` class="term"`,
				Inner: &markdown.Doc{Segments: []string{s[m.From:m.To]}},
			})
			from = m.To
			p.ref++
		}
		out.Segments = append(out.Segments, s[from:])
		p.number++
		if i == len(d.Holes) {
			break
		}
		h := d.Holes[i]
		if inside(&h) {
			h.Inner = p.doc(h.Inner)
		}
		out.Holes = append(out.Holes, h)
	}
	return out
}
