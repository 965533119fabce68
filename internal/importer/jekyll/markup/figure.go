package markup

import (
	"html"
	"strings"
)

// figure writes a figure of one image as a directive; others stay HTML, or
// fall apart into what they hold when there is no image to show.
func (c *converter) figure(n *node, depth int) []Line {
	var caption []node
	var body []node
	for _, k := range n.kids {
		switch {
		case k.kind == element && k.tag == "figcaption":
			caption = append(caption, k.kids...)
		case k.kind == literal && blank(k.text):
		default:
			body = append(body, k)
		}
	}
	imgs := find(body, "img")
	if len(imgs) != 1 || hasChunk(n.kids) {
		return c.apart(body, caption, depth)
	}
	img := imgs[0]
	t := c.resolver.Image(img.attr("src"))
	if t.Gone || t.Out {
		return c.apart(body, caption, depth)
	}
	only := len(body) == 1
	for body[0].kind == element && (body[0].tag == "div" || body[0].tag == "p" || body[0].tag == "span") && only {
		body = solid(body[0].kids)
		only = len(body) == 1
	}
	if !only {
		return c.apart(body, caption, depth)
	}
	alt := strings.Join(strings.Fields(img.attr("alt")), " ")
	if alt == "" {
		if alt = strings.Join(strings.Fields(plain(caption)), " "); alt != "" {
			c.note(img.line, "alternative-text", img.raw, alt)
		} else {
			c.note(img.line, "no-alternative-text", img.attr("src"), "")
		}
	}
	if body[0].tag != "img" {
		return c.linkedFigure(n, img, alt, body, caption, depth)
	}
	if t.Kind != "" {
		c.note(img.line, t.Kind, img.attr("src"), t.Dest)
	}
	args := "{src=" + quoted(t.Dest) + " alt=" + quoted(alt) + "}"
	text := c.emit(caption, depth+1)
	if len(text) == 0 {
		return []Line{at("::figure"+args, n.line)}
	}
	return contained("figure"+args, text, n.line)
}

// linkedFigure keeps a figure whose image is a link as HTML.
func (c *converter) linkedFigure(n, img *node, alt string, body, caption []node, depth int) []Line {
	if body[0].tag != "a" || body[0].attr("href") == "" {
		return c.apart(body, caption, depth)
	}
	for i := range img.attrs {
		if img.attrs[i].name == "alt" {
			img.attrs = append(img.attrs[:i:i], img.attrs[i+1:]...)
			break
		}
	}
	img.attrs = append(img.attrs, attr{"alt", alt})
	body[0].kids = []node{*img}
	whole := node{kind: element, tag: "figure", line: n.line, kids: body}
	if len(solid(caption)) > 0 {
		whole.kids = append(whole.kids, node{kind: element, tag: "figcaption", line: n.line, kids: caption})
	}
	return c.keep(&whole, depth)
}

// apart writes what a figure holds as blocks, the caption last.
func (c *converter) apart(body, caption []node, depth int) []Line {
	out := c.emit(body, depth+1)
	if text := c.emit(caption, depth+1); len(text) > 0 {
		out = append(out, at("", text[0].N))
		out = append(out, text...)
	}
	return out
}

// find gives the elements of a name, in order.
func find(nodes []node, tag string) []*node {
	var out []*node
	for i := range nodes {
		if nodes[i].tag == tag && nodes[i].kind == element {
			out = append(out, &nodes[i])
		}
		out = append(out, find(nodes[i].kids, tag)...)
	}
	return out
}

func hasChunk(nodes []node) bool { return has(nodes, chunk) }

// htmlTable writes a table as GFM where that can say it, else as HTML.
func (c *converter) htmlTable(n *node, depth int) []Line {
	rows := find(n.kids, "tr")
	if hasChunk(n.kids) || len(find(n.kids, "table")) > 0 || len(find(n.kids, "caption")) > 0 || len(rows) == 0 {
		return c.keep(n, depth)
	}
	width := -1
	for i, r := range rows {
		row := solid(r.kids)
		if width < 0 {
			width = len(row)
		}
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
			text := strings.Join(strings.Fields(c.markdown(cell.kids, inCell)), " ")
			cells = append(cells, text)
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

// keep writes an element as balanced HTML without what is not allowed. Where
// Markdown lies inside, the element gives way to its content.
func (c *converter) keep(n *node, depth int) []Line {
	if hasChunk(n.kids) && n.tag != "details" {
		c.note(n.line, "html", n.raw, "")
		return c.emit(n.kids, depth+1)
	}
	if n.tag == "details" {
		return c.details(n, depth)
	}
	var b strings.Builder
	c.serialise(&b, n)
	var out []Line
	for _, s := range strings.Split(b.String(), "\n") {
		if !blank(s) {
			out = append(out, at(strings.TrimRight(s, " \t"), n.line))
		}
	}
	return out
}

// details writes the directive of that name.
func (c *converter) details(n *node, depth int) []Line {
	var body []node
	label := ""
	for _, k := range n.kids {
		if k.tag == "summary" {
			label = strings.Join(strings.Fields(c.markdown(k.kids, inHeading)), " ")
			continue
		}
		body = append(body, k)
	}
	c.note(n.line, "details", n.raw, ":::details["+label+"]")
	return contained("details["+even(label)+"]", c.emit(body, depth+1), n.line)
}

// serialise writes an element and all in it as HTML.
func (c *converter) serialise(b *strings.Builder, n *node) {
	switch {
	case n.kind == literal:
		b.WriteString(html.EscapeString(strings.ReplaceAll(n.text, "\u00a0", " ")))
		return
	case n.kind != element || n.tag == "!--":
		return
	case dropped[n.tag]:
		c.drop(n)
		return
	case n.tag == "iframe":
		src := absolute(n.attr("src"))
		c.note(n.line, "embed", n.raw, src)
		b.WriteString(html.EscapeString(n.attr("title") + " " + src))
		return
	}
	c.attributes(n)
	open, shut := n.tag, n.tag
	attrs := ""
	switch n.tag {
	case "a":
		t := c.resolver.Link(n.attr("href"))
		if t.Kind != "" {
			c.note(n.line, t.Kind, n.attr("href"), t.Dest)
		}
		if t.Gone || n.attr("href") == "" {
			open = ""
		} else {
			attrs = ` href="` + html.EscapeString(t.Dest) + `"`
			if s := n.attr("title"); s != "" {
				attrs += ` title="` + html.EscapeString(s) + `"`
			}
		}
	case "img":
		c.serialiseImage(b, n)
		return
	case "b":
		open, shut = "strong", "strong"
	case "i":
		open, shut = "em", "em"
	case "span", "font", "big", "center", "tt", "form", "label", "input", "button", "body", "html", "div":
		open = ""
	default:
		attrs = c.kept(n)
	}
	if n.tag == "div" {
		b.WriteByte(' ')
	}
	if open != "" {
		b.WriteString("<" + open + attrs + ">")
	}
	for i := range n.kids {
		c.serialise(b, &n.kids[i])
	}
	if open != "" && !void[n.tag] {
		b.WriteString("</" + shut + ">")
	}
}

func (c *converter) serialiseImage(b *strings.Builder, n *node) {
	src, alt := n.attr("src"), strings.Join(strings.Fields(n.attr("alt")), " ")
	t := c.resolver.Image(src)
	switch {
	case t.Gone:
		c.note(n.line, "missing-image", src, alt)
		b.WriteString(html.EscapeString(alt))
	case t.Out:
		c.note(n.line, "remote-image", src, alt)
		text := alt
		if text == "" {
			text = src
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

// media writes a video or audio element, or a link where its file is not here.
func (c *converter) media(n *node) []Line {
	src := mediaSource(n)
	t := c.resolver.Link(src)
	text := strings.TrimSpace(plain(n.kids))
	if text == "" {
		text = n.attr("title")
	}
	if text == "" {
		text = src
	}
	if t.Gone || src == "" || strings.Contains(t.Dest, "://") {
		return c.run([]node{{kind: element, tag: "a", line: n.line, attrs: []attr{{"href", src}},
			kids: []node{{kind: literal, text: text, line: n.line}}}})
	}
	if t.Kind != "" {
		c.note(n.line, t.Kind, src, t.Dest)
	}
	return []Line{at("<"+n.tag+` src="`+html.EscapeString(t.Dest)+`" controls></`+n.tag+">", n.line)}
}
