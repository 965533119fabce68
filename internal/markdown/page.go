package markdown

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/diag"
	"lodestone/internal/markdown/rawhtml"
	"lodestone/internal/markdown/words"
)

// limit is Nesting in words.
const limit = "100"

// page is one body on its way through Parse. It is used again for the next, so
// nothing of it may reach what Parse gives back.
type page struct {
	parser *Parser
	file   string
	source []byte
	first  int // line of the file at which source begins
	starts []int

	w     writer
	doc   *Doc
	meta  Meta
	marks Marks
	found diag.List

	stack   rawhtml.Stack
	deep    bool // a nesting fault has been told
	unended int  // offset of the first container without an end
	depth   int
	last    int // level of the heading before
	ids     map[string]bool
	taken   map[string]int // how many numbers have been put after a heading’s anchor
	forged  map[string]int // the forge's anchors, with how many numbers have been put after them
	notes   *noteList
	words   *words.Counter

	visible []byte // plain text of the block at hand, code spans included
	scratch []byte
	code    []byte
	hunt    bool // the source holds a word that may hold the page back
	inCode  bool
	hunted  []clue
}

// clue maps a stretch of visible to the source.
type clue struct{ visible, source, length int }

func (g *page) begin(file string, source []byte, firstLine int) {
	g.file, g.source, g.first = file, source, max(firstLine, 1)
	g.starts = append(g.starts[:0], 0)
	for i := 0; ; {
		n := bytes.IndexByte(source[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		g.starts = append(g.starts, i)
	}
	g.w.reset()
	g.meta, g.marks, g.found = Meta{}, Marks{}, nil
	g.stack.Reset()
	g.last = 1
	g.deep, g.depth, g.notes, g.unended = false, 0, nil, len(source)
	clear(g.ids)
	clear(g.taken)
	clear(g.forged)
	g.words.Reset()
	g.visible, g.hunted, g.inCode = g.visible[:0], g.hunted[:0], false
	g.hunt = mayHold(source)
	g.doc = g.w.begin()
}

func (g *page) end() (Doc, Meta, Marks, diag.List) {
	g.w.end()
	g.w.finish()
	g.meta.Words = g.words.Total()
	for _, k := range g.words.Keywords(12) {
		g.meta.Keywords = append(g.meta.Keywords, Keyword(k))
	}
	g.meta.Directives = g.doc.used(nil)
	slices.Sort(g.meta.Directives)
	doc, meta, marks, found := *g.doc, g.meta, g.marks, g.found
	g.source, g.doc, g.notes, g.found, g.meta, g.marks = nil, nil, nil, nil, Meta{}, Marks{}
	return doc, meta, marks, found
}

// pos is the place in the file of a byte of the source.
func (g *page) pos(at int) diag.Pos {
	if at < 0 {
		return diag.Pos{}
	}
	at = min(at, len(g.source))
	line := sort.SearchInts(g.starts, at+1) - 1
	return diag.Pos{Line: g.first + line, Col: 1 + utf8.RuneCount(g.source[g.starts[line]:at])}
}

func (g *page) say(at int, code string, args ...string) {
	g.found = append(g.found, diag.At(g.file, g.pos(at), code, args...))
}

// enter and leave count the nesting of quotes, list items, containers, emphasis
// and links; every other node stands in one of these. Where enter says false,
// the content is left out.
func (g *page) enter(at int) bool {
	g.depth++
	if g.depth <= Nesting {
		return true
	}
	g.tooDeep(at)
	return false
}

func (g *page) leave() { g.depth-- }

func (g *page) tooDeep(at int) {
	if !g.deep {
		g.say(at, "md/too-deep", limit)
	}
	g.deep = true
}

// ref lists a destination and gives its index.
func (g *page) ref(use Use, dest string, at int) int {
	g.meta.Refs = append(g.meta.Refs, Ref{use, dest})
	g.marks.Refs = append(g.marks.Refs, g.pos(at))
	return len(g.meta.Refs) - 1
}

// anchor lists an id that the author wrote.
func (g *page) anchor(id string, at int) bool {
	switch {
	case id == "" || strings.ContainsAny(id, " \t\r\n\f"):
		g.say(at, "md/bad-id", id)
		return false
	case g.ids[id]:
		g.say(at, "md/duplicate-id", id)
		return false
	}
	g.ids[id] = true
	g.meta.Anchors = append(g.meta.Anchors, id)
	return true
}

// open and shut mark an element of Markdown's for the rules of raw HTML.
func (g *page) open(name string, at int) {
	if w := g.stack.Open(rawhtml.Frame{Name: name, Pos: at}); w.Why != rawhtml.Fine {
		g.wrong(at, name, w)
	}
}

func (g *page) shut() {
	for _, f := range g.stack.Close() {
		g.unclosed(f)
	}
}

// start is the place of a node in the source, or that of the nearest node
// before or above it that knows its place.
func start(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if p := n.Pos(); p >= 0 {
			return p
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// textOf appends the plain text of inline nodes: what a reader would hear.
func (g *page) textOf(dst []byte, n ast.Node, depth int) []byte {
	if depth > Nesting {
		return dst
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			v := c.Segment.Value(g.source)
			if c.IsRaw() || n.Kind() == ast.KindCodeSpan {
				dst = append(dst, v...)
			} else {
				dst = plain(dst, v)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.String:
			dst = append(dst, c.Value...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(g.source)...)
		case *ast.RawHTML, *noteRef:
		default:
			dst = g.textOf(dst, c, depth+1)
		}
	}
	return dst
}

// squeeze gives text with its white space reduced to single spaces.
func squeeze(s []byte) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == words.Aside:
		case c != ' ' && c != '\t' && c != '\n':
			out = append(out, c)
		case len(out) > 0 && out[len(out)-1] != ' ':
			out = append(out, ' ')
		}
	}
	return string(bytes.TrimSuffix(out, []byte(" ")))
}

// summary cuts a text near 300 characters at a word.
func summary(text string) string {
	const most = 300
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)[:most]
	if i := slices.Index(reversed(runes), ' '); i >= 0 && i < most/2 {
		runes = runes[:most-1-i]
	}
	return strings.TrimRight(string(runes), " ,;:–—-") + "…"
}

func reversed(r []rune) []rune {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}
