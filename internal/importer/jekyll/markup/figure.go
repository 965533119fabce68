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
