package flow

import (
	"html"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// figure writes a figure of one image as a directive; others stay HTML, or
// fall apart into what they hold when there is no image to show.
func (c *Writer) figure(n *tree.Node, depth int) []lines.Line {
	var caption []tree.Node
	var body []tree.Node
	for _, k := range n.Kids {
		switch {
		case k.Kind == tree.Element && k.Tag == "figcaption":
			caption = append(caption, k.Kids...)
		case k.Kind == tree.Literal && lines.Blank(k.Text):
		default:
			body = append(body, k)
		}
	}
	imgs := tree.Find(body, "img")
	if len(imgs) != 1 || tree.HasChunk(n.Kids) {
		return c.apart(body, caption, depth)
	}
	img := imgs[0]
	t := c.Resolver.Image(img.Attr("src"))
	if t.Gone || t.Out {
		return c.apart(body, caption, depth)
	}
	only := len(body) == 1
	for body[0].Kind == tree.Element && (body[0].Tag == "div" || body[0].Tag == "p" || body[0].Tag == "span") && only {
		body = tree.Solid(body[0].Kids)
		only = len(body) == 1
	}
	if !only {
		return c.apart(body, caption, depth)
	}
	alt := strings.Join(strings.Fields(img.Attr("alt")), " ")
	if alt == "" {
		if alt = strings.Join(strings.Fields(tree.Plain(caption)), " "); alt != "" {
			c.Note(img.Line, "alternative-text", img.Raw, alt)
		} else {
			c.Note(img.Line, "no-alternative-text", img.Attr("src"), "")
		}
	}
	if body[0].Tag != "img" {
		return c.linkedFigure(n, img, alt, body, caption, depth)
	}
	if t.Kind != "" {
		c.Note(img.Line, t.Kind, img.Attr("src"), t.Dest)
	}
	args := "{src=" + quoted(t.Dest) + " alt=" + quoted(alt) + "}"
	text := c.Emit(caption, depth+1)
	if len(text) == 0 {
		return []lines.Line{lines.At("::figure"+args, n.Line)}
	}
	return contained("figure"+args, text, n.Line)
}

// linkedFigure keeps a figure whose image is a link as HTML.
func (c *Writer) linkedFigure(n, img *tree.Node, alt string, body, caption []tree.Node, depth int) []lines.Line {
	if body[0].Tag != "a" || body[0].Attr("href") == "" {
		return c.apart(body, caption, depth)
	}
	for i := range img.Attrs {
		if img.Attrs[i].Name == "alt" {
			img.Attrs = append(img.Attrs[:i:i], img.Attrs[i+1:]...)
			break
		}
	}
	img.Attrs = append(img.Attrs, tree.Attr{Name: "alt", Value: alt})
	body[0].Kids = []tree.Node{*img}
	whole := tree.Node{Kind: tree.Element, Tag: "figure", Line: n.Line, Kids: body}
	if len(tree.Solid(caption)) > 0 {
		whole.Kids = append(whole.Kids, tree.Node{Kind: tree.Element, Tag: "figcaption", Line: n.Line, Kids: caption})
	}
	return c.keep(&whole, depth)
}

// apart writes what a figure holds as blocks, the caption last.
func (c *Writer) apart(body, caption []tree.Node, depth int) []lines.Line {
	out := c.Emit(body, depth+1)
	if text := c.Emit(caption, depth+1); len(text) > 0 {
		out = append(out, lines.At("", text[0].N))
		out = append(out, text...)
	}
	return out
}

// media writes a video or audio element, or a link where its file is not here.
func (c *Writer) media(n *tree.Node) []lines.Line {
	src := prose.MediaSource(n)
	t := c.Resolver.Link(src)
	text := strings.TrimSpace(tree.Plain(n.Kids))
	if text == "" {
		text = n.Attr("title")
	}
	if text == "" {
		text = src
	}
	if t.Gone || src == "" || strings.Contains(t.Dest, "://") {
		return c.run([]tree.Node{{
			Kind: tree.Element, Tag: "a", Line: n.Line, Attrs: []tree.Attr{{Name: "href", Value: src}},
			Kids: []tree.Node{{Kind: tree.Literal, Text: text, Line: n.Line}},
		}})
	}
	if t.Kind != "" {
		c.Note(n.Line, t.Kind, src, t.Dest)
	}
	return []lines.Line{lines.At("<"+n.Tag+` src="`+html.EscapeString(t.Dest)+`" controls></`+n.Tag+">", n.Line)}
}

// details writes the directive of that name.
func (c *Writer) details(n *tree.Node, depth int) []lines.Line {
	var body []tree.Node
	label := ""
	for _, k := range n.Kids {
		if k.Tag == "summary" {
			label = strings.Join(strings.Fields(c.Markdown(k.Kids, prose.InHeading)), " ")
			continue
		}
		body = append(body, k)
	}
	c.Note(n.Line, "details", n.Raw, ":::details["+label+"]")
	return contained("details["+prose.Even(label)+"]", c.Emit(body, depth+1), n.Line)
}
