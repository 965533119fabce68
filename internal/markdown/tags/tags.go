// Package tags writes the raw HTML of a page.
//
// In: where raw HTML stands in the source. Out: the same, read tag by tag and
// written anew onto the page; what package rawhtml does not allow is left out
// and told.
//
// What authors open they must close, in the same block of Markdown, or, for
// tags on lines of their own, among the same siblings; the page is balanced even
// where the findings say that the source is not. Comments are dropped. URLs that
// the site must resolve become holes.
package tags

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/rawhtml"
)

// Stretch is a piece of the source.
type Stretch struct{ Start, Stop int }

// Write writes the raw HTML that all stretches make together.
func Write(g *page.Page, all []Stretch) {
	if len(all) == 0 {
		return
	}
	var raw []byte
	if len(all) == 1 {
		raw = g.Source[all[0].Start:all[0].Stop]
	} else {
		for _, s := range all {
			raw = append(raw, g.Source[s.Start:s.Stop]...)
		}
	}
	z := html.NewTokenizer(bytes.NewReader(bytes.TrimRight(raw, "\n")))
	p := places{all: all}
	at := 0
	for {
		kind := z.Next()
		here := p.of(at)
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(z.Raw()) > 0 {
				g.Say(here, "html/cut-off")
			}
			return
		case html.TextToken:
			rawText(g, z.Text(), here)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			startTag(g, string(name), attributes(z, more), kind == html.SelfClosingTagToken, here)
		case html.EndTagToken:
			name, _ := z.TagName()
			endTag(g, string(name), here)
		case html.DoctypeToken:
			g.Say(here, "html/not-allowed", "!DOCTYPE")
		case html.CommentToken:
			if !bytes.HasPrefix(z.Raw(), []byte("<!--")) {
				g.Say(here, "html/not-allowed", string(bytes.TrimLeft(first(z.Raw(), 12), "<")))
			}
		}
	}
}

func first(s []byte, n int) []byte { return s[:min(n, len(s))] }

// places gives the places in the source of bytes of raw HTML, asked for in
// ascending order.
type places struct {
	all  []Stretch // the first is the one at hand
	from int       // where that begins in the raw HTML
}

func (p *places) of(at int) int {
	for len(p.all) > 1 && at >= p.from+p.all[0].Stop-p.all[0].Start {
		p.from += p.all[0].Stop - p.all[0].Start
		p.all = p.all[1:]
	}
	return p.all[0].Start + at - p.from
}

// rawText writes the text between tags.
func rawText(g *page.Page, s []byte, at int) {
	if len(bytes.TrimSpace(s)) > 0 {
		if name, ok := g.Stack.Text(); !ok {
			g.Say(at+len(s)-len(bytes.TrimLeft(s, " \t\r\n")), "html/text-in", name)
			return
		}
	}
	g.Text(s)
	g.Clue(at, len(s))
	g.Visible = append(g.Visible, s...)
	g.Visible = append(g.Visible, ' ')
}

// attribute is one attribute of a tag as written.
type attribute struct{ name, value string }

func attributes(z *html.Tokenizer, more bool) []attribute {
	var all []attribute
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		all = append(all, attribute{string(k), string(v)})
	}
	return all
}

// startTag checks a tag and writes it.
func startTag(g *page.Page, name string, attrs []attribute, selfClosing bool, at int) {
	if name == "h1" {
		g.Say(at, "md/second-h1")
		name = "h2"
	}
	if len(name) == 2 && name[0] == 'h' && name[1] >= '2' && name[1] <= '6' {
		g.Level(int(name[1]-'0'), at)
	}
	e, known := rawhtml.Lookup(name)
	switch {
	case rawhtml.Forbidden(name):
		g.Say(at, "html/not-allowed", name)
		return
	case !known:
		g.Say(at, "html/unknown-element", name, g.Nearest(name, rawhtml.Names()))
		return
	}
	frame := rawhtml.Frame{Name: name, Raw: true, Pos: at}
	var wrong rawhtml.Wrong
	void := e.Content == rawhtml.Nothing
	if !void && len(g.Stack.Frames) >= 3*markdown.Nesting {
		g.TooDeep(at)
		return
	}
	if void {
		wrong = g.Stack.Void(name)
	} else {
		wrong = g.Stack.Open(frame)
	}
	if wrong.Why != rawhtml.Fine {
		g.Wrong(at, name, wrong)
	}
	if name == "img" {
		imgTag(g, attrs, at)
	} else {
		g.Raw("<" + name)
		writeAttrs(g, name, attrs, at)
		g.Raw(">")
	}
	if selfClosing && !void {
		if !rawhtml.Foreign(name) {
			g.Say(at, "html/self-closing", name)
		}
		endTag(g, name, at)
	}
}

func endTag(g *page.Page, name string, at int) {
	if name == "h1" {
		name = "h2"
	}
	if rawhtml.Forbidden(name) {
		return // told at its start
	}
	if e, known := rawhtml.Lookup(name); !known || e.Content == rawhtml.Nothing {
		if known {
			g.Say(at, "html/stray-end", name)
		}
		return
	}
	dangling, found := g.Stack.CloseTag(name)
	if !found {
		g.Say(at, "html/stray-end", name)
		return
	}
	for _, f := range dangling {
		g.Unclosed(f)
	}
	g.Raw("</" + name + ">")
}

// imgTag writes an img tag; one of the site's own pictures becomes a hole, within
// which stands which other files the author names for it.
func imgTag(g *page.Page, attrs []attribute, at int) {
	h := markdown.Hole{Kind: markdown.Image, Ref: -1}
	var rest []attribute
	for _, a := range attrs {
		switch {
		case a.name == "src" && rawhtml.Where(a.value) == rawhtml.Site && strings.TrimSpace(a.value) != "" && h.Ref < 0:
			h.Ref = g.Ref(markdown.UseImage, strings.TrimSpace(a.value), at)
		case a.name == "alt":
			h.Alt = page.Squeeze([]byte(a.value))
		case a.name == "title":
			h.Title = a.value
		case a.name == "loading" || a.name == "decoding":
		default:
			rest = append(rest, a)
		}
	}
	h.Alt, h.Title = page.Named(h.Alt, h.Title)
	if h.Ref >= 0 {
		named := func(a attribute) bool { k := rawhtml.Attribute(a.name); return k == rawhtml.URL || k == rawhtml.URLs }
		from := len(g.HTML)
		writeAttrs(g, "img", slices.DeleteFunc(slices.Clone(rest), named), at)
		h.Attrs = string(g.HTML[from:])
		g.HTML = g.HTML[:from]
		hole := g.Hole(h)
		if g.Stack.Within("picture") || slices.ContainsFunc(rest, named) {
			hole.Inner = g.Begin()
			writeAttrs(g, "img", slices.DeleteFunc(rest, func(a attribute) bool { return !named(a) }), at)
			g.End()
		}
		return
	}
	g.Raw("<img")
	g.Attr("alt", h.Alt)
	if h.Title != "" {
		g.Attr("title", h.Title)
	}
	writeAttrs(g, "img", rest, at)
	g.Raw(` loading="lazy" decoding="async">`)
}

// writeAttrs checks the attributes of a tag and writes them.
func writeAttrs(g *page.Page, tag string, attrs []attribute, at int) {
	for _, a := range attrs { // the tokenizer has dropped repeated ones
		kind := rawhtml.Attribute(a.name)
		switch known := rawhtml.Takes(tag, a.name); {
		case kind == rawhtml.Banned:
			g.Say(at, "html/bad-attribute", a.name)
			continue
		case kind == rawhtml.Bad:
			g.Say(at, "html/malformed", tag)
			continue
		case !known:
			g.Say(at, "html/unknown-attribute", a.name, tag, g.Nearest(a.name, rawhtml.Own(tag)))
			continue
		}
		switch kind {
		case rawhtml.ID:
			if g.Anchor(a.value, at) {
				g.Attr("id", a.value)
			}
		case rawhtml.Boolean:
			g.Raw(" " + a.name)
		case rawhtml.URL:
			urlAttr(g, tag, a, at)
		case rawhtml.URLs:
			srcset(g, a, at)
		default:
			g.Attr(a.name, a.value)
		}
	}
}

// use says how a URL attribute uses what it points to.
func use(tag, name string) markdown.Use {
	switch {
	case tag == "img", name == "poster", name == "srcset", tag == "source" && name == "srcset":
		return markdown.UseImage
	case name == "src", name == "data":
		return markdown.UseFile
	}
	return markdown.UseLink
}

func urlAttr(g *page.Page, tag string, a attribute, at int) {
	url := strings.TrimSpace(a.value)
	where := rawhtml.Where(url)
	media := a.name == "src" || a.name == "poster" || a.name == "data"
	svg := rawhtml.Foreign(tag)
	switch {
	case where == rawhtml.Unsafe, where == rawhtml.Picture && !media, svg && where != rawhtml.Site:
		g.Say(at, "html/unsafe-url", url)
	case where == rawhtml.Site && svg: // url of a part of the drawing: #id
		g.Attr(a.name, url)
	case where == rawhtml.Site && url == "":
		g.Say(at, "html/empty-url", a.name, tag)
	case where == rawhtml.Site:
		g.Hole(markdown.Hole{Kind: markdown.Attr, Name: a.name, Ref: g.Ref(use(tag, a.name), url, at)})
	default:
		switch {
		case media && rawhtml.Remote(url):
			remote(g, url, at)
		case a.name == "href":
			g.Follow(url, at)
		}
		g.Raw(" " + a.name + `="`)
		g.HTML = markdown.AppendURL(g.HTML, url)
		g.Raw(`"`)
	}
}

// remote tells of what would be fetched from another host.
func remote(g *page.Page, url string, at int) {
	if host := g.Foreign(url); host != "" {
		g.Say(at, "html/remote", url, host)
	}
}

func srcset(g *page.Page, a attribute, at int) {
	g.Raw(" " + a.name + `="`)
	for i, c := range rawhtml.Srcset(a.value) {
		if i > 0 {
			g.Raw(", ")
		}
		switch rawhtml.Where(c.URL) {
		case rawhtml.Unsafe:
			g.Say(at, "html/unsafe-url", c.URL)
			continue
		case rawhtml.Site:
			g.Hole(markdown.Hole{Kind: markdown.Attr, Ref: g.Ref(markdown.UseImage, c.URL, at)})
		default:
			if rawhtml.Remote(c.URL) {
				remote(g, c.URL, at)
			}
			g.HTML = markdown.AppendURL(g.HTML, c.URL)
		}
		if c.Rest != "" {
			g.Raw(" ")
			g.HTML = markdown.AppendValue(g.HTML, c.Rest)
		}
	}
	g.Raw(`"`)
}
