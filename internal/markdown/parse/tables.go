package parse

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

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

// What a cell must hold to be called long: a sentence, or a word that would have a
// column to itself.
const (
	longCell = 40 // characters
	longWord = 20
)

// classes says how the text of a cell stands, and whether its column needs room.
func classes(a tables.Alignment, text []byte) string {
	var all []string
	if a != tables.AlignNone {
		all = append(all, a.String())
	}
	long := utf8.RuneCount(text) >= longCell
	for word := range bytes.FieldsSeq(text) {
		long = long || utf8.RuneCount(word) >= longWord
	}
	if long {
		all = append(all, "long")
	}
	return strings.Join(all, " ")
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
	g.scratch = syntax.Text(g.scratch[:0], n, g.Source)
	if class := classes(n.Alignment, g.scratch); class != "" {
		g.Attr("class", class)
	}
	g.Raw(">")
	g.blockText(n)
	g.Shut()
	g.Raw("</" + name + ">")
	g.EndBlock(1)
}
