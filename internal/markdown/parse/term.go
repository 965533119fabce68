package parse

import (
	"slices"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/rawhtml"
	"lodestone/internal/markdown/syntax"
)

// mention writes a link to a term of the glossary, which the site finds by its name:
// :term[text]{name}. Without a name the text is one, without a text the term's title
// stands there.
func (g *body) mention(n *directive.Inline, at int) {
	name, ok := n.Mentioned()
	label := ""
	if n.Labelled {
		label = page.Squeeze(syntax.Text(nil, n, g.Source))
	}
	if name == "" {
		name = label
	}
	if !ok || name == "" {
		g.Say(at, "directive/term")
		g.part("span", n, false, g.inlines)
		return
	}
	if slices.ContainsFunc(g.Stack.Frames, func(f rawhtml.Frame) bool { return f.Name == "a" }) {
		g.Say(at, "html/nested-link")
	}
	h := g.Hole(markdown.Hole{Kind: markdown.Term, Ref: g.Ref(markdown.UseTerm, name, at), Alt: name})
	if label != "" {
		h.Inner = g.part("a", n, true, g.inlines)
		return
	}
	g.Visible = append(g.Visible, name...) // its title, which only linking knows, is like it
}
