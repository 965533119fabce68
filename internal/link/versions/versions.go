// Package versions finds which outputs are the same page in several languages.
//
// In: a site whose outputs are known; of each page the path that it shares with its
// translations. Out: Output.Versions. Pages belong together by their files, home pages
// and lists by what they list, whether a file describes them or the build makes them;
// of numbered lists, the list's own address alone.
package versions

import (
	"cmp"
	"slices"

	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// matter is what an output is about, in whatever language: a page by its file, the
// home page, a list by its kind and name.
type matter struct {
	kind settings.Kind
	name string
	year int
}

// finder is one Find at work.
type finder struct {
	*site.Site
	bases []string // page → its path without language and extension
}

// Find enters the versions into the outputs.
func Find(s *site.Site, bases []string) {
	l := &finder{s, bases}
	if !slices.ContainsFunc(l.Languages[1:], func(t site.Tongue) bool { return t.Live }) {
		return
	}
	files := map[matter]matter{} // of lists that a file with translations describes
	for i := range l.Outputs {
		if o := &l.Outputs[i]; l.translated(o) && l.matter(o) != (matter{}) {
			files[l.matter(o)] = l.file(o)
		}
	}
	groups := map[matter][]int{}
	for i := range l.Outputs {
		o := &l.Outputs[i]
		m := l.matter(o)
		if l.translated(o) {
			m = l.file(o)
		} else if file, ok := files[m]; ok {
			m = file
		}
		if m != (matter{}) && o.Number == o.Total {
			groups[m] = append(groups[m], i)
		}
	}
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b int) int { return cmp.Compare(l.Outputs[a].Lang, l.Outputs[b].Lang) })
		group = slices.CompactFunc(group, func(a, b int) bool { return l.Outputs[a].Lang == l.Outputs[b].Lang })
		if len(group) > 1 {
			for _, i := range group {
				l.Outputs[i].Versions = group
			}
		}
	}
}

// translated says whether an output shows a page that is written in several
// languages.
func (l *finder) translated(o *site.Output) bool {
	return o.Own >= 0 && len(l.Pages[o.Own].Versions) > 1
}

// file names an output by the file whose text it shows.
func (l *finder) file(o *site.Output) matter {
	return matter{kind: settings.Plain, name: l.bases[o.Own]}
}

// matter says what an output is about; the zero matter for what is in one language
// only. The page of a kind of which there is one has no other name.
func (l *finder) matter(o *site.Output) matter {
	m := matter{kind: o.Kind}
	switch o.Kind {
	case settings.Home, settings.Tags, settings.Topics, settings.AllSeries, settings.Authors:
	case settings.List:
		m.name = l.Folders[o.Term].Name
	case settings.Archive:
		m.name, m.year = l.Folders[o.Term].Name, l.Folders[o.Term].Years[o.Year].Number
	case settings.Glossary:
		m.name = l.Glossary[o.Term].Name
	case settings.Tag, settings.Topic: // a tag may be a topic in one language alone
		m.kind, m.name = settings.Tag, l.Tags[o.Term].Slug
	case settings.Series:
		m.name = l.Series[o.Term].Slug
	case settings.Author:
		m.name = l.Authors[o.Term].Slug
	default:
		return matter{}
	}
	return m
}
