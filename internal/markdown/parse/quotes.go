package parse

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/syntax"
)

// quotation writes a quotation, or the note that one with a mark is.
func (g *body) quotation(n *ast.Blockquote) {
	a, ok := syntax.AlertOf(n)
	if !ok {
		g.nest("blockquote", n)
		return
	}
	kinds := g.parser.alerts()
	if !slices.Contains(kinds, a.Kind) {
		g.Say(a.At, "md/unknown-alert", strings.ToUpper(a.Kind), strings.ToUpper(g.Nearest(a.Kind, kinds)))
		if a.Title != nil { // a paragraph beside the others
			p := ast.NewParagraph()
			for c := a.Title.FirstChild(); c != nil; c = a.Title.FirstChild() {
				p.AppendChild(p, c)
			}
			n.ReplaceChild(n, a.Title, p)
		}
		g.nest("blockquote", n)
		return
	}
	if g.Enter(a.At) {
		g.Void("div", a.At)
		h := g.Hole(markdown.Hole{
			Kind: markdown.Directive, Ref: -1, Name: note, Form: markdown.Container,
			Args: []markdown.Arg{{Name: "kind", Value: a.Kind, Ref: -1}},
		})
		if how := map[byte]string{'-': "closed", '+': "open"}[a.Fold]; how != "" { // a theme whose notes do not fold shows it whole
			h.Args = append(h.Args, markdown.Arg{Name: "fold", Value: how, Ref: -1})
		}
		if a.Title != nil {
			h.Label = g.part("span", a.Title, true, g.blockText)
			g.EndBlock(1)
		}
		h.Inner = g.part("div", n, true, func(n ast.Node) { g.blocks(n, a.Title) })
	}
	g.Leave()
}

// note is the directive that alerts become, so that both look alike.
const note = "note"

// alerts are the kinds of notes that the theme has.
func (p *Parser) alerts() []string {
	d := p.directives[note]
	if d == nil || !slices.Contains(d.Forms, markdown.Container) {
		return nil
	}
	for _, a := range d.Args {
		if a.Name == "kind" {
			return a.Choices
		}
	}
	return nil
}
