// Package markdown turns the body of a page into a Doc: finished HTML with
// holes where the site decides, and says what other pages may know of it.
//
// In: the bytes of a body (UTF-8; invalid bytes and NUL become U+FFFD, CRLF
// becomes LF), the language, the directives that the site declares. Out: Doc,
// Meta, Marks, and findings. There is no other input: the same body and Options
// give the same result. goldmark and chroma are used here and below this
// folder, and nowhere else.
//
// # Text
//
// CommonMark 0.31 with GitHub's tables, strikethrough, task lists and bare
// URLs, footnotes ([^name], [^name]: text), {#id .class} at the end of a
// heading, ```lang title="name" on a fence, and generic directives (package
// directive says how they are written). The HTML is compact and valid by
// itself: no white space between blocks, no XHTML slashes, every element
// closed. Text of the author is escaped wherever it stands.
//
// A leading "# heading" is Meta.Title and is not in the Doc; any other of level
// 1 is written as level 2, with a warning, so that a page has one h1. Headings
// have an anchor made from their text by the language's rules, which begins
// with a letter of any script ("s-" stands before a digit) and is unique in the
// page; {#id} overrides it, and a second use of an explicit id is an error. The
// anchor that GitHub would give is kept in Meta.Forge, for links that use it. Footnotes are fn-1, fnref-1 and so on.
//
// Code is highlighted with classes (package code). Tables and code scroll
// within themselves and can be reached by keyboard.
//
// # Holes and references
//
// Destinations that the site must resolve (relative, rooted, "#anchor") are
// holes, listed in Meta.Refs in the order of the text, each with its place in
// Marks.Refs: where the destination stands, also that of a reference-style
// definition. Absolute ones stay in the segments. "javascript:" and the like
// are errors; pictures of other hosts are kept with a warning.
//
// # Raw HTML
//
// Tags are read one by one and written anew; package rawhtml holds the rules.
// What authors open they must close, in the same block of Markdown, or, for
// tags on lines of their own, among the same siblings; the Doc is balanced even
// where the findings say that the source is not. Comments are dropped.
//
// # Limits
//
// Nesting of blocks, brackets, tags or emphasis deeper than Nesting is an
// error; the Doc is then empty or cut at that depth. Long paragraphs with very
// many marks are cut off in the same way, so that time stays linear. The size
// of a body is the caller's to check.
package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
	"lodestone/internal/markdown/code"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/words"
)

// Nesting is how deep blocks, brackets, tags and emphasis may stand in one
// another.
const Nesting = 100

// Bare addresses end at white space, an angle bracket or a quotation mark
// (GFM §6.9); letters of all languages belong to them.
var (
	bareURL = regexp.MustCompile(`^(?:https?|ftp)://[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?::\d+)?(?:[/#?][^\s<>"“”«»]*)?`)
	bareWWW = regexp.MustCompile(`^www\.[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?:[/#?][^\s<>"“”«»]*)?`)
)

// Parser reads bodies by one set of Options. It is safe for concurrent use.
type Parser struct {
	lang       *lang.Language
	words      lang.Words
	directives map[string]*Declaration
	names      []string // of the directives, sorted
	markdown   parser.Parser
	linking    parser.Parser // the same, and bare addresses, which cost time at every space
	code       code.Highlighter
	pages      sync.Pool // of *page
}

// New makes a Parser.
func New(o Options) *Parser {
	l := lang.For(o.Lang)
	p := &Parser{lang: l, words: l.Words(), directives: map[string]*Declaration{}}
	for i := range o.Directives {
		d := &o.Directives[i]
		p.directives[d.Name] = d
		p.names = append(p.names, d.Name)
	}
	slices.Sort(p.names)
	p.markdown, p.linking = p.newParser(), p.newParser()
	p.linking.AddOptions(parser.WithInlineParsers(util.Prioritized(extension.NewLinkifyParser(
		extension.WithLinkifyURLRegexp(bareURL), extension.WithLinkifyWWWRegexp(bareWWW)), 999)))
	p.pages.New = func() any {
		return &page{parser: p, words: words.New(l), ids: map[string]bool{}, taken: map[string]int{}, forged: map[string]int{}}
	}
	return p
}

func (p *Parser) newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(heading{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(bounded{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(heading{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(directive.Blocks{}, 750),
			util.Prioritized(bounded{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnotes{}, 950),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteRefs{}, 101),
			util.Prioritized(directive.Inlines{Known: p.inline, Near: p.near}, 150),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// Parse reads one body. Places in file are given by counting from firstLine,
// the line of the file at which the body begins.
func (p *Parser) Parse(file string, body []byte, firstLine int) (Doc, Meta, Marks, diag.List) {
	g := p.pages.Get().(*page)
	defer p.pages.Put(g)
	g.begin(file, clean(body), firstLine)
	if at := tooDeep(g.source); at >= 0 {
		g.say(at, "md/too-deep", limit)
	} else {
		pc := parser.NewContext()
		read := p.markdown
		if mayLink(g.source) {
			read = p.linking
		}
		root := read.Parse(text.NewReader(g.source), parser.WithContext(pc))
		g.parsed(root, pc)
	}
	return g.end()
}

// parsed writes the page, if it could be parsed to its end.
func (g *page) parsed(root ast.Node, pc parser.Context) {
	if at := deepAt(pc); at >= 0 {
		g.say(at, "md/too-deep", limit)
		return
	}
	g.notes = notesOf(pc)
	g.document(root)
	for _, at := range directive.Stray(pc) {
		if at < g.unended { // else it was meant to end that one
			g.say(at, "directive/stray-end")
		}
	}
}

// mayLink says whether a text may hold bare addresses: "@" anywhere, or "www."
// or "://" after a word that begins where GFM lets an address begin (§6.9).
func mayLink(source []byte) bool {
	if bytes.IndexByte(source, '@') >= 0 {
		return true
	}
	begins := func(at int) bool {
		if at == 0 {
			return true
		}
		switch source[at-1] {
		case ' ', '\n', '\t', '*', '_', '~':
			return true
		case '(':
			return at == 1 || source[at-2] != ']'
		}
		return false
	}
	for _, mark := range []string{"www.", "://"} {
		for at := 0; ; at += len(mark) {
			n := bytes.Index(source[at:], []byte(mark))
			if n < 0 {
				break
			}
			at += n
			from := at
			for mark == "://" && from > 0 && source[from-1]|0x20 >= 'a' && source[from-1]|0x20 <= 'z' {
				from--
			}
			if begins(from) {
				return true
			}
		}
	}
	return false
}

// clean gives valid UTF-8 with LF line ends. Lines and columns stay.
func clean(body []byte) []byte {
	if bytes.IndexByte(body, '\r') >= 0 {
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
	}
	if !utf8.Valid(body) {
		body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	if bytes.IndexByte(body, 0) >= 0 {
		body = bytes.ReplaceAll(body, []byte{0}, []byte("\uFFFD"))
	}
	return body
}

// heading wraps a parser of headings: it takes {#id .class} off the end.
type heading struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (h heading) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	attrs, from, ok := directive.Cut(last.Value(reader.Source()))
	if !ok {
		return
	}
	for _, a := range attrs {
		node.SetAttributeString(a.Name, a.Value)
		if a.Name == "id" {
			node.SetAttributeString("\x00pos", last.Start+a.Pos)
		}
	}
	last.Stop = last.Start + from
	lines.Set(lines.Len()-1, last)
}
