// Package link links the pages of a site to each other: it decides what is
// published, under which address, in which lists, beside which neighbours, and
// where every reference leads.
//
// In: the configuration, what reading each file gave (site.Meta), the files
// beside the pages (site.Resource), what was published before (lock.Lock), and the
// clock. Out: a site.Site that is never
// changed afterwards, and findings. The clock is spent here: nothing after linking
// sees it, so that a page's bytes change only when what it shows changes.
//
// Who comes first keeps an address: pages before files, files before redirects; a
// list cannot move. Of drafts and scheduled pages everything is said beforehand,
// in warnings, and time alone never makes an error: what leads to a page that has
// not appeared leads nowhere, what leads to one that has ended, to its replacement
// or nowhere. Pages that are held back hold back the files in their folder.
//
// Dates that no author gives come from the lock, and what the site publishes goes
// into the next (keep).
//
// The rules for one thing at a time stand in the rooms inside: what time makes of
// a page (schedule), which address what has (route), who has it (addresses), what
// a name of a file means (files), where a reference leads (reference), how lists
// are divided (paging, years), which pages are read one after the other (series),
// which tags have a tour (topics), what terms are called (glossary), what search
// engines show of a page (heads), what there is to say and where (findings).
package link

import (
	"slices"
	"strings"
	"sync"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/files"
	"lodestone/internal/link/findings"
	"lodestone/internal/link/heads"
	"lodestone/internal/link/keep"
	"lodestone/internal/link/menu"
	"lodestone/internal/link/reference"
	"lodestone/internal/link/related"
	"lodestone/internal/link/schedule"
	"lodestone/internal/link/series"
	"lodestone/internal/link/topics"
	"lodestone/internal/link/versions"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// Options are what a build decides and the configuration does not.
type Options struct {
	Now                     time.Time
	Base                    urls.Base
	Drafts, Future, Expired bool       // publish these too
	SitemapMost             int        // addresses in one sitemap
	Lock                    *lock.Lock // what was published before; nil where the site keeps no lock
	Locked                  bool       // what was published and no longer is, is an error
	IDs                     IDs

	// Related answers as related.All does, which answers where it is nil.
	Related func(*related.Question) [][]int
}

// Places finds where in a file something stands. It is asked only when there is
// something to say.
type Places interface {
	findings.Places
	// Ref gives the place of the i-th reference of the body.
	Ref(path string, i int) diag.Pos
	// Anchor gives the place of the i-th id of the body.
	Anchor(path string, i int) diag.Pos
	// Title gives the place of the heading that is the title.
	Title(path string) diag.Pos
	// Holdback gives the place of the word that holds a page back.
	Holdback(path string) diag.Pos
}

// linker is a Site in the making, with the tables that only linking needs.
type linker struct {
	*site.Site
	options  Options
	clock    schedule.Clock
	places   Places
	bases    []string         // page → its path without language and extension: equal for all versions
	versions map[string][]int // such a path → pages; until they know it themselves
	book     *addresses.Book
	files    *files.List
	refs     *reference.Resolver
	shown    []int // resources that menus lead to

	kept *keep.Keeper // nil where the site keeps no lock

	rank  []int32 // page → its place among all, newest first
	found *findings.Findings
}

// Site links. Equal arguments give equal Sites. Findings come unsorted. The Metas
// are the Site's afterwards, without what only linking needs of them.
func Site(cfg *settings.Config, metas []*site.Meta, resources []site.Resource, o Options, places Places) (*site.Site, diag.List) {
	l := &linker{
		Site:    &site.Site{Config: cfg, Base: o.Base, Resources: resources},
		options: o, places: places, clock: schedule.Clock{Now: o.Now, Drafts: o.Drafts, Future: o.Future, Expired: o.Expired},
	}
	l.files = files.New(len(metas), len(resources))
	l.found = findings.New(cfg, metas, l.files, places)
	l.tongues()
	l.place(metas)
	l.inherit()
	l.date()
	l.hold()
	l.routes()
	l.remember()
	l.order()
	l.tags()
	alike := l.alike()
	l.addresses()
	l.authors()
	l.folders()
	l.glossaries()
	l.series()
	l.outputs()
	versions.Find(l.Site, l.bases)
	weak := l.weaknesses(metas)
	l.menus()
	l.references()
	l.ids()
	l.tours()
	l.relate(alike)
	l.siteFiles()
	l.inks()
	if l.kept != nil {
		l.kept.Losses()
		l.Lock = l.kept.Next()
	}
	l.Waits = schedule.Waiting(l.Site, l.shown)
	l.Horizon = l.clock.Horizon(l.Pages, l.Zone)
	l.security()
	l.found.Say(weak()...)
	l.letGo(metas)
	return l.Site, l.found.All()
}

// remember gives pages the dates that the lock knows, where there is one.
func (l *linker) remember() {
	if l.options.Lock == nil {
		return
	}
	l.kept = &keep.Keeper{
		Site: l.Site, Past: l.options.Lock, Now: l.options.Now, Locked: l.options.Locked,
		Book: l.book, Refs: l.refs, Found: l.found, Places: l.places,
	}
	l.kept.Date()
}

// letGo drops what only linking needs of the pages: of a hundred thousand it is
// much.
func (l *linker) letGo(read []*site.Meta) {
	drop := func(b *markdown.Meta) {
		b.Anchors, b.Forge, b.Refs, b.Keywords = nil, nil, nil, nil
		b.Summary, b.Sketch, b.Sum = "", "", ""
	}
	for i := range l.Pages {
		drop(&l.Pages[i].Body)
	}
	for _, m := range read { // of pages that inherited another Meta
		drop(&m.Body)
	}
}

// weaknesses looks at the titles and descriptions of all pages beside what else
// there is to do, which leaves them as they are; what it gives waits for the end.
func (l *linker) weaknesses(read []*site.Meta) (wait func() diag.List) {
	found := findings.New(l.Config, read, l.files, l.places)
	say := func(p *site.Page, key, code string, args ...string) {
		if slices.Contains(p.Front.Set, key) {
			found.Key(p, key, code, args...)
			return
		}
		found.Of(p, diag.At(l.places.File(p.Path), diag.Pos{}, code, args...)) // nobody wrote the key
	}
	var done sync.WaitGroup
	done.Go(func() { heads.Check(l.Site, l.places.File, say) })
	return func() diag.List {
		done.Wait()
		return found.All()
	}
}

// menus gives every language its menus.
func (l *linker) menus() {
	r := menu.Reader{Site: l.Site, Files: l.files, Refs: l.refs, At: l.places.Config}
	for i := range l.Languages {
		t := &l.Languages[i]
		t.Menu, t.Footer = r.Language(i)
	}
	l.found.Say(r.Found...)
	l.shown = r.Shown
}

// series gathers the series.
func (l *linker) series() {
	(&series.Gatherer{
		Site: l.Site, Bases: l.bases, Files: l.files, Refs: l.refs, Found: l.found,
		NewestFirst: l.newestFirst, Reserve: l.reserve,
	}).All()
}

// tours finds where the texts of topics lead, and leaves the list on a topic's own
// page with what its text did not name.
func (l *linker) tours() {
	for n := range l.Tags {
		if t := &l.Tags[n]; t.Own >= 0 {
			t.Tour = topics.Tour(l.Site, t.Own, l.pageAt)
		}
	}
	for i := range l.Outputs {
		if o := &l.Outputs[i]; o.Kind == settings.Topic && o.Number == o.Total {
			seen := map[int]bool{}
			for _, p := range l.Tags[o.Term].Tour {
				seen[p] = true
			}
			o.Items = slices.DeleteFunc(slices.Clone(o.Items), func(p int) bool { return seen[p] })
		}
	}
}

// pageAt finds the page that an address leads to, whatever place in it.
func (l *linker) pageAt(address string) (page int, ok bool) {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if o, _ := l.book.At(address); o != nil && o.What == addresses.Page {
		return o.Index, true
	}
	return -1, false
}

// order ranks all pages, the newest first.
func (l *linker) order() {
	pages := make([]int, len(l.Pages))
	for i := range pages {
		pages[i] = i
	}
	slices.SortFunc(pages, func(a, b int) int {
		if c := l.Pages[b].Published.Compare(l.Pages[a].Published); c != 0 {
			return c
		}
		return b - a
	})
	l.rank = make([]int32, len(pages))
	for r, i := range pages {
		l.rank[i] = int32(r)
	}
}

// newestFirst orders pages by publication, then by path, so that the order of
// two posts of one day never depends on anything but their names.
func (l *linker) newestFirst(pages []int) {
	slices.SortFunc(pages, func(a, b int) int { return int(l.rank[a] - l.rank[b]) })
}
