package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// table wraps goldmark's way to find tables, and watches their cells.
type table struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (t table) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	m, lines, source := meterOf(pc), node.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	if n := missing(lines, source); n > 0 {
		if m.empty += n; m.empty > emptyCells {
			m.tooDeep(lines.At(0).Start)
			lines.Clear()
			return
		}
	}
	parent, before := node.Parent(), node.PreviousSibling()
	t.ParagraphTransformer.Transform(node, reader, pc)
	var made ast.Node
	switch {
	case node.Parent() != nil:
		made = node.NextSibling()
	case before != nil:
		made = before.NextSibling()
	default:
		made = parent.FirstChild()
	}
	found, ok := made.(*tables.Table)
	if !ok {
		return
	}
	for row := found.FirstChild(); row != nil; row = row.NextSibling() {
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			m.cell(cell, source)
		}
	}
}

// missing gives at least how many cells a table made of lines would lack, where
// that is many: each cell that stands there takes two bytes.
func missing(lines *text.Segments, source []byte) int {
	first := lines.At(0)
	columns, size := 0, first.Len()
	for i := 1; i < lines.Len(); i++ {
		seg := lines.At(i)
		size += seg.Len()
		line := seg.Value(source)
		if len(bytes.Trim(line, "|-: \t\r\n")) == 0 {
			columns = max(columns, bytes.Count(line, []byte("|"))+1)
		}
	}
	return columns*lines.Len() - size
}

// cell watches one cell.
func (m *meter) cell(cell ast.Node, source []byte) {
	if m.inline(cell.Lines(), source); cell.Lines().Len() == 0 {
		return
	}
	seg := cell.Lines().At(0)
	if v := source[seg.Start:seg.Stop]; bytes.IndexByte(v, '`') >= 0 && bytes.Contains(v, []byte(`\|`)) {
		m.escaped = append(m.escaped, cell)
	}
}

// unescape takes the backslash from pipes within code in a cell (GFM §4.10).
// goldmark does the same with its own transformer, in time that grows with the
// square of the number of such cells.
func unescape(n ast.Node, source []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || n.Kind() != ast.KindCodeSpan {
			unescape(c, source)
			continue
		}
		at := bytes.Index(t.Segment.Value(source), []byte(`\|`))
		if at < 0 {
			continue
		}
		rest := ast.NewRawTextSegment(t.Segment.WithStart(t.Segment.Start + at + 1))
		t.Segment = t.Segment.WithStop(t.Segment.Start + at)
		n.InsertAfter(n, c, rest)
	}
}
