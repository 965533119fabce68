package parse

import (
	"strconv"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/markdown/syntax"
)

// refID is the id of a mention, the count-th of its note.
func refID(number, count int) string {
	id := "fnref-" + strconv.Itoa(number)
	if count > 1 {
		id += "-" + strconv.Itoa(count)
	}
	return id
}

// noteRef writes a mention.
func (g *body) noteRef(n *syntax.NoteRef) {
	number, id := strconv.Itoa(n.Note.Number), refID(n.Note.Number, n.Count)
	g.Place(id, syntax.Start(n))
	g.Raw(`<sup><a id="` + id + `" href="#fn-` + number + `" role="doc-noteref">` + number + `</a></sup>`)
}

// reserveNotes keeps the ids of the footnotes from headings and tags.
func (g *body) reserveNotes() {
	if g.notes == nil {
		return
	}
	for _, n := range g.notes.Used {
		g.IDs.Claim("fn-" + strconv.Itoa(n.Number))
		for i := range n.Refs {
			g.IDs.Claim(refID(n.Number, i+1))
		}
	}
	for _, n := range g.notes.Twice {
		g.Say(syntax.Start(n), "md/duplicate-footnote", n.Label)
	}
	for _, n := range g.notes.All {
		if n.Number == 0 && g.notes.First(n) {
			g.Say(syntax.Start(n), "md/unused-footnote", n.Label)
		}
	}
}

// footnotes writes the list of footnotes at the end of the page. Footnotes that
// are mentioned in none but an unused one never get here.
func (g *body) footnotes() {
	if g.notes == nil || len(g.notes.Used) == 0 {
		return
	}
	g.Raw(`<section class="footnotes" role="doc-endnotes"`)
	g.Attr("aria-label", g.parser.words.Footnotes)
	g.Raw("><ol>")
	g.Open("section", 0)
	g.Open("ol", 0)
	for _, n := range g.notes.Used {
		id := "fn-" + strconv.Itoa(n.Number)
		g.Place(id, syntax.Start(n))
		g.Open("li", syntax.Start(n))
		g.Raw(`<li id="` + id + `">`)
		last := n.LastChild()
		p, inside := last.(*ast.Paragraph)
		if inside {
			g.blocks(n, p)
			g.paragraph(p, func() { g.back(n) })
		} else {
			g.blocks(n, nil)
			g.Raw("<p>")
			g.back(n)
			g.Raw("</p>")
		}
		g.Shut()
		g.Raw("</li>")
	}
	g.Shut()
	g.Shut()
	g.Raw("</ol></section>")
}

// back writes the ways back to the text. Their names differ, because they lead
// to different places.
func (g *body) back(n *syntax.Note) {
	for i := range n.Refs {
		if i > 0 {
			g.Raw(" ")
		}
		g.Raw(`<a href="#` + refID(n.Number, i+1) + `" role="doc-backlink"`)
		name := g.parser.words.BackToText + " (" + strconv.Itoa(n.Number) + ")"
		if i == 0 {
			g.Attr("aria-label", name)
			g.Raw(">↩\uFE0E</a>")
			continue
		}
		// The name must hold the text that is seen, and outside parentheses:
		// what they enclose does not count (WCAG 2.5.3).
		count := strconv.Itoa(i + 1)
		g.Attr("aria-label", name+" "+count)
		g.Raw(`><span aria-hidden="true">↩` + "\uFE0E</span><sup>" + count + "</sup></a>")
	}
}
