package parse

import (
	"strconv"
	"strings"

	tables "github.com/yuin/goldmark/extension/ast"

	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/syntax"
)

// table writes a table in a box of its own that scrolls, named after the heads
// of its columns.
func (g *body) table(n *tables.Table) {
	var heads []string
	if row, ok := n.FirstChild().(*tables.TableHeader); ok {
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			g.scratch = syntax.Text(g.scratch[:0], c, g.Source)
			if text := page.Squeeze(g.scratch); text != "" {
				heads = append(heads, text)
			}
		}
	}
	g.tables++
	name := g.parser.words.Table + " " + strconv.Itoa(g.tables)
	if len(heads) > 0 {
		name += ": " + strings.Join(heads, ", ")
	}
	g.Open("section", syntax.Start(n))
	g.Raw(`<section class="table" tabindex="0"`)
	g.Attr("aria-label", name)
	g.Raw("><table>")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*tables.TableHeader)
		switch {
		case head:
			g.Raw("<thead>")
		case !body:
			g.Raw("<tbody>")
			body = true
		}
		g.Raw("<tr>")
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			g.cell(c.(*tables.TableCell), head)
		}
		g.Raw("</tr>")
		if head {
			g.Raw("</thead>")
		}
	}
	if body {
		g.Raw("</tbody>")
	}
	g.Raw("</table></section>")
	g.Shut()
}

func (g *body) cell(n *tables.TableCell, head bool) {
	name := "td"
	if head && n.HasChildren() { // an empty head is none: the corner of a table with heads on two sides
		name = "th"
	}
	g.Open(name, syntax.Start(n))
	g.Raw("<" + name)
	if name == "th" {
		g.Raw(` scope="col"`)
	}
	switch n.Alignment {
	case tables.AlignLeft:
		g.Raw(` class="left"`)
	case tables.AlignRight:
		g.Raw(` class="right"`)
	case tables.AlignCenter:
		g.Raw(` class="center"`)
	}
	g.Raw(">")
	g.blockText(n)
	g.Shut()
	g.Raw("</" + name + ">")
	g.EndBlock(1)
}
