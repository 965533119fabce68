// Package directive reads the syntax of CommonMark's generic directives, and
// nothing but the syntax: which names exist and what they take is the business
// of package markdown.
//
// In: goldmark's readers. Out: Block and Inline nodes.
//
//	:name[text]{key=value}     inline, within a line of text
//	::name[text]{key=value}    leaf, alone on its line
//	:::name[text]{key=value}   container, up to a line of as many colons or more
//	:::
//
// A name is a letter followed by letters, digits, "-" and "_". [text] is inline
// Markdown; brackets in it are balanced or escaped. {…} holds, apart by white
// space: key=value, key="a value", key='a value', key (the same as key=true),
// #id (id=…) and .class (class=…, gathered). A backslash in a quoted value
// escapes the quote and itself.
//
// Containers nest: a line of colons closes the innermost open container whose
// own colons are not more. Lines of an open code fence never close one. Where
// the text merely resembles a directive (10:30, a:b, :tada:, C++'s std::string)
// it stays text.
//
// Source: the generic directives proposal,
// https://talk.commonmark.org/t/generic-directives-plugins-syntax/444, in the
// form that micromark-extension-directive gives it, but for three kindnesses:
// spaces may stand between the colons and the name of a container, nested
// containers need no more colons than the outer, and fences shield colons.
package directive

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Attr is one attribute with its place in the source.
type Attr struct {
	Name, Value string
	Bare        bool // key without a value
	Pos         int  // byte offset in the source
}

// Fault is what is wrong with a directive's own syntax.
type Fault uint8

// The faults.
const (
	None      Fault = iota
	Trailing        // text after a leaf or an opening container line
	Label           // [text] is not closed
	Attrs           // {…} is malformed or not closed
	Duplicate       // an attribute stands twice
)

// Head is what all forms have in common.
type Head struct {
	Name     string
	Attrs    []Attr
	Fault    Fault
	FaultPos int // byte offset in the source
}

// Block is a leaf or container directive. Its label, if any, is its first
// child, a *Text node.
type Block struct {
	ast.BaseBlock
	Head
	Container bool
	Colons    int
	Closed    bool // a container's closing line was found
}

// KindBlock is the kind of Block.
var KindBlock = ast.NewNodeKind("Directive")

// Kind implements ast.Node.
func (b *Block) Kind() ast.NodeKind { return KindBlock }

// Dump implements ast.Node.
func (b *Block) Dump(source []byte, level int) {
	ast.DumpHelper(b, source, level, map[string]string{"Name": b.Name}, nil)
}

// Text is the label of a Block: its children are inline nodes.
type Text struct{ ast.BaseBlock }

// KindText is the kind of Text.
var KindText = ast.NewNodeKind("DirectiveText")

// Kind implements ast.Node.
func (t *Text) Kind() ast.NodeKind { return KindText }

// Dump implements ast.Node.
func (t *Text) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// Inline is an inline directive. Its children are its label.
type Inline struct {
	ast.BaseInline
	Head
	Labelled bool
}

// KindInline is the kind of Inline.
var KindInline = ast.NewNodeKind("InlineDirective")

// Kind implements ast.Node.
func (n *Inline) Kind() ast.NodeKind { return KindInline }

// Dump implements ast.Node.
func (n *Inline) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Name": n.Name}, nil)
}

// Stray gives the offsets of lines of colons that close nothing, and forgets
// them.
func Stray(pc parser.Context) []int {
	s, _ := pc.Get(stateKey).(*state)
	if s == nil {
		return nil
	}
	stray := s.stray
	s.stray = nil
	return stray
}

var stateKey = parser.NewContextKey()

// state is what the parsers remember during one parse.
type state struct {
	stray   []int
	openers []*opener
}

func stateOf(pc parser.Context) *state {
	return pc.ComputeIfAbsent(stateKey, func() any { return new(state) }).(*state)
}

// name gives the length of the name that s begins with, or 0.
func name(s []byte) int {
	if len(s) == 0 || !letter(s[0]) {
		return 0
	}
	n := 1
	for n < len(s) && (letter(s[n]) || s[n] >= '0' && s[n] <= '9' || s[n] == '-' || s[n] == '_') {
		n++
	}
	return n
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// offset is the place in the source of byte i of a line.
func offset(seg text.Segment, i int) int { return max(seg.Start, seg.Start+i-seg.Padding) }
