package reference

import (
	"testing"
	"time"

	"lodestone/internal/lang"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/files"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
)

// village is a site in English and French whose addresses stand in the book.
func village() *Resolver {
	at := func(day int) time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC) }
	meta := func(path string) *site.Meta { return &site.Meta{Path: path} }
	s := &site.Site{
		Zone:      time.UTC,
		Languages: []site.Tongue{{Language: lang.For("en"), Home: "/"}, {Language: lang.For("fr"), Prefix: "/fr", Home: "/fr/"}},
		Resources: []site.Resource{{Path: "docs/plan.png", Image: true}, {Path: "docs/plan.pdf"}},
		Pages: []site.Page{
			{Meta: meta("docs/a.md"), URL: "/docs/a/", Live: true},
			{Meta: meta("docs/b.md"), URL: "/docs/b/", Live: true, Versions: []int{1, 2}},
			{Meta: meta("docs/b.fr.md"), URL: "/fr/docs/b/", Live: true, Lang: 1, Versions: []int{1, 2}},
			{Meta: meta("docs/draft.md"), URL: "/docs/draft/", State: site.Draft},
			{Meta: meta("docs/later.md"), URL: "/docs/later/", State: site.Scheduled, Published: at(9)},
			{Meta: meta("docs/over.md"), URL: "/docs/over/", State: site.Expired, Expires: at(2)},
			{Meta: meta("docs/ended.md"), URL: "/docs/ended/", State: site.Expired, Expires: at(2)},
		},
	}
	s.Pages[1].Body.Anchors = []string{"one"}
	s.Pages[1].Body.Forge = []markdown.Forge{{Anchor: "one-two", ID: "one"}}
	s.Pages[4].Front.Tags = []string{"new"}
	s.Pages[5].Front.ReplacedBy = "b.md"
	f, b := files.New(0, 0), addresses.New(0)
	for i := range s.Pages {
		f.AddPage(s.Pages[i].Path, i)
		if s.Pages[i].Live {
			b.Claim(addresses.Owner{URL: s.Pages[i].URL, What: addresses.Page, Index: i})
		}
	}
	for i, r := range s.Resources {
		f.AddResource(r.Path, i)
		b.Claim(addresses.Owner{URL: "/" + r.Path, What: addresses.Resource, Index: i})
	}
	b.Claim(addresses.Owner{URL: "/old/", What: addresses.Redirect, To: "/docs/b/"})
	b.Claim(addresses.Owner{URL: "/tags/"})
	return New(s, f, b)
}

func TestTarget(t *testing.T) {
	r := village()
	for dest, want := range map[string]string{
		"b.md":                "/docs/b/",
		"/docs/b.md":          "/docs/b/",
		"/docs/b":             "/docs/b/",
		"/old/?x=1#one":       "/docs/b/?x=1#one",
		"b.md#one":            "/docs/b/#one",
		"b.md#one-two":        "/docs/b/#one",
		"plan.pdf":            "/docs/plan.pdf",
		"plan%2Epdf":          "/docs/plan.pdf",
		"/tags/":              "/tags/",
		"over.md":             "/docs/b/",
		"over.md#gone":        "/docs/b/",
		"":                    "",
		"B.md":                "link/letter-case b.md",
		"/DOCS/b/":            "link/letter-case /docs/b/",
		"b":                   "link/missing-file b.md",
		"ove.md":              "link/missing-file over.md",
		"/docs/aa/":           "link/missing-url /docs/a/",
		"b.md#ones":           "link/missing-anchor #one",
		"draft.md":            "link/draft draft.md",
		"later.md":            "link/scheduled 2026-01-09",
		"/docs/later/":        "link/scheduled 2026-01-09",
		"/tags/new/feed.xml":  "link/scheduled 2026-01-09",
		"later.md#of-no-page": "link/missing-anchor ",
		"ended.md":            "link/expired 2026-01-02",
		"%zz":                 "link/escape %zz",
	} {
		target, item := r.Target(&r.site.Pages[0], markdown.Ref{Use: markdown.UseLink, Dest: dest})
		got := target.URL
		if item.Code != "" {
			got = item.Code + " " + item.Args[len(item.Args)-1]
		}
		if got != want || (target.Kind == site.Gone) != (item.Code != "") {
			t.Errorf("%q leads to %q, want %q", dest, got, want)
		}
	}
}

// TestInTongue: a French reader is led to the French version, where it has the
// place asked for.
func TestInTongue(t *testing.T) {
	r := village()
	from := &site.Page{Meta: &site.Meta{Path: "docs/x.fr.md"}, Lang: 1, Live: true}
	for dest, want := range map[string]string{"b.md": "/fr/docs/b/", "a.md": "/docs/a/", "b.md#one": "/docs/b/#one"} {
		if target, _ := r.Target(from, markdown.Ref{Use: markdown.UseLink, Dest: dest}); target.URL != want {
			t.Errorf("%s leads to %s, want %s", dest, target.URL, want)
		}
	}
}

// TestPictures: only a picture can be shown.
func TestPictures(t *testing.T) {
	r := village()
	for dest, code := range map[string]string{"plan.png": "", "plan.pdf": "link/not-an-image", "b.md": "link/not-an-image", "/tags/": "link/not-an-image"} {
		if _, item := r.Target(&r.site.Pages[0], markdown.Ref{Use: markdown.UseImage, Dest: dest}); item.Code != code {
			t.Errorf("%s: %q, want %q", dest, item.Code, code)
		}
	}
}

// TestReplacement follows replaced_by, also in a circle.
func TestReplacement(t *testing.T) {
	r := village()
	p := r.site.Pages
	p[6].Front.ReplacedBy = "over.md"
	if got := r.Replacement(6); got != 1 || r.Circle(6) != nil {
		t.Errorf("over another: %d, %v", got, r.Circle(6))
	}
	p[5].Front.ReplacedBy = "ended.md"
	if got := r.Replacement(6); got != -1 || len(r.Circle(6)) != 2 {
		t.Errorf("in a circle: %d, %v", got, r.Circle(6))
	}
}
