// Package topics knows the pillar topics of a site: tags that a file in topics/
// makes the subject of a guided tour.
//
// In: the tags of a language, the pages that are files of topics; later, when
// references are resolved, where the text of such a page leads. Out: which tag has
// which page; the tour, which is the pages to which the text leads, in its order.
// A file's tag is the one with the slug of the file's name, else, as a translation
// has the file's name of its original, with that of its title. How such a tag is
// spelt, the title says.
package topics

import (
	"path"
	"slices"
	"strings"

	"lodestone/internal/link/spelling"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// Describe gives tags, of one language and without pages of their own so far, the
// pages that make topics of them. A file whose tag no live page bears makes a tag
// without pages; these come last, by path. It gives the files whose tag no page
// bears, live or not.
func Describe(s *site.Site, tongue int, tags []site.Term, bases []string) (all []site.Term, unborne []int) {
	t := &s.Languages[tongue]
	known := len(tags)
	for i := range s.Pages {
		p := &s.Pages[i]
		if p.Kind != settings.Topic || p.Lang != tongue || !p.Live {
			continue
		}
		slug, titled := t.Slug(name(bases[i], p.Index)), t.Slug(p.Title)
		n := find(tags[:known], slug)
		if n < 0 {
			n = find(tags[:known], titled)
		}
		if n < 0 {
			n = len(tags)
			tags = append(tags, site.Term{Lang: tongue, Slug: slug, Name: p.Title, Own: -1})
			bears := func(p site.Page) bool {
				return p.Lang == tongue && slices.ContainsFunc(p.Front.Tags, func(tag string) bool { x := t.Slug(tag); return x == slug || x == titled })
			}
			if !slices.ContainsFunc(s.Pages, bears) {
				unborne = append(unborne, i)
			}
		}
		tag := &tags[n]
		if tag.Own >= 0 {
			continue // their addresses clash, and that is said
		}
		if p.Front.Title == "" && p.Body.Title == "" {
			p.Title = tag.Name
		}
		tag.Own = i
	}
	return tags, unborne
}

// Name names tags as the titles of their topics are written, where these are the same
// but for letter case and the like: "On water" is a title, and the tag's name is as
// its posts have it.
func Name(s *site.Site, tongue int, tags []spelling.Term) {
	for i := range s.Pages {
		p := &s.Pages[i]
		if p.Kind != settings.Topic || p.Lang != tongue || !p.Live || p.Front.Title == "" && p.Body.Title == "" {
			continue
		}
		name := settings.Term(p.Title)
		if p.Front.Title == "" { // printed as the language has it
			name = strings.ReplaceAll(name, "’", "'")
		}
		slug := s.Languages[tongue].Slug(name)
		if n := slices.IndexFunc(tags, func(t spelling.Term) bool { return t.Slug == slug }); n >= 0 {
			tags[n].Name = name
		}
	}
}

func find(tags []site.Term, slug string) int {
	return slices.IndexFunc(tags, func(t site.Term) bool { return t.Slug == slug })
}

// name is a file's name without its folders, or that of its folder.
func name(base string, index bool) string {
	if index {
		base = path.Dir(base)
	}
	return path.Base(base)
}

// Tour gives the live posts and plain pages to which a page's text leads, each
// once, in the order of the text. at finds the page that has an address.
func Tour(s *site.Site, page int, at func(address string) (page int, ok bool)) (tour []int) {
	seen := map[int]bool{}
	for _, t := range s.Pages[page].Targets {
		if t.Kind != site.ToPage {
			continue
		}
		i, ok := at(t.URL)
		if !ok || !s.Pages[i].Live || seen[i] {
			continue
		}
		if k := s.Pages[i].Kind; k == settings.Post || k == settings.Plain {
			seen[i] = true
			tour = append(tour, i)
		}
	}
	return tour
}
