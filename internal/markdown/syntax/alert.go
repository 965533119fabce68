package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Alert is what a quotation that begins with [!KIND] is: GitHub's way to write a
// note. A title may follow on the same line, and a sign that makes a fold of it, as
// in other editors: [!KIND]- is closed, [!KIND]+ open.
type Alert struct {
	Kind  string // in small letters
	Fold  byte   // '-' or '+'; 0 for none
	Title ast.Node
	At    int // where the mark stands
}

const alertKey = "\x00alert"

// AlertOf gives the alert that a quotation is.
func AlertOf(n *ast.Blockquote) (a Alert, ok bool) {
	v, ok := n.AttributeString(alertKey)
	if !ok {
		return a, false
	}
	return v.(Alert), true
}

// quote wraps the parser of quotations and takes the mark of an alert off their
// first line.
type quote struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (q quote) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	q.BlockParser.Close(node, reader, pc)
	p, ok := node.FirstChild().(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return
	}
	line := p.Lines().At(0)
	kind, fold, rest := alertMark(line.Value(reader.Source()))
	if kind == "" {
		return
	}
	a := Alert{Kind: kind, Fold: fold, At: line.Start}
	title := line.WithStart(line.Stop - rest)
	if title = title.TrimRightSpace(reader.Source()); title.Len() > 0 {
		t := ast.NewTextBlock()
		t.Lines().Append(title)
		node.InsertBefore(node, p, t)
		a.Title = t
	}
	node.SetAttributeString(alertKey, a)
	if p.Lines().Len() == 1 {
		node.RemoveChild(node, p)
		return
	}
	left := text.NewSegments()
	left.AppendAll(p.Lines().Sliced(1, p.Lines().Len()))
	p.SetLines(left)
}

// alertMark reads [!KIND] at the start of a line, with a sign for a fold right behind
// it, and gives how many bytes are left behind these and the white space there.
func alertMark(line []byte) (kind string, fold byte, rest int) {
	if !bytes.HasPrefix(line, []byte("[!")) {
		return "", 0, 0
	}
	end := bytes.IndexByte(line, ']')
	if end < 3 || end > 20 {
		return "", 0, 0
	}
	for _, c := range line[2:end] {
		if !letter(c) {
			return "", 0, 0
		}
	}
	after := line[end+1:]
	if len(after) > 0 && (after[0] == '-' || after[0] == '+') {
		fold, after = after[0], after[1:]
	}
	if len(after) > 0 && after[0] != ' ' && after[0] != '\t' && after[0] != '\n' { // [!a](b) is a link
		return "", 0, 0
	}
	return string(bytes.ToLower(line[2:end])), fold, len(bytes.TrimLeft(after, " \t"))
}
