package parse

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/fence"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/syntax"
	"lodestone/internal/markdown/tags"
)

// document writes the whole page.
func (g *body) document(root ast.Node) {
	g.reserveNotes()
	first := root.FirstChild()
	for first != nil && (first.Kind() == ast.KindLinkReferenceDefinition || first.Kind() == syntax.KindNote) {
		first = first.NextSibling()
	}
	if h, ok := first.(*ast.Heading); ok && h.Level == 1 {
		g.title(h)
	}
	g.blocks(root, nil)
	for _, f := range g.Stack.Rest() {
		g.Unclosed(f)
	}
	g.footnotes()
}

// title takes a leading heading of level 1 off the page.
func (g *body) title(h *ast.Heading) {
	g.Visible = syntax.Text(g.Visible[:0], h, g.Source)
	text := page.Squeeze(g.Visible)
	g.printed.Look(h, g.Source)
	g.Meta.Title = g.printed.Whole()
	g.IDs.Forge(text) // it has an anchor there, so that a heading alike gets -1
	g.Marks.Title = g.Pos(syntax.Start(h))
	g.Words.Weigh(g.Visible, 5)
	g.Visible = g.Visible[:0]
	h.Parent().RemoveChild(h.Parent(), h)
}

// blocks writes the children of a block but one.
func (g *body) blocks(parent, but ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if c != but {
			g.block(c)
		}
	}
}

func (g *body) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		g.paragraph(n, nil)
	case *ast.TextBlock:
		g.lines(n)
		g.blockText(n)
		g.EndBlock(1)
	case *ast.Heading:
		g.heading(n)
	case *ast.Blockquote:
		g.quotation(n)
	case *ast.List:
		g.list(n)
	case *ast.FencedCodeBlock:
		g.fenced(n)
	case *ast.CodeBlock:
		g.pre(new(fence.Fence), g.codeText(n))
	case *ast.ThematicBreak:
		g.Void("hr", syntax.Start(n))
		g.Raw("<hr>")
	case *ast.HTMLBlock:
		g.htmlBlock(n)
	case *tables.Table:
		g.table(n)
	case *tables.DefinitionList:
		g.definitions(n)
	case *directive.Block:
		g.directive(n)
	case *directive.Text, *ast.LinkReferenceDefinition, *syntax.Note:
	}
}

// nest writes a block of blocks.
func (g *body) nest(name string, n ast.Node) {
	if g.Enter(syntax.Start(n)) {
		g.Open(name, syntax.Start(n))
		g.Raw("<" + name + ">")
		g.blocks(n, nil)
		g.Shut()
		g.Raw("</" + name + ">")
	}
	g.Leave()
}

// paragraph writes a paragraph; more writes what belongs to its end.
func (g *body) paragraph(n *ast.Paragraph, more func()) {
	if more == nil && (g.onlyComments(n) || g.figure(n)) {
		return
	}
	g.lines(n)
	g.Open("p", syntax.Start(n))
	g.Raw("<p>")
	g.blockText(n)
	if more != nil {
		g.Raw(" ")
		more()
	}
	g.Shut()
	g.Raw("</p>")
	if n.Parent().Kind() == ast.KindDocument {
		g.Summarize(g.printed.Whole)
	}
	g.EndBlock(1)
}

// blockText writes the text of one block.
func (g *body) blockText(n ast.Node) {
	g.printed.Look(n, g.Source)
	g.inlines(n)
	g.Trim()
}

// onlyComments says whether a paragraph is made of nothing that is written.
func (g *body) onlyComments(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		h, ok := c.(*ast.RawHTML)
		if !ok || !bytes.HasPrefix(h.Segments.Value(g.Source), []byte("<!--")) {
			return false
		}
	}
	return n.HasChildren()
}

func (g *body) heading(n *ast.Heading) {
	level := n.Level
	if level == 1 {
		g.Say(syntax.Start(n), "md/second-h1")
		level = 2
	}
	g.scratch = syntax.Text(g.scratch[:0], n, g.Source)
	text := page.Squeeze(g.scratch)
	if text == "" {
		g.Say(syntax.Start(n), "md/empty-heading")
		if !n.HasChildren() {
			return
		}
	}
	for _, a := range syntax.Strange(n) {
		g.Say(a.Pos, "md/heading-attribute", a.Name)
	}
	g.Level(level, syntax.Start(n))
	id := g.headingID(n, text)
	name := "h" + strconv.Itoa(level)
	g.printed.Look(n, g.Source)
	g.Headings = append(g.Headings, markdown.Heading{Level: level, ID: id, Text: g.printed.Whole()})
	if forge := g.IDs.Forge(text); forge != id && forge != "" {
		g.Meta.Forge = append(g.Meta.Forge, markdown.Forge{Anchor: forge, ID: id})
	}
	g.Marks.Headings = append(g.Marks.Headings, g.Pos(syntax.Start(n)))
	g.Open(name, syntax.Start(n))
	g.Raw("<" + name)
	g.Attr("id", id)
	if c, ok := n.AttributeString("class"); ok {
		g.Attr("class", c.(string))
	}
	g.Raw(">")
	g.inlines(n)
	g.Trim()
	g.Shut()
	g.Raw("</" + name + ">")
	g.EndBlock(3)
}

// htmlBlock writes lines of raw HTML.
func (g *body) htmlBlock(n *ast.HTMLBlock) {
	g.stretches = g.stretches[:0]
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		g.stretches = append(g.stretches, tags.Stretch{Start: line.Start, Stop: line.Stop})
	}
	if n.HasClosure() {
		g.stretches = append(g.stretches, tags.Stretch{Start: n.ClosureLine.Start, Stop: n.ClosureLine.Stop})
	}
	tags.Write(g.Page, g.stretches)
	g.EndBlock(1)
}

// headingID gives a heading its anchor and lists it.
func (g *body) headingID(n ast.Node, text string) string {
	if own, ok := n.AttributeString("id"); ok {
		at, _ := n.AttributeString("\x00pos")
		if g.Anchor(own.(string), at.(int)) {
			return own.(string)
		}
	}
	id := g.IDs.Of(text)
	g.Place(id, syntax.Start(n))
	return id
}

func (g *body) list(n *ast.List) {
	name := "ul"
	if n.IsOrdered() {
		name = "ol"
	}
	g.Open(name, syntax.Start(n))
	g.Raw("<" + name)
	if n.IsOrdered() && n.Start != 1 {
		g.Attr("start", strconv.Itoa(n.Start))
	}
	g.Raw(">")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if g.Enter(syntax.Start(c)) {
			g.Open("li", syntax.Start(c))
			if task(c) {
				g.Raw(`<li class="task">`)
			} else {
				g.Raw("<li>")
			}
			g.item(c)
			g.Shut()
			g.Raw("</li>")
		}
		g.Leave()
	}
	g.Shut()
	g.Raw("</" + name + ">")
}

// item writes the blocks of a list item. A line end parts what would run
// together: a tight line and the text after it.
func (g *body) item(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.PreviousSibling() != nil && c.Kind() == ast.KindTextBlock {
			g.Raw("\n")
		}
		g.block(c)
	}
}

func task(item ast.Node) bool {
	c := item.FirstChild()
	return c != nil && c.FirstChild() != nil && c.FirstChild().Kind() == tables.KindTaskCheckBox
}
