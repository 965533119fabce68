package tree

import (
	"strings"

	"golang.org/x/net/html"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/report"
)

// OpenTag reads the start tag at the beginning of s the way browsers do.
func OpenTag(s string) (Node, bool) {
	z := html.NewTokenizer(strings.NewReader(s[:min(len(s), lines.Reach)]))
	if k := z.Next(); k != html.StartTagToken && k != html.SelfClosingTagToken {
		return Node{}, false
	}
	raw := string(z.Raw())
	return elementOf(z, raw), true
}

// elementOf makes a node of the tokenizer's start tag.
func elementOf(z *html.Tokenizer, raw string) Node {
	name, more := z.TagName()
	n := Node{Kind: Element, Tag: string(name), Raw: raw}
	seen := map[string]bool{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if name := string(k); !seen[name] {
			seen[name] = true
			n.Attrs = append(n.Attrs, Attr{name, string(v)})
		}
	}
	return n
}

// Pair puts what stands between a start tag and its end tag into the element.
// A tag without its partner is dropped and noted; what it would have held
// stays.
func Pair(log *report.Log, flat []Node) []Node {
	t := tree{log: log, inline: true}
	for _, n := range flat {
		t.add(n)
	}
	return t.finish()
}

// mostOpen is how many elements may stand in one another.
const mostOpen = 60

// tree grows elements out of tags.
type tree struct {
	log    *report.Log
	inline bool // in a line of text
	root   []Node
	open   []Node
}

func (t *tree) put(n Node) {
	if len(t.open) == 0 {
		t.root = append(t.root, n)
		return
	}
	top := &t.open[len(t.open)-1]
	top.Kids = append(top.Kids, n)
}

// add takes the next node in the order of the text.
func (t *tree) add(n Node) {
	switch {
	case n.Kind == Closer:
		t.close(n)
	case n.Kind == Element && lines.Known[n.Tag] && !lines.Void[n.Tag] && len(n.Kids) == 0 && !strings.HasSuffix(n.Raw, "/>"):
		t.implied(n.Tag)
		if len(t.open) >= mostOpen {
			t.log.Note(n.Line, "html-unbalanced", n.Raw, "")
			return
		}
		t.open = append(t.open, n)
	default:
		t.put(n)
	}
}

// implied closes what a start tag closes by itself.
func (t *tree) implied(tag string) {
	for len(t.open) > 0 {
		top := t.open[len(t.open)-1].Tag
		switch {
		case top == "p" && lines.Blocky[tag], top == "li" && tag == "li",
			(top == "dt" || top == "dd") && (tag == "dt" || tag == "dd"),
			(top == "td" || top == "th") && (tag == "td" || tag == "th" || tag == "tr"),
			top == "tr" && (tag == "tr" || tag == "tbody" || tag == "tfoot"),
			(top == "thead" || top == "tbody") && (tag == "tbody" || tag == "tfoot"),
			top == "option" && tag == "option":
			t.pop()
		default:
			return
		}
	}
}

func (t *tree) pop() {
	n := t.open[len(t.open)-1]
	t.open = t.open[:len(t.open)-1]
	t.put(n)
}

func (t *tree) close(n Node) {
	at := len(t.open) - 1
	for at >= 0 && t.open[at].Tag != n.Tag {
		at--
	}
	if at < 0 {
		t.log.Note(n.Line, "html-unbalanced", n.Raw, "")
		return
	}
	for len(t.open)-1 > at {
		t.unclosed()
	}
	t.pop()
}

// unclosed ends the innermost element where its writer did not. An inline one
// lets go of what it held: nobody knows how far it should have reached.
func (t *tree) unclosed() {
	n := t.open[len(t.open)-1]
	if lines.Loose[n.Tag] {
		t.pop()
		return
	}
	if t.inline && lines.Blocky[n.Tag] {
		t.open = t.open[:len(t.open)-1]
		t.log.Note(n.Line, "html-unbalanced", n.Raw, lines.Escape(n.Raw))
		t.put(Node{Kind: Literal, Text: n.Raw, Line: n.Line})
		for _, k := range n.Kids {
			t.put(k)
		}
		return
	}
	t.log.Note(n.Line, "html-unbalanced", n.Raw, "</"+n.Tag+">")
	if lines.Blocky[n.Tag] || lines.PureText[n.Tag] || lines.Dropped[n.Tag] {
		t.pop()
		return
	}
	t.open = t.open[:len(t.open)-1]
	if n.Tag == "a" && n.Attr("href") != "" && len(n.Kids) == 1 {
		t.put(n)
		return
	}
	for _, k := range n.Kids {
		t.put(k)
	}
}

func (t *tree) finish() []Node {
	for len(t.open) > 0 {
		t.unclosed()
	}
	return t.root
}

// waiting says whether an element is open that needs its end tag.
func (t *tree) waiting() bool {
	for _, n := range t.open {
		if !lines.Loose[n.Tag] {
			return true
		}
	}
	return false
}

// quotes gives the text of lines with the quotation marks that links lack.
func (t *tree) quotes(in []lines.Line) string {
	s := lines.Texts(in)
	if !strings.Contains(s, "href=") {
		return s
	}
	var b strings.Builder
	row := 0
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		row += strings.Count(s[:i], "\n")
		b.WriteString(s[:i])
		s = s[i:]
		m := lines.OpenQuoteRE.FindStringSubmatch(s)
		if m == nil || !lines.QuoteRuns(s[:min(len(s), lines.Reach)]) {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		t.log.Note(in[row].N, "html-unbalanced", m[0], m[1]+`">`)
		b.WriteString(m[1] + `">`)
		row += strings.Count(m[0], "\n")
		s = s[len(m[0]):]
	}
}

// feed reads HTML text that begins at the given lines into the tree.
func (t *tree) feed(in []lines.Line) {
	z := html.NewTokenizer(strings.NewReader(t.quotes(in)))
	row := 0
	for {
		k := z.Next()
		if k == html.ErrorToken {
			return
		}
		raw := string(z.Raw())
		line := in[min(row, len(in)-1)].N
		row += strings.Count(raw, "\n")
		switch k {
		case html.TextToken:
			t.text(raw, string(z.Text()), line)
		case html.CommentToken, html.DoctypeToken:
			t.put(Node{Kind: Element, Tag: "!--", Raw: raw, Line: line})
		case html.StartTagToken, html.SelfClosingTagToken:
			n := elementOf(z, raw)
			n.Line = line
			if !lines.Known[n.Tag] {
				n = Node{Kind: Literal, Text: raw, Raw: raw, Line: line}
				t.log.Note(line, "unknown-tag", raw, lines.Escape(raw))
			}
			t.add(n)
		case html.EndTagToken:
			name, _ := z.TagName()
			if lines.Known[string(name)] {
				t.add(Node{Kind: Closer, Tag: string(name), Raw: raw, Line: line})
			} else {
				t.log.Note(line, "unknown-tag", raw, "")
			}
		}
	}
}
