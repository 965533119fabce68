package build

import (
	"bytes"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"lodestone/internal/feed"
	"lodestone/internal/file"
	"lodestone/internal/memo"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// feedItems is how many posts a feed holds, the newest, full text (DESIGN §5).
const feedItems = 20

// feeds plans the feed of each language, section, and busy tag and author.
func (r *Result) feeds(p *press) {
	if p.Base.Origin == "" {
		return
	}
	for t := range p.Languages {
		if posts := p.Languages[t].Posts; len(posts) > 0 {
			l := &p.Languages[t]
			for _, address := range l.Feeds() {
				r.feed(p, t, address, l.Home, l.Title, l.Description, posts)
			}
		}
	}
	for i := range p.Outputs {
		o := &p.Outputs[i]
		if o.Number < o.Total {
			continue
		}
		for _, address := range p.FeedsOf(o) {
			r.feed(p, o.Lang, address, o.URL, p.title(o)+" – "+p.Languages[o.Lang].Title, p.Languages[o.Lang].Description, p.members(o))
		}
	}
}

// members are all pages of a list, not only those of one numbered page.
func (p *press) members(o *site.Output) []int {
	switch o.Kind {
	case settings.List:
		return p.Folders[o.Term].Pages
	case settings.Tag, settings.Topic:
		return p.Tags[o.Term].Pages
	}
	return p.Authors[o.Term].Pages
}

func (r *Result) feed(p *press, tongue int, address, page, title, description string, posts []int) {
	posts = posts[:min(len(posts), feedItems)]
	c := feed.Channel{
		Title: title, Description: description, Lang: p.Languages[tongue].Tag,
		Link: p.Base.Abs(page), Self: p.Base.Abs(address),
	}
	h := memo.NewHash("feed")
	h.Key(p.engine)
	for _, s := range []string{c.Title, c.Description, c.Lang, c.Link, c.Self} {
		h.Text(s)
	}
	for _, i := range posts {
		p.enter(i, address)
		h.Key(p.deck.Digest(i))
		p.addText(h, i)
	}
	r.add(r.promise(file.Public, urls.OutputPath(address), "", h.Sum(), func(at *render.Desk) ([]byte, error) {
		full := c
		for _, i := range posts {
			entry, err := p.entries[i].make(at, p, i)
			if err != nil {
				return nil, err
			}
			full.Entries = append(full.Entries, entry)
		}
		return feed.Write(at.Out, &full)
	}))
}

// entry is a post's entry in the feeds with these addresses: made once, in however
// many of them it stands.
type entry struct {
	in   []string
	once sync.Once
	made *feed.Entry
	err  error
}

// enter notes that a post stands in a feed.
func (p *press) enter(i int, address string) {
	if p.entries[i] == nil {
		p.entries[i] = new(entry)
	}
	p.entries[i].in = append(p.entries[i].in, address)
}

// make gives the entry of a post; made at a desk.
func (e *entry) make(at *render.Desk, p *press, i int) (*feed.Entry, error) {
	e.once.Do(func() { e.made, e.err = p.entry(at, i, e.in) })
	return e.made, e.err
}

// entry makes a post's entry.
func (p *press) entry(at *render.Desk, i int, in []string) (*feed.Entry, error) {
	page, card := &p.Pages[i], p.deck.Card(i)
	html, err := p.whole(at, i, p.mark(i))
	if err != nil {
		return nil, err
	}
	it := feed.Item{Title: card.Title, URL: p.Base.Abs(page.URL), Summary: card.Summary, HTML: html, Published: card.Published.ISO, Updated: card.Updated.ISO}
	for _, a := range card.Authors {
		it.Authors = append(it.Authors, a.Text)
	}
	for _, t := range card.Tags {
		it.Tags = append(it.Tags, t.Text)
	}
	return feed.NewEntry(&it, in)
}

// sitemap plans the list of everything that search engines may show.
func (r *Result) sitemap(p *press) {
	if p.Base.Origin == "" {
		return
	}
	all := slices.DeleteFunc(p.locations, func(u feed.URL) bool { return u.Loc == "" })
	p.locations = nil
	if p.Sitemaps == 0 {
		r.sitemapOf(p, "sitemap.xml", all)
		return
	}
	var names []string
	for n, part := range slices.Collect(slices.Chunk(all, feed.MaxURLs)) {
		address := urls.Sitemap(n + 1)
		names = append(names, p.Base.Abs(address))
		r.sitemapOf(p, urls.OutputPath(address), part)
	}
	r.listing("sitemap.xml", feed.SitemapIndex(names))
}

// sitemapOf plans one sitemap.
func (r *Result) sitemapOf(p *press, path string, all addresses) {
	h := memo.NewHash("sitemap")
	h.Key(p.engine)
	h.Key(memo.Sum(&all))
	r.add(r.promise(file.Public, path, "", h.Sum(), func(*render.Desk) ([]byte, error) { return feed.Sitemap(all), nil }))
}

// addresses are the entries of one sitemap.
type addresses []feed.URL

// Code implements memo.Coded, for digests.
func (a *addresses) Code(c *memo.Coder) {
	memo.Slice(c, (*[]feed.URL)(a), func(c *memo.Coder, u *feed.URL) {
		c.Text(&u.Loc)
		c.Text(&u.LastMod)
		c.Texts(&u.Images)
		memo.Slice(c, &u.Alternates, func(c *memo.Coder, v *feed.Alternate) {
			c.Text(&v.Lang)
			c.Text(&v.Loc)
		})
	})
}

// location gives an output's entry in the sitemap, if it may have one.
func (p *press) location(o *site.Output) feed.URL {
	if !p.Listed(o) {
		return feed.URL{}
	}
	u := feed.URL{Loc: p.Base.Abs(o.URL), Alternates: p.alternates(o)}
	if o.Own >= 0 {
		page := &p.Pages[o.Own]
		u.LastMod = p.day(page.Lang, latest(page)).ISO
		u.Images = p.pictured(page)
	}
	return u
}

// pictured gives the addresses of the pictures that a page shows, its own and those
// of its text, each once, as its img elements name them.
func (p *press) pictured(page *site.Page) (all []string) {
	add := func(f frame) {
		if address := p.Base.Abs("/" + urls.Escape(p.prints[f].Src.Path)); !slices.Contains(all, address) && len(all) < feed.MaxImages {
			all = append(all, address)
		}
	}
	if page.Image >= 0 {
		add(frame{page.Image, page.Kind == settings.Author})
	}
	for _, t := range page.Targets {
		if t.Kind == site.ToFile && t.Shown {
			add(frame{t.Resource, false})
		}
	}
	return all
}

// alternates names an output's versions as the page's head does, the site's first
// language last once more for everybody else.
func (p *press) alternates(o *site.Output) (all []feed.Alternate) {
	for _, i := range p.Indexed(o) {
		other := &p.Outputs[i]
		all = append(all, feed.Alternate{Lang: p.Languages[other.Lang].Hreflang(), Loc: p.Base.Abs(other.URL)})
	}
	if len(all) == 0 {
		return nil
	}
	return append(all, feed.Alternate{Lang: "x-default", Loc: all[0].Loc})
}

// latest is the date of the last change that a page tells.
func latest(page *site.Page) time.Time {
	if page.Updated.After(page.Published) {
		return page.Updated
	}
	return page.Published
}

// listing adds a public file that planning has made already.
func (r *Result) listing(path string, data []byte) {
	r.made(file.Public, path, data)
}

func (r *Result) made(root file.Root, path string, data []byte) {
	h := memo.NewHash("made")
	h.Bytes(data)
	r.add(r.promise(root, path, "", h.Sum(), func(*render.Desk) ([]byte, error) { return bytes.Clone(data), nil }))
}

// robots plans robots.txt unless the site brings its own.
func (r *Result) robots(p *press) {
	if p.brings("robots.txt") {
		return
	}
	sitemap := ""
	if p.Base.Origin != "" {
		sitemap = p.Base.Abs("/sitemap.xml")
	}
	r.listing("robots.txt", feed.Robots(sitemap))
}

// horizon plans private/next-build.json (DESIGN §2).
func (r *Result) horizon(p *press) {
	type event struct {
		URL    string `json:"url"`
		Reason string `json:"reason"`
		At     string `json:"at"`
	}
	out := struct {
		At  *string `json:"at"`
		Why []event `json:"why"`
	}{Why: []event{}}
	for _, e := range p.Horizon {
		at := e.At.In(p.Zone).Format(time.RFC3339)
		if out.At == nil {
			out.At = &at
		}
		out.Why = append(out.Why, event{p.Base.Path(e.URL), e.Reason, at})
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		panic(err) // plain texts always encode
	}
	r.made(file.Private, "next-build.json", append(data, '\n'))
}
