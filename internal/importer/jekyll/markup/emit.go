package markup

import (
	"html"
	"strconv"
	"strings"
)

// emit writes the blocks of an HTML region.
func (c *converter) emit(nodes []node, depth int) []Line {
	if depth > maxDepth {
		return split(escape(plain(nodes)), nil)
	}
	var out []Line
	var run []node
	flush := func() {
		out = append(out, c.run(run)...)
		run = nil
	}
	for i := range nodes {
		n := &nodes[i]
		if !c.isBlock(n) {
			run = append(run, *n)
			continue
		}
		flush()
		out = append(out, at("", n.line))
		out = append(out, tidy(c.emitBlock(n, depth))...)
		out = append(out, at("", n.line))
	}
	flush()
	return tidy(out)
}

// isBlock says whether a node cannot stand in a paragraph.
func (c *converter) isBlock(n *node) bool {
	switch n.kind {
	case chunk:
		return true
	case element:
		if n.tag == "p" || n.tag == "pre" || n.tag == "video" || n.tag == "audio" || n.tag == "iframe" ||
			blocky[n.tag] && !formed[n.tag] {
			return true
		}
		for i := range n.kids {
			if c.isBlock(&n.kids[i]) {
				return true
			}
		}
	}
	return false
}

// run writes inlines as a paragraph.
func (c *converter) run(nodes []node) []Line {
	if len(nodes) == 0 {
		return nil
	}
	md := strings.TrimSpace(c.markdown(nodes, inParagraph))
	md = strings.TrimSpace(strings.TrimSuffix(md, `\`))
	if md == "" {
		return nil
	}
	var out []Line
	for _, s := range strings.Split(textual(md), "\n") {
		out = append(out, at(strings.TrimSpace(s), nodes[0].line))
	}
	return out
}

// emitBlock writes one block element.
func (c *converter) emitBlock(n *node, depth int) []Line {
	if n.kind == chunk {
		return c.blocks(level(n.lines), depth)
	}
	c.attributes(n)
	switch n.tag {
	case "blockquote":
		if got := c.emit(n.kids, depth+1); len(got) > 0 {
			return prefixed(got, "> ", "> ")
		}
		return nil
	case "ul", "ol", "menu", "dir":
		return c.list(n, depth)
	case "pre":
		return c.pre(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		from := []Line{at(n.raw, n.line)}
		md := strings.Join(strings.Fields(c.markdown(n.kids, inHeading)), " ")
		id := n.attr("id")
		if strings.ContainsAny(id, " {}\"") {
			id = ""
		}
		return c.writeHeading(from, int(n.tag[1]-'0'), id, md, strings.Join(strings.Fields(plain(n.kids)), " "))
	case "hr":
		return []Line{at("---", n.line)}
	case "figure":
		return c.figure(n, depth)
	case "table":
		return c.htmlTable(n, depth)
	case "dl":
		return c.keep(n, depth)
	case "details":
		return c.details(n, depth)
	case "iframe":
		return c.embed(n)
	case "video", "audio":
		return c.media(n)
	}
	if dropped[n.tag] {
		c.drop(n)
		return nil
	}
	if kind := noteKind(n); kind != "" {
		return c.box(n, kind, depth)
	}
	if n.tag != "p" {
		c.note(n.line, "html", n.raw, "")
	}
	out := c.emit(n.kids, depth+1)
	if id := n.attr("id"); id != "" && c.keepID(id) {
		out = append([]Line{at(`<span id="`+html.EscapeString(id)+`"></span>`, n.line), at("", n.line)}, out...)
	}
	return out
}

// boxes gives the kind of note for the classes that themes use for one.
var boxes = map[string]string{
	"note": "note", "tip": "tip", "important": "important", "warning": "warning", "caution": "caution",
	"callout": "note", "admonition": "note", "alert": "note", "alert-info": "note", "alert-warning": "warning",
	"alert-danger": "caution", "alert-success": "tip", "usa-alert": "note", "usa-alert--info": "note",
	"usa-alert--warning": "warning", "usa-alert--error": "caution", "usa-alert--success": "tip",
}

// noteKind says which kind of note an element is by its classes, or "". What
// says more than "note" wins.
func noteKind(n *node) string {
	if n.tag != "div" && n.tag != "aside" && n.tag != "section" {
		return ""
	}
	kind := ""
	for _, class := range strings.Fields(n.attr("class")) {
		if k := boxes[class]; k != "" && (kind == "" || kind == "note") {
			kind = k
		}
	}
	return kind
}

// box writes a note.
func (c *converter) box(n *node, kind string, depth int) []Line {
	inner := c.emit(n.kids, depth+1)
	if len(inner) == 0 {
		return nil
	}
	open := "note{kind=" + kind + "}"
	c.note(n.line, "note", n.raw, ":::"+open)
	return contained(open, inner, n.line)
}

// contained writes a container directive, with more colons than any inside.
func contained(open string, inner []Line, n int) []Line {
	colons := ":::"
	for _, l := range inner {
		for strings.HasPrefix(strings.TrimLeft(l.Text, "> \t-"), colons) {
			colons += ":"
		}
	}
	out := append([]Line{at(colons+open, n)}, inner...)
	return append(out, at(colons, n))
}

// level takes away the white space that all lines of a chunk begin with.
func level(lines []Line) []Line {
	least := -1
	for _, l := range lines {
		if !blank(l.Text) && (least < 0 || indent(l.Text) < least) {
			least = indent(l.Text)
		}
	}
	out := make([]Line, len(lines))
	for i, l := range lines {
		l.Text = dedent(l.Text, max(least, 0))
		out[i] = l
	}
	return out
}

// list writes a list; what is no item joins the one before.
func (c *converter) list(n *node, depth int) []Line {
	number := 1
	if s, err := strconv.Atoi(n.attr("start")); err == nil && s >= 0 && s < 1e8 {
		number = s
	}
	var out []Line
	for i := range n.kids {
		li := &n.kids[i]
		if li.kind == literal && blank(li.text) {
			continue
		}
		kids := []node{*li}
		if li.tag == "li" {
			c.attributes(li)
			kids = li.kids
		}
		got := c.emit(kids, depth+1)
		if len(got) == 0 {
			continue
		}
		marker := "- "
		if n.tag == "ol" {
			marker = strconv.Itoa(number) + ". "
		}
		number++
		out = append(out, prefixed(got, marker, strings.Repeat(" ", len(marker)))...)
	}
	return out
}

// pre writes a code fence.
func (c *converter) pre(n *node) []Line {
	text := rawPlain(n.kids)
	lang := language(n)
	if len(n.kids) > 0 {
		for i := range n.kids {
			if lang == "" && n.kids[i].tag == "code" {
				lang = language(&n.kids[i])
			}
		}
	}
	mark := "```"
	for strings.Contains(text, mark) {
		mark += "`"
	}
	text = strings.TrimRight(strings.TrimPrefix(text, "\n"), "\n ")
	c.note(n.line, "code", n.raw, mark+lang)
	lines := append([]Line{at(mark+lang, n.line)}, split(text, []Line{at("", n.line)})...)
	return code(append(lines, at(mark, n.line)))
}

func language(n *node) string {
	for _, w := range strings.Fields(n.attr("class")) {
		for _, p := range []string{"language-", "lang-", "highlight-"} {
			if l, ok := strings.CutPrefix(w, p); ok {
				return strings.Map(wordOnly, l)
			}
		}
	}
	return strings.Map(wordOnly, n.attr("data-lang"))
}

func wordOnly(r rune) rune {
	if r < 0x80 && (word(byte(r)) || strings.ContainsRune("+#-._", r)) {
		return r
	}
	return -1
}

// rawPlain gives text with its white space.
func rawPlain(nodes []node) string {
	var b strings.Builder
	for i := range nodes {
		switch n := &nodes[i]; n.kind {
		case chunk:
			b.WriteString(texts(n.lines) + "\n")
		case element:
			if n.tag == "br" {
				b.WriteByte('\n')
			}
			b.WriteString(rawPlain(n.kids))
		default:
			b.WriteString(n.text)
		}
	}
	return b.String()
}

// embed writes an iframe as a directive that loads nothing before a click.
func (c *converter) embed(n *node) []Line {
	src := absolute(n.attr("src"))
	title := strings.Join(strings.Fields(n.attr("title")), " ")
	if title == "" {
		title = host(src)
	}
	if !strings.HasPrefix(src, "https://") && !strings.HasPrefix(src, "http://") {
		c.note(n.line, "embed", n.raw, title)
		if src == "" {
			return nil
		}
		return c.run([]node{{kind: element, tag: "a", line: n.line, attrs: []attr{{"href", src}},
			kids: []node{{kind: literal, text: title, line: n.line}}}})
	}
	d := "::embed[" + escape(title) + "]{url=" + quoted(src) + "}"
	c.note(n.line, "embed", n.raw, d)
	return []Line{at(d, n.line)}
}

// quoted writes the value of a directive's argument.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}
