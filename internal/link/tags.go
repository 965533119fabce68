package link

import (
	"slices"
	"strconv"

	"lodestone/internal/diag"
	"lodestone/internal/link/route"
	"lodestone/internal/link/spelling"
	"lodestone/internal/link/topics"
	"lodestone/internal/site"
)

// tags gathers the tags of the live pages.
func (l *linker) tags() {
	for t := range l.Languages {
		l.tagsIn(t)
	}
}

// tagsIn makes a Term of all spellings of a tag in one language.
func (l *linker) tagsIn(tongue int) {
	t := &l.Languages[tongue]
	tally := spelling.New(t.Slug)
	spelt := make([][]int, len(l.Pages)) // page → spellings, parallel to its front matter
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Lang != tongue || len(p.Front.Tags) == 0 {
			continue
		}
		spelt[i] = make([]int, len(p.Front.Tags))
		for k, name := range p.Front.Tags {
			n := tally.Add(name)
			spelt[i][k] = n
			slug := tally.All[n].Slug
			if slug == "" && name != "" { // an empty one is told where it was read
				l.found.Key(p, tagKey(k), "tag/empty", name)
			}
			l.sayLong(p, tagKey(k), slug)
		}
	}
	first := len(l.Tags)
	terms, of := tally.Terms()
	topics.Name(l.Site, tongue, terms)
	for _, x := range terms {
		tag := site.Term{Lang: tongue, Slug: x.Slug, Name: x.Name, URL: route.Tag(t, x.Slug), Feeds: route.Tag(t, x.Slug), Own: -1}
		l.Tags = append(l.Tags, tag)
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		for k, s := range spelt[i] {
			if of[s] < 0 {
				continue
			}
			n := first + of[s]
			if name := tally.All[s].Name; name != l.Tags[n].Name {
				l.found.Key(p, tagKey(k), "tag/spelling", name, l.Tags[n].Name)
			}
			if slices.Contains(p.Tags, n) {
				continue
			}
			p.Tags = append(p.Tags, n)
			l.Tags[n].Pages = append(l.Tags[n].Pages, i)
		}
	}
	for n := first; n < len(l.Tags); n++ {
		l.newestFirst(l.Tags[n].Pages)
	}
	all, unborne := topics.Describe(l.Site, tongue, l.Tags[first:], l.bases)
	l.Tags = append(l.Tags[:first], all...)
	for _, i := range unborne {
		p := &l.Pages[i]
		l.found.Of(p, diag.At(l.places.File(p.Path), diag.Pos{}, "topic/no-pages", p.Title))
	}
}

// tagKey is the path of a tag in front matter.
func tagKey(k int) string { return "tags." + strconv.Itoa(k) }
