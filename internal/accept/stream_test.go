package accept

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// shape is how often a text holds each thing that a reader would miss.
type shape map[string]int

var things = []string{"heading", "link", "image", "code", "table", "item"}

// content is what a reader finds in an article, however it is marked up.
type content struct {
	words  []string
	shape  shape
	levels []int    // of headings, in order
	code   []string // the text of each code block
	text   string   // outside of code
	unsafe []string // what no policy for content security would let pass
}

// inside holds the elements that part no words.
var inside = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Cite: true, atom.Code: true, atom.Del: true, atom.Em: true,
	atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.S: true,
	atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true,
	atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// contentOf reads HTML; both sides of the comparison pass through here.
func contentOf(n *html.Node) content {
	c := content{shape: shape{}}
	var text strings.Builder
	c.walk(n, &text, false)
	c.words = words(text.String())
	var bare strings.Builder
	plain(n, &bare, atom.Code, atom.Pre)
	c.text = bare.String()
	return c
}

func contentOfText(source string) content {
	at := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(source), at)
	if err != nil {
		panic(err) // a strings.Reader does not fail
	}
	for _, n := range nodes {
		at.AppendChild(n)
	}
	return contentOf(at)
}

func (c *content) walk(n *html.Node, text *strings.Builder, inNotes bool) {
	switch n.Type {
	case html.TextNode:
		text.WriteString(n.Data)
		return
	case html.ElementNode:
	case html.DocumentNode:
	default:
		return
	}
	c.judge(n)
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Svg:
		return
	case atom.A:
		if role := attr(n, "role"); role == "doc-noteref" || role == "doc-backlink" {
			return
		}
		if attr(n, "href") != "" {
			c.shape["link"]++
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		c.shape["heading"]++
		c.levels = append(c.levels, int(n.Data[1]-'0'))
	case atom.Img:
		c.shape["image"]++
	case atom.Table:
		c.shape["table"]++
	case atom.Li:
		if !inNotes {
			c.shape["item"]++
		}
	case atom.Pre:
		c.shape["code"]++
		var code strings.Builder
		plain(n, &code)
		c.code = append(c.code, strings.TrimSpace(code.String()))
	case atom.Section:
		inNotes = inNotes || attr(n, "class") == "footnotes"
	}
	if !inside[n.DataAtom] {
		text.WriteByte(' ')
		defer text.WriteByte(' ')
	}
	for child := range n.ChildNodes() {
		c.walk(child, text, inNotes)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// judge notes what may not stand in an article.
func (c *content) judge(n *html.Node) {
	if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Iframe {
		c.unsafe = append(c.unsafe, "<"+n.Data+">")
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			c.unsafe = append(c.unsafe, "<"+n.Data+" "+a.Key+"="+a.Val+">")
		}
	}
}

// plain writes all text but that in the elements left out.
func plain(n *html.Node, b *strings.Builder, but ...atom.Atom) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for child := range n.ChildNodes() {
		if !slices.Contains(but, child.DataAtom) || child.DataAtom == 0 {
			plain(child, b, but...)
		}
	}
}

// words are the runs of letters and digits. Quotes, stars and low lines inside
// a word count for nothing, so that neither typography nor emphasis shows.
func words(text string) []string {
	return strings.FieldsFunc(strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("*_'\"‘’“”\u00ad\u200b\u200c\u200d\ufeff", r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.IsNumber(r):
			return r
		}
		return ' '
	}, text), func(r rune) bool { return r == ' ' })
}
