package jekyll

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/lang"
	"lodestone/internal/site/urls"
)

// addresses gives every page its address, and lists who answers where.
func (s *importer) addresses() {
	en := lang.For("en")
	pattern := s.config.SitePattern()
	s.index()
	for _, p := range s.pages {
		p.URL = s.original(p)
		if !s.links.Claim(p.URL, &p.Place) {
			was := p.URL
			for i := 2; !s.links.Claim(p.URL, &p.Place); i++ {
				p.URL = strings.TrimSuffix(was, "/") + fmt.Sprintf("-%d/", i)
			}
			p.Note(p.front.Line("permalink"), "address-taken", was, p.URL)
		}
		if p.role == plainPage {
			p.explicit = true
			continue
		}
		slug := cmp.Or(en.Slug(p.Slug), "post")
		made, bad := urls.Permalink(pattern, urls.Parts{Section: "blog", Slug: slug, Date: p.date.In(s.config.Zone)})
		p.explicit = bad != "" || made != p.URL
	}
	for _, p := range s.pages {
		s.aliases(p)
	}
}

// index lists what links can lead to.
func (s *importer) index() {
	s.links = address.NewIndex(address.Known{
		Host: s.config.Host, Prefix: s.config.Prefix, Live: s.live, Assets: s.found.assets, Folded: s.found.folded,
	})
	for _, p := range s.pages {
		s.links.BySrc[p.Path] = &p.Place
		for _, t := range p.tags {
			if !p.draft {
				s.links.Tags[address.FileName(t)] = true
			}
		}
	}
	for _, a := range s.writers {
		s.links.Writers[a.File] = a.Name
	}
}

// original gives the address that a page had.
func (s *importer) original(p *page) string {
	if link := p.front.Text("permalink"); link != "" && !strings.ContainsAny(link, "{}") {
		if style, ok := address.Styles[link]; ok {
			link = style
		}
		return urls.Clean(address.Permalink(link, &p.Place, p.date.In(s.config.Zone)))
	}
	if p.role != plainPage {
		return urls.Clean(address.Permalink(s.config.Pattern, &p.Place, p.date.In(s.config.Zone)))
	}
	at := strings.TrimSuffix(p.Path, path.Ext(p.Path))
	if path.Base(at) == "index" {
		return address.Rooted(path.Dir(at) + "/")
	}
	return urls.Clean(address.Rooted(at + s.config.Pages))
}

// aliases collects the addresses that a page had besides.
func (s *importer) aliases(p *page) {
	add := func(a string, line int, quiet bool) {
		a = strings.TrimSpace(a)
		if i := strings.IndexAny(a, "?#"); i >= 0 {
			a = a[:i]
		}
		if a = s.config.Local(a); a == "" || a == "/" {
			return
		}
		a = urls.Clean(address.Rooted(a))
		if s.links.Claim(a, &p.Place) {
			p.aliases = append(p.aliases, a)
		} else if !quiet && a != p.URL {
			p.Note(line, "alias-taken", a, "")
		}
	}
	for _, a := range p.front.List("redirect_from", "aliases") {
		add(a, p.front.Line("redirect_from"), false)
	}
	if p.role == plainPage || p.named.IsZero() || p.front.Text("permalink") != "" {
		return
	}
	before := len(p.aliases)
	add(address.Permalink(s.config.Pattern, &p.Place, p.named.Time), 1, true)
	if p.written != "" {
		other := p.Place
		other.Slug = p.written
		add(address.Permalink(s.config.Pattern, &other, p.date.In(s.config.Zone)), 1, true)
	}
	if s.config.Plain {
		add(address.Permalink(address.Styles["date"], &p.Place, p.date.In(s.config.Zone)), 1, true)
	}
	for _, a := range p.aliases[before:] {
		p.Note(1, "alias", "", a)
	}
}
