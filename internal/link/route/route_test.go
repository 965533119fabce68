package route

import (
	"testing"
	"time"

	"lodestone/internal/lang"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// TestPage gives pages of a site in English and French their addresses.
func TestPage(t *testing.T) {
	s := &site.Site{
		Zone: time.UTC,
		Languages: []site.Tongue{
			{Language: lang.For("en"), Home: "/"},
			{Language: lang.For("fr"), Prefix: "/fr", Home: "/fr/"},
		},
		Config: &settings.Config{Language: "en", Languages: map[string]settings.Language{"fr": {}}, Sections: map[string]settings.Section{
			"news": {Kind: "post", Permalink: "/:section/:year/:slug/"},
			"shop": {Permalink: "/buy/:slug/"},
		}},
	}
	for _, c := range []struct{ file, url, want, missing string }{
		{"index.md", "", "/", ""},
		{"index.fr.md", "", "/fr/", ""},
		{"404.fr.md", "", "/fr/404.html", ""},
		{"about.md", "", "/about/", ""},
		{"about.fr.md", "", "/fr/about/", ""},
		{"about.fr.md", "/a-propos", "/a-propos/", ""},
		{"Docs/Set Up/first.md", "", "/docs/set-up/first/", ""},
		{"docs/setup/index.md", "", "/docs/setup/", ""},
		{"docs/!/x.md", "", "/docs/folder/x/", ""},
		{"blog/index.md", "", "/blog/", ""},
		{"blog/2026-01-05-a-post.fr.md", "", "/fr/blog/a-post/", ""},
		{"blog/deep/2026-01-05-a-post.md", "", "/blog/a-post/", ""},
		{"authors/index.md", "", "/authors/", ""},
		{"authors/ann.fr.md", "", "/fr/authors/ann/", ""},
		{"tags/index.fr.md", "", "/fr/tags/", ""},
		{"news/2026-01-05-a.fr.md", "", "/fr/news/2026/a/", ""},
		{"news/a.md", "", "/news/a/", ":year"},
		{"shop/cup.md", "", "/buy/cup/", ""},
		{"shop/cups/index.md", "", "/buy/cups/", ""},
		{"shop/index.md", "", "/shop/", ""},
	} {
		w := s.Config.Locate(c.file)
		p := &site.Page{Meta: &site.Meta{Path: c.file, Front: settings.Front{URL: c.url}}, Kind: w.Kind, Section: w.Section, Published: w.Date}
		if w.Lang == "fr" {
			p.Lang = 1
		}
		p.Slug = s.Languages[p.Lang].Slug(w.Name)
		if got, missing := Page(s, p, w.Base); got != c.want || missing != c.missing {
			t.Errorf("%s: %s without %q, want %s without %q", c.file, got, missing, c.want, c.missing)
		}
	}
}
