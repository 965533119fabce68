package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"

	"lodestone/internal/diag"
	"lodestone/internal/markdown/code"
	"lodestone/internal/markdown/directive"
)

// document writes the whole page.
func (g *page) document(root ast.Node) {
	g.reserveNotes()
	first := root.FirstChild()
	for first != nil && (first.Kind() == ast.KindLinkReferenceDefinition || first.Kind() == kindNote) {
		first = first.NextSibling()
	}
	if h, ok := first.(*ast.Heading); ok && h.Level == 1 {
		g.title(h)
	}
	g.blocks(root, nil)
	for _, f := range g.stack.Rest() {
		g.unclosed(f)
	}
	g.footnotes()
}

// title takes a leading heading of level 1 off the page.
func (g *page) title(h *ast.Heading) {
	g.visible = g.textOf(g.visible[:0], h, 0)
	g.meta.Title = squeeze(g.visible)
	g.forge(g.meta.Title) // it has an anchor there, so that a heading alike gets -1
	g.marks.Title = g.pos(start(h))
	g.words.Weigh(g.visible, 5)
	g.visible = g.visible[:0]
	h.Parent().RemoveChild(h.Parent(), h)
}

// blocks writes the children of a block but one.
func (g *page) blocks(parent, but ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if c != but {
			g.block(c)
		}
	}
}

func (g *page) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		g.paragraph(n, nil)
	case *ast.TextBlock:
		g.lines(n)
		g.inlines(n)
		g.w.trim()
		g.endBlock(1)
	case *ast.Heading:
		g.heading(n)
	case *ast.Blockquote:
		g.nest("blockquote", n)
	case *ast.List:
		g.list(n)
	case *ast.FencedCodeBlock:
		g.fenced(n)
	case *ast.CodeBlock:
		g.pre("", "", g.codeText(n))
	case *ast.ThematicBreak:
		g.void("hr", start(n))
		g.w.raw("<hr>")
	case *ast.HTMLBlock:
		g.htmlBlock(n)
	case *tables.Table:
		g.table(n)
	case *directive.Block:
		g.directive(n)
	case *directive.Text, *ast.LinkReferenceDefinition, *note:
	}
}

// nest writes a block of blocks.
func (g *page) nest(name string, n ast.Node) {
	if g.enter(start(n)) {
		g.open(name, start(n))
		g.w.raw("<" + name + ">")
		g.blocks(n, nil)
		g.shut()
		g.w.raw("</" + name + ">")
	}
	g.leave()
}

// paragraph writes a paragraph; more writes what belongs to its end.
func (g *page) paragraph(n *ast.Paragraph, more func()) {
	if more == nil && g.onlyComments(n) {
		return
	}
	g.lines(n)
	g.open("p", start(n))
	g.w.raw("<p>")
	g.inlines(n)
	g.w.trim()
	if more != nil {
		g.w.raw(" ")
		more()
	}
	g.shut()
	g.w.raw("</p>")
	if g.meta.Summary == "" && n.Parent().Kind() == ast.KindDocument {
		g.meta.Summary = summary(squeeze(g.visible))
	}
	g.endBlock(1)
}

// onlyComments says whether a paragraph is made of nothing that is written.
func (g *page) onlyComments(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		h, ok := c.(*ast.RawHTML)
		if !ok || !bytes.HasPrefix(h.Segments.Value(g.source), []byte("<!--")) {
			return false
		}
	}
	return n.HasChildren()
}

// endBlock takes the words of the block at hand.
func (g *page) endBlock(weight int32) {
	if len(g.visible) > 0 {
		g.words.Add(g.visible, weight)
	}
	if g.hunt {
		g.hold()
	}
	g.visible, g.hunted = g.visible[:0], g.hunted[:0]
}

func (g *page) heading(n *ast.Heading) {
	level := n.Level
	if level == 1 {
		g.say(start(n), "md/second-h1")
		level = 2
	}
	g.scratch = g.textOf(g.scratch[:0], n, 0)
	text := squeeze(g.scratch)
	if text == "" {
		g.say(start(n), "md/empty-heading")
		if !n.HasChildren() {
			return
		}
	}
	g.level(level, start(n))
	id := g.headingID(n, text)
	name := "h" + strconv.Itoa(level)
	g.meta.Headings = append(g.meta.Headings, Heading{level, id, text})
	g.meta.Forge = append(g.meta.Forge, g.forge(text))
	g.marks.Headings = append(g.marks.Headings, g.pos(start(n)))
	g.open(name, start(n))
	g.w.raw("<" + name)
	g.w.attr("id", id)
	if c, ok := n.AttributeString("class"); ok {
		g.w.attr("class", c.(string))
	}
	g.w.raw(">")
	g.inlines(n)
	g.w.trim()
	g.shut()
	g.w.raw("</" + name + ">")
	g.endBlock(3)
}

// level takes note of a heading's level and tells of one that is skipped.
func (g *page) level(level, at int) {
	if level > g.last+1 {
		g.say(at, "md/skipped-level", strconv.Itoa(g.last), strconv.Itoa(level))
	}
	g.last = level
}

func (g *page) list(n *ast.List) {
	name := "ul"
	if n.IsOrdered() {
		name = "ol"
	}
	g.open(name, start(n))
	g.w.raw("<" + name)
	if n.IsOrdered() && n.Start != 1 {
		g.w.attr("start", strconv.Itoa(n.Start))
	}
	g.w.raw(">")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if g.enter(start(c)) {
			g.open("li", start(c))
			if task(c) {
				g.w.raw(`<li class="task">`)
			} else {
				g.w.raw("<li>")
			}
			g.item(c)
			g.shut()
			g.w.raw("</li>")
		}
		g.leave()
	}
	g.shut()
	g.w.raw("</" + name + ">")
}

// item writes the blocks of a list item. A line end parts what would run
// together: a tight line and the text after it.
func (g *page) item(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.PreviousSibling() != nil && c.Kind() == ast.KindTextBlock {
			g.w.raw("\n")
		}
		g.block(c)
	}
}

func task(item ast.Node) bool {
	c := item.FirstChild()
	return c != nil && c.FirstChild() != nil && c.FirstChild().Kind() == tables.KindTaskCheckBox
}

// codeText gives the lines of a code block.
func (g *page) codeText(n ast.Node) string {
	g.code = g.code[:0]
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		g.code = append(g.code, line.Value(g.source)...)
	}
	return string(g.code)
}

func (g *page) fenced(n *ast.FencedCodeBlock) {
	if !g.fenceClosed(n) {
		g.say(start(n), "md/open-fence")
	}
	language, title := "", ""
	at := start(n)
	if n.Info != nil {
		at = n.Info.Segment.Start
		var rest string
		language, rest, _ = strings.Cut(string(plain(nil, n.Info.Segment.Value(g.source))), " ")
		if inner, ok := strings.CutPrefix(language, "{."); ok { // Pandoc's way
			language = strings.TrimSuffix(inner, "}")
		}
		title = titleOf(rest)
	}
	src := g.codeText(n)
	if !code.Plain(language) && !g.parser.code.Known(language) {
		g.say(at, "md/unknown-language", language, diag.Nearest(language, code.Names()))
	}
	g.pre(language, title, src)
}

// titleOf reads title="…" from what follows the language on a fence.
func titleOf(rest string) string {
	_, v, ok := strings.Cut(rest, "title=")
	if !ok || v == "" {
		return ""
	}
	if v[0] == '"' || v[0] == '\'' {
		v, _, _ = strings.Cut(v[1:], v[:1])
		return v
	}
	v, _, _ = strings.Cut(v, " ")
	return v
}

// pre writes code.
func (g *page) pre(language, title, src string) {
	g.open("div", 0) // a block, whatever its name
	g.shut()
	if title != "" {
		g.w.raw(`<figure class="code"><figcaption>`)
		g.w.text([]byte(title))
		g.w.raw("</figcaption>")
	}
	g.w.raw(`<pre tabindex="0"><code`)
	done := false
	if code.Plain(language) {
		g.w.raw(">")
	} else {
		g.w.attr("class", "language-"+language)
		g.w.raw(">")
		g.w.buf, done = g.parser.code.Append(g.w.buf, language, src)
	}
	if done {
		g.meta.HasCode = true
	} else {
		g.w.buf = AppendText(g.w.buf, src)
	}
	g.w.raw("</code></pre>")
	if title != "" {
		g.w.raw("</figure>")
	}
}

// table writes a table in a box of its own that scrolls, named after the heads
// of its columns.
func (g *page) table(n *tables.Table) {
	var heads []string
	if row, ok := n.FirstChild().(*tables.TableHeader); ok {
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			g.scratch = g.textOf(g.scratch[:0], c, 0)
			if text := squeeze(g.scratch); text != "" {
				heads = append(heads, text)
			}
		}
	}
	box := "div"
	if len(heads) > 0 {
		box = "section"
	}
	g.open(box, start(n))
	g.w.raw("<" + box + ` class="table" tabindex="0"`)
	if len(heads) > 0 {
		g.w.attr("aria-label", strings.Join(heads, ", "))
	}
	g.w.raw("><table>")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*tables.TableHeader)
		switch {
		case head:
			g.w.raw("<thead>")
		case !body:
			g.w.raw("<tbody>")
			body = true
		}
		g.w.raw("<tr>")
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			g.cell(c.(*tables.TableCell), head)
		}
		g.w.raw("</tr>")
		if head {
			g.w.raw("</thead>")
		}
	}
	if body {
		g.w.raw("</tbody>")
	}
	g.w.raw("</table></" + box + ">")
	g.shut()
}

func (g *page) cell(n *tables.TableCell, head bool) {
	name := "td"
	if head {
		name = "th"
	}
	g.open(name, start(n))
	g.w.raw("<" + name)
	if head {
		g.w.raw(` scope="col"`)
	}
	switch n.Alignment {
	case tables.AlignLeft:
		g.w.raw(` class="left"`)
	case tables.AlignRight:
		g.w.raw(` class="right"`)
	case tables.AlignCenter:
		g.w.raw(` class="center"`)
	}
	g.w.raw(">")
	g.inlines(n)
	g.shut()
	g.w.raw("</" + name + ">")
	g.endBlock(1)
}
