package markup

import (
	"html"
	"strings"
)

// htmlTable writes a table as GFM where that can say it, else as HTML.
func (c *converter) htmlTable(n *node, depth int) []Line {
	rows := find(n.kids, "tr")
	if hasChunk(n.kids) || len(find(n.kids, "table")) > 0 || len(find(n.kids, "caption")) > 0 || len(rows) == 0 {
		return c.keep(n, depth)
	}
	width := len(solid(rows[0].kids))
	for i, r := range rows {
		row := solid(r.kids)
		if len(row) != width || width == 0 {
			return c.keep(n, depth)
		}
		for _, cell := range row {
			head := cell.tag == "th"
			if cell.tag != "th" && cell.tag != "td" || head != (i == 0) || cell.attr("colspan") != "" ||
				cell.attr("rowspan") != "" || !simple(cell.kids) {
				return c.keep(n, depth)
			}
		}
	}
	var out []Line
	for i, r := range rows {
		var cells []string
		for _, cell := range solid(r.kids) {
			cells = append(cells, strings.Join(strings.Fields(c.markdown(cell.kids, inCell)), " "))
		}
		out = append(out, at("| "+strings.Join(cells, " | ")+" |", r.line))
		if i == 0 {
			out = append(out, at(strings.Repeat("| --- ", width)+"|", r.line))
		}
	}
	c.note(n.line, "table", n.raw, "")
	return out
}

// simple says whether a cell holds inlines alone, a single paragraph allowed.
func simple(nodes []node) bool {
	for i := range nodes {
		n := &nodes[i]
		if n.kind != element {
			continue
		}
		if blocky[n.tag] && n.tag != "p" || n.tag == "pre" || n.tag == "img" || !simple(n.kids) {
			return false
		}
	}
	return true
}

// keep writes a table, definition list or linked figure as HTML without what is
// not allowed. Where Markdown lies inside, or what may not stand there, the
// element gives way to its content.
func (c *converter) keep(n *node, depth int) []Line {
	if hasChunk(n.kids) || !shaped(n) {
		c.note(n.line, "html", n.raw, "")
		return c.emit(n.kids, depth+1)
	}
	var b strings.Builder
	c.serialise(&b, n, true, false)
	var out []Line
	for _, s := range strings.Split(b.String(), "\n") {
		if !blank(s) {
			out = append(out, at(strings.TrimRight(s, " \t"), n.line))
		}
	}
	return out
}

// parts are the only elements that an element may hold.
var parts = map[string]map[string]bool{
	"table": set("caption colgroup thead tbody tfoot tr"), "thead": set("tr"), "tbody": set("tr"), "tfoot": set("tr"),
	"tr": set("td th"), "dl": set("dt dd"), "ul": set("li"), "ol": set("li"), "colgroup": set("col"),
}

// shaped says whether an element and those that it is made of hold only what
// they may.
func shaped(n *node) bool {
	may := parts[n.tag]
	if may == nil {
		return true
	}
	kids := solid(n.kids)
	for i := range kids {
		k := &kids[i]
		if k.kind != element || k.tag != "!--" && !may[k.tag] || k.tag == "caption" && i > 0 || !shaped(k) {
			return false
		}
	}
	return len(kids) > 0
}

// serialise writes an element and all in it as HTML. Blocks may stand where
// flow is true; elsewhere, and where they are not of use, their content stays.
func (c *converter) serialise(b *strings.Builder, n *node, flow, inLink bool) {
	if n.kind == literal {
		b.WriteString(html.EscapeString(n.text))
		return
	}
	if n.kind != element || n.tag == "!--" {
		return
	}
	if dropped[n.tag] {
		c.drop(n)
		return
	}
	open, attrs := n.tag, ""
	switch tag := n.tag; {
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
	case tag == "strong" || tag == "em" || tag == "code" || phrase[tag]:
		attrs = c.kept(n)
	case flow && (tag == "table" || tag == "dl" || tag == "ul" || tag == "ol") && shaped(n),
		flow && (tag == "p" || tag == "figure" || tag == "blockquote"):
		attrs = c.kept(n)
		flow = tag != "p"
	default:
		open = ""
	}
	if phrase[n.tag] || emphasis[n.tag] != "" || n.tag == "code" || n.tag == "a" {
		flow = false
	}
	c.within(b, n, open, attrs, flow, inLink)
}

// within writes an element's tags, if it has any, around its content.
func (c *converter) within(b *strings.Builder, n *node, open, attrs string, flow, inLink bool) {
	if open == "" && blocky[n.tag] {
		b.WriteByte(' ')
	}
	if open != "" {
		b.WriteString("<" + open + attrs + ">")
	}
	for i := range n.kids {
		k := &n.kids[i]
		if k.kind == element && k.tag != "!--" {
			c.attributes(k)
		}
		if parts[n.tag] != nil && k.kind == element && !parts[n.tag][k.tag] {
			continue // a comment
		}
		if k.kind == element && open != "" && (parts[n.tag][k.tag] || n.tag == "figure" && k.tag == "figcaption") {
			c.within(b, k, k.tag, c.kept(k), k.tag != "dt" && k.tag != "caption", inLink)
			continue
		}
		c.serialise(b, k, flow, inLink)
	}
	if open != "" && !void[n.tag] {
		b.WriteString("</" + open + ">")
	}
}

// serialiseLink gives the tag and attributes of a link; none where it leads
// nowhere or stands in another.
func (c *converter) serialiseLink(n *node, inLink bool) (open, attrs string) {
	href := n.attr("href")
	if href == "" || inLink {
		return "", ""
	}
	t := c.resolver.Link(href)
	if t.Kind != "" {
		c.note(n.line, t.Kind, href, t.Dest)
	}
	if t.Gone {
		return "", ""
	}
	attrs = ` href="` + html.EscapeString(t.Dest) + `"`
	if s := n.attr("title"); s != "" {
		attrs += ` title="` + html.EscapeString(s) + `"`
	}
	return "a", attrs
}

func (c *converter) serialiseImage(b *strings.Builder, n *node, inLink bool) {
	src, alt := n.attr("src"), strings.Join(strings.Fields(n.attr("alt")), " ")
	t := c.resolver.Image(src)
	switch {
	case t.Gone:
		c.note(n.line, "missing-image", src, alt)
		if alt == "" {
			c.lose("image " + src)
		}
		b.WriteString(html.EscapeString(alt))
	case t.Out:
		text := alt
		if text == "" {
			text = src
		}
		c.note(n.line, "remote-image", src, text)
		if inLink {
			b.WriteString(html.EscapeString(text))
			return
		}
		b.WriteString(`<a href="` + html.EscapeString(t.Dest) + `">` + html.EscapeString(text) + "</a>")
	default:
		if t.Kind != "" {
			c.note(n.line, t.Kind, src, t.Dest)
		}
		if alt == "" {
			c.note(n.line, "no-alternative-text", src, "")
		}
		b.WriteString(`<img src="` + html.EscapeString(t.Dest) + `" alt="` + html.EscapeString(alt) + `">`)
	}
}

// serialiseFrame writes a link to what a frame or player would load.
func (c *converter) serialiseFrame(b *strings.Builder, n *node, inLink bool) {
	src := absolute(n.attr("src"))
	if n.tag != "iframe" {
		src = mediaSource(n)
	}
	label := strings.TrimSpace(n.attr("title"))
	if label == "" {
		label = host(src)
	}
	c.note(n.line, "embed", n.raw, src)
	a := node{kind: element, tag: "a", line: n.line, attrs: []attr{{"href", src}}, kids: []node{{kind: literal, text: label}}}
	c.serialise(b, &a, false, inLink)
}
