package prose

import (
	"html"
	"net/url"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// Emphasis gives the mark of the elements that Markdown writes by marks.
var Emphasis = map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*"}

// element writes one element among inlines. Those of emphasis give their
// content alone; the mark comes by emphasise.
func (c *Writer) element(n *tree.Node, where place, inLink, before, after bool) string {
	if n.Tag != "!--" && n.Tag != "?" {
		c.Attributes(n)
	}
	switch {
	case Emphasis[n.Tag] != "":
		return c.write(n.Kids, where, inLink)
	case lines.Phrase[n.Tag]:
		return "<" + n.Tag + c.Kept(n) + ">" + c.voidEnd(n, where, inLink)
	case lines.Formed[n.Tag]:
		c.Note(n.Line, "form", n.Raw, tree.Plain(n.Kids))
		if n.Tag == "input" {
			c.Lose(n.Attr("value"))
		}
		return c.write(n.Kids, where, inLink)
	case n.Tag == "object" || n.Tag == "embed":
		return c.frame(n, n.Attr("data")+n.Attr("src"))
	case lines.Dropped[n.Tag]:
		c.Drop(n)
		return ""
	}
	switch n.Tag {
	case "!--":
		c.Note(n.Line, "comment", n.Raw, "")
		return ""
	case "?":
		c.Note(n.Line, "unknown-tag", n.Raw, lines.Escape(n.Raw))
		return lines.Escape(n.Raw)
	case "a":
		return c.anchor(n, where, inLink)
	case "img":
		return c.image(n, n.Attr("src"), n.Attr("alt"), n.Attr("title"), inLink)
	case "br":
		switch {
		case where == InHeading || !before || !after:
			return " "
		case where == InCell:
			return "<br>"
		}
		return "\\\n"
	case "code", "tt":
		return codeText(tree.Plain(n.Kids))
	case "iframe":
		return c.frame(n, n.Attr("src"))
	case "video", "audio":
		return c.frame(n, MediaSource(n))
	case "hr":
		return " "
	}
	return c.flat(n, where, inLink)
}

// voidEnd writes the content and end of a phrase element.
func (c *Writer) voidEnd(n *tree.Node, where place, inLink bool) string {
	if lines.Void[n.Tag] {
		return ""
	}
	return c.write(n.Kids, where, inLink) + "</" + n.Tag + ">"
}

// flat lets the content of an element stand without it.
func (c *Writer) flat(n *tree.Node, where place, inLink bool) string {
	s := c.write(n.Kids, where, inLink)
	if id := n.Attr("id"); id != "" && c.KeepID(id) {
		s = `<span id="` + html.EscapeString(id) + `"></span>` + s
	}
	lang := n.Attr("lang")
	switch {
	case n.Tag == "span" && lang != "" && s != "":
		return `<span lang="` + html.EscapeString(lang) + `">` + s + "</span>"
	case lines.Blocky[n.Tag]:
		return " " + s + " "
	}
	return s
}

// KeepID notes an id and says whether it stays: some link names it, and nothing
// else of the page has it.
func (c *Writer) KeepID(id string) bool {
	if strings.ContainsAny(id, " \t\n\"'<>&") {
		return false
	}
	c.IDs = append(c.IDs, id)
	if !c.Resolver.KeepID(id) || c.Used[id] {
		return false
	}
	c.Used[id] = true
	return true
}

// anchor writes <a>.
func (c *Writer) anchor(n *tree.Node, where place, inLink bool) string {
	href := strings.TrimSpace(n.Attr("href"))
	if href == "" || inLink || tree.Has(n.Kids, tree.Link) {
		id := n.Attr("id")
		if id == "" {
			id = n.Attr("name")
		}
		s := c.write(n.Kids, where, inLink)
		if id != "" && c.KeepID(id) {
			s = `<span id="` + html.EscapeString(id) + `"></span>` + s
		} else if href == "" {
			c.Note(n.Line, "html", n.Raw, "")
		} else {
			c.Note(n.Line, "nested-link", n.Raw, "")
		}
		return s
	}
	label := c.link(&tree.Node{Line: n.Line, Dest: href, Title: n.Attr("title")}, n.Kids, where)
	return label
}

// emphasise puts marks around text where CommonMark reads them as such, else
// the element itself.
func (c *Writer) emphasise(mark, s, before string, after []tree.Node) string {
	inner := strings.TrimSpace(s)
	if inner == "" {
		return s
	}
	lead, tail := s[:strings.Index(s, inner)], s[strings.Index(s, inner)+len(inner):]
	next := ""
	if len(after) > 0 {
		next = after[0].Text
	}
	open := before+lead == "" || strings.ContainsAny(last(before+lead), " \n\t(“\"—")
	shut := tail+next == "" && len(after) == 0 || strings.ContainsAny(first(tail+next), " \n\t.,;:!?)”\"—")
	clean := !strings.ContainsAny(inner, "*_\n") || !strings.Contains(inner, "*") && !strings.Contains(inner, "_")
	if open && shut && clean {
		return lead + mark + inner + mark + tail
	}
	tag := "strong"
	if mark == "*" {
		tag = "em"
	}
	return lead + "<" + tag + ">" + inner + "</" + tag + ">" + tail
}

func last(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s[max(0, len(s)-4):])
	return string(r[len(r)-1])
}

func first(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// codeText writes a code span.
func codeText(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	mark := "`"
	for strings.Contains(s, mark) {
		mark += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		return mark + " " + s + " " + mark
	}
	return mark + s + mark
}

// Drop leaves out an element with all that it holds.
func (c *Writer) Drop(n *tree.Node) {
	c.Note(n.Line, "dropped", n.Raw, "")
	if n.Tag == "svg" || n.Tag == "noscript" {
		c.Lose(tree.Plain(n.Kids))
	}
}

// frame writes what loads something of another site, or plays a file, amid
// text: as a link.
func (c *Writer) frame(n *tree.Node, src string) string {
	src = Absolute(src)
	label := n.Attr("title")
	if label == "" {
		label = strings.TrimSpace(tree.Plain(n.Kids))
	}
	if label == "" {
		label = Host(src)
	}
	if src == "" {
		c.Note(n.Line, "embed", n.Raw, label)
		return lines.Escape(label)
	}
	c.Note(n.Line, "embed", n.Raw, src)
	return c.link(&tree.Node{Line: n.Line, Dest: src}, []tree.Node{{Kind: tree.Literal, Text: label, Line: n.Line}}, InParagraph)
}

// MediaSource gives the address of what a video or audio element plays first.
func MediaSource(n *tree.Node) string {
	if s := n.Attr("src"); s != "" {
		return s
	}
	for i := range n.Kids {
		if n.Kids[i].Tag == "source" {
			return n.Kids[i].Attr("src")
		}
	}
	return ""
}

// Absolute gives a URL without a scheme the one that every host has.
func Absolute(src string) string {
	src = strings.TrimSpace(src)
	if strings.HasPrefix(src, "//") {
		return "https:" + src
	}
	return src
}

// Host gives the host of an address, or all of it.
func Host(src string) string {
	if u, err := url.Parse(src); err == nil && u.Host != "" {
		return u.Host
	}
	return src
}

// allowed are the attributes that elements kept as HTML keep.
var allowed = map[string]map[string]bool{
	"a": lines.Set("href"), "img": lines.Set("src alt width height"), "td": lines.Set("colspan rowspan"),
	"th": lines.Set("colspan rowspan scope"), "ol": lines.Set("start"), "time": lines.Set("datetime"), "video": lines.Set("src controls"),
	"audio": lines.Set("src controls"), "source": lines.Set("src type"), "details": lines.Set("open"), "ins": lines.Set("datetime"),
	"del": lines.Set("datetime"), "data": lines.Set("value"), "col": lines.Set("span"), "colgroup": lines.Set("span"),
}

// Attributes notes what an element loses.
func (c *Writer) Attributes(n *tree.Node) {
	if lines.Dropped[n.Tag] || n.Tag == "iframe" {
		return
	}
	for _, a := range n.Attrs {
		if a.Name == "style" || strings.HasPrefix(a.Name, "on") {
			c.Note(n.Line, "attribute", a.Name+"="+a.Value, "")
		}
	}
}

// Kept writes the attributes that an element kept as HTML keeps.
func (c *Writer) Kept(n *tree.Node) string {
	var b strings.Builder
	for _, a := range n.Attrs {
		ok := allowed[n.Tag][a.Name] || a.Name == "title" || a.Name == "lang" || a.Name == "dir" ||
			a.Name == "id" && c.KeepID(a.Value)
		if !ok {
			continue
		}
		v := a.Value
		b.WriteString(" " + a.Name + `="` + html.EscapeString(v) + `"`)
	}
	return b.String()
}
