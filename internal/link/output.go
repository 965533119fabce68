package link

import (
	"slices"

	"lodestone/internal/link/addresses"
	"lodestone/internal/link/paging"
	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// homeItems is how many of the newest posts the home page shows.
const homeItems = 10

// outputs lists everything that is published as a page, in the order of
// languages: home, lists, pages, terms, redirects.
func (l *linker) outputs() {
	l.Outputs = make([]site.Output, 0, len(l.Pages)+len(l.Pages)/4) // lists are fewer than pages
	for t := range l.Languages {
		if l.Languages[t].Live {
			l.home(t)
			l.notFound(t)
		}
	}
	for n, f := range l.Folders {
		l.list(site.Output{Kind: settings.List, URL: f.URL, Lang: f.Lang, Own: f.Own, Term: n}, f.Pages)
		for y, year := range f.Years {
			if year.URL != "" {
				l.add(site.Output{Kind: settings.Archive, URL: year.URL, Lang: f.Lang, Own: -1, Term: n, Year: y, Items: year.Pages})
			}
		}
	}
	for n, g := range l.Glossary {
		l.add(site.Output{Kind: settings.Glossary, URL: g.URL, Lang: g.Lang, Own: g.Own, Term: n, Items: g.Pages})
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.Live && (p.Kind == settings.Post || p.Kind == settings.Plain || p.Kind == settings.GlossaryTerm) {
			l.add(site.Output{Kind: p.Kind, URL: p.URL, Lang: p.Lang, Own: i, Term: -1})
		}
	}
	for n, t := range l.Tags {
		kind := settings.Tag
		if t.Own >= 0 {
			kind = settings.Topic
		}
		l.list(site.Output{Kind: kind, URL: t.URL, Lang: t.Lang, Own: t.Own, Term: n}, t.Pages)
	}
	for n, s := range l.Series {
		l.add(site.Output{Kind: settings.Series, URL: s.URL, Lang: s.Lang, Own: s.Own, Term: n, Items: s.Pages})
	}
	for n, t := range l.Authors {
		if t.URL != "" && (t.Own < 0 || l.Pages[t.Own].Lang == t.Lang) {
			l.list(site.Output{Kind: settings.Author, URL: t.URL, Lang: t.Lang, Own: t.Own, Term: n}, t.Pages)
		}
	}
	for t := range l.Languages {
		l.index(t, settings.Tags, slices.DeleteFunc(slices.Clone(l.Tags), func(x site.Term) bool { return len(x.Pages) == 0 }))
		l.index(t, settings.Topics, slices.DeleteFunc(slices.Clone(l.Tags), func(x site.Term) bool { return x.Own < 0 }))
		l.index(t, settings.AllSeries, l.Series)
		l.index(t, settings.Authors, l.Authors)
	}
	for t := range l.Languages {
		l.search(t)
	}
	l.machines()
	for _, o := range l.book.Redirects() {
		l.add(site.Output{Kind: settings.Redirect, URL: o.URL, Lang: l.Pages[o.Index].Lang, Own: -1, Term: -1, To: o.To})
	}
	l.clashes()
}

// clashes says beforehand which drafts and scheduled pages will want an address
// that somebody has.
func (l *linker) clashes() {
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.Live || p.State == site.Expired {
			continue
		}
		if first, _ := l.book.Taken(p.URL); first != nil {
			l.found.Key(p, addressKey(p), "url/taken", p.URL, first.Name)
		}
	}
}

func (l *linker) add(o site.Output) {
	if o.Total == 0 {
		o.Number, o.Total = 1, 1
	}
	l.Outputs = append(l.Outputs, o)
}

func (l *linker) home(t int) {
	items := l.Languages[t].Posts
	if len(items) == 0 {
		for i := range l.Pages {
			if p := &l.Pages[i]; p.Live && p.Lang == t && p.Kind == settings.Plain {
				items = append(items, i)
			}
		}
	} else if len(items) > homeItems {
		items = items[:homeItems]
	}
	own := l.ownOf(t, settings.Home)
	if own < 0 {
		l.reserve(l.Languages[t].Home, "home page")
	}
	l.add(site.Output{Kind: settings.Home, URL: l.Languages[t].Home, Lang: t, Own: own, Term: -1, Items: items})
}

func (l *linker) notFound(t int) {
	o := site.Output{Kind: settings.NotFound, URL: route.NotFound(&l.Languages[t]), Lang: t, Own: l.ownOf(t, settings.NotFound), Term: -1}
	if o.Own < 0 {
		l.reserve(o.URL, "404 page")
	}
	l.add(o)
}

// ownOf finds the live page of a kind that there is one of per language.
func (l *linker) ownOf(tongue int, k settings.Kind) int {
	for i := range l.Pages {
		if p := &l.Pages[i]; p.Live && p.Kind == k && p.Lang == tongue {
			return i
		}
	}
	return -1
}

// index adds the list of all terms of a kind, where there are any or a file asks
// for it.
func (l *linker) index(t int, k settings.Kind, terms []site.Term) {
	own := l.ownOf(t, k)
	if own < 0 && !slices.ContainsFunc(terms, func(x site.Term) bool { return x.Lang == t && x.URL != "" }) {
		return
	}
	o := site.Output{Kind: k, URL: route.Index(&l.Languages[t], k), Lang: t, Own: own, Term: -1}
	if o.Own < 0 {
		l.reserve(o.URL, k.String())
	}
	l.add(o)
}

// formerly leads from a numbered page of a tag's list to that of its topic, unless
// somebody has the address.
func (l *linker) formerly(o site.Output) {
	if o.Kind != settings.Topic {
		return
	}
	p := &l.Pages[l.Tags[o.Term].Own]
	from := paging.Address(l.Tags[o.Term].Feeds, o.Number, o.Total)
	l.book.Claim(addresses.Owner{URL: from, Name: l.places.File(p.Path), What: addresses.Redirect, Index: l.Tags[o.Term].Own, Key: addressKey(p), To: o.URL})
}

// list adds the numbered pages of a list, the newest first.
func (l *linker) list(o site.Output, items []int) {
	size := l.Config.PageSize
	if size == 0 {
		size = 20
	}
	o.Total = paging.Count(len(items), size)
	for n := o.Total; n >= 1; n-- {
		from, to := paging.Span(len(items), size, n)
		page := o
		page.Number, page.Items, page.URL = n, items[from:to], paging.Address(o.URL, n, o.Total)
		page.Newer, page.Older = paging.Address(o.URL, n+1, o.Total), paging.Address(o.URL, n-1, o.Total)
		if n < o.Total {
			page.Own = -1
			l.reserve(page.URL, "list "+o.URL)
			l.formerly(page)
		}
		l.add(page)
	}
}
