package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"lodestone/internal/markdown"
)

// bounded wraps a parser of lists or block quotes: what would nest deeper than
// markdown.Nesting ends the parsing. goldmark asks every open block at every line, so
// that nesting without bound takes time with the square of the length and more.
// Only the parser itself knows which indented mark opens a block and which is
// code or the text of a paragraph; a look ahead would guess.
type bounded struct{ parser.BlockParser }

var deepKey = parser.NewContextKey()

// deepAt is the offset of the mark at which bounded ended the parsing, or -1.
func deepAt(pc parser.Context) int {
	if at, ok := pc.Get(deepKey).(int); ok {
		return at
	}
	return -1
}

// Open implements parser.BlockParser.
func (b bounded) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, from := reader.Position()
	node, state := b.BlockParser.Open(parent, reader, pc)
	if node == nil || nested(parent) < markdown.Nesting {
		return node, state
	}
	pc.Set(deepKey, from.Start+max(pc.BlockOffset()-from.Padding, 0))
	end := len(reader.Source())
	reader.SetPosition(line, text.NewSegment(end, end))
	return node, parser.NoChildren
}

// nested counts the list items and block quotes that a node stands in.
func nested(n ast.Node) int {
	deep := 0
	for ; n != nil; n = n.Parent() {
		if k := n.Kind(); k == ast.KindListItem || k == ast.KindBlockquote {
			deep++
		}
	}
	return deep
}
