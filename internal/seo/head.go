// Package seo makes what search engines and social networks read of a page.
//
// In: a View without its Head. Out: the Head: title, description, canonical
// address, robots, translations, Open Graph, JSON-LD (graph). Rules: SEO rules on head,
// indexing and internationalisation; Open Graph protocol (ogp.me).
package seo

import (
	"cmp"
	"html/template"
	"strconv"

	"lodestone/internal/seo/graph"
	"lodestone/internal/snippet"
	"lodestone/internal/view"
)

// Head makes the head of a page from everything else that the page says.
func Head(v *view.View) view.Head {
	p := &v.Page
	h := view.Head{
		Title:       title(v),
		Description: snippet.Description(p.Summary),
		Canonical:   p.Canonical,
		Robots:      robots(p),
		Alternates:  alternates(v),
	}
	social := elements(make([]byte, 0, 2<<10), "property", openGraph(v, &h))
	h.Social = template.HTML(elements(social, "name", twitter(v, &h)))
	h.Graph = template.JS(graph.Of(v, h.Canonical)) // its writer escapes what could end the element
	return h
}

// title is the page's title and the site's, which comes first on the home page, is
// not repeated, and is left out where a list of search results has no room for it.
func title(v *view.View) string {
	switch {
	case v.Page.Kind == "home":
		return snippet.Title(v.Chrome.Site, v.Chrome.Tagline, v.Page.Title)
	case v.Pager.Total > 1 && v.Pager.Number < v.Pager.Total:
		return snippet.Title(v.Page.Title+" ("+v.Pager.Text+")", v.Chrome.Site)
	}
	return snippet.Title(v.Page.Title, v.Chrome.Site)
}

// robots lets search engines show as much as they can, or keeps the page out.
func robots(p *view.Page) string {
	if p.Robots != "" {
		return p.Robots
	}
	return "index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1"
}

// alternates lists all versions of a translated page, itself included, and
// x-default, which is the site's default language.
func alternates(v *view.View) []view.Link {
	if len(v.Page.Alternates) < 2 || v.Chrome.BaseURL == "" || v.Page.Robots != "" {
		return nil
	}
	list := make([]view.Link, 0, len(v.Page.Alternates)+1)
	for _, t := range v.Page.Alternates {
		list = append(list, view.Link{URL: view.URL(v.Chrome.BaseURL) + t.URL, Lang: t.Lang})
	}
	return append(list, view.Link{URL: list[0].URL, Lang: "x-default"})
}

// property is one <meta>.
type property struct{ Name, Content string }

// elements writes properties: some twenty stand on every page, and a template takes
// longer for them than for all else.
func elements(b []byte, kind string, all []property) []byte {
	for _, p := range all {
		b = append(append(append(b, "<meta "...), kind...), `="`...)
		b = append(append(append(append(b, p.Name...), `" content="`...), template.HTMLEscapeString(p.Content)...), `">`...)
	}
	return b
}

func openGraph(v *view.View, h *view.Head) []property {
	p := &v.Page
	if p.Kind == "notfound" || p.Kind == "redirect" {
		return nil
	}
	kind := "website"
	if p.Kind == "post" {
		kind = "article"
	}
	all := []property{{Name: "og:type", Content: kind}, {Name: "og:title", Content: p.Title}, {Name: "og:site_name", Content: v.Chrome.Site}}
	add := func(name, content string) {
		if content != "" {
			all = append(all, property{Name: name, Content: content})
		}
	}
	add("og:description", h.Description)
	add("og:url", h.Canonical)
	add("og:locale", locale(p.Lang))
	image := share(v)
	add("og:image", image.URL)
	if image.Width > 0 && image.URL != "" {
		add("og:image:width", strconv.Itoa(image.Width))
		add("og:image:height", strconv.Itoa(image.Height))
	}
	add("og:image:alt", image.Alt)
	if kind == "article" {
		add("article:published_time", p.Published.ISO)
		add("article:modified_time", cmp.Or(p.Updated.ISO, p.Published.ISO)) // as the graph has it
		for _, a := range v.Authors {
			if a.URL != "" && v.Chrome.BaseURL != "" { // ogp.me wants profiles, not names
				add("article:author", v.Chrome.BaseURL+a.URL)
			}
		}
		add("article:section", p.Section.Text)
		for _, t := range p.Tags {
			add("article:tag", t.Text)
		}
	}
	return all
}

// share is the picture that networks show: the page's, else the site's. Networks
// want its words too: the page's title says what a page without any shows.
func share(v *view.View) view.Picture {
	p := v.Page.Share
	if p.URL == "" {
		p = view.Picture{URL: v.Chrome.Image}
	}
	if p.URL != "" && p.Alt == "" {
		p.Alt = v.Page.Title
	}
	return p
}

// twitter says the same for cards of Twitter's kind, whose readers do not all look
// at Open Graph.
func twitter(v *view.View, h *view.Head) []property {
	p := &v.Page
	if p.Kind == "notfound" || p.Kind == "redirect" {
		return nil
	}
	image := share(v)
	card := "summary"
	if image.URL != "" {
		card = "summary_large_image"
	}
	all := []property{{Name: "twitter:card", Content: card}, {Name: "twitter:title", Content: p.Title}}
	for _, x := range []property{{Name: "twitter:description", Content: cmp.Or(h.Description, p.Title)}, {Name: "twitter:image", Content: image.URL}, {Name: "twitter:image:alt", Content: image.Alt}} {
		if x.Content != "" {
			all = append(all, x)
		}
	}
	return all
}

// locale writes a language tag as Open Graph wants it (language_TERRITORY), and
// leaves it out where the tag names no territory: one would be invented.
func locale(tag string) string {
	if len(tag) == 5 && tag[2] == '-' {
		return tag[:2] + "_" + tag[3:]
	}
	return ""
}
