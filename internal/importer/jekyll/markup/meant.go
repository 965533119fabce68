package markup

import (
	"html"
	"regexp"
	"strings"
)

// meantRE is an image or a link of Markdown.
var meantRE = regexp.MustCompile(`(!?)\[([^\[\]\\]+)\]\(((?:/|#|\.\.?/|https?://)[^\s()<>"]*)\)`)

// text puts text between tags into the tree. CommonMark reads no Markdown
// there, so an image or a link stood as its marks on the page; nobody meant
// that. Emphasis may be meant: it stays text.
func (t *tree) text(raw, plain string, line int) {
	if !strings.Contains(raw, "](") || t.inPure() {
		t.put(node{kind: literal, line: line, raw: raw, text: plain})
		return
	}
	from := 0
	put := func(to int) {
		if to > from {
			t.put(node{kind: literal, line: line, raw: raw[from:to], text: html.UnescapeString(raw[from:to])})
			line += strings.Count(raw[from:to], "\n")
		}
	}
	for _, m := range meantRE.FindAllStringSubmatchIndex(raw, -1) {
		put(m[0])
		whole, label, dest := raw[m[0]:m[1]], strings.Join(strings.Fields(unescape(raw[m[4]:m[5]])), " "), unescape(raw[m[6]:m[7]])
		n := node{kind: element, line: line, raw: whole}
		if m[2] < m[3] {
			n.tag, n.attrs = "img", []attr{{"src", dest}, {"alt", label}}
		} else {
			n.tag, n.attrs = "a", []attr{{"href", dest}}
			n.kids = []node{{kind: literal, line: line, raw: label, text: label}}
		}
		t.c.note(line, "markdown-in-html", whole, whole)
		t.put(n)
		line += strings.Count(whole, "\n")
		from = m[1]
	}
	put(len(raw))
}

// inPure says whether an element is open whose text is to be kept as it is.
func (t *tree) inPure() bool {
	for _, n := range t.open {
		if pureText[n.tag] || dropped[n.tag] || n.tag == "code" || n.tag == "a" {
			return true
		}
	}
	return false
}
