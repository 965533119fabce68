package seo

import (
	"html"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/view"
)

func page(alter func(*view.View)) view.Head {
	v := view.View{
		Chrome: view.Chrome{Site: "Notes", Tagline: "What we know", BaseURL: "https://e.com", Lang: "en", Image: "https://e.com/share.png"},
		Page: view.Page{
			Kind: "post", Title: "A post", Lang: "en-GB", URL: "/a/", Canonical: "https://e.com/a/", Summary: "In short",
			Published: view.Date{ISO: "2026-05-01T00:00:00Z"}, Tags: []view.Link{{Text: "one"}},
		},
		Pager: view.Pager{Number: 1, Total: 1},
	}
	if alter != nil {
		alter(&v)
	}
	return Head(&v)
}

// content gives what an element of the head says.
func content(h view.Head, name string) string {
	_, rest, ok := strings.Cut(string(h.Social), `="`+name+`" content="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, `">`)
	return html.UnescapeString(value)
}

func TestTitle(t *testing.T) {
	for want, alter := range map[string]func(*view.View){
		"A post – Notes":               nil,
		"Notes – What we know":         func(v *view.View) { v.Page.Kind = "home" },
		"Notes – A post":               func(v *view.View) { v.Page.Kind, v.Chrome.Tagline = "home", strings.Repeat("m", 33) },
		strings.Repeat("m", 33):        func(v *view.View) { v.Page.Title = strings.Repeat("m", 33) },
		"Notes":                        func(v *view.View) { v.Page.Title = "Notes" },
		"A post (Page 1 of 3) – Notes": func(v *view.View) { v.Pager = view.Pager{Number: 1, Total: 3, Text: "Page 1 of 3"} },
	} {
		if got := page(alter).Title; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOpenGraph(t *testing.T) {
	h := page(nil)
	for name, want := range map[string]string{
		"og:type": "article", "og:title": "A post", "og:site_name": "Notes", "og:description": "In short", "og:url": "https://e.com/a/",
		"og:locale": "en_GB", "og:image": "https://e.com/share.png", "article:published_time": "2026-05-01T00:00:00Z",
		"article:modified_time": "2026-05-01T00:00:00Z", "article:author": "", "article:section": "", "article:tag": "one", "og:image:alt": "A post",
	} {
		if got := content(h, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	told := page(func(v *view.View) {
		v.Page.Updated, v.Page.Section = view.Date{ISO: "2026-06-01T00:00:00Z"}, view.Link{Text: "News & more"}
		v.Authors = []view.Author{{Name: "Nobody"}, {Name: "Ann", URL: "/docs/authors/ann/"}, {Name: "Bob", URL: "/docs/authors/bob/"}}
	})
	for name, want := range map[string]string{
		"article:modified_time": "2026-06-01T00:00:00Z", "article:author": "https://e.com/docs/authors/ann/", "article:section": "News & more",
	} {
		if got := content(told, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if n := strings.Count(string(told.Social), `"article:author"`); n != 2 {
		t.Errorf("%d authors", n)
	}
	if plain := page(func(v *view.View) { v.Page.Kind, v.Page.Section = "page", view.Link{Text: "News"} }); strings.Contains(string(plain.Social), "article:") {
		t.Errorf("a page is no article: %s", plain.Social)
	}
	own := page(func(v *view.View) {
		v.Page.Share = view.Picture{URL: "https://e.com/own.png", Alt: "A chart", Width: 3, Height: 4}
	})
	if content(own, "og:image") != "https://e.com/own.png" || content(own, "og:image:alt") != "A chart" ||
		content(own, "og:image:width") != "3" || strings.Count(string(own.Social), `name="twitter:`) != 5 || content(own, "twitter:card") != "summary_large_image" {
		t.Errorf("%+v", own.Social)
	}
	if lost := page(func(v *view.View) { v.Page.Kind = "notfound" }); lost.Social != "" {
		t.Errorf("a page that is not there is shared: %+v", lost.Social)
	}
	if got := content(page(func(v *view.View) { v.Page.Lang = "en" }), "og:locale"); got != "" {
		t.Errorf("a territory was invented: %s", got)
	}
}

func TestRobots(t *testing.T) {
	if got := page(nil).Robots; got != "index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1" {
		t.Error(got)
	}
	if got := page(func(v *view.View) { v.Page.Robots = "noindex" }).Robots; got != "noindex" {
		t.Error(got)
	}
}

func TestAlternates(t *testing.T) {
	two := func(v *view.View) {
		v.Page.Alternates = []view.Link{{URL: "/a/", Lang: "en"}, {URL: "/fr/a/", Lang: "fr"}}
	}
	want := []view.Link{{URL: "https://e.com/a/", Lang: "en"}, {URL: "https://e.com/fr/a/", Lang: "fr"}, {URL: "https://e.com/a/", Lang: "x-default"}}
	if got := page(two).Alternates; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	for name, alter := range map[string]func(*view.View){
		"one language": func(v *view.View) { v.Page.Alternates = []view.Link{{URL: "/a/", Lang: "en"}} },
		"no base URL":  func(v *view.View) { two(v); v.Chrome.BaseURL = "" },
		"noindex":      func(v *view.View) { two(v); v.Page.Robots = "noindex" },
	} {
		if got := page(alter).Alternates; got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
