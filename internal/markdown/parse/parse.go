// Package parse turns the body of a page into a markdown.Doc, and says what
// other pages may know of it.
//
// In: the bytes of a body (UTF-8; invalid bytes and NUL become U+FFFD, CRLF
// becomes LF), the language, the directives that the site declares. Out: Doc,
// Meta, Marks, and findings. There is no other input: the same body and Options
// give the same result.
//
// Package syntax reads the body into a tree; the tree is written, node by node,
// onto a page.Page, raw HTML by way of package tags.
//
// # Text
//
// Of what Markdown is read, package syntax tells. Beside it, a fence takes
// ```lang title="name"; generic directives are written as package directive
// says.
//
// A leading "# heading" is Meta.Title and is not in the Doc; any other of level
// 1 is written as level 2, with a warning, so that a page has one h1. Headings
// have an anchor made from their text (package anchor); {#id} overrides it, and
// a second use of an explicit id is an error. The anchor that GitHub would give
// is kept in Meta.Forge, for links that use it. Footnotes are fn-1, fnref-1 and
// so on.
//
// Code is highlighted with classes (package code). Tables and code scroll
// within themselves and can be reached by keyboard.
//
// "javascript:" and the like are errors in destinations; pictures of other hosts
// are kept with a warning.
//
// # Limits
//
// Nesting of blocks, brackets, tags or emphasis deeper than markdown.Nesting is
// an error; the Doc is then empty or cut at that depth. Bodies with so many
// marks in a paragraph that reading them would not be linear are cut off in the
// same way. The size of a body is the caller's to check.
package parse

import (
	"slices"
	"sync"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
	"lodestone/internal/lang/typeset"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/code"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/printed"
	"lodestone/internal/markdown/syntax"
	"lodestone/internal/markdown/tags"
	"lodestone/internal/markdown/terms"
)

// Parser reads bodies by one set of Options. It is safe for concurrent use.
type Parser struct {
	words      lang.Words
	directives map[string]*markdown.Declaration
	names      []string // of the directives, sorted
	grammar    *syntax.Grammar
	code       code.Highlighter
	languages  func() []string // that it knows
	bodies     sync.Pool       // of *body
}

// New makes a Parser.
func New(o markdown.Options) *Parser {
	l := lang.For(o.Lang)
	p := &Parser{words: l.Words(), languages: sync.OnceValue(code.Names), directives: map[string]*markdown.Declaration{}}
	for i := range o.Directives {
		d := &o.Directives[i]
		p.directives[d.Name] = d
		p.names = append(p.names, d.Name)
	}
	slices.Sort(p.names)
	p.grammar = syntax.New(directive.Inlines{Known: p.inline, Near: p.near})
	p.bodies.New = func() any {
		g := &body{Page: page.New(l), parser: p}
		if !o.Straight {
			g.printed.Types = typeset.New(l)
		}
		g.Hosts = o.Hosts
		return g
	}
	return p
}

// body is one body on its way through Parse.
type body struct {
	*page.Page
	parser   *Parser
	printed  printed.Block
	notes    *syntax.Notes
	unended  int             // offset of the first container without an end
	repeated int             // bytes of destinations and titles
	codes    int             // blocks of code so far
	lit      int             // bytes of code highlighted so far
	tables   int             // tables so far
	strange  map[string]bool // languages of code that are not known
	scratch  []byte
	code     []byte

	stretches []tags.Stretch
}

// Parse reads one body. Places in file are given by counting from firstLine,
// the line of the file at which the body begins.
func (p *Parser) Parse(file string, text []byte, firstLine int) (markdown.Doc, markdown.Meta, markdown.Marks, diag.List) {
	return p.Index(file, text, firstLine, nil)
}

// Index is Parse that counts the words for those who search, too, where counter is
// not nil. A leading heading of level 1 is not among them: Meta.Title has it.
func (p *Parser) Index(file string, text []byte, firstLine int, counter *terms.Counter) (markdown.Doc, markdown.Meta, markdown.Marks, diag.List) {
	g := p.bodies.Get().(*body)
	defer p.bodies.Put(g)
	g.Terms = counter
	g.Start(file, syntax.Clean(text), firstLine)
	g.read()
	return g.Finish()
}

func (g *body) read() {
	tree := g.parser.grammar.Parse(g.Source)
	if tree.Deep >= 0 {
		g.TooDeep(tree.Deep)
		return
	}
	if g.conflicts(tree.Root) {
		return
	}
	g.notes, g.unended, g.repeated, g.codes, g.lit, g.tables = tree.Notes, len(g.Source), 0, 0, 0, 0
	g.document(tree.Root)
	g.notes = nil
	clear(g.strange)
	for _, at := range tree.Stray {
		if at < g.unended { // else it was meant to end that one
			g.Say(at, "directive/stray-end")
		}
	}
}
