package link

import (
	"cmp"
	"slices"
	"strings"

	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// folders gathers the sections with posts, and the neighbours in each.
func (l *linker) folders() {
	type id struct {
		lang int
		name string
	}
	index := map[id]int{}
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Kind != settings.Post && p.Kind != settings.List {
			continue
		}
		k := id{p.Lang, p.Section}
		n, ok := index[k]
		if !ok {
			n = len(l.Folders)
			index[k] = n
			t := &l.Languages[p.Lang]
			l.Folders = append(l.Folders, site.Folder{
				Lang: p.Lang, Name: p.Section, Own: -1, URL: route.Section(t, p.Section),
				Title: cmp.Or(l.Config.Sections[p.Section].Title, titled(p.Section)),
			})
		}
		f := &l.Folders[n]
		if p.Kind == settings.List {
			f.Own, f.URL, f.Title = i, p.URL, p.Title
		} else {
			f.Posts = append(f.Posts, i)
		}
	}
	slices.SortFunc(l.Folders, func(a, b site.Folder) int { return cmp.Or(a.Lang-b.Lang, strings.Compare(a.Name, b.Name)) })
	for i := range l.Folders {
		f := &l.Folders[i]
		l.newestFirst(f.Posts)
		for k, p := range f.Posts {
			if k > 0 {
				l.Pages[p].Newer = f.Posts[k-1]
			}
			if k+1 < len(f.Posts) {
				l.Pages[p].Older = f.Posts[k+1]
			}
		}
		if f.Own < 0 {
			l.reserve(f.URL, "section "+f.Name)
		}
		t := &l.Languages[f.Lang]
		t.Posts = append(t.Posts, f.Posts...)
	}
	for t := range l.Languages {
		l.newestFirst(l.Languages[t].Posts)
	}
}
