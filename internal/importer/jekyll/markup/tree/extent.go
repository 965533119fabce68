package tree

import (
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/report"
)

// HTMLEnd gives the number of lines up to the end of an HTML block as
// CommonMark sees it: the next blank line, or the end tag of what holds pure
// text.
func HTMLEnd(in []lines.Line) int {
	first := strings.ToLower(strings.TrimLeft(in[0].Text, " "))
	for tag := range lines.PureText {
		if strings.HasPrefix(first, "<"+tag) {
			for j, l := range in {
				if strings.Contains(strings.ToLower(l.Text), "</"+tag) {
					return j + 1
				}
			}
			return len(in)
		}
	}
	n := 1
	for n < len(in) && !lines.Blank(in[n].Text) {
		n++
	}
	return n + rawTail(in, n)
}

// rawTail says how many more lines belong to a block whose script or style is
// still open after n lines.
func rawTail(in []lines.Line, n int) int {
	text := strings.ToLower(lines.Texts(in[:n]))
	for _, tag := range []string{"script", "style", "pre", "textarea"} {
		if strings.LastIndex(text, "<"+tag) <= strings.LastIndex(text, "</"+tag) {
			continue
		}
		for j := n; j < len(in); j++ {
			if strings.Contains(strings.ToLower(in[j].Text), "</"+tag) {
				return j + 1 - n
			}
		}
	}
	return 0
}

// BlockHTML reads lines as one HTML block.
func BlockHTML(log *report.Log, in []lines.Line) []Node {
	t := tree{log: log}
	t.feed(in)
	return t.finish()
}

// ReadHTML takes lines until every element that was opened is closed. It fails
// where that never happens; then nothing is noted.
func ReadHTML(log *report.Log, in []lines.Line) ([]Node, int, bool) {
	notes := len(log.Changes)
	t := tree{log: log}
	n := HTMLEnd(in)
	t.feed(in[:n])
	for t.waiting() {
		from := n
		n = t.next(in, n)
		if !lines.Blank(PlainLines(in[from:n])) {
			t.put(Node{Kind: Chunk, Line: in[from].N, Lines: in[from:n]})
		}
		if n >= len(in) || len(t.open) >= mostOpen {
			log.Changes = log.Changes[:notes]
			return nil, 0, false
		}
		size := HTMLEnd(in[n:])
		if deep := lines.Indent(in[n].Text) > 3; deep {
			size = 1
		}
		t.feed(in[n : n+size])
		n += size
	}
	return t.finish(), n, true
}

// next gives the line after n at which HTML goes on; code fences are passed
// over.
func (t *tree) next(in []lines.Line, n int) int {
	fence := ""
	for ; n < len(in); n++ {
		s := in[n].Text
		if fence != "" {
			if lines.FenceClose(strings.TrimLeft(s, " \t"), fence) {
				fence = ""
			}
			continue
		}
		if mark, _, ok := lines.FenceOpen(strings.TrimLeft(s, " \t")); ok {
			fence = mark
			continue
		}
		if lines.HTMLStart(s, n > 0 && !lines.Blank(in[n-1].Text)) || lines.HTMLStart(strings.TrimLeft(s, " \t"), true) || t.endsHere(s) {
			return n
		}
	}
	return n
}

// endsHere says whether a line begins with the end tag of an open element,
// however deep it is indented.
func (t *tree) endsHere(s string) bool {
	m := lines.EndRE.FindString(strings.TrimLeft(s, " \t"))
	if m == "" {
		return false
	}
	tag := strings.ToLower(lines.NameRE.FindStringSubmatch(m)[1])
	for _, n := range t.open {
		if n.Tag == tag {
			return true
		}
	}
	return false
}
