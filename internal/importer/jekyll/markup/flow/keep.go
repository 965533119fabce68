package flow

import (
	"html"
	"slices"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// htmlTable writes a table as GFM where that can say it, else as HTML.
func (c *Writer) htmlTable(n *tree.Node, depth int) []lines.Line {
	rows := tree.Find(n.Kids, "tr")
	if tree.HasChunk(n.Kids) || len(tree.Find(n.Kids, "table")) > 0 || len(tree.Find(n.Kids, "caption")) > 0 || len(rows) == 0 {
		return c.keep(n, depth)
	}
	width := len(tree.Solid(rows[0].Kids))
	for i, r := range rows {
		row := tree.Solid(r.Kids)
		if len(row) != width || width == 0 {
			return c.keep(n, depth)
		}
		for _, cell := range row {
			head := cell.Tag == "th"
			if cell.Tag != "th" && cell.Tag != "td" || head != (i == 0) || cell.Attr("colspan") != "" ||
				cell.Attr("rowspan") != "" || !simple(cell.Kids) {
				return c.keep(n, depth)
			}
		}
	}
	var out []lines.Line
	for i, r := range rows {
		var cells []string
		for _, cell := range tree.Solid(r.Kids) {
			cells = append(cells, strings.Join(strings.Fields(c.Markdown(cell.Kids, prose.InCell)), " "))
		}
		out = append(out, lines.At("| "+strings.Join(cells, " | ")+" |", r.Line))
		if i == 0 {
			out = append(out, lines.At(strings.Repeat("| --- ", width)+"|", r.Line))
		}
	}
	c.Note(n.Line, "table", n.Raw, "")
	return out
}

// simple says whether a cell holds inlines alone, a single paragraph allowed.
func simple(nodes []tree.Node) bool {
	for i := range nodes {
		n := &nodes[i]
		if n.Kind != tree.Element {
			continue
		}
		if lines.Blocky[n.Tag] && n.Tag != "p" || n.Tag == "pre" || n.Tag == "img" || !simple(n.Kids) {
			return false
		}
	}
	return true
}

// keep writes a table, definition list or linked figure as HTML without what is
// not allowed. Where Markdown lies inside, or what may not stand there, the
// element gives way to its content.
func (c *Writer) keep(n *tree.Node, depth int) []lines.Line {
	if tree.HasChunk(n.Kids) || !shaped(n) {
		c.Note(n.Line, "html", n.Raw, "")
		return c.Emit(n.Kids, depth+1)
	}
	var b strings.Builder
	c.serialise(&b, n, true, false)
	var out []lines.Line
	for _, s := range strings.Split(b.String(), "\n") {
		if !lines.Blank(s) {
			out = append(out, lines.At(strings.TrimRight(s, " \t"), n.Line))
		}
	}
	return out
}

// parts are the only elements that an element may hold.
var parts = map[string]map[string]bool{
	"table": lines.Set("caption colgroup thead tbody tfoot tr"), "thead": lines.Set("tr"), "tbody": lines.Set("tr"), "tfoot": lines.Set("tr"),
	"tr": lines.Set("td th"), "dl": lines.Set("dt dd"), "ul": lines.Set("li"), "ol": lines.Set("li"), "colgroup": lines.Set("col"),
}

// shaped says whether an element and those that it is made of hold only what
// they may.
func shaped(n *tree.Node) bool {
	may := parts[n.Tag]
	if may == nil {
		return true
	}
	kids := tree.Solid(n.Kids)
	for i := range kids {
		k := &kids[i]
		if k.Kind != tree.Element || k.Tag != "!--" && !may[k.Tag] || k.Tag == "caption" && i > 0 || !shaped(k) {
			return false
		}
	}
	return len(kids) > 0
}

// bodied puts the rows of a table that has nothing else into a body, as every
// browser does when it reads them.
func bodied(n *tree.Node) *tree.Node {
	kids := tree.Solid(n.Kids)
	if n.Tag != "table" || len(kids) == 0 || slices.ContainsFunc(kids, func(k tree.Node) bool { return k.Tag != "tr" && k.Tag != "!--" }) {
		return n
	}
	whole := *n
	whole.Kids = []tree.Node{{Kind: tree.Element, Line: n.Line, Tag: "tbody", Kids: n.Kids}}
	return &whole
}

// serialise writes an element and all in it as HTML. Blocks may stand where
// flow is true; elsewhere, and where they are not of use, their content stays.
func (c *Writer) serialise(b *strings.Builder, n *tree.Node, flow, inLink bool) {
	if n.Kind == tree.Literal {
		b.WriteString(html.EscapeString(n.Text))
		return
	}
	if n.Kind != tree.Element || n.Tag == "!--" {
		return
	}
	if lines.Dropped[n.Tag] {
		c.Drop(n)
		return
	}
	n = bodied(n)
	open, attrs := n.Tag, ""
	switch tag := n.Tag; {
	case tag == "img":
		c.serialiseImage(b, n, inLink)
		return
	case tag == "iframe" || tag == "video" || tag == "audio":
		c.serialiseFrame(b, n, inLink)
		return
	case tag == "br" || tag == "wbr":
		b.WriteString("<" + tag + ">")
		return
	case tag == "a":
		open, attrs = c.serialiseLink(n, inLink)
		inLink = inLink || open != ""
	case tag == "b":
		open = "strong"
	case tag == "i":
		open = "em"
	case tag == "strong" || tag == "em" || tag == "code" || lines.Phrase[tag]:
		attrs = c.Kept(n)
	case flow && (tag == "table" || tag == "dl" || tag == "ul" || tag == "ol") && shaped(n),
		flow && (tag == "p" || tag == "figure" || tag == "blockquote"):
		attrs = c.Kept(n)
		flow = tag != "p"
	default:
		open = ""
	}
	if lines.Phrase[n.Tag] || prose.Emphasis[n.Tag] != "" || n.Tag == "code" || n.Tag == "a" {
		flow = false
	}
	c.within(b, n, open, attrs, flow, inLink)
}

// within writes an element's tags, if it has any, around its content.
func (c *Writer) within(b *strings.Builder, n *tree.Node, open, attrs string, flow, inLink bool) {
	if open == "" && lines.Blocky[n.Tag] {
		b.WriteByte(' ')
	}
	if open != "" {
		b.WriteString("<" + open + attrs + ">")
	}
	for i := range n.Kids {
		k := &n.Kids[i]
		if k.Kind == tree.Element && k.Tag != "!--" {
			c.Attributes(k)
		}
		if parts[n.Tag] != nil && k.Kind == tree.Element && !parts[n.Tag][k.Tag] {
			continue // a comment
		}
		if k.Kind == tree.Element && open != "" && (parts[n.Tag][k.Tag] || n.Tag == "figure" && k.Tag == "figcaption") {
			c.within(b, k, k.Tag, c.Kept(k), k.Tag != "dt" && k.Tag != "caption", inLink)
			continue
		}
		c.serialise(b, k, flow, inLink)
	}
	if open != "" && !lines.Void[n.Tag] {
		b.WriteString("</" + open + ">")
	}
}

// serialiseLink gives the tag and attributes of a link; none where it leads
// nowhere or stands in another.
func (c *Writer) serialiseLink(n *tree.Node, inLink bool) (open, attrs string) {
	href := n.Attr("href")
	if href == "" || inLink {
		return "", ""
	}
	t := c.Resolver.Link(href)
	if t.Kind != "" {
		c.Note(n.Line, t.Kind, href, t.Dest)
	}
	if t.Gone {
		return "", ""
	}
	attrs = ` href="` + html.EscapeString(t.Dest) + `"`
	if s := n.Attr("title"); s != "" {
		attrs += ` title="` + html.EscapeString(s) + `"`
	}
	return "a", attrs
}

func (c *Writer) serialiseImage(b *strings.Builder, n *tree.Node, inLink bool) {
	src, alt := n.Attr("src"), strings.Join(strings.Fields(n.Attr("alt")), " ")
	t := c.Resolver.Image(src)
	switch {
	case t.Gone:
		c.Note(n.Line, "missing-image", src, alt)
		if alt == "" {
			c.Lose("image " + src)
		}
		b.WriteString(html.EscapeString(alt))
	case t.Out:
		text := alt
		if text == "" {
			text = src
		}
		c.Note(n.Line, "remote-image", src, text)
		if inLink {
			b.WriteString(html.EscapeString(text))
			return
		}
		b.WriteString(`<a href="` + html.EscapeString(t.Dest) + `">` + html.EscapeString(text) + "</a>")
	default:
		if t.Kind != "" {
			c.Note(n.Line, t.Kind, src, t.Dest)
		}
		if alt == "" {
			c.Note(n.Line, "no-alternative-text", src, "")
		}
		b.WriteString(`<img src="` + html.EscapeString(t.Dest) + `" alt="` + html.EscapeString(alt) + `">`)
	}
}

// serialiseFrame writes a link to what a frame or player would load.
func (c *Writer) serialiseFrame(b *strings.Builder, n *tree.Node, inLink bool) {
	src := prose.Absolute(n.Attr("src"))
	if n.Tag != "iframe" {
		src = prose.MediaSource(n)
	}
	label := strings.TrimSpace(n.Attr("title"))
	if label == "" {
		label = prose.Host(src)
	}
	c.Note(n.Line, "embed", n.Raw, src)
	a := tree.Node{Kind: tree.Element, Tag: "a", Line: n.Line, Attrs: []tree.Attr{{Name: "href", Value: src}}, Kids: []tree.Node{{Kind: tree.Literal, Text: label}}}
	c.serialise(b, &a, false, inLink)
}
