package flow

import (
	"html"
	"strconv"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// Emit writes the blocks of an HTML region.
func (c *Writer) Emit(nodes []tree.Node, depth int) []lines.Line {
	if depth > MaxDepth {
		return lines.Split(lines.Escape(tree.Plain(nodes)), nil)
	}
	var out []lines.Line
	var run []tree.Node
	flush := func() {
		out = append(out, c.run(run)...)
		run = nil
	}
	for i := range nodes {
		n := &nodes[i]
		if !c.IsBlock(n) {
			run = append(run, *n)
			continue
		}
		flush()
		out = append(out, lines.At("", n.Line))
		out = append(out, lines.Tidy(c.emitBlock(n, depth))...)
		out = append(out, lines.At("", n.Line))
	}
	flush()
	return lines.Tidy(out)
}

// IsBlock says whether a node cannot stand in a paragraph.
func (c *Writer) IsBlock(n *tree.Node) bool {
	switch n.Kind {
	case tree.Chunk:
		return true
	case tree.Element:
		if n.Tag == "p" || n.Tag == "pre" || n.Tag == "video" || n.Tag == "audio" || n.Tag == "iframe" ||
			lines.Blocky[n.Tag] && !lines.Formed[n.Tag] {
			return true
		}
		for i := range n.Kids {
			if c.IsBlock(&n.Kids[i]) {
				return true
			}
		}
	}
	return false
}

// run writes inlines as a paragraph.
func (c *Writer) run(nodes []tree.Node) []lines.Line {
	if len(nodes) == 0 {
		return nil
	}
	md := strings.TrimSpace(c.Markdown(nodes, prose.InParagraph))
	md = strings.TrimSpace(strings.TrimSuffix(md, `\`))
	if md == "" {
		return nil
	}
	var out []lines.Line
	for _, s := range strings.Split(prose.Textual(md), "\n") {
		out = append(out, lines.At(strings.TrimSpace(s), nodes[0].Line))
	}
	return out
}

// emitBlock writes one block element.
func (c *Writer) emitBlock(n *tree.Node, depth int) []lines.Line {
	if n.Kind == tree.Chunk {
		return c.Blocks(level(n.Lines), depth)
	}
	c.Attributes(n)
	switch n.Tag {
	case "blockquote":
		if got := c.Emit(n.Kids, depth+1); len(got) > 0 {
			return lines.Prefixed(got, "> ", "> ")
		}
		return nil
	case "ul", "ol", "menu", "dir":
		return c.list(n, depth)
	case "pre":
		return c.pre(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		from := []lines.Line{lines.At(n.Raw, n.Line)}
		md := strings.Join(strings.Fields(c.Markdown(n.Kids, prose.InHeading)), " ")
		id := n.Attr("id")
		if strings.ContainsAny(id, " {}\"") {
			id = ""
		}
		return c.WriteHeading(from, int(n.Tag[1]-'0'), id, md, strings.Join(strings.Fields(tree.Plain(n.Kids)), " "))
	case "hr":
		return []lines.Line{lines.At("---", n.Line)}
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
	if lines.Dropped[n.Tag] {
		c.Drop(n)
		return nil
	}
	if kind := noteKind(n); kind != "" {
		return c.box(n, kind, depth)
	}
	if n.Tag != "p" {
		c.Note(n.Line, "html", n.Raw, "")
	}
	out := c.Emit(n.Kids, depth+1)
	if id := n.Attr("id"); id != "" && c.KeepID(id) {
		out = append([]lines.Line{lines.At(`<span id="`+html.EscapeString(id)+`"></span>`, n.Line), lines.At("", n.Line)}, out...)
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
func noteKind(n *tree.Node) string {
	if n.Tag != "div" && n.Tag != "aside" && n.Tag != "section" {
		return ""
	}
	kind := ""
	for _, class := range strings.Fields(n.Attr("class")) {
		if k := boxes[class]; k != "" && (kind == "" || kind == "note") {
			kind = k
		}
	}
	return kind
}

// box writes a note.
func (c *Writer) box(n *tree.Node, kind string, depth int) []lines.Line {
	inner := c.Emit(n.Kids, depth+1)
	if len(inner) == 0 {
		return nil
	}
	open := "note{kind=" + kind + "}"
	c.Note(n.Line, "note", n.Raw, ":::"+open)
	return contained(open, inner, n.Line)
}

// contained writes a container directive, with more colons than any inside.
func contained(open string, inner []lines.Line, n int) []lines.Line {
	colons := ":::"
	for _, l := range inner {
		for strings.HasPrefix(strings.TrimLeft(l.Text, "> \t-"), colons) {
			colons += ":"
		}
	}
	out := append([]lines.Line{lines.At(colons+open, n)}, inner...)
	return append(out, lines.At(colons, n))
}

// level takes away the white space that all lines of a chunk begin with.
func level(in []lines.Line) []lines.Line {
	least := -1
	for _, l := range in {
		if !lines.Blank(l.Text) && (least < 0 || lines.Indent(l.Text) < least) {
			least = lines.Indent(l.Text)
		}
	}
	out := make([]lines.Line, len(in))
	for i, l := range in {
		l.Text = lines.Dedent(l.Text, max(least, 0))
		out[i] = l
	}
	return out
}

// list writes a list; what is no item joins the one before.
func (c *Writer) list(n *tree.Node, depth int) []lines.Line {
	number := 1
	if s, err := strconv.Atoi(n.Attr("start")); err == nil && s >= 0 && s < 1e8 {
		number = s
	}
	var out []lines.Line
	for i := range n.Kids {
		li := &n.Kids[i]
		if li.Kind == tree.Literal && lines.Blank(li.Text) {
			continue
		}
		kids := []tree.Node{*li}
		if li.Tag == "li" {
			c.Attributes(li)
			kids = li.Kids
		}
		got := c.Emit(kids, depth+1)
		if len(got) == 0 {
			continue
		}
		marker := "- "
		if n.Tag == "ol" {
			marker = strconv.Itoa(number) + ". "
		}
		number++
		out = append(out, lines.Prefixed(got, marker, strings.Repeat(" ", len(marker)))...)
	}
	return out
}

// pre writes a code fence.
func (c *Writer) pre(n *tree.Node) []lines.Line {
	text := rawPlain(n.Kids)
	lang := language(n)
	if len(n.Kids) > 0 {
		for i := range n.Kids {
			if lang == "" && n.Kids[i].Tag == "code" {
				lang = language(&n.Kids[i])
			}
		}
	}
	mark := "```"
	for strings.Contains(text, mark) {
		mark += "`"
	}
	text = strings.TrimRight(strings.TrimPrefix(text, "\n"), "\n ")
	c.Note(n.Line, "code", n.Raw, mark+lang)
	in := append([]lines.Line{lines.At(mark+lang, n.Line)}, lines.Split(text, []lines.Line{lines.At("", n.Line)})...)
	return lines.Code(append(in, lines.At(mark, n.Line)))
}

func language(n *tree.Node) string {
	for _, w := range strings.Fields(n.Attr("class")) {
		for _, p := range []string{"language-", "lang-", "highlight-"} {
			if l, ok := strings.CutPrefix(w, p); ok {
				return strings.Map(wordOnly, l)
			}
		}
	}
	return strings.Map(wordOnly, n.Attr("data-lang"))
}

func wordOnly(r rune) rune {
	if r < 0x80 && (lines.Word(byte(r)) || strings.ContainsRune("+#-._", r)) {
		return r
	}
	return -1
}

// rawPlain gives text with its white space.
func rawPlain(nodes []tree.Node) string {
	var b strings.Builder
	for i := range nodes {
		switch n := &nodes[i]; n.Kind {
		case tree.Chunk:
			b.WriteString(lines.Texts(n.Lines) + "\n")
		case tree.Element:
			if n.Tag == "br" {
				b.WriteByte('\n')
			}
			b.WriteString(rawPlain(n.Kids))
		default:
			b.WriteString(n.Text)
		}
	}
	return b.String()
}

// embed writes an iframe as a directive that loads nothing before a click.
func (c *Writer) embed(n *tree.Node) []lines.Line {
	src := prose.Absolute(n.Attr("src"))
	title := strings.Join(strings.Fields(n.Attr("title")), " ")
	if title == "" {
		title = prose.Host(src)
	}
	if !strings.HasPrefix(src, "https://") && !strings.HasPrefix(src, "http://") {
		c.Note(n.Line, "embed", n.Raw, title)
		if src == "" {
			return nil
		}
		return c.run([]tree.Node{{
			Kind: tree.Element, Tag: "a", Line: n.Line, Attrs: []tree.Attr{{Name: "href", Value: src}},
			Kids: []tree.Node{{Kind: tree.Literal, Text: title, Line: n.Line}},
		}})
	}
	d := "::embed[" + lines.Escape(title) + "]{url=" + quoted(src) + "}"
	c.Note(n.Line, "embed", n.Raw, d)
	return []lines.Line{lines.At(d, n.Line)}
}

// quoted writes the value of a directive's argument.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}
