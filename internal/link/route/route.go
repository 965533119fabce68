// Package route says which address everything on a site has by what it is.
//
// In: a page with its kind, folder and slug, what the configuration says of its
// section, or the slug of a term. Out: an address: /blog/a-post/ for
// blog/2026-01-05-a-post.md, /fr/blog/a-post/ for its French neighbour, what the
// section's permalink makes of it, or what the page's own url says. Plain pages
// mirror their folders. Whether somebody has it already, the book of addresses
// knows.
package route

import (
	"cmp"
	"path"
	"strings"

	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// Page gives the address of a page; base is its path without language and
// extension. Where the section's permalink asks for what the page lacks, the
// address does without the pattern, and missing names that part.
func Page(s *site.Site, p *site.Page, base string) (address, missing string) {
	t := &s.Languages[p.Lang]
	if p.Front.URL != "" {
		return urls.Clean(p.Front.URL), ""
	}
	switch p.Kind {
	case settings.Home:
		return urls.Clean(t.Home), ""
	case settings.NotFound:
		return urls.Clean(NotFound(t)), ""
	case settings.Authors, settings.Tags, settings.AllSeries, settings.Topics:
		return urls.Clean(Index(t, p.Kind)), ""
	case settings.Author:
		return Author(t, p.Slug), ""
	case settings.Series:
		return OneSeries(t, p.Slug), ""
	case settings.Topic:
		return Topic(t, p.Slug), ""
	case settings.List, settings.Glossary:
		return Section(t, p.Section), ""
	}
	if pattern := s.Config.Sections[p.Section].Permalink; pattern != "" && !(p.Kind == settings.Plain && base == p.Section+"/index") {
		parts := urls.Parts{Section: t.Slug(p.Section), Slug: p.Slug}
		if !p.Published.IsZero() {
			parts.Date = p.Published.In(s.Zone)
		}
		filled, lacks := urls.Permalink(pattern, parts)
		if lacks == "" {
			return urls.Clean(t.Prefix + filled), ""
		}
		missing = lacks
	}
	if p.Kind == settings.Post {
		return urls.Clean(t.Prefix + "/" + t.Slug(p.Section) + "/" + p.Slug + "/"), missing
	}
	return urls.Clean(t.Prefix + folders(t, base) + p.Slug + "/"), missing
}

// folders mirrors the folders of a plain page: docs/Setup/first.md and
// docs/setup/first/index.md are both below /docs/setup/.
func folders(t *site.Tongue, base string) string {
	dir := path.Dir(base)
	if path.Base(base) == "index" {
		dir = path.Dir(dir)
	}
	url := "/"
	for part := range strings.SplitSeq(dir, "/") {
		if part != "." {
			url += cmp.Or(t.Slug(part), "folder") + "/"
		}
	}
	return url
}

// Section gives the address of the list of a folder's posts.
func Section(t *site.Tongue, folder string) string {
	return urls.Clean(t.Prefix + "/" + t.Slug(folder) + "/")
}

// Tag gives the address of a tag's list.
func Tag(t *site.Tongue, slug string) string { return urls.Clean(t.Prefix + "/tags/" + slug + "/") }

// Author gives the address of an author.
func Author(t *site.Tongue, slug string) string {
	return urls.Clean(t.Prefix + "/authors/" + slug + "/")
}

// OneSeries gives the address of a series.
func OneSeries(t *site.Tongue, slug string) string {
	return urls.Clean(t.Prefix + "/series/" + slug + "/")
}

// Topic gives the address of a pillar topic.
func Topic(t *site.Tongue, slug string) string {
	return urls.Clean(t.Prefix + "/topics/" + slug + "/")
}

// Index gives the address of the list of all tags, authors, series or topics.
func Index(t *site.Tongue, k settings.Kind) string {
	if k == settings.AllSeries {
		return t.Prefix + "/series/"
	}
	return t.Prefix + "/" + k.String() + "/"
}

// Search gives the address of the search page.
func Search(t *site.Tongue) string { return t.Prefix + "/search/" }

// NotFound gives the address of the page for what is not found.
func NotFound(t *site.Tongue) string { return t.Prefix + "/404.html" }
