package tree

import (
	"html"
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
)

// meantRE is an image or a link of Markdown.
var meantRE = regexp.MustCompile(`(!?)\[([^\[\]\\]+)\]\(((?:/|#|\.\.?/|https?://)[^\s()<>"]*)\)`)

// text puts text between tags into the tree. CommonMark reads no Markdown
// there, so an image or a link stood as its marks on the page; nobody meant
// that. Emphasis may be meant: it stays text.
func (t *tree) text(raw, plain string, line int) {
	if !strings.Contains(raw, "](") || t.inPure() {
		t.put(Node{Kind: Literal, Line: line, Raw: raw, Text: plain})
		return
	}
	from := 0
	put := func(to int) {
		if to > from {
			t.put(Node{Kind: Literal, Line: line, Raw: raw[from:to], Text: html.UnescapeString(raw[from:to])})
			line += strings.Count(raw[from:to], "\n")
		}
	}
	for _, m := range meantRE.FindAllStringSubmatchIndex(raw, -1) {
		put(m[0])
		whole, label, dest := raw[m[0]:m[1]], strings.Join(strings.Fields(lines.Unescape(raw[m[4]:m[5]])), " "), lines.Unescape(raw[m[6]:m[7]])
		n := Node{Kind: Element, Line: line, Raw: whole}
		if m[2] < m[3] {
			n.Tag, n.Attrs = "img", []Attr{{"src", dest}, {"alt", label}}
		} else {
			n.Tag, n.Attrs = "a", []Attr{{"href", dest}}
			n.Kids = []Node{{Kind: Literal, Line: line, Raw: label, Text: label}}
		}
		before := whole
		if len(t.open) > 0 {
			top := t.open[len(t.open)-1]
			before = top.Raw + whole + "</" + top.Tag + ">"
		}
		t.log.Note(line, "markdown-in-html", before, whole)
		t.put(n)
		line += strings.Count(whole, "\n")
		from = m[1]
	}
	put(len(raw))
}

// inPure says whether an element is open whose text is to be kept as it is.
func (t *tree) inPure() bool {
	for _, n := range t.open {
		if lines.PureText[n.Tag] || lines.Dropped[n.Tag] || n.Tag == "code" || n.Tag == "a" {
			return true
		}
	}
	return false
}
