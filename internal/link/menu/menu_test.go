package menu

import (
	"slices"
	"testing"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/files"
	"lodestone/internal/link/reference"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// TestLanguage reads menus of a site in English, French and Italian, of which
// French has one of its own.
func TestLanguage(t *testing.T) {
	s := &site.Site{
		Config: &settings.Config{
			Menu: []settings.MenuItem{
				{Page: "about.md"},
				{Page: "/about.md", Text: "Us"},
				{Page: "english.md"},
				{URL: "https://example.org", Text: "Out"},
				{URL: "/x.pdf", Text: "File"},
				{URL: "example.org", Text: "No address"},
				{URL: "/nowhere/", Text: "Nowhere"},
				{Page: "none.md"},
				{URL: "/x.pdf"},
				{Page: "x.pdf", URL: "/x.pdf"},
				{Text: "Nothing"},
			},
			Languages: map[string]settings.Language{"fr": {Menu: []settings.MenuItem{{Page: "about.md"}}}, "it": {}},
		},
		Languages: []site.Tongue{
			{Language: lang.For("en"), Tag: "en"},
			{Language: lang.For("fr"), Tag: "fr", Prefix: "/fr"},
			{Language: lang.For("it"), Tag: "it", Prefix: "/it"},
		},
		Pages: []site.Page{
			{Meta: &site.Meta{Path: "about.it.md"}, Title: "Chi", URL: "/it/about/", Lang: 2, Live: true, Versions: []int{1, 0}},
			{Meta: &site.Meta{Path: "about.md"}, Title: "About", URL: "/about/", Live: true, Versions: []int{1, 0}},
			{Meta: &site.Meta{Path: "english.md"}, Title: "Only here", URL: "/english/", Live: true},
		},
		Resources: []site.Resource{{Path: "x.pdf"}},
	}
	f, b := files.New(0, 0), addresses.New(0)
	for i := range s.Pages {
		f.AddPage(s.Pages[i].Path, i)
		b.Claim(addresses.Owner{URL: s.Pages[i].URL, What: addresses.Page, Index: i})
	}
	f.AddResource("x.pdf", 0)
	b.Claim(addresses.Owner{URL: "/x.pdf", What: addresses.Resource})
	var keys []string
	r := Reader{Site: s, Files: f, Refs: reference.New(s, f, b), At: func(key string) diag.Pos {
		keys = append(keys, key)
		return diag.Pos{}
	}}
	for tongue, want := range [][]site.Entry{
		{{Text: "About", URL: "/about/"}, {Text: "Us", URL: "/about/"}, {Text: "Only here", URL: "/english/"}, {Text: "Out", URL: "https://example.org"}, {Text: "File", URL: "/x.pdf"}},
		{{Text: "About", URL: "/about/"}},
		{{Text: "Chi", URL: "/it/about/"}, {Text: "Chi", URL: "/it/about/"}},
	} {
		if got, footer := r.Language(tongue); !slices.Equal(got, want) || footer != nil {
			t.Errorf("%s: %v and %v, want %v", s.Languages[tongue].Tag, got, footer, want)
		}
	}
	var codes []string
	for _, item := range r.Found {
		codes = append(codes, item.Code)
	}
	if want := []string{"config/menu-url", "link/missing-url", "link/missing-file", "config/menu-text", "config/menu-target", "config/menu-target"}; !slices.Equal(codes, want) {
		t.Errorf("found %v, want %v", codes, want)
	}
	if want := []string{"menu.5.url", "menu.6.url", "menu.7.page", "menu.8", "menu.9", "menu.10"}; !slices.Equal(keys, want) {
		t.Errorf("at %v, want %v", keys, want)
	}
	if !slices.Equal(r.Shown, []int{0, 0}) {
		t.Errorf("shown %v", r.Shown)
	}
}
