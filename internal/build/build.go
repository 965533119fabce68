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

	"lodestone/internal/build/alike"
	"lodestone/internal/build/darkroom"
	"lodestone/internal/diag"
	"lodestone/internal/feed"
	"lodestone/internal/file"
	"lodestone/internal/link"
	"lodestone/internal/memo"
	"lodestone/internal/schema/date"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
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
	Keep                    bool // this may be the site as it is published: its site.lock is kept
	Locked                  bool // what was published and no longer is, is an error
	Workers                 int  // 0 for one per core
	Limits                  source.Limits
	Skip                    []string         // folders below the source that are not read, slash-separated: the build's own
	Engine                  memo.Key         // digest of the running program
	Encode                  darkroom.Encoder // runs the programs that site.yaml names for pictures
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
	g, err := r.gather(ctx, fsys, &o)
	if err != nil {
		return nil, err
	}
	if g == nil {
		return r, nil
	}
	r.link(g, &o)
	said := r.Diags
	if r.Diags = nil; said.Broken() {
		r.Diags = said.Sort()
		return r, nil
	}
	if g.begins {
		said = append(said, diag.At(lock.Name, diag.Pos{}, "lock/begun"))
	}
	var sorted sync.WaitGroup
	sorted.Go(func() { said = said.Sort() }) // old content may give ten thousand warnings
	err = r.plan(ctx, &press{
		keep: o.Keep, Site: r.Site, darkroom: darkroom.New(&g.cfg.Site.Images, o.Encode), theme: g.look, content: g.content, fsys: fsys, engine: o.Engine, entries: map[int]*entry{},
	})
	sorted.Wait()
	r.Diags = append(said, r.Diags...).Sort()
	return r, err
}

// gathered is a site that was read, with its theme, and not yet linked.
type gathered struct {
	cfg          *source.Config
	look         *theme.Theme
	content      *source.Content
	past         *lock.Lock
	begins       bool // the lock does, with this build
	base         urls.Base
	faulty, read diag.List // what reading site.yaml and the pages found
}

// gather reads everything; nil where there is no site.yaml that could be read.
func (r *Result) gather(ctx context.Context, fsys fs.FS, o *Options) (*gathered, error) {
	r.store.NextBuild()
	cfg, found := source.ReadConfig(fsys, o.Limits)
	r.say(found)
	if cfg == nil {
		return nil, nil
	}
	g := &gathered{cfg: cfg, faulty: found}
	var listed sync.WaitGroup
	var files *source.Files
	listed.Go(func() { files = source.Find(fsys, cfg, o.Skip) })
	g.look = theme.Open(fsys, theme.Options{View: view.View{}, Picture: view.Picture{}, Cards: []view.Card(nil), KeyOf: view.KeyOf, Engine: o.Engine, Memo: r.store, Minify: true, Search: cfg.Site.Search, Hosts: cfg.Site.AllowHosts})
	base, baseless := baseOf(cfg, o.BaseURL)
	var made sync.WaitGroup // beside the reading: neither fills all cores all the time
	var ofLook, ofLock diag.List
	made.Go(func() { ofLook = g.look.Make() })
	made.Go(func() { g.past, g.begins, ofLock = locked(fsys, cfg, base, o) })
	listed.Wait()
	content, read, err := source.Read(ctx, fsys, cfg, files, source.Options{
		Directives: g.look.Declarations(), Limits: o.Limits, Workers: o.Workers, Store: r.store,
	})
	made.Wait()
	if err != nil {
		return nil, err
	}
	r.say(ofLook)
	r.say(ofLock)
	g.content, g.base = content, base
	g.read = slices.DeleteFunc(read, func(i diag.Item) bool { return i.Code == "directive/unknown" && g.look.Faulty(i.Args[0]) })
	if !g.faulty.Broken() { // what is missing from a faulty site.yaml may be what was mistyped
		r.say(baseless)
	}
	r.say(badImages(cfg))
	return g, nil
}

// link links what was read; its Metas are the Site's then.
func (r *Result) link(g *gathered, o *Options) {
	var found diag.List
	r.Site, found = link.Site(g.cfg.Site, g.content.Metas, g.content.Resources, link.Options{
		Now: o.Clock.in(g.cfg.Site.Timezone), Base: g.base, Drafts: o.Drafts, Future: o.Future, Expired: o.Expired,
		SitemapMost: feed.MaxURLs, Related: alike.Answerer(r.store, o.Engine), Lock: g.past, Locked: o.Locked,
		IDs: func(kind settings.Kind) []string { return g.look.IDs(kind.String()) },
	}, g.content.Places)
	g.content.Metas = nil
	r.say(g.cfg.Apart(found, g.faulty))
	r.say(soften(g.read, r.Site, g.content.Places))
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
