package jekyll

import (
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/importer/jekyll/liquid"
	"lodestone/internal/importer/jekyll/markup"
)

// spend gives a body's lines without Liquid. Changes go to the given func, or
// nowhere.
func (s *importer) spend(p *page, changed func(int, string, string, string)) []markup.Line {
	if changed == nil {
		changed = func(int, string, string, string) {}
	}
	return liquid.Spend(p.body, p.line, asked{s, p}, changed)
}

// asked answers what the Liquid of a page asks.
type asked struct {
	s *importer
	p *page
}

// Value implements liquid.Site. A name without a dot is front matter, as in
// Eleventy.
func (a asked) Value(name string) (string, bool) {
	scope, key, dotted := strings.Cut(name, ".")
	v := ""
	switch {
	case name == "site.baseurl" || name == "baseurl" || name == "site.url" || name == "pathPrefix":
		return "", true
	case scope == "site" && dotted:
		v = a.s.config.Value(key)
	case name == "page.url" || name == "page.permalink":
		v = a.p.URL
	case scope == "page" && dotted:
		v = a.p.front.Text(key)
	case !dotted:
		v = a.p.front.Text(name)
	}
	return v, v != ""
}

// Address implements liquid.Site.
func (a asked) Address(tag, name string) (string, bool) {
	if tag == "link" {
		if p := a.s.links.BySrc[name]; p != nil {
			return p.URL, true
		}
		return "/" + name, a.s.found.assets[name]
	}
	for _, p := range a.s.pages {
		if p.role != plainPage && strings.TrimSuffix(p.Target, ".md") == "content/blog/"+name {
			return p.URL, true
		}
	}
	return "", false
}

// Person implements liquid.Site.
func (a asked) Person(slug string) (name, photo string) {
	name = front.NameOf(slug)
	if n, ok := a.s.links.Writers[address.FileName(slug)]; ok {
		name = n
	}
	if f := "assets/img/team/" + slug + ".jpg"; a.s.found.assets[f] {
		photo = "/" + f
	}
	return name, photo
}
