// Package syntax reads the body of a page into goldmark's tree.
//
// In: the bytes of a body, and which names of directives are known. Out: the
// tree, the footnotes, and where the nesting ended the reading. Nothing is
// judged or written here.
//
// It is CommonMark 0.31 with GitHub's tables, strikethrough, task lists and bare
// URLs; {#id .class} at the end of a heading becomes its attributes; footnotes
// are Note and NoteRef nodes, directives those of package directive.
//
// # Limits
//
// No body takes time or memory that grows with the square of its length; what
// would is not read to its end. Blocks, brackets, braces and containers stand
// at most markdown.Nesting deep in one another; paragraphs hold a bounded
// number of marks.
package syntax

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"lodestone/internal/markdown/directive"
)

// Grammar reads bodies. It is safe for concurrent use.
type Grammar struct {
	plain   parser.Parser
	linking parser.Parser // the same, and bare addresses, which cost time at every space
}

// New makes a Grammar.
func New(directives directive.Inlines) *Grammar {
	g := &Grammar{newParser(directives), newParser(directives)}
	g.linking.AddOptions(parser.WithInlineParsers(util.Prioritized(bare{extension.NewLinkifyParser(
		extension.WithLinkifyURLRegexp(bareURL), extension.WithLinkifyWWWRegexp(bareWWW))}, 999)))
	return g
}

func newParser(directives directive.Inlines) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(heading{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(bounded{parser.NewListParser()}, 300),
			util.Prioritized(bounded{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(heading{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(bounded{directive.Blocks{}}, 750),
			util.Prioritized(bounded{extension.NewDefinitionListParser()}, 760),
			util.Prioritized(bounded{extension.NewDefinitionDescriptionParser()}, 761),
			util.Prioritized(bounded{quote{parser.NewBlockquoteParser()}}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(bounded{footnotes{}}, 950),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteRefs{}, 101),
			util.Prioritized(directives, 150),
			util.Prioritized(emoji{}, 151),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(definitions{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(table{extension.NewTableParagraphTransformer()}, 200),
			util.Prioritized(paragraphs{}, 300),
		),
	)
}

// Tree is a body that was read.
type Tree struct {
	Root  ast.Node
	Notes *Notes // nil if the body defines none
	Deep  int    // offset of what is nested too deeply; -1 if nothing is, else Root is nil
	Stray []int  // offsets of lines of colons that close nothing
}

// Parse reads a body that Clean has been through.
func (g *Grammar) Parse(source []byte) Tree {
	switch bareIn(source) {
	case likely:
		return parse(g.linking, source)
	case within:
		tree := parse(g.plain, source)
		if tree.Root != nil && bareText(tree.Root, source) { // what looked like a link is none
			return parse(g.linking, source)
		}
		return tree
	}
	return parse(g.plain, source)
}

func parse(read parser.Parser, source []byte) Tree {
	pc := parser.NewContext()
	m := &meter{deep: -1}
	pc.Set(meterKey, m)
	root := read.Parse(text.NewReader(source), parser.WithContext(pc))
	if m.deep >= 0 {
		return Tree{Deep: m.deep}
	}
	for _, cell := range m.escaped {
		unescape(cell, source)
	}
	return Tree{Root: root, Notes: notesOf(pc), Deep: -1, Stray: directive.Stray(pc)}
}

// ParsePlain reads a body without bare addresses, as CommonMark alone has it.
func (g *Grammar) ParsePlain(source []byte) Tree { return parse(g.plain, source) }

// Clean gives valid UTF-8 with LF line ends. Lines and columns stay.
func Clean(body []byte) []byte {
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
