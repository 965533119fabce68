package feed

import (
	"bytes"
	"strings"
)

// Guide is what a language model should know first of a site (llmstxt.org).
type Guide struct {
	Title, Summary string
	Sections       []GuideSection
	Optional       []GuideLink // what a reader in a hurry may skip
}

// GuideSection is a named list of pages.
type GuideSection struct {
	Name  string
	Links []GuideLink
}

// GuideLink is a page: its absolute address and what it is about.
type GuideLink struct{ Name, URL, Note string }

// LLMs gives llms.txt: the title, the summary as a quotation, lists of links under
// headings of the second level, the one named Optional last, a name that the format
// gives a meaning in every language. A section without links is left out.
func LLMs(g *Guide) []byte {
	var b bytes.Buffer
	b.WriteString("# " + line(g.Title) + "\n")
	if g.Summary != "" {
		b.WriteString("\n> " + line(g.Summary) + "\n")
	}
	for _, s := range append(g.Sections[:len(g.Sections):len(g.Sections)], GuideSection{"Optional", g.Optional}) {
		if len(s.Links) == 0 {
			continue
		}
		b.WriteString("\n## " + line(s.Name) + "\n\n")
		for _, l := range s.Links {
			b.WriteString("- [" + label(l.Name) + "](" + l.URL + ")")
			if l.Note != "" {
				b.WriteString(": " + line(l.Note))
			}
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// line makes one line of a text.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// label is a text that can stand between the brackets of a link.
func label(text string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(line(text))
}
