package markdown

import (
	"bytes"
	"io"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"

	"lodestone/internal/diag"
	"lodestone/internal/markdown/rawhtml"
)

// htmlBlock writes lines of raw HTML.
func (g *page) htmlBlock(n *ast.HTMLBlock) {
	var raw []byte
	var from []stretch
	take := func(start, stop int) {
		from = append(from, stretch{len(raw), start})
		raw = append(raw, g.source[start:stop]...)
	}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		take(line.Start, line.Stop)
	}
	if n.HasClosure() {
		take(n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	g.tags(bytes.TrimRight(raw, "\n"), from)
	g.endBlock(1)
}

// rawInline writes one tag in a line of text.
func (g *page) rawInline(n *ast.RawHTML) {
	var raw []byte
	var from []stretch
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		from = append(from, stretch{len(raw), s.Start})
		raw = append(raw, s.Value(g.source)...)
	}
	g.tags(raw, from)
}

// stretch maps a piece of raw HTML to the source.
type stretch struct{ at, source int }

// tags reads raw HTML and writes it anew.
func (g *page) tags(raw []byte, from []stretch) {
	z := html.NewTokenizer(bytes.NewReader(raw))
	at := 0
	for {
		kind := z.Next()
		here := place(from, at)
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(z.Raw()) > 0 {
				g.say(here, "html/cut-off")
			}
			return
		case html.TextToken:
			g.rawText(z.Text(), here)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			g.startTag(string(name), g.attributes(z, more), kind == html.SelfClosingTagToken, here)
		case html.EndTagToken:
			name, _ := z.TagName()
			g.endTag(string(name), here)
		case html.DoctypeToken:
			g.say(here, "html/not-allowed", "!DOCTYPE")
		case html.CommentToken:
			if !bytes.HasPrefix(z.Raw(), []byte("<!--")) {
				g.say(here, "html/not-allowed", string(bytes.TrimLeft(first(z.Raw(), 12), "<")))
			}
		}
	}
}

func first(s []byte, n int) []byte { return s[:min(n, len(s))] }

// place is the offset in the source of byte at of the raw HTML.
func place(from []stretch, at int) int {
	source := 0
	for _, s := range from {
		if s.at > at {
			break
		}
		source = s.source + at - s.at
	}
	return source
}

// rawText writes the text between tags.
func (g *page) rawText(s []byte, at int) {
	if len(bytes.TrimSpace(s)) > 0 {
		if name, ok := g.stack.Text(); !ok {
			g.say(at+len(s)-len(bytes.TrimLeft(s, " \t\r\n")), "html/text-in", name)
			return
		}
	}
	g.w.text(s)
	if g.hunt {
		g.hunted = append(g.hunted, clue{len(g.visible), at, len(s)})
	}
	g.visible = append(g.visible, s...)
	g.visible = append(g.visible, ' ')
}

// attribute is one attribute of a tag as written.
type attribute struct{ name, value string }

func (g *page) attributes(z *html.Tokenizer, more bool) []attribute {
	var all []attribute
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		all = append(all, attribute{string(k), string(v)})
	}
	return all
}

// startTag checks a tag and writes it.
func (g *page) startTag(name string, attrs []attribute, selfClosing bool, at int) {
	if name == "h1" {
		g.say(at, "md/second-h1")
		name = "h2"
	}
	if len(name) == 2 && name[0] == 'h' && name[1] >= '2' && name[1] <= '6' {
		g.level(int(name[1]-'0'), at)
	}
	e, known := rawhtml.Lookup(name)
	switch {
	case rawhtml.Forbidden(name):
		g.say(at, "html/not-allowed", name)
		return
	case !known:
		g.say(at, "html/unknown-element", name, diag.Nearest(name, rawhtml.Names()))
		return
	}
	frame := rawhtml.Frame{Name: name, Raw: true, Pos: at}
	var wrong rawhtml.Wrong
	void := e.Content == rawhtml.Nothing
	if void {
		wrong = g.stack.Void(name)
	} else {
		wrong = g.stack.Open(frame)
	}
	if wrong.Why != rawhtml.Fine {
		g.wrong(at, name, wrong)
	}
	if len(g.stack.Frames) > 3*Nesting {
		g.tooDeep(at)
	}
	if name == "img" {
		g.imgTag(attrs, at)
	} else {
		g.w.raw("<" + name)
		g.writeAttrs(name, attrs, at)
		g.w.raw(">")
	}
	if selfClosing && !void {
		if !rawhtml.Foreign(name) {
			g.say(at, "html/self-closing", name)
		}
		g.endTag(name, at)
	}
}

// void checks an element of Markdown's without content.
func (g *page) void(name string, at int) {
	g.open(name, at)
	g.stack.Close()
}

func (g *page) endTag(name string, at int) {
	if name == "h1" {
		name = "h2"
	}
	if rawhtml.Forbidden(name) {
		return // told at its start
	}
	if e, known := rawhtml.Lookup(name); !known || e.Content == rawhtml.Nothing {
		if known {
			g.say(at, "html/stray-end", name)
		}
		return
	}
	dangling, found := g.stack.CloseTag(name)
	if !found {
		g.say(at, "html/stray-end", name)
		return
	}
	for _, f := range dangling {
		g.unclosed(f)
	}
	g.w.raw("</" + name + ">")
}

// unclosed tells of an element that nobody closed, and closes it.
func (g *page) unclosed(f rawhtml.Frame) {
	if f.Raw {
		if !g.deep { // what is nested too deeply is told once
			g.say(f.Pos, "html/unclosed", f.Name)
		}
		g.w.raw("</" + f.Name + ">")
	}
}

// wrong tells that an element cannot stand where it does.
func (g *page) wrong(at int, name string, w rawhtml.Wrong) {
	switch w.Why {
	case rawhtml.InLink:
		g.say(at, "html/nested-link")
	case rawhtml.NoParent:
		g.say(at, "html/no-parent", name, w.Name)
	default:
		g.say(at, "html/misplaced", name, w.Name)
	}
}

// imgTag writes an img tag; one of the site's own pictures becomes a hole.
func (g *page) imgTag(attrs []attribute, at int) {
	h := Hole{Kind: Image, Ref: -1}
	var rest []attribute
	for _, a := range attrs {
		switch {
		case a.name == "src" && rawhtml.Where(a.value) == rawhtml.Site && strings.TrimSpace(a.value) != "" && h.Ref < 0:
			h.Ref = g.ref(UseImage, strings.TrimSpace(a.value), at)
		case a.name == "alt":
			h.Alt = squeeze([]byte(a.value))
		case a.name == "title":
			h.Title = a.value
		case a.name == "loading" || a.name == "decoding":
		default:
			rest = append(rest, a)
		}
	}
	h.Alt, h.Title = named(h.Alt, h.Title)
	simple := h.Ref >= 0
	for _, a := range rest {
		if k := rawhtml.Attribute(a.name); k == rawhtml.URL || k == rawhtml.URLs {
			simple = false // another hole is needed within the tag
		}
	}
	if simple {
		from := len(g.w.buf)
		g.writeAttrs("img", rest, at)
		h.Attrs = string(g.w.buf[from:])
		g.w.buf = g.w.buf[:from]
		g.w.hole(h)
		return
	}
	g.w.raw("<img")
	if h.Ref >= 0 {
		g.w.hole(Hole{Kind: Attr, Name: "src", Ref: h.Ref})
	}
	g.w.attr("alt", h.Alt)
	if h.Title != "" {
		g.w.attr("title", h.Title)
	}
	g.writeAttrs("img", rest, at)
	g.w.raw(` loading="lazy" decoding="async">`)
}

// writeAttrs checks the attributes of a tag and writes them.
func (g *page) writeAttrs(tag string, attrs []attribute, at int) {
	for _, a := range attrs { // the tokenizer has dropped repeated ones
		kind := rawhtml.Attribute(a.name)
		switch known := rawhtml.Takes(tag, a.name); {
		case kind == rawhtml.Banned:
			g.say(at, "html/bad-attribute", a.name)
			continue
		case kind == rawhtml.Bad:
			g.say(at, "html/malformed", tag)
			continue
		case !known:
			g.say(at, "html/unknown-attribute", a.name, tag, diag.Nearest(a.name, rawhtml.Own(tag)))
			continue
		}
		switch kind {
		case rawhtml.ID:
			if g.anchor(a.value, at) {
				g.w.attr("id", a.value)
			}
		case rawhtml.Boolean:
			g.w.raw(" " + a.name)
		case rawhtml.URL:
			g.urlAttr(tag, a, at)
		case rawhtml.URLs:
			g.srcset(a, at)
		default:
			g.w.attr(a.name, a.value)
		}
	}
}

// use says how a URL attribute uses what it points to.
func use(tag, name string) Use {
	switch {
	case tag == "img", name == "poster", name == "srcset", tag == "source" && name == "srcset":
		return UseImage
	case name == "src", name == "data":
		return UseFile
	}
	return UseLink
}

func (g *page) urlAttr(tag string, a attribute, at int) {
	url := strings.TrimSpace(a.value)
	where := rawhtml.Where(url)
	media := a.name == "src" || a.name == "poster" || a.name == "data"
	svg := rawhtml.Foreign(tag)
	switch {
	case where == rawhtml.Unsafe, where == rawhtml.Picture && !media, svg && where != rawhtml.Site:
		g.say(at, "html/unsafe-url", url)
	case where == rawhtml.Site && svg: // url of a part of the drawing: #id
		g.w.attr(a.name, url)
	case where == rawhtml.Site && url == "":
		g.say(at, "html/empty-url", a.name, tag)
	case where == rawhtml.Site:
		g.w.hole(Hole{Kind: Attr, Name: a.name, Ref: g.ref(use(tag, a.name), url, at)})
	default:
		if media && rawhtml.Remote(url) {
			g.say(at, "md/remote-image", url)
		}
		g.w.raw(" " + a.name + `="`)
		g.w.buf = AppendURL(g.w.buf, url)
		g.w.raw(`"`)
	}
}

func (g *page) srcset(a attribute, at int) {
	g.w.raw(" " + a.name + `="`)
	for i, c := range rawhtml.Srcset(a.value) {
		if i > 0 {
			g.w.raw(", ")
		}
		switch rawhtml.Where(c.URL) {
		case rawhtml.Unsafe:
			g.say(at, "html/unsafe-url", c.URL)
			continue
		case rawhtml.Site:
			g.w.hole(Hole{Kind: Attr, Ref: g.ref(UseImage, c.URL, at)})
		default:
			if rawhtml.Remote(c.URL) {
				g.say(at, "md/remote-image", c.URL)
			}
			g.w.buf = AppendURL(g.w.buf, c.URL)
		}
		if c.Rest != "" {
			g.w.raw(" ")
			g.w.buf = appendValue(g.w.buf, c.Rest)
		}
	}
	g.w.raw(`"`)
}
