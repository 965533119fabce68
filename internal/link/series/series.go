// Package series gathers the series of a site: pages that are to be read one after
// the other.
//
// In: pages that name their series, each with its state, and the files that
// describe one (series/NAME.md). Out: per language a site.Term for each series,
// with its live parts in the order of reading, and for each part its number.
// Names are compared by their slugs; the file of a series is the one whose name
// has that slug. Its order comes first: that of its file, or of the file in the
// site's first language; what it does not name follows by publication, the oldest
// first. A part that is held back does not count, and an order may name it all the
// same.
package series

import (
	"maps"
	"path"
	"slices"
	"strconv"

	"lodestone/internal/diag"
	"lodestone/internal/link/files"
	"lodestone/internal/link/findings"
	"lodestone/internal/link/reference"
	"lodestone/internal/link/route"
	"lodestone/internal/link/spelling"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// Gatherer gathers the series of one site, whose pages have their states and
// addresses.
type Gatherer struct {
	Site        *site.Site
	Bases       []string // page → its path without language and extension
	Files       *files.List
	Refs        *reference.Resolver
	Found       *findings.Findings
	NewestFirst func(pages []int)
	Reserve     func(url, name string)

	orders map[string]int // the files of the site's first language, by slug
}

// All gathers the series of all languages into the Site.
func (g *Gatherer) All() {
	for t := range g.Site.Languages {
		g.language(t)
	}
}

// mayBe says whether a page can be a part of a series.
func mayBe(p *site.Page) bool { return p.Kind == settings.Post || p.Kind == settings.Plain }

func (g *Gatherer) language(tongue int) {
	t := &g.Site.Languages[tongue]
	own := g.described(tongue)
	named := map[string]bool{} // by any page, live or not
	tally := spelling.New(t.Slug)
	var parts, spelt []int
	for i := range g.Site.Pages {
		p := &g.Site.Pages[i]
		if p.Lang != tongue || p.Front.Series == "" || !mayBe(p) {
			continue
		}
		slug := t.Slug(p.Front.Series)
		if long := urls.Overlong(slug); long > 0 {
			g.Found.Key(p, "series", "url/too-long", diag.Clip(p.Front.Series), strconv.Itoa(long), strconv.Itoa(urls.MaxPart))
		}
		named[slug] = true
		switch {
		case slug == "":
			g.Found.Key(p, "series", "series/empty", p.Front.Series)
		case p.Live:
			parts, spelt = append(parts, i), append(spelt, tally.Add(p.Front.Series))
		}
	}
	first := len(g.Site.Series)
	terms, of := tally.Terms()
	for _, x := range terms {
		s := site.Term{Lang: tongue, Slug: x.Slug, Name: x.Name, URL: route.OneSeries(t, x.Slug), Own: -1}
		if i, ok := own[x.Slug]; ok {
			g.describe(&s, i)
			delete(own, x.Slug)
		} else {
			g.Reserve(s.URL, "series "+s.Name)
		}
		g.Site.Series = append(g.Site.Series, s)
	}
	for k, i := range parts {
		p, n := &g.Site.Pages[i], first+of[spelt[k]]
		if name := terms[of[spelt[k]]].Name; name != p.Front.Series {
			g.Found.Key(p, "series", "series/spelling", p.Front.Series, name)
		}
		g.Site.Series[n].Pages = append(g.Site.Series[n].Pages, i)
		p.Series = n
	}
	g.empty(tongue, own, named)
	for n := first; n < len(g.Site.Series); n++ {
		g.order(n)
	}
}

// described finds the live files that describe series, by slug.
func (g *Gatherer) described(tongue int) map[string]int {
	own, all := map[string]int{}, map[string]int{}
	for i := range g.Site.Pages {
		p := &g.Site.Pages[i]
		if p.Kind != settings.Series || p.Lang != tongue {
			continue
		}
		if all[g.slug(i)] = i; p.Live {
			own[g.slug(i)] = i
		}
	}
	if tongue == 0 {
		g.orders = all
	}
	return own
}

// slug is what the name of a series' file makes of it.
func (g *Gatherer) slug(page int) string {
	base := g.Bases[page]
	if g.Site.Pages[page].Index {
		base = path.Dir(base)
	}
	return g.Site.Languages[g.Site.Pages[page].Lang].Slug(path.Base(base))
}

// describe gives a series the page that describes it. A file without a title has
// the name that its parts write.
func (g *Gatherer) describe(s *site.Term, page int) {
	p := &g.Site.Pages[page]
	if p.Front.Title == "" && p.Body.Title == "" && s.Name != "" {
		p.Title = s.Name
	}
	s.Own, s.URL, s.Name = page, p.URL, p.Title
}

// empty makes a series of each file that no live page names, by path, and says
// which of them no page names at all.
func (g *Gatherer) empty(tongue int, own map[string]int, named map[string]bool) {
	for _, i := range slices.Sorted(maps.Values(own)) {
		p, slug := &g.Site.Pages[i], g.slug(i)
		s := site.Term{Lang: tongue, Slug: slug}
		g.describe(&s, i)
		g.Site.Series = append(g.Site.Series, s)
		if !named[slug] {
			g.Found.Of(p, diag.At(g.Found.File(p), diag.Pos{}, "series/no-parts", slug))
		}
	}
}

// order puts the parts of a series into the order of reading and numbers them.
func (g *Gatherer) order(n int) {
	s := &g.Site.Series[n]
	g.NewestFirst(s.Pages)
	slices.Reverse(s.Pages)
	var first []int
	if from := g.ordering(s); from >= 0 {
		first = g.named(n, from)
	}
	for k, i := range first {
		g.Site.Pages[i].Part = k + 1
	}
	rest := slices.DeleteFunc(slices.Clone(s.Pages), func(i int) bool { return g.Site.Pages[i].Part > 0 })
	s.Pages = append(first, rest...)
	for k, i := range s.Pages {
		g.Site.Pages[i].Part = k + 1
	}
}

// ordering finds the file that says the order of a series: its own, else that of
// the site's first language; -1 for none.
func (g *Gatherer) ordering(s *site.Term) int {
	if s.Own >= 0 {
		return s.Own
	}
	if from, ok := g.orders[s.Slug]; ok && s.Lang > 0 {
		return from
	}
	return -1
}

// named gives the live parts that a file's order names, and says what else it
// names.
func (g *Gatherer) named(series, from int) (all []int) {
	p, tongue := &g.Site.Pages[from], g.Site.Series[series].Lang
	known, taken := map[int]bool{}, map[int]bool{}
	for k, name := range p.Front.Order {
		key, file := "order."+strconv.Itoa(k), g.Files.Named(p.Path, name)
		i, ok := g.Files.Page(file)
		switch {
		case !ok:
			g.Found.Key(p, key, "link/missing-file", name, files.Relative(p.Path, g.Refs.NearFile(file)))
			continue
		case known[i]:
			g.Found.Key(p, key, "series/twice", name)
			continue
		}
		known[i] = true
		part := &g.Site.Pages[i]
		if !mayBe(part) || g.Site.Languages[part.Lang].Slug(part.Front.Series) != g.slug(from) {
			g.Found.Key(p, key, "series/foreign", name, path.Base(g.Bases[from]))
			continue
		}
		if i = g.Refs.InTongue(i, tongue, ""); g.Site.Pages[i].Series == series && !taken[i] {
			taken[i] = true
			all = append(all, i)
		}
	}
	return all
}
