package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"lodestone/internal/markdown/directive"
)

// heading wraps a parser of headings: it watches them and takes {#id .class} off
// the end.
type heading struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (h heading) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	if meterOf(pc).inline(lines, reader.Source()); lines.Len() == 0 {
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
