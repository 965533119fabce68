package markdown

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/rawhtml"
	"lodestone/internal/markdown/words"
)

// inlines writes the children of a block or of an inline node. What follows the
// box of a task is its label.
func (g *page) inlines(parent ast.Node) {
	c := parent.FirstChild()
	if c == nil {
		return
	}
	box, label := c.(*tables.TaskCheckBox)
	if label {
		g.open("span", start(parent)) // as much as a label may hold
		g.w.raw(`<label><input type="checkbox" disabled`)
		if box.IsChecked {
			g.w.raw(" checked")
		}
		g.w.raw("> ")
		c = c.NextSibling()
	}
	for ; c != nil; c = c.NextSibling() {
		g.inline(c)
	}
	if label {
		g.w.trim()
		g.shut()
		g.w.raw("</label>")
	}
}

func (g *page) inline(n ast.Node) {
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
	case *noteRef:
		g.noteRef(n)
	case *ast.String:
		g.w.text(n.Value)
		g.visible = append(g.visible, n.Value...)
	}
}

// wrap writes an inline element around its content.
func (g *page) wrap(name string, n ast.Node) {
	if g.enter(start(n)) {
		g.open(name, start(n))
		g.w.raw("<" + name + ">")
		g.inlines(n)
		g.shut()
		g.w.raw("</" + name + ">")
	}
	g.leave()
}

func (g *page) text(n *ast.Text) {
	s := n.Segment.Value(g.source)
	if g.hunt {
		g.hunted = append(g.hunted, clue{len(g.visible), n.Segment.Start, len(s)})
	}
	if n.IsRaw() || bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		g.w.text(s)
		g.visible = append(g.visible, s...)
	} else {
		at := len(g.visible)
		g.visible = plain(g.visible, s)
		g.w.text(g.visible[at:])
	}
	switch {
	case n.HardLineBreak():
		g.w.trim()
		g.w.raw("<br>")
		g.visible = append(g.visible, ' ')
	case n.SoftLineBreak():
		g.w.raw("\n")
		g.visible = append(g.visible, ' ')
	}
}

func (g *page) codeSpan(n *ast.CodeSpan) {
	g.w.raw("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		s := t.Segment.Value(g.source)
		if bytes.HasSuffix(s, []byte("\n")) {
			g.w.text(s[:len(s)-1])
			g.w.raw(" ")
		} else {
			g.w.text(s)
		}
		g.visible = append(g.visible, s...)
	}
	g.w.raw("</code>")
}

// destination gives a destination as it is meant (escapes and character
// references resolved) and its place: that of the destination where it is
// found in the source, else that of the node.
func (g *page) destination(n ast.Node, raw []byte) (string, int) {
	at := start(n)
	// goldmark cuts destinations out of the source itself; what is left of the
	// capacity tells where.
	if off := cap(g.source) - cap(raw); len(raw) > 0 && off >= 0 && off+len(raw) <= len(g.source) &&
		&g.source[off] == &raw[0] {
		at = off
	}
	return string(plain(nil, raw)), at
}

// link writes a link; one that the site must resolve becomes a hole.
func (g *page) link(n *ast.Link) {
	if !g.enter(start(n)) {
		g.leave()
		return
	}
	defer g.leave()
	dest, at := g.destination(n, n.Destination)
	title := string(plain(nil, n.Title))
	where := rawhtml.Where(dest)
	switch {
	case dest == "":
		g.say(start(n), "md/empty-link")
		g.inlines(n)
		return
	case where == rawhtml.Unsafe, where == rawhtml.Picture:
		g.say(at, "html/unsafe-url", dest)
		g.inlines(n)
		return
	}
	if t, ok := n.FirstChild().(*ast.Text); !ok || t.Segment.IsEmpty() {
		if squeeze(g.textOf(nil, n, 0)) == "" {
			g.say(start(n), "md/link-text", dest)
		}
	}
	g.open("a", start(n))
	if where == rawhtml.Away {
		g.w.raw(`<a href="`)
		g.w.buf = AppendURL(g.w.buf, dest)
		g.w.raw(`"`)
		if title != "" {
			g.w.attr("title", title)
		}
		g.w.raw(">")
		g.inlines(n)
		g.shut()
		g.w.raw("</a>")
	} else {
		h := g.w.hole(Hole{Kind: Link, Ref: g.ref(UseLink, dest, at), Title: title})
		h.Inner = g.w.begin()
		g.inlines(n)
		g.shut()
		g.w.end()
	}
}

// AppendURL appends a URL for an attribute in double quotes, percent-encoded
// where it must be.
func AppendURL(dst []byte, url string) []byte {
	return appendValue(dst, util.URLEscape([]byte(url), false))
}

func (g *page) autoLink(n *ast.AutoLink) {
	label := n.Label(g.source)
	url := string(n.URL(g.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")) {
		url = "mailto:" + url
	}
	g.visible = append(append(append(g.visible, words.Aside), label...), words.Aside)
	if w := rawhtml.Where(url); w == rawhtml.Unsafe || w == rawhtml.Picture {
		g.say(start(n), "html/unsafe-url", url)
		g.w.text(label)
		return
	}
	g.open("a", start(n))
	g.shut()
	g.w.raw(`<a href="`)
	g.w.buf = AppendURL(g.w.buf, url)
	g.w.raw(`">`)
	g.w.text(label)
	g.w.raw("</a>")
}

// image writes a picture; one of the site's own becomes a hole.
func (g *page) image(n *ast.Image) {
	dest, at := g.destination(n, n.Destination)
	alt := squeeze(g.textOf(nil, n, 0))
	alt, title := named(alt, string(plain(nil, n.Title)))
	switch where := rawhtml.Where(dest); {
	case dest == "":
		g.say(start(n), "md/empty-image")
		g.w.text([]byte(alt))
		return
	case where == rawhtml.Unsafe, where == rawhtml.Away && !rawhtml.Remote(dest):
		g.say(at, "html/unsafe-url", dest)
		g.w.text([]byte(alt))
		return
	case where == rawhtml.Site:
		g.w.hole(Hole{Kind: Image, Ref: g.ref(UseImage, dest, at), Alt: alt, Title: title})
		return
	case where == rawhtml.Away:
		g.say(at, "md/remote-image", dest)
	}
	g.w.raw(`<img src="`)
	g.w.buf = AppendURL(g.w.buf, dest)
	g.w.raw(`"`)
	g.w.attr("alt", alt)
	if title != "" {
		g.w.attr("title", title)
	}
	g.w.raw(` loading="lazy" decoding="async">`)
}

// named gives a picture that has a title and no alternative text the one for the
// other: a title alone is for nobody who needs it.
func named(alt, title string) (string, string) {
	if alt == "" {
		return title, ""
	}
	return alt, title
}

// lines looks at the source lines of a paragraph for what resembles Markdown
// and is not.
func (g *page) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := g.source[seg.Start:seg.Stop]
		if len(line) > 1 && line[0] == '#' {
			hashes := len(line) - len(bytes.TrimLeft(line, "#"))
			if hashes < 7 && (i == 0 || hashes > 1) && letterAt(line[hashes:]) {
				g.say(seg.Start, "md/heading-space", string(line[:hashes]))
			}
		}
		if bytes.IndexByte(line, '[') >= 0 {
			g.brackets(line, seg.Start)
		}
	}
}

// brackets looks at the brackets of a line outside of backticks: for mentions
// of footnotes that nobody defined, and for links with a space in them.
func (g *page) brackets(line []byte, from int) {
	open, code := -1, false
	for i, c := range line {
		switch {
		case c == '`':
			code = !code
		case code:
		case c == '[':
			open = i
			if label, n := noteLabel(line[i:]); n > 0 && (i == 0 || line[i-1] != '\\') &&
				(g.notes == nil || g.notes.byLabel[label] == nil) {
				g.say(from+i, "md/unknown-footnote", label)
			}
		case c == ']' && open >= 0:
			if bytes.HasPrefix(line[i:], []byte("] (")) && looksLikeURL(line[i+3:]) {
				g.say(from+open, "md/link-space")
			}
			if address := spacedAddress(line[i+1:]); address != "" {
				g.say(from+open, "md/address-space", address, strings.ReplaceAll(address, " ", "%20"))
			}
			open = -1
		}
	}
}

func looksLikeURL(s []byte) bool {
	end := bytes.IndexByte(s, ')')
	return end > 0 && !bytes.ContainsAny(s[:end], " \t") && bytes.ContainsAny(s[:end], "/.#")
}

// spacedAddress gives what stands in parentheses where it is surely the path of a
// file with a space in it: a title would be in quotes.
func spacedAddress(s []byte) string {
	end := bytes.IndexByte(s, ')')
	if end < 1 || s[0] != '(' || bytes.ContainsAny(s[1:end], "\"'<(\t") {
		return ""
	}
	address := string(bytes.TrimSpace(s[1:end]))
	name, _, _ := strings.Cut(address, "#")
	if ext := path.Ext(name); !strings.Contains(name, " ") || len(ext) < 2 || strings.Contains(ext, " ") {
		return ""
	}
	return address
}

func letterAt(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsLetter(r)
}
