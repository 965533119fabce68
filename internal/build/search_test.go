package build

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// soughtSite is a small site in two languages with a search.
func soughtSite() map[string]string {
	return map[string]string{
		"site.yaml":                              "title: Notes on magnets\nsearch: true\nlanguages: {fr: {title: Notes}}\nsections: {glossary: {kind: term}}",
		"content/blog/2026-01-02-lodestones.md":  "---\ntitle: Lodestones\ntags: [Magnets]\nauthors: [Ada Byron]\ndescription: Where compasses come from.\n---\n\nA stone pulls.\n\n## Shipping\n\nSailors trusted it.",
		"content/blog/2026-01-03-hammers.md":     "# Hammers\n\nA hammer pushes.",
		"content/blog/2026-01-03-hammers.fr.md":  "# Marteaux\n\nUn marteau pousse, à l’école.",
		"content/blog/2026-01-04-secret.md":      "---\nrobots: noindex\ntags: [Magnets]\n---\n\nA hidden stone.",
		"content/blog/2026-01-05-draft.md":       "---\ndraft: true\n---\n\nAn unfinished stone.",
		"content/glossary/index.md":              "# Words",
		"content/glossary/magnetism.md":          "---\naliases: [attraction]\n---\n\nWhat iron feels.",
		"content/about.md":                       "About us: <b>stone</b> &amp; iron.\n\nIn old words.",
		"content/blog/2026-07-01-not-yet.md":     "A future stone.",
		"content/blog/2026-01-06-plain/index.md": "Plain https://stone.example/ words.",
	}
}

// TestSearch finds pages by what they, their authors and topics say, and none that
// is held back or says noindex.
func TestSearch(t *testing.T) {
	r := must(t, tree(soughtSite()), options(), store(t, ""))
	reader := searching(t, r, "/search/index.json")
	for question, want := range map[string]string{
		"stones ":      "/blog/lodestones/ /about/",
		"sailor":       "/blog/lodestones/",
		"ship ":        "/blog/lodestones/",
		"ada byron ":   "/blog/lodestones/",
		"compass":      "/blog/lodestones/",
		"attraction ":  "/glossary/magnetism/",
		"marteau ":     "",
		"hidden ":      "",
		"unfinished ":  "",
		"future ":      "",
		"lodestones w": "/blog/lodestones/",
	} {
		hits, err := reader.Find(question)
		var got []string
		for _, h := range hits {
			rec, err := reader.Record(h.Page)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, rec.URL)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s (%v)", question, got, want, err)
		}
	}
	if g := reader.Guide; g.Words["none"] == "" || g.Lang != "en" || len(g.Kinds) != 3 || g.Kinds[0].Count != 3 || len(g.Tags) != 1 || g.Tags[0].Count != 1 {
		t.Errorf("the guide: %+v", g)
	}
	french := searching(t, r, "/fr/search/index.json")
	if hits, err := french.Find("ecole"); err != nil || len(hits) != 1 || french.Guide.Lang != "fr" || french.Guide.Words["kind"] != "Type" {
		t.Errorf("in French: %v, %+v (%v)", hits, french.Guide, err)
	}
}

// TestSearchPages: where the search is offered, and what its page lists without
// scripts.
func TestSearchPages(t *testing.T) {
	all := written(t, must(t, tree(soughtSite()), options(), store(t, "")))
	page := all["public/search/index.html"]
	for _, want := range []string{
		`<meta name="robots" content="noindex">`, `role="search" action="/search/"`, `name="q" type="search"`,
		`<a href="/tags/magnets/">Magnets</a> <span class="count">1</span>`, `<li><a href="/blog/lodestones/">Lodestones</a></li>`,
		`<li><a href="/blog/hammers/">Hammers</a></li>`, `<li><a href="/glossary/magnetism/">`, `<li><a href="/about/">`,
		`rel="modulepreload" href="/assets/search.`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the search page has no %s", want)
		}
	}
	if strings.Contains(page, "/secret/") || strings.Contains(page, `rel="alternate" hreflang`) {
		t.Error("the search page lists what says noindex, or names translations")
	}
	post := all["public/blog/hammers/index.html"]
	for _, want := range []string{
		`<a class="find" href="/search/"`, `data-guide="/search/index.json"`, `data-script="/assets/search.`, `data-sheet="/assets/search.`,
		`<link rel="search" type="application/opensearchdescription+xml" title="Notes on magnets" href="/opensearch.xml">`,
	} {
		if !strings.Contains(post, want) {
			t.Errorf("a post has no %s", want)
		}
	}
	if !strings.Contains(all["public/404.html"], `role="search" action="/search/"`) || !strings.Contains(all["public/fr/404.html"], `action="/fr/search/"`) {
		t.Error("the 404 page cannot be searched from")
	}
	if strings.Contains(all["public/sitemap.xml"], "search") {
		t.Error("the sitemap lists the search page")
	}
	if s := all["public/opensearch.xml"]; !strings.Contains(s, `template="https://example.com/search/?q={searchTerms}"`) || !strings.Contains(s, "<ShortName>Notes on magnets</ShortName>") {
		t.Errorf("OpenSearch: %s", s)
	}
	if all["public/fr/opensearch.xml"] == "" {
		t.Error("no OpenSearch in French")
	}
}

// TestSearchOff: a site that is not searched has nothing of it, and one without an
// address of its own is not described to browsers.
func TestSearchOff(t *testing.T) {
	files := soughtSite()
	o := options()
	o.BaseURL = ""
	for name := range written(t, must(t, tree(files), o, store(t, ""))) {
		if strings.Contains(name, "opensearch") {
			t.Errorf("%s without a base URL", name)
		}
	}
	files["site.yaml"] = strings.Replace(files["site.yaml"], "search: true", "search: false", 1)
	for name, text := range written(t, must(t, tree(files), options(), store(t, ""))) {
		if strings.Contains(name, "search") || strings.HasSuffix(name, ".html") && strings.Contains(text, "/search/") {
			t.Errorf("%s is there or speaks of the search", name)
		}
	}
}

// TestSearchLate: nothing is indexed before one of the files is asked for, and an
// edit of a text renders that page and the index, and no other page.
func TestSearchLate(t *testing.T) {
	files, kept := soughtSite(), store(t, "")
	before := written(t, must(t, tree(files), options(), kept))
	r := must(t, tree(files), options(), kept)
	for _, f := range r.Files {
		if strings.Contains(f.Path, "search/") && !kept.Has(f.Key) {
			t.Errorf("%s would be made again", f.Path)
		}
	}
	files["content/about.md"] = strings.Replace(files["content/about.md"], "old", "new", 1) // so many words, and the same card
	after := written(t, must(t, tree(files), options(), kept))
	changed := 0
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != after[name] && strings.HasSuffix(name, ".html") {
			changed++
			if name != "public/about/index.html" {
				t.Errorf("%s changed", name)
			}
		}
	}
	if changed == 0 || before["public/search/index.json"] == after["public/search/index.json"] {
		t.Error("the edit went unseen")
	}
}
