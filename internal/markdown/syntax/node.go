package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/markdown"
)

// Start is the place of a node in the source, or that of the nearest node
// before or above it that knows its place.
func Start(n ast.Node) int {
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

// Text appends the plain text of what stands in a node: what a reader would
// hear.
func Text(dst []byte, n ast.Node, source []byte) []byte { return textOf(dst, n, source, 0) }

func textOf(dst []byte, n ast.Node, source []byte, depth int) []byte {
	if depth > markdown.Nesting {
		return dst
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			v := c.Segment.Value(source)
			if c.IsRaw() || n.Kind() == ast.KindCodeSpan {
				dst = append(dst, v...)
			} else {
				dst = Plain(dst, v)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.String:
			dst = append(dst, c.Value...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(source)...)
		case *ast.RawHTML, *NoteRef:
		default:
			dst = textOf(dst, c, source, depth+1)
		}
	}
	return dst
}

// Destination gives the destination of a link or picture as it is meant (escapes
// and character references resolved) and its place: that of the destination
// where it is found in the source, else that of the node.
func Destination(n ast.Node, raw, source []byte) (string, int) {
	at := Start(n)
	// goldmark cuts destinations out of the source itself; what is left of the
	// capacity tells where.
	if off := cap(source) - cap(raw); len(raw) > 0 && off >= 0 && off+len(raw) <= len(source) &&
		&source[off] == &raw[0] {
		at = off
	}
	return string(Plain(nil, raw)), at
}

// FenceClosed says whether a fenced block has its closing line: the line after
// its last holds nothing but a fence and what its containers put before it.
func FenceClosed(n *ast.FencedCodeBlock, source []byte) bool {
	at := n.Pos()
	if k := n.Lines().Len(); k > 0 {
		at = n.Lines().At(k-1).Stop - 1
	}
	end := bytes.IndexByte(source[min(max(at, 0), len(source)):], '\n')
	if end < 0 {
		return false
	}
	line := source[at+end+1:]
	if end = bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = bytes.Trim(line, "> \t")
	return len(line) >= 3 && (line[0] == '`' || line[0] == '~') && len(bytes.Trim(line, string(line[:1]))) == 0
}
