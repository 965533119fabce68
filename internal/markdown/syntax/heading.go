package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"lodestone/internal/markdown/directive"
)

const strangeKey = "\x00strange"

// Strange gives what stands behind a heading and is neither id nor class.
func Strange(h *ast.Heading) []directive.Attr {
	v, _ := h.AttributeString(strangeKey)
	all, _ := v.([]directive.Attr)
	return all
}

// heading wraps a parser of headings: it watches them and takes {#id .class} off
// the end, with whatever else stands in these braces.
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
	var strange []directive.Attr
	for _, a := range attrs {
		a.Pos += last.Start
		switch a.Name {
		case "id":
			node.SetAttributeString("\x00pos", a.Pos)
			node.SetAttributeString(a.Name, a.Value)
		case "class":
			node.SetAttributeString(a.Name, a.Value)
		default:
			strange = append(strange, a)
		}
	}
	if strange != nil {
		node.SetAttributeString(strangeKey, strange)
	}
	last.Stop = last.Start + from
	lines.Set(lines.Len()-1, last)
}
