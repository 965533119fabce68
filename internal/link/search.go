package link

import (
	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// shelfItems is how many pages the search page lists of a topic; its own list has
// the others.
const shelfItems = 20

// search adds the search page of a language: everything by topic, for those whose
// browser runs no scripts, the topics by name and then what has none.
func (l *linker) search(t int) {
	tongue := &l.Languages[t]
	if !l.Config.Search || !tongue.Live {
		return
	}
	tongue.Search = route.Search(tongue)
	l.reserve(tongue.Search, "search page")
	o := site.Output{Kind: settings.Search, URL: tongue.Search, Lang: t, Own: -1, Term: -1}
	shelve := func(k settings.Kind, term int, pages []int) {
		if len(pages) > 0 {
			shown := pages[:min(len(pages), shelfItems)]
			o.Shelves = append(o.Shelves, site.Shelf{Kind: k, Term: term, Shown: len(shown), Total: len(pages)})
			o.Items = append(o.Items, shown...)
		}
	}
	for n, term := range l.Tags {
		if term.Lang == t {
			shelve(settings.Tag, n, l.Findable(term.Pages))
		}
	}
	for n, f := range l.Folders {
		if f.Lang == t {
			shelve(settings.List, n, l.untagged(f.Pages))
		}
	}
	for n, g := range l.Glossary {
		if g.Lang == t {
			shelve(settings.Glossary, n, l.untagged(g.Pages))
		}
	}
	var plain []int
	for i := range l.Pages {
		if p := &l.Pages[i]; p.Live && p.Lang == t && p.Kind == settings.Plain {
			plain = append(plain, i)
		}
	}
	shelve(settings.Plain, -1, l.untagged(plain))
	l.add(o)
}

// untagged gives those of some pages that no topic lists.
func (l *linker) untagged(pages []int) (all []int) {
	for _, i := range l.Findable(pages) {
		if len(l.Pages[i].Tags) == 0 {
			all = append(all, i)
		}
	}
	return all
}
