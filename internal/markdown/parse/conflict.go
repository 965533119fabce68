package parse

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// Conflicts gives the offsets of the lines with which git begins what it could
// not merge; of the line that ends it where someone took only the first away.
// Seven > in a row may as well be quotations in one another, so that they count
// only after a line of seven =.
func Conflicts(text []byte) []int {
	if !bytes.Contains(text, []byte("<<<<<<<")) && !bytes.Contains(text, []byte(">>>>>>>")) {
		return nil
	}
	var all []int
	open, parted, at := false, false, 0
	for line := range bytes.Lines(text) {
		switch marker(line) {
		case '<':
			all, open = append(all, at), true
		case '=':
			parted = true
		case '>':
			if parted && !open {
				all = append(all, at)
			}
			open, parted = false, false
		}
		at += len(line)
	}
	return all
}

// marker gives the character of a line that is such a mark: seven of them, then
// white space or nothing.
func marker(line []byte) byte {
	const wide = 7
	line = bytes.TrimRight(line, "\r\n")
	if len(line) < wide || bytes.IndexByte([]byte("<=>"), line[0]) < 0 {
		return 0
	}
	rest := bytes.TrimLeft(line, string(line[:1]))
	if len(line)-len(rest) != wide || len(rest) > 0 && rest[0] != ' ' {
		return 0
	}
	return line[0]
}

// conflicts tells of conflicts outside of fenced code, which may show some. What
// such a text says otherwise is two texts in one and not looked at.
func (g *body) conflicts(root ast.Node) bool {
	all := Conflicts(g.Source)
	if len(all) == 0 {
		return false
	}
	said := false
	for _, at := range all {
		if !fenced(root, at) {
			line, _, _ := bytes.Cut(g.Source[at:], []byte("\n"))
			g.Say(at, "text/conflict", string(bytes.TrimSpace(line)))
			said = true
		}
	}
	return said
}

// fenced says whether a place stands in a block of fenced code.
func fenced(n ast.Node, at int) bool {
	if f, ok := n.(*ast.FencedCodeBlock); ok {
		lines := f.Lines()
		return lines.Len() > 0 && lines.At(0).Start <= at && at < lines.At(lines.Len()-1).Stop
	}
	for c := n.FirstChild(); c != nil && n.Type() != ast.TypeInline; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock && fenced(c, at) {
			return true
		}
	}
	return false
}
