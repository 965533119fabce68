// Package glossary says what the terms of a site are called, and which pages make
// links of the places that mention them.
//
// In: a site whose pages have their titles and states. Out: per language the terms
// whose mentions may be links, by path, with their names; for each page whether it
// wants that, as its front matter says or else site.yaml; and the names that two
// terms of a language have, which mean the first one.
package glossary

import (
	"cmp"
	"strconv"

	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// Twice is a name that two terms have.
type Twice struct {
	Name         string
	First, Again int    // pages
	Key          string // of the front matter of the latter that says it
}

// Define enters the terms into the Site, where any page asks for them.
func Define(s *site.Site) (twice []Twice) {
	type name struct {
		lang int
		slug string
	}
	all, known := make([][]site.Defined, len(s.Languages)), map[name]int{}
	for i := range s.Pages {
		p := &s.Pages[i]
		if !p.Live || p.Kind != settings.GlossaryTerm {
			continue
		}
		names := Names(p)
		keys := []string{"title"}
		for _, k := range Others(p) {
			keys = append(keys, "aliases."+strconv.Itoa(k))
		}
		for n, text := range names {
			key := name{p.Lang, s.Languages[p.Lang].Slug(text)}
			if first, taken := known[key]; !taken {
				known[key] = i
			} else if first != i {
				twice = append(twice, Twice{text, first, i, keys[n]})
			}
		}
		if p.Front.Mention != "none" {
			all[p.Lang] = append(all[p.Lang], site.Defined{Page: i, Names: names})
		}
	}
	for i := range s.Pages {
		p := &s.Pages[i]
		if p.Live && cmp.Or(p.Front.Terms, s.Config.Terms) == "auto" && len(all[p.Lang]) > 0 {
			p.Mentions, s.Defined = true, all
		}
	}
	return twice
}

// Names are the names of a page that is a term: its title, then its other names.
func Names(p *site.Page) []string {
	names := []string{p.Title}
	for _, k := range Others(p) {
		names = append(names, p.Front.Aliases[k])
	}
	return names
}

// Others are those aliases of a term, by number, that are other names of it.
func Others(p *site.Page) (all []int) {
	for k, a := range p.Front.Aliases {
		if settings.Called(a) {
			all = append(all, k)
		}
	}
	return all
}
