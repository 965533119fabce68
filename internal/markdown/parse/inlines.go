package parse

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/rawhtml"
	"lodestone/internal/markdown/syntax"
	"lodestone/internal/markdown/tags"
	"lodestone/internal/markdown/words"
)

// inlines writes the children of a block or of an inline node. What follows the
// box of a task is its label.
func (g *body) inlines(parent ast.Node) {
	c := parent.FirstChild()
	if c == nil {
		return
	}
	box, label := c.(*tables.TaskCheckBox)
	if label {
		g.Open("span", syntax.Start(parent)) // as much as a label may hold
		g.Raw(`<label><input type="checkbox" disabled`)
		if box.IsChecked {
			g.Raw(" checked")
		}
		g.Raw("> ")
		c = c.NextSibling()
	}
	for ; c != nil; c = c.NextSibling() {
		g.inline(c)
	}
	if label {
		g.Trim()
		g.Shut()
		g.Raw("</label>")
	}
}

func (g *body) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		g.text(n)
	case *ast.CodeSpan:
		g.codeSpan(n)
	case *ast.Emphasis:
		g.wrap([]string{"em", "strong"}[min(n.Level, 2)-1], n)
	case *tables.Strikethrough:
		g.wrap("del", n)
	case *ast.Link:
		g.link(n)
	case *ast.Image:
		g.image(n)
	case *ast.AutoLink:
		g.autoLink(n)
	case *ast.RawHTML:
		g.rawInline(n)
	case *directive.Inline:
		g.inlineDirective(n)
	case *syntax.NoteRef:
		g.noteRef(n)
	case *ast.String:
		g.Text(n.Value)
		g.Visible = append(g.Visible, n.Value...)
	}
}

// wrap writes an inline element around its content.
func (g *body) wrap(name string, n ast.Node) {
	if g.Enter(syntax.Start(n)) {
		g.Open(name, syntax.Start(n))
		g.Raw("<" + name + ">")
		g.inlines(n)
		g.Shut()
		g.Raw("</" + name + ">")
	}
	g.Leave()
}

func (g *body) text(n *ast.Text) {
	s := n.Segment.Value(g.Source)
	g.Clue(n.Segment.Start, len(s))
	if n.IsRaw() {
		g.Visible = append(g.Visible, s...)
	} else {
		g.Visible = syntax.Plain(g.Visible, s)
	}
	for _, piece := range g.printed.Texts(n) {
		g.Text(piece)
	}
	switch {
	case n.HardLineBreak():
		g.Trim()
		g.Raw("<br>")
		g.Visible = append(g.Visible, ' ')
	case n.SoftLineBreak():
		g.Raw("\n")
		g.Visible = append(g.Visible, ' ')
	}
}

func (g *body) codeSpan(n *ast.CodeSpan) {
	g.Raw("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		s := t.Segment.Value(g.Source)
		if bytes.HasSuffix(s, []byte("\n")) {
			g.Text(s[:len(s)-1])
			g.Raw(" ")
		} else {
			g.Text(s)
		}
		g.Visible = append(g.Visible, s...)
	}
	g.Raw("</code>")
}

// link writes a link; one that the site must resolve becomes a hole.
func (g *body) link(n *ast.Link) {
	if !g.Enter(syntax.Start(n)) {
		g.Leave()
		return
	}
	defer g.Leave()
	if !g.affords(n, n.Destination, n.Title) {
		g.inlines(n)
		return
	}
	dest, at := syntax.Destination(n, n.Destination, g.Source)
	title := string(syntax.Plain(nil, n.Title))
	where := rawhtml.Where(dest)
	switch {
	case dest == "":
		g.Say(syntax.Start(n), "md/empty-link")
		g.inlines(n)
		return
	case where == rawhtml.Unsafe, where == rawhtml.Picture:
		g.Say(at, "html/unsafe-url", dest)
		g.inlines(n)
		return
	}
	if t, ok := n.FirstChild().(*ast.Text); !ok || t.Segment.IsEmpty() {
		if page.Squeeze(syntax.Text(nil, n, g.Source)) == "" {
			g.Say(syntax.Start(n), "md/link-text", dest)
		}
	}
	g.Open("a", syntax.Start(n))
	if where == rawhtml.Away {
		g.Follow(dest, at)
		g.Raw(`<a href="`)
		g.HTML = markdown.AppendURL(g.HTML, dest)
		g.Raw(`"`)
		if title != "" {
			g.Attr("title", title)
		}
		g.Raw(">")
		g.inlines(n)
		g.Shut()
		g.Raw("</a>")
	} else {
		h := g.Hole(markdown.Hole{Kind: markdown.Link, Ref: g.Ref(markdown.UseLink, dest, at), Title: title})
		h.Inner = g.Begin()
		g.inlines(n)
		g.Shut()
		g.End()
	}
}

func (g *body) autoLink(n *ast.AutoLink) {
	label := n.Label(g.Source)
	url := string(n.URL(g.Source))
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")) {
		url = "mailto:" + url
	}
	g.Visible = append(append(append(g.Visible, words.Aside), label...), words.Aside)
	if w := rawhtml.Where(url); w == rawhtml.Unsafe || w == rawhtml.Picture {
		g.Say(syntax.Start(n), "html/unsafe-url", url)
		g.Text(label)
		return
	}
	g.Follow(url, syntax.Start(n))
	g.Open("a", syntax.Start(n))
	g.Shut()
	g.Raw(`<a href="`)
	g.HTML = markdown.AppendURL(g.HTML, url)
	g.Raw(`">`)
	g.Text(label)
	g.Raw("</a>")
}

// rawInline writes one tag in a line of text.
func (g *body) rawInline(n *ast.RawHTML) {
	g.stretches = g.stretches[:0]
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		g.stretches = append(g.stretches, tags.Stretch{Start: s.Start, Stop: s.Stop})
	}
	tags.Write(g.Page, g.stretches)
}

// affords says whether the page has room for one more destination with its
// title. One definition serves many links, so that without bound a page could
// become as long as the square of its source; nobody repeats an address so often
// that they make more than twice the source.
func (g *body) affords(n ast.Node, destination, title []byte) bool {
	g.repeated += len(destination) + len(title)
	if g.repeated > 2*len(g.Source)+100_000 {
		g.TooDeep(syntax.Start(n))
		return false
	}
	return true
}

// figure writes a paragraph that is one picture with a title: that is its caption.
func (g *body) figure(p *ast.Paragraph) bool {
	n, ok := p.FirstChild().(*ast.Image)
	if !ok || n.NextSibling() != nil || len(bytes.TrimSpace(n.Title)) == 0 {
		return false
	}
	if !g.affords(n, nil, n.Title) {
		return true
	}
	caption := n.Title
	n.Title = nil
	g.Open("figure", syntax.Start(p))
	g.Raw("<figure>")
	g.image(n)
	g.Open("figcaption", syntax.Start(p))
	g.Raw("<figcaption>")
	at := len(g.Visible)
	g.Visible = syntax.Plain(g.Visible, caption)
	g.Text([]byte(g.printed.Text(string(g.Visible[at:]))))
	g.Shut()
	g.Raw("</figcaption>")
	g.Shut()
	g.Raw("</figure>")
	g.EndBlock(1)
	return true
}

// image writes a picture; one of the site's own becomes a hole.
func (g *body) image(n *ast.Image) {
	if !g.affords(n, n.Destination, n.Title) {
		return
	}
	dest, at := syntax.Destination(n, n.Destination, g.Source)
	alt := page.Squeeze(syntax.Text(nil, n, g.Source))
	alt, title := page.Named(alt, string(syntax.Plain(nil, n.Title)))
	switch where := rawhtml.Where(dest); {
	case dest == "":
		g.Say(syntax.Start(n), "md/empty-image")
		g.Text([]byte(alt))
		return
	case where == rawhtml.Unsafe, where == rawhtml.Away && !rawhtml.Remote(dest):
		g.Say(at, "html/unsafe-url", dest)
		g.Text([]byte(alt))
		return
	case where == rawhtml.Site:
		g.Hole(markdown.Hole{Kind: markdown.Image, Ref: g.Ref(markdown.UseImage, dest, at), Alt: alt, Title: title})
		return
	case where == rawhtml.Away && g.Foreign(dest) != "":
		g.Say(at, "md/remote-image", dest)
	}
	g.Raw(`<img src="`)
	g.HTML = markdown.AppendURL(g.HTML, dest)
	g.Raw(`"`)
	g.Attr("alt", alt)
	if title != "" {
		g.Attr("title", title)
	}
	g.Raw(` loading="lazy" decoding="async">`)
}

// Emoji puts the characters that :name: stands for into the text of a key of front
// matter, as they come into a body.
func Emoji(text string) string { return syntax.Emoji(text) }
