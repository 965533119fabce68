// Package tree grows elements out of tags.
//
// In: lines that begin an HTML block, or the pieces of a paragraph with its tags
// still apart. Out: nodes in which every element holds what stands between its
// tags; Markdown blocks inside of an HTML block are chunks. Tags without a
// partner, unknown ones and quotation marks that lack are mended and noted in
// the log. Tokens are those of golang.org/x/net/html; which element may stay
// open is HTML's rule. No input is an error; nesting ends at a limit.
package tree

import (
	"html"
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
)

// Kind says what a node is.
type Kind uint8

// The kinds of nodes. Link, Image and Auto are those of Markdown.
const (
	Source  Kind = iota + 1 // Markdown text, written as it stands
	Literal                 // plain text out of HTML, escaped when written
	Verbatim
	Link
	Image
	Auto
	Element
	Closer // an end tag that waits for its element
	Chunk  // Markdown blocks inside an HTML region
)

// Node is a piece of a paragraph or of an HTML region.
type Node struct {
	Kind        Kind
	Line        int
	Text        string // of source, literal, verbatim, auto; an image's alternative text
	Tag         string // of element and closer, lower case
	Raw         string // the tag as written
	Attrs       []Attr
	Dest, Title string
	Kids        []Node
	Lines       []lines.Line // of chunk; of source those from its first on
}

// After gives the source line of what stands behind the given beginning of the
// node's text.
func (n *Node) After(before string) int {
	if len(n.Lines) == 0 {
		return n.Line
	}
	return n.Lines[min(strings.Count(before, "\n"), len(n.Lines)-1)].N
}

// Attr is an attribute, entities read.
type Attr struct{ Name, Value string }

// Trim takes the white space off that a node's text begins with.
func (n *Node) Trim() {
	short := strings.TrimLeft(n.Text, " \t\n")
	gone := strings.Count(n.Text[:len(n.Text)-len(short)], "\n")
	n.Text, n.Lines = short, n.Lines[min(gone, len(n.Lines)):]
}

// Attr gives the value of an attribute, "" without it.
func (n *Node) Attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Has says whether a node of a kind is among nodes or inside of one.
func Has(nodes []Node, k Kind) bool {
	for _, n := range nodes {
		if n.Kind == k || Has(n.Kids, k) {
			return true
		}
	}
	return false
}

// Find gives the elements of a name, in order.
func Find(nodes []Node, tag string) []*Node {
	var out []*Node
	for i := range nodes {
		if nodes[i].Tag == tag && nodes[i].Kind == Element {
			out = append(out, &nodes[i])
		}
		out = append(out, Find(nodes[i].Kids, tag)...)
	}
	return out
}

// HasChunk says whether Markdown blocks are.
func HasChunk(nodes []Node) bool { return Has(nodes, Chunk) }

// Solid gives the nodes that are more than white space.
func Solid(nodes []Node) []Node {
	var out []Node
	for _, n := range nodes {
		if n.Kind != Source && n.Kind != Literal || !lines.Blank(n.Text) {
			out = append(out, n)
		}
	}
	return out
}

var markRE = regexp.MustCompile(`(^|[^\\\w])(\*{1,3}|_{1,3}|~~)|(\*{1,3}|_{1,3}|~~)([^\w]|$)`)

// Plain gives the text of inlines as a reader sees it.
func Plain(nodes []Node) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case Source:
			s := n.Text
			for range 2 {
				s = markRE.ReplaceAllString(s, "$1$4")
			}
			b.WriteString(lines.Unescape(s))
		case Literal, Auto, Image:
			b.WriteString(n.Text)
		case Verbatim:
			b.WriteString(strings.TrimSpace(strings.Trim(n.Text, "`")))
		case Chunk:
			b.WriteString(PlainLines(n.Lines))
		case Element:
			switch n.Tag {
			case "img":
				b.WriteString(n.Attr("alt"))
			case "br":
				b.WriteByte(' ')
			case "?":
				b.WriteString(html.UnescapeString(n.Raw))
			default:
				b.WriteString(Plain(n.Kids))
			}
		default:
			b.WriteString(Plain(n.Kids))
		}
	}
	return b.String()
}

// PlainLines gives lines as one.
func PlainLines(in []lines.Line) string {
	return strings.Join(strings.Fields(lines.Texts(in)), " ")
}
