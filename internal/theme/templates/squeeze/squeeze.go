// Package squeeze takes the white space that a browser does not show out of a
// template, once, so that pages need no minifier.
//
// In: a parsed template. Out: the same with less text; nodes keep their
// positions. Runs become one space; runs beside the tag of a block element, at
// the end of a tag, and those with a line break at either end of the template,
// go. The text of pre, textarea, script and style stays, attribute values stay.
package squeeze

import (
	"bytes"
	"strings"
	"text/template/parse"

	"lodestone/internal/theme/templates/nodes"
)

// Tree squeezes a template, whose root may be nil.
func Tree(root *parse.ListNode) {
	if root == nil || len(root.Nodes) == 0 {
		return
	}
	const space = " \t\r\n"
	if t, ok := root.Nodes[0].(*parse.TextNode); ok {
		rest := bytes.TrimLeft(t.Text, space)
		if bytes.Contains(t.Text[:len(t.Text)-len(rest)], []byte("\n")) {
			t.Text = rest
		}
	}
	last, ok := root.Nodes[len(root.Nodes)-1].(*parse.TextNode)
	lines := ok && bytes.Contains(last.Text[len(bytes.TrimRight(last.Text, space)):], []byte("\n"))
	s := squeezer{}
	s.list(root)
	if lines && s.at == inText {
		last.Text = bytes.TrimRight(last.Text, space)
	}
}

// where the squeezer stands in the HTML.
type where uint8

const (
	inText where = iota
	inTag
	inDouble // attribute value in double quotes
	inSingle
	inRaw // content of pre, textarea, script, style
	inComment
)

// squeezer is the state between two pieces of text: templates break off
// anywhere, in the middle of an attribute too.
type squeezer struct {
	at    where
	tag   string // name of the tag that we are in
	end   bool   // it is an end tag
	raw   string // of inRaw: the element whose end tag ends it
	block bool   // the last thing before this point is a block element's tag
}

func (s *squeezer) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		if t, ok := n.(*parse.TextNode); ok {
			t.Text = s.text(string(t.Text))
			continue
		}
		s.block = false // what an action prints is not known
		if b := nodes.Branch(n); b != nil {
			start := *s
			s.list(b.List)
			start.list(b.ElseList)
			s.block = false
		}
	}
}

func (s *squeezer) text(src string) []byte {
	out := make([]byte, 0, len(src))
	for i := 0; i < len(src); {
		switch rest := src[i:]; s.at {
		case inText:
			i += s.inText(rest, &out)
		case inTag:
			i += s.inTag(rest, &out)
		case inDouble, inSingle:
			i += s.until(rest, map[where]string{inDouble: `"`, inSingle: `'`}[s.at], inTag, &out)
		case inComment:
			i += s.until(rest, "-->", inText, &out)
		case inRaw:
			n := endTag(rest, s.raw)
			if n == 0 { // the end tag starts here
				s.at = inText
				n = s.inText(rest, &out)
			} else {
				out = append(out, rest[:n]...)
			}
			i += n
		}
	}
	return out
}

// until copies up to and including the mark, which leads to next.
func (s *squeezer) until(rest, mark string, next where, out *[]byte) int {
	n := len(rest)
	if i := strings.Index(rest, mark); i >= 0 {
		n = i + len(mark)
		s.at = next
	}
	*out = append(*out, rest[:n]...)
	return n
}

func (s *squeezer) inText(rest string, out *[]byte) int {
	if n := spaces(rest); n > 0 {
		if name, _ := tagName(rest[n:]); !s.block && !blocks(name) {
			*out = append(*out, ' ')
		}
		return n
	}
	if strings.HasPrefix(rest, "<!--") {
		s.at = inComment
		*out = append(*out, "<!--"...)
		return 4
	}
	if name, n := tagName(rest); name != "" {
		s.at, s.tag, s.end = inTag, name, rest[1] == '/'
		*out = append(*out, rest[:n]...)
		return n
	}
	s.block = false
	*out = append(*out, rest[0])
	return 1
}

func (s *squeezer) inTag(rest string, out *[]byte) int {
	if n := spaces(rest); n > 0 {
		if !strings.HasPrefix(rest[n:], ">") {
			*out = append(*out, ' ')
		}
		return n
	}
	switch rest[0] {
	case '"':
		s.at = inDouble
	case '\'':
		s.at = inSingle
	case '>':
		s.at, s.block = inText, blocks(s.tag)
		if keeps(s.tag) && !s.end {
			s.at, s.raw = inRaw, s.tag
		}
	}
	*out = append(*out, rest[0])
	return 1
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

// tagName gives the lower-case name of the tag that s begins with, and the
// length of "<name" or "</name"; "" where it begins with none.
func tagName(s string) (string, int) {
	if len(s) < 2 || s[0] != '<' {
		return "", 0
	}
	i := 1
	if s[1] == '/' || s[1] == '!' {
		i = 2
	}
	from := i
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || i > from && (s[i] >= '0' && s[i] <= '9' || s[i] == '-')) {
		i++
	}
	return strings.ToLower(s[from:i]), i
}

// endTag gives how many bytes stand before the end tag of name.
func endTag(s, name string) int {
	if i := strings.Index(strings.ToLower(s), "</"+name); i >= 0 {
		return i
	}
	return len(s)
}

// keeps names the elements whose text stays as it is.
func keeps(tag string) bool {
	switch tag {
	case "pre", "textarea", "script", "style":
		return true
	}
	return false
}

// blocks names the elements beside whose tags white space is not shown: those
// that the HTML standard's style sheet lays out as blocks, what stands in head,
// the parts of tables and lists, and the inside of SVG.
func blocks(tag string) bool {
	switch tag {
	case "address", "article", "aside", "base", "blockquote", "body", "caption", "circle", "col", "colgroup",
		"dd", "defs", "desc", "details", "dialog", "div", "dl", "doctype", "dt", "fieldset", "figcaption",
		"figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup",
		"hr", "html", "legend", "li", "line", "link", "main", "meta", "nav", "ol", "optgroup", "option",
		"p", "path", "polygon", "pre", "rect", "script", "search", "section", "source", "style", "summary",
		"table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul":
		return true
	}
	return false
}
