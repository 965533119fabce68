package jekyll

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"lodestone/internal/lang"
	"lodestone/internal/site/urls"
)

var placeholderRE = regexp.MustCompile(`:[a-z_]+`)

// unknownPlaceholder gives the first placeholder of a pattern that nobody
// knows.
func unknownPlaceholder(pattern string) string {
	for _, p := range placeholderRE.FindAllString(pattern, -1) {
		if _, ok := fill(p, &page{}, time.Time{}); !ok {
			return p
		}
	}
	return ""
}

// fill gives the value of one placeholder, as Jekyll documents them.
func fill(name string, p *page, t time.Time) (string, bool) {
	_, week := t.ISOWeek()
	switch name {
	case ":year":
		return t.Format("2006"), true
	case ":short_year":
		return t.Format("06"), true
	case ":month":
		return t.Format("01"), true
	case ":i_month":
		return t.Format("1"), true
	case ":short_month":
		return t.Format("Jan"), true
	case ":long_month":
		return t.Format("January"), true
	case ":day":
		return t.Format("02"), true
	case ":i_day":
		return t.Format("2"), true
	case ":y_day":
		return fmt.Sprintf("%03d", t.YearDay()), true
	case ":short_day":
		return t.Format("Mon"), true
	case ":long_day":
		return t.Format("Monday"), true
	case ":week":
		return fmt.Sprintf("%02d", week), true
	case ":hour":
		return t.Format("15"), true
	case ":minute":
		return t.Format("04"), true
	case ":second":
		return t.Format("05"), true
	case ":title", ":slug", ":name":
		return p.slug, true
	case ":categories":
		return strings.Join(p.categories, "/"), true
	case ":section":
		return "blog", true
	}
	return "", false
}

// permalink fills a pattern for a page at a date.
func permalink(pattern string, p *page, t time.Time) string {
	s := placeholderRE.ReplaceAllStringFunc(pattern, func(name string) string {
		v, _ := fill(name, p, t)
		return v
	})
	return rooted(s)
}

// rooted gives an address one slash at the start and no doubled ones.
func rooted(s string) string {
	s = "/" + strings.TrimLeft(s, "/")
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}

// sitePattern is the pattern that site.yaml can say; ok is false where it has
// to say another one and every page its own address.
func (c *config) sitePattern() (string, bool) {
	for _, p := range placeholderRE.FindAllString(c.pattern, -1) {
		switch p {
		case ":year", ":month", ":day", ":title", ":slug", ":section":
		case ":categories":
		default:
			return usual, false
		}
	}
	return rooted(strings.ReplaceAll(c.pattern, ":categories", "")), true
}

// addresses gives every page its address, and lists who answers where.
func (s *importer) addresses() {
	en := lang.For("en")
	pattern, _ := s.config.sitePattern()
	s.links = newIndex(s)
	for _, p := range s.pages {
		p.url = s.original(p)
		if !s.links.claim(p.url, p) {
			was := p.url
			for i := 2; !s.links.claim(p.url, p); i++ {
				p.url = strings.TrimSuffix(was, "/") + fmt.Sprintf("-%d/", i)
			}
			p.change(p.front.line("permalink"), "address-taken", was, p.url)
		}
		if p.role == plainPage {
			p.explicit = true
			continue
		}
		slug := cmp.Or(en.Slug(p.slug), "post")
		made, bad := urls.Permalink(pattern, urls.Parts{Section: "blog", Slug: slug, Date: p.date.In(s.config.zone)})
		p.explicit = bad != "" || made != p.url
	}
	for _, p := range s.pages {
		s.aliases(p)
	}
}

// original gives the address that a page had.
func (s *importer) original(p *page) string {
	if link := p.front.text("permalink"); link != "" && !strings.ContainsAny(link, "{}") {
		if style, ok := named[link]; ok {
			link = style
		}
		return urls.Clean(permalink(link, p, p.date.In(s.config.zone)))
	}
	if p.role != plainPage {
		return urls.Clean(permalink(s.config.pattern, p, p.date.In(s.config.zone)))
	}
	at := strings.TrimSuffix(p.path, path.Ext(p.path))
	if path.Base(at) == "index" {
		return rooted(path.Dir(at) + "/")
	}
	return urls.Clean(rooted(at + s.config.pages))
}

// aliases collects the addresses that a page had besides.
func (s *importer) aliases(p *page) {
	add := func(a string, line int, quiet bool) {
		a = strings.TrimSpace(a)
		if i := strings.IndexAny(a, "?#"); i >= 0 {
			a = a[:i]
		}
		if a = s.config.local(a); a == "" || a == "/" {
			return
		}
		a = urls.Clean(rooted(a))
		if s.links.claim(a, p) {
			p.aliases = append(p.aliases, a)
		} else if !quiet && a != p.url {
			p.change(line, "alias-taken", a, "")
		}
	}
	for _, a := range p.front.list("redirect_from", "aliases") {
		add(a, p.front.line("redirect_from"), false)
	}
	if p.role == plainPage || p.named.IsZero() || p.front.text("permalink") != "" {
		return
	}
	before := len(p.aliases)
	add(permalink(s.config.pattern, p, p.named.Time), 1, true)
	if p.written != "" {
		other := *p
		other.slug = p.written
		add(permalink(s.config.pattern, &other, p.date.In(s.config.zone)), 1, true)
	}
	if s.config.plain {
		add(permalink(named["date"], p, p.date.In(s.config.zone)), 1, true)
	}
	for _, a := range p.aliases[before:] {
		p.change(1, "alias", "", a)
	}
}

// local makes a rooted path of an address that may be absolute; "" where it is
// of another host.
func (c *config) local(a string) string {
	if rest, ok := strings.CutPrefix(a, c.base); ok && c.base != "" {
		return rooted(rest)
	}
	if strings.Contains(a, "://") {
		return ""
	}
	return a
}
