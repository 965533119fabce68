// Package page holds one page while it is read: what is written of it so far,
// what is known of it, and what is wrong with it.
//
// In: HTML, holes, references, ids and open elements, in the order of the text,
// from those who read the page's Markdown (package parse) and its raw HTML
// (package tags). Out: Doc, Meta, Marks and findings, with their places in the
// file. The page knows neither goldmark nor the tokenizer of HTML.
//
// It counts the words of the visible text, block by block, and finds in it what
// holds the page back.
package page

import (
	"bytes"
	"net/url"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/anchor"
	"lodestone/internal/markdown/rawhtml"
	"lodestone/internal/markdown/terms"
	"lodestone/internal/markdown/words"
	"lodestone/internal/sketch"
)

// limit is markdown.Nesting in words.
const limit = "100"

// Page is one page at work. It is used again for the next, so nothing of it may
// reach what Finish gives.
type Page struct {
	Writer
	Source   []byte
	Headings []markdown.Heading
	Meta     markdown.Meta
	Marks    markdown.Marks
	IDs      anchor.Set
	Stack    rawhtml.Stack // the open elements
	Words    *words.Counter
	Terms    *terms.Counter // nil where nobody searches
	Hosts    []string       // from which it may fetch

	Visible []byte // plain text of the block at hand, code included
	hunt    bool   // the source holds a word that may hold the page back
	clues   []clue

	file    string
	first   int   // line of the file at which Source begins
	starts  []int // of lines
	asked   int   // the byte that Pos was asked for before
	column  int   // its column
	doc     *markdown.Doc
	found   diag.List
	depth   int
	deep    bool // a nesting fault has been told
	last    int  // level of the heading before
	guesses int  // how often Nearest was asked
}

// New makes a Page for a language.
func New(l *lang.Language) *Page {
	return &Page{IDs: anchor.New(l.Slug), Words: words.New(l)}
}

// Start begins a page. Places are given by counting from firstLine, the line of
// the file at which the source begins.
func (g *Page) Start(file string, source []byte, firstLine int) {
	g.file, g.Source, g.first = file, source, max(firstLine, 1)
	g.starts = append(g.starts[:0], 0)
	for i := 0; ; {
		n := bytes.IndexByte(source[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		g.starts = append(g.starts, i)
	}
	g.Writer.reset()
	g.Headings, g.Meta, g.Marks, g.found = nil, markdown.Meta{}, markdown.Marks{}, nil
	g.Stack.Reset()
	g.IDs.Reset()
	g.Words.Reset()
	g.last, g.deep, g.depth = 1, false, 0
	g.asked, g.column, g.guesses = 0, 1, 0
	g.Visible, g.clues = g.Visible[:0], g.clues[:0]
	g.hunt = mayHold(source)
	g.doc = g.Begin()
}

// Finish gives what has become of the page.
func (g *Page) Finish() (markdown.Doc, markdown.Meta, markdown.Marks, diag.List) {
	g.End()
	g.finish()
	if g.Meta.Words = g.Words.Total(); g.Meta.Words > 0 {
		g.Meta.Sketch, g.Meta.Sum = g.Words.Sketch(), sketch.Digits(g.Words.Sum())
	}
	for _, k := range g.Words.Keywords(12) {
		g.Meta.Keywords = append(g.Meta.Keywords, markdown.Keyword(k))
	}
	g.Meta.Directives = used(g.doc, nil)
	slices.Sort(g.Meta.Directives)
	g.doc.Headings = g.Headings
	doc, meta, marks, found := *g.doc, g.Meta, g.Marks, g.found
	g.Source, g.doc, g.Headings, g.found, g.Meta, g.Marks = nil, nil, nil, nil, markdown.Meta{}, markdown.Marks{}
	return doc, meta, marks, found
}

// used gives the names of all directives in a Doc.
func used(d *markdown.Doc, names []string) []string {
	if d == nil {
		return names
	}
	for i := range d.Holes {
		h := &d.Holes[i]
		if h.Kind == markdown.Directive && !slices.Contains(names, h.Name) {
			names = append(names, h.Name)
		}
		names = used(h.Inner, used(h.Label, names))
	}
	return names
}

// Pos is the place in the file of a byte of the source. Columns are counted from
// the place asked for before, where that is possible: lines may be long.
func (g *Page) Pos(at int) diag.Pos {
	if at < 0 {
		return diag.Pos{}
	}
	at = min(at, len(g.Source))
	line := sort.SearchInts(g.starts, at+1) - 1
	from, col := g.starts[line], 1
	if g.asked >= from && g.asked <= at {
		from, col = g.asked, g.column
	}
	col += utf8.RuneCount(g.Source[from:at])
	if at == len(g.Source) || utf8.RuneStart(g.Source[at]) {
		g.asked, g.column = at, col
	}
	return diag.Pos{Line: g.first + line, Col: col}
}

// Say tells of a fault, or of what may be one.
func (g *Page) Say(at int, code string, args ...string) {
	g.found = append(g.found, diag.At(g.file, g.Pos(at), code, args...))
}

// Nearest gives the name that a word may be meant to be, or "". Looking takes
// time; a page that is wrong everywhere is told what is wrong, and nothing more.
func (g *Page) Nearest(word string, names []string) string {
	if g.guesses++; g.guesses > 100 {
		return ""
	}
	return diag.Nearest(word, names)
}

// Enter counts the nesting of quotes, list items, containers, emphasis and
// links, until Leave; every other node stands in one of these. Where it says
// false, the content is left out.
func (g *Page) Enter(at int) bool {
	g.depth++
	if g.depth <= markdown.Nesting {
		return true
	}
	g.TooDeep(at)
	return false
}

// Leave ends what Enter began, whatever that said.
func (g *Page) Leave() { g.depth-- }

// TooDeep tells, once a page, of what is nested too deeply.
func (g *Page) TooDeep(at int) {
	if !g.deep {
		g.Say(at, "md/too-deep", limit)
	}
	g.deep = true
}

// Ref lists a destination and gives its index.
func (g *Page) Ref(use markdown.Use, dest string, at int) int {
	g.Meta.Refs = append(g.Meta.Refs, markdown.Ref{Use: use, Dest: dest})
	g.Marks.Refs = append(g.Marks.Refs, g.Pos(at))
	return len(g.Meta.Refs) - 1
}

// Anchor lists an id that the author wrote.
func (g *Page) Anchor(id string, at int) bool {
	switch {
	case id == "" || strings.ContainsAny(id, " \t\r\n\f"):
		g.Say(at, "md/bad-id", id)
		return false
	case !g.IDs.Claim(id):
		g.Say(at, "md/duplicate-id", id)
		return false
	}
	g.Place(id, at)
	return true
}

// Place lists an id that stands in the page.
func (g *Page) Place(id string, at int) {
	g.Meta.Anchors = append(g.Meta.Anchors, id)
	g.Marks.Anchors = append(g.Marks.Anchors, g.Pos(at))
}

// Follow looks at the scheme of an address that readers shall follow.
func (g *Page) Follow(address string, at int) {
	if s := rawhtml.Strange(address); s != "" {
		g.Say(at, "link/scheme", address, s+":", colon(g.Nearest(s, rawhtml.Schemes())))
	}
}

// colon writes the name of a scheme, if there is one, as it begins an address.
func colon(name string) string {
	if name == "" {
		return ""
	}
	return name + ":"
}

// Foreign gives the host that would learn who reads, were this address fetched
// with the page; "" for one that the site allows.
func (g *Page) Foreign(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return address
	}
	host := strings.ToLower(u.Hostname())
	if slices.Contains(g.Hosts, host) {
		return ""
	}
	return host
}
