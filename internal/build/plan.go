package build

import (
	"context"
	"crypto/sha256"
	"io"
	"io/fs"

	"lodestone/internal/build/darkroom"
	"lodestone/internal/build/mentions"
	"lodestone/internal/build/studio"
	"lodestone/internal/feed"
	"lodestone/internal/file"
	"lodestone/internal/markdown/mention"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/source"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// press holds what every page is printed with: the linked site, the theme, and
// per language what all pages share.
type press struct {
	*site.Site
	theme   *theme.Theme
	content *source.Content
	fsys    fs.FS
	engine  memo.Key
	keep    bool // site.lock is written

	studio    *studio.Studio
	darkroom  *darkroom.Darkroom
	prints    map[frame]darkroom.Prints // of the pictures that pages show
	shared    map[int]bool              // resources that networks are shown for pages
	siteCards []shared                  // per language; the zero one where the fonts cannot show the site's name
	brand     *branded                  // nil where the site names no colour
	tints     *branded                  // the colours of pictures; nil where pages show none with one
	deck      *view.Deck
	chromes   []view.Chrome      // per language
	digests   []memo.Key         // of chromes
	tags      []view.Link        // parallel to Site.Tags
	authors   []view.Link        // parallel to Site.Authors
	bylines   []view.Author      // likewise
	folders   []view.Link        // parallel to Site.Folders
	lists     map[listKey]string // addresses of the lists of all tags, authors, topics and series
	entries   map[int]*entry     // of posts in feeds
	mentions  []mention.List     // parallel to Site.Pages; nil where no page wants them
	searches  []*searched        // per language that is searched
	locations []feed.URL         // the outputs' entries in the sitemap; the zero URL for none
}

// listKey names the list of all terms of a kind in a language.
type listKey struct {
	tongue int
	kind   settings.Kind
}

// plan lists every File with its key. Nothing is rendered.
func (r *Result) plan(ctx context.Context, p *press) error {
	if err := r.openStudio(p); err != nil || r.Diags.Broken() {
		return err
	}
	p.expose()
	p.dress()
	r.assets(p)
	if err := p.deal(ctx, r.workers); err != nil {
		return err
	}
	finder := mentions.Finder{Site: p.Site, Docs: p.content, Store: r.store, Engine: p.engine}
	var err error
	if p.mentions, err = finder.All(ctx, r.workers); err != nil {
		return err
	}
	r.searches(p)
	if err := r.pages(ctx, p); err != nil {
		return err
	}
	r.pieces(p)
	r.cards(p)
	r.prints(p)
	r.feeds(p)
	r.sitemap(p)
	r.robots(p)
	r.guides(p)
	r.notices(p)
	r.headers(p)
	r.resources(p)
	r.horizon(p)
	if p.keep {
		r.made(file.Source, lock.Name, p.Lock.Bytes())
	}
	return nil
}

// mentionsOf gives the mentions in a page's text that become links.
func (p *press) mentionsOf(i int) mention.List {
	if p.mentions == nil {
		return nil
	}
	return p.mentions[i]
}

// pages plans every output that is a page, with its entry in the sitemap.
func (r *Result) pages(ctx context.Context, p *press) error {
	first := len(r.Files)
	r.Files = append(r.Files, make([]file.File, len(p.Outputs))...)
	r.makers = append(r.makers, make([]maker, len(p.Outputs))...)
	p.locations = make([]feed.URL, len(p.Outputs))
	bases := p.bases()
	buffers := make([][]byte, parallel.Workers(r.workers))
	plans := make([]view.Plan, len(buffers)) // thousands of them are looked at once
	return parallel.Each(ctx, len(p.Outputs), r.workers, func(w, i int) error {
		o := &p.Outputs[i]
		p.page(&plans[w], o)
		base := bases[o.Kind]
		buffers[w] = p.directives(append(buffers[w][:0], base[:]...), o.Own)
		buffers[w] = memo.AppendEncode(buffers[w], &plans[w])
		r.Files[first+i], r.makers[first+i] = r.promise(file.Public, urls.OutputPath(o.URL), p.from(o), sha256.Sum256(buffers[w]), func(at *render.Desk) ([]byte, error) {
			var plan view.Plan
			p.page(&plan, o)
			return at.Page(p.theme, o.Kind.String(), &plan, p.text(o.Own), p.content)
		})
		p.locations[i] = p.location(o)
		return nil
	})
}

// directives appends what a page's text depends on in the theme: the templates
// of the directives that it uses.
func (p *press) directives(key []byte, page int) []byte {
	if page < 0 {
		return key
	}
	for _, name := range p.Pages[page].Body.Directives {
		closure := p.theme.DirectiveClosure(name)
		key = append(key, closure[:]...)
	}
	return key
}

// bases gives, per kind, the digest of what its pages depend on beside their
// plan: the program and the layout.
func (p *press) bases() map[settings.Kind]memo.Key {
	all := map[settings.Kind]memo.Key{}
	for k := settings.Plain; k <= settings.Redirect; k++ {
		h := memo.NewHash("page")
		h.Key(p.engine)
		h.Text(k.String())
		h.Key(p.theme.Closure(k.String()))
		all[k] = h.Sum()
	}
	return all
}

// from names the file to edit for an output.
func (p *press) from(o *site.Output) string {
	if o.Own < 0 {
		return ""
	}
	return p.content.Places.File(p.Pages[o.Own].Path)
}

// resources publishes the files beside the pages. Those in the folder of a page
// that is held back wait with it.
func (r *Result) resources(p *press) {
	for i := range p.Resources {
		res := &p.Resources[i]
		if p.Waits[i] {
			continue
		}
		if res.Says {
			r.add(p.discreet(res), nil)
			continue
		}
		r.add(file.File{
			Root: file.Public, Path: res.Path, From: p.content.Places.File(res.Path), Key: res.Key,
			Open: func(context.Context) (io.ReadCloser, error) { return p.fsys.Open(res.Name) },
		}, nil)
	}
}

// assets publishes the theme's stylesheets, scripts and pictures.
func (r *Result) assets(p *press) {
	for _, a := range p.theme.Assets() {
		r.add(file.File{
			Root: file.Public, Path: a.Path, Key: a.Sum,
			Open: func(context.Context) (io.ReadCloser, error) { return a.Open() },
		}, nil)
	}
	if p.brand != nil {
		r.made(file.Public, p.brand.path, p.brand.css)
	}
	if p.tints != nil {
		r.made(file.Public, p.tints.path, p.tints.css)
	}
}
