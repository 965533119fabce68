package parse

import (
	"github.com/yuin/goldmark/ast"
	lists "github.com/yuin/goldmark/extension/ast"

	"lodestone/internal/markdown/syntax"
)

// definitions writes a list of terms, each with what is said of it.
func (g *body) definitions(n ast.Node) {
	g.Open("dl", syntax.Start(n))
	g.Raw("<dl>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		name := "dd"
		if c.Kind() == lists.KindDefinitionTerm {
			name = "dt"
		}
		if g.Enter(syntax.Start(c)) {
			g.Open(name, syntax.Start(c))
			g.Raw("<" + name + ">")
			if name == "dt" {
				g.blockText(c)
				g.Trim()
				g.EndBlock(2)
			} else {
				g.item(c)
			}
			g.Shut()
			g.Raw("</" + name + ">")
		}
		g.Leave()
	}
	g.Shut()
	g.Raw("</dl>")
}
