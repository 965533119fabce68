package markup

import (
	"html"
	"net/url"
	"strings"
)

// emphasis gives the mark of the elements that Markdown writes by marks.
var emphasis = map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*"}

// element writes one element among inlines. Those of emphasis give their
// content alone; the mark comes by emphasise.
func (c *converter) element(n *node, where place, inLink, before, after bool) string {
	if n.tag != "!--" && n.tag != "?" {
		c.attributes(n)
	}
	switch {
	case emphasis[n.tag] != "":
		return c.write(n.kids, where, inLink)
	case phrase[n.tag]:
		return "<" + n.tag + c.kept(n) + ">" + c.voidEnd(n, where, inLink)
	case formed[n.tag]:
		c.note(n.line, "form", n.raw, plain(n.kids))
		if n.tag == "input" {
			c.lose(n.attr("value"))
		}
		return c.write(n.kids, where, inLink)
	case n.tag == "object" || n.tag == "embed":
		return c.frame(n, n.attr("data")+n.attr("src"))
	case dropped[n.tag]:
		c.drop(n)
		return ""
	}
	switch n.tag {
	case "!--":
		c.note(n.line, "comment", n.raw, "")
		return ""
	case "?":
		c.note(n.line, "unknown-tag", n.raw, n.raw)
		return escape(n.raw)
	case "a":
		return c.anchor(n, where, inLink)
	case "img":
		return c.image(n, n.attr("src"), n.attr("alt"), n.attr("title"), inLink)
	case "br":
		switch {
		case where == inHeading || !before || !after:
			return " "
		case where == inCell:
			return "<br>"
		}
		return "\\\n"
	case "code", "tt":
		return codeText(plain(n.kids))
	case "iframe":
		return c.frame(n, n.attr("src"))
	case "video", "audio":
		return c.frame(n, mediaSource(n))
	case "hr":
		return " "
	}
	return c.flat(n, where, inLink)
}

// voidEnd writes the content and end of a phrase element.
func (c *converter) voidEnd(n *node, where place, inLink bool) string {
	if void[n.tag] {
		return ""
	}
	return c.write(n.kids, where, inLink) + "</" + n.tag + ">"
}

// flat lets the content of an element stand without it.
func (c *converter) flat(n *node, where place, inLink bool) string {
	s := c.write(n.kids, where, inLink)
	if id := n.attr("id"); id != "" && c.keepID(id) {
		s = `<span id="` + html.EscapeString(id) + `"></span>` + s
	}
	lang := n.attr("lang")
	switch {
	case n.tag == "span" && lang != "" && s != "":
		return `<span lang="` + html.EscapeString(lang) + `">` + s + "</span>"
	case blocky[n.tag]:
		return " " + s + " "
	}
	return s
}

func (c *converter) keepID(id string) bool {
	if strings.ContainsAny(id, " \t\n\"'<>&") {
		return false
	}
	c.IDs = append(c.IDs, id)
	if !c.resolver.KeepID(id) || c.used[id] {
		return false
	}
	c.used[id] = true
	return true
}

// anchor writes <a>.
func (c *converter) anchor(n *node, where place, inLink bool) string {
	href := strings.TrimSpace(n.attr("href"))
	if href == "" || inLink || has(n.kids, link) {
		id := n.attr("id")
		if id == "" {
			id = n.attr("name")
		}
		s := c.write(n.kids, where, inLink)
		if id != "" && c.keepID(id) {
			s = `<span id="` + html.EscapeString(id) + `"></span>` + s
		} else if href == "" {
			c.note(n.line, "html", n.raw, "")
		} else {
			c.note(n.line, "nested-link", n.raw, "")
		}
		return s
	}
	label := c.link(&node{line: n.line, dest: href, title: n.attr("title")}, n.kids, where)
	return label
}

// emphasise puts marks around text where CommonMark reads them as such, else
// the element itself.
func (c *converter) emphasise(mark, s, before string, after []node) string {
	inner := strings.TrimSpace(s)
	if inner == "" {
		return s
	}
	lead, tail := s[:strings.Index(s, inner)], s[strings.Index(s, inner)+len(inner):]
	next := ""
	if len(after) > 0 {
		next = after[0].text
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

// drop leaves out an element with all that it holds.
func (c *converter) drop(n *node) {
	c.note(n.line, "dropped", n.raw, "")
	if n.tag == "svg" || n.tag == "noscript" {
		c.lose(plain(n.kids))
	}
}

// frame writes what loads something of another site, or plays a file, amid
// text: as a link.
func (c *converter) frame(n *node, src string) string {
	src = absolute(src)
	label := n.attr("title")
	if label == "" {
		label = strings.TrimSpace(plain(n.kids))
	}
	if label == "" {
		label = host(src)
	}
	if src == "" {
		c.note(n.line, "embed", n.raw, label)
		return escape(label)
	}
	c.note(n.line, "embed", n.raw, src)
	return c.link(&node{line: n.line, dest: src}, []node{{kind: literal, text: label, line: n.line}}, inParagraph)
}

func mediaSource(n *node) string {
	if s := n.attr("src"); s != "" {
		return s
	}
	for i := range n.kids {
		if n.kids[i].tag == "source" {
			return n.kids[i].attr("src")
		}
	}
	return ""
}

// absolute gives a URL without a scheme the one that every host has.
func absolute(src string) string {
	src = strings.TrimSpace(src)
	if strings.HasPrefix(src, "//") {
		return "https:" + src
	}
	return src
}

func host(src string) string {
	if u, err := url.Parse(src); err == nil && u.Host != "" {
		return u.Host
	}
	return src
}

// allowed are the attributes that elements kept as HTML keep.
var allowed = map[string]map[string]bool{
	"a": set("href"), "img": set("src alt width height"), "td": set("colspan rowspan"),
	"th": set("colspan rowspan scope"), "ol": set("start"), "time": set("datetime"), "video": set("src controls"),
	"audio": set("src controls"), "source": set("src type"), "details": set("open"), "ins": set("datetime"),
	"del": set("datetime"), "data": set("value"), "col": set("span"), "colgroup": set("span"),
}

// attributes notes what an element loses.
func (c *converter) attributes(n *node) {
	if dropped[n.tag] || n.tag == "iframe" {
		return
	}
	for _, a := range n.attrs {
		if a.name == "style" || strings.HasPrefix(a.name, "on") {
			c.note(n.line, "attribute", a.name+"="+a.value, "")
		}
	}
}

// kept writes the attributes that an element kept as HTML keeps.
func (c *converter) kept(n *node) string {
	var b strings.Builder
	for _, a := range n.attrs {
		ok := allowed[n.tag][a.name] || a.name == "title" || a.name == "lang" || a.name == "dir" ||
			a.name == "id" && c.keepID(a.value)
		if !ok {
			continue
		}
		v := a.value
		b.WriteString(" " + a.name + `="` + html.EscapeString(v) + `"`)
	}
	return b.String()
}
