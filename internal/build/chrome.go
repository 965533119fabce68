package build

import (
	"context"
	"time"

	"lodestone/internal/lang"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/view"
)

// dress makes what all pages of a language share.
func (p *press) dress() {
	styles, scripts, icon := p.look()
	for t := range p.Languages {
		l := &p.Languages[t]
		c := view.Chrome{
			Lang: l.Tag, Dir: l.Dir(), Site: l.Title, Brand: p.name(t), Publisher: p.name(0), Logo: p.logo(t), Tagline: l.Description,
			Home: p.Base.Path(l.Home), Words: l.Words(),
			Menu: p.menu(l.Menu), Footer: p.menu(l.Footer),
			Stylesheets: styles, Scripts: scripts, Icon: icon, IconType: iconType(icon), WordsLang: wordsLang(l.Tag),
			Languages: p.tongues(), Search: p.search(l),
		}
		if p.Base.Origin != "" {
			c.BaseURL = p.Base.Origin
			if len(l.Posts) > 0 {
				c.Feeds = p.feedLinks(l.Feeds(), l.Title)
			}
			if p.Image >= 0 {
				c.Image = p.shownByNetworks(p.Image).URL
			}
		}
		digest := memo.Sum(&c)
		c.Key = string(digest[:])
		p.chromes = append(p.chromes, c)
		p.digests = append(p.digests, digest)
	}
	p.lists = map[listKey]string{}
	for i := range p.Outputs {
		switch o := &p.Outputs[i]; o.Kind {
		case settings.Tags, settings.Authors, settings.Topics, settings.AllSeries:
			p.lists[listKey{o.Lang, o.Kind}] = o.URL
		}
	}
	for _, t := range p.Tags {
		p.tags = append(p.tags, view.Link{URL: view.URL(p.Base.Path(t.URL)), Text: t.Name, Count: len(t.Pages)})
	}
	for _, t := range p.Authors {
		p.authors = append(p.authors, view.Link{URL: view.URL(p.Base.Path(t.URL)), Text: t.Name, Count: len(t.Pages)})
	}
	for i := range p.Authors {
		p.bylines = append(p.bylines, p.author(i))
	}
	for _, f := range p.Folders {
		p.folders = append(p.folders, view.Link{URL: view.URL(p.Base.Path(f.URL)), Text: f.Title, Count: len(f.Pages)})
	}
}

// wordsLang is the language that the theme speaks on pages in a language that it
// does not.
func wordsLang(tag string) string {
	if lang.Messages(tag) {
		return ""
	}
	return "en"
}

func (p *press) menu(entries []site.Entry) []view.Link {
	var all []view.Link
	for _, e := range entries {
		all = append(all, view.Link{URL: view.URL(p.Base.Path(e.URL)), Text: e.Text})
	}
	return all
}

// tongues links the home pages of all languages, where there is more than one.
func (p *press) tongues() []view.Link {
	var all []view.Link
	for i := range p.Languages {
		if l := &p.Languages[i]; l.Live {
			all = append(all, view.Link{URL: view.URL(p.Base.Path(l.Home)), Text: l.Name(), Lang: l.Tag})
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// deal takes the digest of every live page's card.
func (p *press) deal(ctx context.Context, workers int) error {
	p.deck = view.NewDeck(len(p.Pages), func(i int) view.Card { return p.card(&p.Pages[i]) })
	buffers := make([][]byte, parallel.Workers(workers))
	return parallel.Each(ctx, len(p.Pages), workers, func(w, i int) error {
		if p.Pages[i].Live {
			buffers[w] = p.deck.Sum(i, buffers[w])
		}
		return nil
	})
}

func (p *press) card(page *site.Page) view.Card {
	c := view.Card{
		URL: p.Base.Path(page.URL), Title: page.Title, Summary: page.Description, Kind: page.Kind.String(),
		Published: p.day(page.Lang, page.Published), Updated: p.day(page.Lang, page.Updated),
		Section: p.section(page), Picture: p.picture(page, false), Lang: p.Languages[page.Lang].Tag,
	}
	c.Picture.Tint = "" // lists have no stylesheet for it
	if page.Kind == settings.Post {
		c.Minutes = p.minutes(page)
	}
	for _, a := range page.Authors {
		c.Authors = append(c.Authors, named(p.authors[a]))
	}
	for _, t := range page.Tags {
		c.Tags = append(c.Tags, named(p.tags[t]))
	}
	return c
}

// named is a term as a page bears it: how many others bear it is no business of
// the page, or every new post would change all pages with its tags.
func named(l view.Link) view.Link {
	l.Count = 0
	return l
}

func (p *press) minutes(page *site.Page) string {
	l := &p.Languages[page.Lang]
	return l.Reading(l.ReadingMinutes(page.Body.Words))
}

// day writes a date in the site's zone and the page's language.
func (p *press) day(tongue int, t time.Time) view.Date {
	if t.IsZero() {
		return view.Date{}
	}
	t = t.In(p.Zone)
	return view.Date{ISO: t.Format(time.RFC3339), Text: p.Languages[tongue].Date(t.Year(), int(t.Month()), t.Day())}
}

// section links what a page stands in: the list of its folder's posts, or its
// glossary.
func (p *press) section(page *site.Page) view.Link {
	switch page.Kind {
	case settings.Post:
		for i := range p.Folders {
			if f := &p.Folders[i]; f.Lang == page.Lang && f.Name == page.Section {
				return named(p.folders[i])
			}
		}
	case settings.GlossaryTerm:
		for i := range p.Glossary {
			if g := &p.Glossary[i]; g.Lang == page.Lang && g.Name == page.Section {
				return view.Link{URL: view.URL(p.Base.Path(g.URL)), Text: g.Title}
			}
		}
	}
	return view.Link{}
}
