package link

import (
	"slices"

	"lodestone/internal/link/paging"
	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// homeItems is how many of the newest posts the home page shows.
const homeItems = 10

// outputs lists everything that is published as a page, in the order of
// languages: home, lists, pages, terms, redirects.
func (l *linker) outputs() {
	for t := range l.Languages {
		if l.Languages[t].Live {
			l.home(t)
			l.notFound(t)
		}
	}
	for n, f := range l.Folders {
		l.list(site.Output{Kind: settings.List, URL: f.URL, Lang: f.Lang, Own: f.Own, Term: n}, f.Pages)
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
		l.list(site.Output{Kind: settings.Tag, URL: t.URL, Lang: t.Lang, Own: t.Own, Term: n}, t.Pages)
	}
	for n, t := range l.Authors {
		if t.URL != "" && (t.Own < 0 || l.Pages[t.Own].Lang == t.Lang) {
			l.list(site.Output{Kind: settings.Author, URL: t.URL, Lang: t.Lang, Own: t.Own, Term: n}, t.Pages)
		}
	}
	for t := range l.Languages {
		l.index(t, settings.Tags, l.Tags)
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

// machines reserves the addresses of what machines read. A site may bring its own
// robots.txt, as a file.
func (l *linker) machines() {
	if _, own := l.files.Resource("robots.txt"); !own {
		l.reserve("/robots.txt", "robots.txt")
	}
	for i := range l.Languages {
		if t := &l.Languages[i]; t.Search != "" {
			l.reserve(t.Guide(), "search index")
			if l.Base.Origin != "" {
				l.reserve(t.OpenSearch(), "OpenSearch description")
			}
		}
	}
	if l.Base.Origin == "" {
		return
	}
	l.reserve("/sitemap.xml", "sitemap")
	listed := 0
	for i := range l.Outputs {
		if l.Listed(&l.Outputs[i]) {
			listed++
		}
	}
	if most := l.options.SitemapMost; most > 0 && listed > most {
		l.Sitemaps = (listed + most - 1) / most
	}
	for n := range l.Sitemaps {
		l.reserve(urls.Sitemap(n+1), "sitemap")
	}
	for i := range l.Languages {
		if l.Languages[i].Live {
			for _, address := range l.Languages[i].Feeds() {
				l.reserve(address, "feed")
			}
		}
	}
	for i := range l.Outputs {
		if o := &l.Outputs[i]; o.Number == o.Total {
			for _, address := range l.FeedsOf(o) {
				l.reserve(address, "feed of "+o.URL)
			}
		}
	}
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

// index adds the list of all terms of a kind, where there are any.
func (l *linker) index(t int, k settings.Kind, terms []site.Term) {
	if !slices.ContainsFunc(terms, func(x site.Term) bool { return x.Lang == t && x.URL != "" }) {
		return
	}
	o := site.Output{Kind: k, URL: route.Index(&l.Languages[t], k), Lang: t, Own: l.ownOf(t, k), Term: -1}
	if o.Own < 0 {
		l.reserve(o.URL, k.String())
	}
	l.add(o)
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
		}
		l.add(page)
	}
}
