package link

import (
	"cmp"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/glossary"
	"lodestone/internal/link/route"
	"lodestone/internal/link/years"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// folders gathers the sections with posts, and the neighbours in each.
func (l *linker) folders() {
	l.Folders = l.gather(settings.List, settings.Post, "section")
	for i := range l.Folders {
		f := &l.Folders[i]
		l.newestFirst(f.Pages)
		l.years(f)
		for k, p := range f.Pages {
			if k > 0 {
				l.Pages[p].Newer = f.Pages[k-1]
			}
			if k+1 < len(f.Pages) {
				l.Pages[p].Older = f.Pages[k+1]
			}
		}
		t := &l.Languages[f.Lang]
		t.Posts = append(t.Posts, f.Pages...)
	}
	for t := range l.Languages {
		l.newestFirst(l.Languages[t].Posts)
	}
}

// years gives a section its archive. Whoever has the address of a year already keeps
// it: when a section's second year begins, no page may break by it.
func (l *linker) years(f *site.Folder) {
	if !strings.HasSuffix(f.URL, "/") {
		return // a file, which holds no others
	}
	f.Years = years.Of(l.Site, f.Pages)
	for n := range f.Years {
		url := years.Address(f.URL, f.Years[n].Number)
		if l.book.Claim(addresses.Owner{URL: url, Name: "archive " + url}) == nil {
			f.Years[n].URL = url
		}
	}
}

// glossaries gathers the folders of terms, each by the names of its terms.
func (l *linker) glossaries() {
	l.define()
	l.Glossary = l.gather(settings.Glossary, settings.GlossaryTerm, "glossary")
	for i := range l.Glossary {
		g := &l.Glossary[i]
		t := &l.Languages[g.Lang]
		slices.SortFunc(g.Pages, func(a, b int) int {
			return cmp.Or(t.Sort(l.Pages[a].Title, l.Pages[b].Title), a-b)
		})
	}
}

// define names the terms, and says of a name that two of them have.
func (l *linker) define() {
	for _, t := range glossary.Define(l.Site) {
		p := &l.Pages[t.Again]
		first := l.places.File(l.Pages[t.First].Path)
		if t.Key == "title" && p.Front.Title == "" { // a heading says it, or the file's name
			l.found.Of(p, diag.At(l.places.File(p.Path), l.places.Title(p.Path), "term/twice", t.Name, first))
			continue
		}
		l.found.Key(p, t.Key, "term/twice", t.Name, first)
	}
}

// gather makes a Folder of each folder with live pages of a kind: of its index, if
// it has one, and of its entries. Where it has none, its address is what names it.
func (l *linker) gather(index, entry settings.Kind, what string) (all []site.Folder) {
	type id struct {
		lang int
		name string
	}
	known := map[id]int{}
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Kind != index && p.Kind != entry {
			continue
		}
		k := id{p.Lang, p.Section}
		n, ok := known[k]
		if !ok {
			n = len(all)
			known[k] = n
			all = append(all, l.folder(p, index))
		}
		if f := &all[n]; p.Kind == index {
			f.Own, f.URL, f.Title = i, p.URL, p.Title
		} else {
			f.Pages = append(f.Pages, i)
		}
	}
	slices.SortFunc(all, func(a, b site.Folder) int { return cmp.Or(a.Lang-b.Lang, strings.Compare(a.Name, b.Name)) })
	for _, f := range all {
		if f.Own < 0 {
			l.reserve(f.URL, what+" "+f.Name)
		}
	}
	return all
}

// folder is the Folder that a page stands in, before anything is known of its
// index.
func (l *linker) folder(p *site.Page, index settings.Kind) site.Folder {
	t := &l.Languages[p.Lang]
	title := l.Config.Sections[p.Section].Title
	if title == "" && index == settings.Glossary && p.Section == "glossary" {
		title = t.Words().Glossary
	}
	return site.Folder{Lang: p.Lang, Name: p.Section, Own: -1, URL: route.Section(t, p.Section), Title: cmp.Or(title, titled(p.Section))}
}
