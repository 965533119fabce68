package build

import (
	"strings"

	"lodestone/internal/build/studio"
	"lodestone/internal/diag"
	"lodestone/internal/file"
	"lodestone/internal/media/card"
	"lodestone/internal/memo"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/view"
)

// shared is a card with its key.
type shared struct {
	card card.Card
	key  memo.Key
}

// openStudio makes the studio and the card of each language, which stand in for those
// of pages: a site has cards of its own for each page when it has a look of its own.
func (r *Result) openStudio(p *press) error {
	look, err := p.cardLook()
	if err != nil {
		return err
	}
	if p.studio, err = studio.New(look); err != nil && look.Font != nil {
		r.say(diag.List{diag.At("site.yaml", p.content.Places.Config("brand.fonts.headings"), "brand/font-damaged", p.Config.Brand.Fonts.Headings, err.Error())})
		return nil
	} else if err != nil {
		return err
	}
	for i := range p.Languages {
		l := &p.Languages[i]
		c := card.Card{Title: l.Title, Foot: l.Description, Lang: l.Tag, RTL: l.Dir() == "rtl"}
		if _, lacks := p.studio.Lacks(&c); lacks {
			c.Foot = ""
		}
		s := shared{c, p.studio.Key(&c)}
		if _, lacks := p.studio.Lacks(&c); lacks {
			s = shared{}
		}
		p.siteCards = append(p.siteCards, s)
	}
	return nil
}

// hasCard says whether an output is shared with a card: where neither it nor the
// site names a picture that networks show.
func (p *press) hasCard(o *site.Output) bool {
	return p.Base.Origin != "" && o.Kind != settings.Redirect && o.Kind != settings.NotFound && p.Image < 0 &&
		(o.Own < 0 || p.Pages[o.Own].Share < 0)
}

// share is the picture that networks show of an output: the page's own, else the
// site's, else a card.
func (p *press) share(o *site.Output) view.Picture {
	switch {
	case p.hasCard(o):
	case p.Base.Origin == "" || o.Kind == settings.Redirect || o.Kind == settings.NotFound:
		return view.Picture{}
	case o.Own >= 0 && p.Pages[o.Own].Share >= 0:
		v := p.shownByNetworks(p.Pages[o.Own].Share)
		v.Alt = p.Pages[o.Own].Front.ImageAlt
		return v
	default:
		return p.shownByNetworks(p.Image)
	}
	s, _ := p.cardOf(o)
	if s.card.Title == "" {
		return view.Picture{}
	}
	alt := s.card.Title
	if s.card.Site != "" {
		alt = s.card.Site + ": " + alt
	}
	return view.Picture{URL: p.Base.Abs("/" + studio.Path(s.key)), Alt: alt, Width: card.Width, Height: card.Height}
}

// shownByNetworks is a picture of the site's as networks are given it.
func (p *press) shownByNetworks(n int) view.Picture {
	share := p.prints[frame{n, false}].Share
	return view.Picture{URL: p.Base.Abs("/" + urls.Escape(share.Path)), Width: share.Width, Height: share.Height}
}

// cardOf is the card of an output, or of its language, with the character for
// which the fonts had no glyph where that is why.
func (p *press) cardOf(o *site.Output) (shared, rune) {
	if p.Config.Brand == (settings.Brand{}) || o.Kind == settings.Home {
		return p.siteCards[o.Lang], 0
	}
	l := &p.Languages[o.Lang]
	c := card.Card{Title: p.title(o), Site: p.name(o.Lang), Lang: l.Tag, RTL: l.Dir() == "rtl"}
	if o.Own >= 0 {
		page := &p.Pages[o.Own]
		c.Kicker = p.section(page).Text
		var foot []string
		for _, a := range page.Authors {
			foot = append(foot, p.Authors[a].Name)
		}
		if page.Kind == settings.Post && !page.Published.IsZero() {
			foot = append(foot, p.day(page.Lang, page.Published).Text)
		}
		c.Foot = strings.Join(foot, " · ")
	}
	if r, lacks := p.studio.Lacks(&c); lacks {
		return p.siteCards[o.Lang], r
	}
	return shared{c, p.studio.Key(&c)}, 0
}

// cards plans the cards, each once, and says which pages have none of their own.
func (r *Result) cards(p *press) {
	planned := map[memo.Key]bool{}
	for i := range p.Outputs {
		o := &p.Outputs[i]
		if !p.hasCard(o) {
			continue
		}
		s, lacks := p.cardOf(o)
		if lacks != 0 && o.Own >= 0 {
			path := p.Pages[o.Own].Path
			r.say(diag.List{diag.At(p.content.Places.File(path), p.content.Places.Front(path, "title"), "card/glyph", string(lacks))})
		}
		if s.card.Title == "" || planned[s.key] {
			continue
		}
		planned[s.key] = true
		r.add(r.promise(file.Public, studio.Path(s.key), "", s.key, func(*render.Desk) ([]byte, error) { return p.studio.PNG(&s.card) }))
	}
	r.Diags = r.Diags.Sort()
}
