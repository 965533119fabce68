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
// mention of a shorter one, even when it was mentioned before. Signs count where
// they make a name: those within it (CI/CD), a point and the like before it
// (.NET), + # and * behind it (C++, C#); an underscore belongs to the word.
// Accents may be written with their letters or apart (NFC, NFD).
package mention

import (
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
