// Package build is the one path from a folder of Markdown to a finished site.
//
// In: an fs.FS whose root holds site.yaml, options, and a memo. Out: a Result:
// every File that the site consists of, planned and not yet rendered, the linked
// Site, and the findings. Nothing is written here; doors do that (DESIGN §4).
//
// Every File has a key: the digest of all that its bytes depend on. Rendering
// looks the key up first, so that a page is rendered once per change of what it
// shows, in any process, and a build without a memo gives the same bytes.
package build

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/feed"
	"lodestone/internal/file"
	"lodestone/internal/link"
	"lodestone/internal/memo"
	"lodestone/internal/schema/date"
	"lodestone/internal/site"
	"lodestone/internal/site/urls"
	"lodestone/internal/source"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// Options are what the command line decides.
type Options struct {
	BaseURL                 string // overrides site.yaml where not empty
	Clock                   Clock  // pages dated later are held back
	Drafts, Future, Expired bool
	Workers                 int // 0 for one per core
	Limits                  source.Limits
	Skip                    []string // folders below the source that are not read, slash-separated: the build's own
	Engine                  memo.Key // digest of the running program
}

// Clock is the moment that a build takes for now.
type Clock struct {
	Time time.Time
	Day  bool // a date without a time: 00:00 in the site's zone
}

func (c Clock) in(zone string) time.Time {
	z, err := time.LoadLocation(zone)
	if err != nil {
		z = time.UTC
	}
	return date.Date{Time: c.Time, Day: c.Day, Zoned: !c.Day}.In(z)
}

// Result is a planned site. Files is empty where Build finds an Error.
type Result struct {
	Files []file.File
	Site  *site.Site
	Diags diag.List

	workers int
	store   *memo.Store
	makers  []maker // parallel to Files
}

// Build reads, links and plans. An error is the context's or the memo's; faults
// of the content are in the Result.
func Build(ctx context.Context, fsys fs.FS, o Options, store *memo.Store) (*Result, error) {
	r := &Result{workers: o.Workers, store: store}
	store.NextBuild()
	cfg, found := source.ReadConfig(fsys, o.Limits)
	faulty := found
	r.say(found)
	if cfg == nil {
		return r, nil
	}
	look := theme.Open(fsys, theme.Options{View: view.View{}, Picture: view.Picture{}, KeyOf: view.KeyOf, Engine: o.Engine, Memo: store, Minify: true, Search: cfg.Site.Search})
	var made sync.WaitGroup
	made.Go(func() { found = look.Make() }) // beside the reading: neither fills all cores all the time
	content, read, err := source.Read(ctx, fsys, cfg, source.Find(fsys, cfg, o.Skip), source.Options{
		Directives: look.Declarations(), Limits: o.Limits, Workers: o.Workers, Store: store,
	})
	made.Wait()
	if err != nil {
		return nil, err
	}
	r.say(found)
	read = slices.DeleteFunc(read, func(i diag.Item) bool { return i.Code == "directive/unknown" && look.Faulty(i.Args[0]) })
	base, found := baseOf(cfg, o.BaseURL)
	if !faulty.Broken() { // what is missing from a faulty site.yaml may be what was mistyped
		r.say(found)
	}
	r.Site, found = link.Site(cfg.Site, content.Metas, content.Resources, link.Options{
		Now: o.Clock.in(cfg.Site.Timezone), Base: base, Drafts: o.Drafts, Future: o.Future, Expired: o.Expired,
		SitemapMost: feed.MaxURLs,
	}, content.Places)
	content.Metas = nil // the Site's now
	r.say(cfg.Apart(found, faulty))
	r.say(soften(read, r.Site, content.Places))
	r.Diags = r.Diags.Sort()
	if r.Diags.Broken() {
		return r, nil
	}
	return r, r.plan(ctx, &press{Site: r.Site, theme: look, content: content, fsys: fsys, engine: o.Engine, entries: map[int]*entry{}})
}

// soften makes warnings of what reading found in pages that nobody sees yet.
// Reading knows the drafts; which pages are scheduled only linking knows.
func soften(found diag.List, s *site.Site, p *source.Places) diag.List {
	if !found.Broken() {
		return found
	}
	unseen := map[string]bool{}
	for i := range s.Pages {
		if state := s.Pages[i].State; state == site.Draft || state == site.Scheduled {
			unseen[p.File(s.Pages[i].Path)] = true
		}
	}
	for i := range found {
		if unseen[found[i].File] {
			found[i].Severity = min(found[i].Severity, diag.Warning)
		}
	}
	return found
}

func (r *Result) say(found diag.List) { r.Diags = append(r.Diags, found...) }

// baseOf reads the base URL. Without one there can be no absolute addresses.
func baseOf(cfg *source.Config, override string) (urls.Base, diag.List) {
	text := cfg.Site.BaseURL
	if override != "" {
		text = override
	}
	base, err := urls.ParseBase(text)
	switch {
	case err != nil:
		return base, diag.List{diag.At("site.yaml", cfg.Positions.At("base_url"), "config/base-url-form", text)}
	case text == "":
		return base, diag.List{diag.At("site.yaml", diag.Pos{}, "config/base-url")}
	}
	return base, nil
}
