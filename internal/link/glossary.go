package link

import (
	"cmp"
	"slices"
	"strings"

	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// glossaries gathers the folders of terms, each by the names of its terms.
func (l *linker) glossaries() {
	type id struct {
		lang int
		name string
	}
	index := map[id]int{}
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Kind != settings.Glossary && p.Kind != settings.GlossaryTerm {
			continue
		}
		k := id{p.Lang, p.Section}
		n, ok := index[k]
		if !ok {
			n = len(l.Glossary)
			index[k] = n
			t := &l.Languages[p.Lang]
			title := l.Config.Sections[p.Section].Title
			if title == "" && p.Section == "glossary" {
				title = t.Words().Glossary
			}
			l.Glossary = append(l.Glossary, site.Glossary{
				Lang: p.Lang, Name: p.Section, Own: -1, URL: route.Section(t, p.Section), Title: cmp.Or(title, titled(p.Section)),
			})
		}
		g := &l.Glossary[n]
		if p.Kind == settings.Glossary {
			g.Own, g.URL, g.Title = i, p.URL, p.Title
		} else {
			g.Terms = append(g.Terms, i)
		}
	}
	slices.SortFunc(l.Glossary, func(a, b site.Glossary) int { return cmp.Or(a.Lang-b.Lang, strings.Compare(a.Name, b.Name)) })
	for i := range l.Glossary {
		g := &l.Glossary[i]
		t := &l.Languages[g.Lang]
		slices.SortFunc(g.Terms, func(a, b int) int {
			return cmp.Or(t.Sort(l.Pages[a].Title, l.Pages[b].Title), a-b)
		})
		if g.Own < 0 {
			l.reserve(g.URL, "glossary "+g.Name)
		}
	}
}
