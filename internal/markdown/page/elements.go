package page

import (
	"strconv"

	"lodestone/internal/markdown/rawhtml"
)

// Open marks an element of Markdown's, until Shut, for the rules of raw HTML.
func (g *Page) Open(name string, at int) {
	if w := g.Stack.Open(rawhtml.Frame{Name: name, Pos: at}); w.Why != rawhtml.Fine {
		g.Wrong(at, name, w)
	}
}

// Shut closes the element that Open opened, and the tags left open in it.
func (g *Page) Shut() {
	for _, f := range g.Stack.Close() {
		g.Unclosed(f)
	}
}

// Void checks an element of Markdown's without content.
func (g *Page) Void(name string, at int) {
	g.Open(name, at)
	g.Stack.Close()
}

// Unclosed tells of an element that nobody closed, and closes it.
func (g *Page) Unclosed(f rawhtml.Frame) {
	if f.Raw {
		if !g.deep { // what is nested too deeply is told once
			g.Say(f.Pos, "html/unclosed", f.Name)
		}
		g.Raw("</" + f.Name + ">")
	}
}

// Wrong tells that an element cannot stand where it does.
func (g *Page) Wrong(at int, name string, w rawhtml.Wrong) {
	switch w.Why {
	case rawhtml.InLink:
		g.Say(at, "html/nested-link")
	case rawhtml.NoParent:
		g.Say(at, "html/no-parent", name, w.Name)
	default:
		g.Say(at, "html/misplaced", name, w.Name)
	}
}

// Level takes note of a heading's level and tells of one that is skipped.
func (g *Page) Level(level, at int) {
	if level > g.last+1 {
		g.Say(at, "md/skipped-level", strconv.Itoa(g.last), strconv.Itoa(level))
	}
	g.last = level
}
