package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/view"
)

// sample is a page of a kind with everything that pages may have.
func sample(kind string) *view.View {
	v := &view.View{
		Chrome: view.Chrome{BaseURL: "https://e.org", Publisher: "Notes </script> & more"},
		Page: view.Page{
			Kind: kind, URL: "/blog/a/", Lang: "en", Title: "A <b>", Summary: "Of \"a\"\n.",
			Published: view.Date{ISO: "2026-01-02T00:00:00+01:00"}, Updated: view.Date{ISO: "2026-02-03T00:00:00+01:00"},
			Section: view.Link{URL: "/blog/", Text: "Blog"}, Trail: []view.Link{{URL: "/", Text: "Home"}, {URL: "/blog/", Text: "Blog"}},
			Tags: []view.Link{{Text: "x"}, {Text: "y"}}, Words: 7, Also: []string{"B"},
			Picture:      view.Picture{URL: "/a.jpg", Alt: "An a", Width: 3, Height: 4},
			Translations: []view.Link{{URL: "/blog/a/", Lang: "en", Current: true}, {URL: "/fr/blog/a/", Lang: "fr"}},
		},
		Authors: []view.Author{{ID: "7f", Name: "Ann", Role: "Editor", URL: "/authors/ann/", Links: []view.Link{{URL: "https://m.org/@ann"}}}, {ID: "8a", Name: "admin"}},
		Letters: []view.Letter{{Text: "C", Items: []view.Card{{URL: "/glossary/c/", Title: "C", Summary: "See."}}}},
	}
	v.Items = []view.Card{{URL: "/blog/b/", Title: "B", Kind: "post", Published: view.Date{ISO: "2026-01-02"}}, {URL: "/c/", Title: "C", Kind: "page"}}
	v.Page.Tour = []view.Link{{URL: "/blog/d/", Text: "D"}}
	return v
}

var kinds = []string{"home", "section", "post", "page", "author", "authors", "tag", "tags", "glossary", "term", "archive", "series", "allseries", "topic", "topics"}

// nodes reads a graph and sees that it is whole: no id twice, no reference that
// leads nowhere, no node that the page's own does not lead to.
func nodes(t *testing.T, text string) map[string]map[string]any {
	t.Helper()
	var g struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &g); err != nil || g.Context != "https://schema.org" {
		t.Fatalf("%v: %s", err, text)
	}
	all, refs := map[string]map[string]any{}, map[string][]string{}
	var walk func(from string, x any)
	walk = func(from string, x any) {
		switch x := x.(type) {
		case map[string]any:
			if id, ok := x["@id"].(string); ok && len(x) == 1 {
				refs[from] = append(refs[from], id)
			}
			for _, y := range x {
				walk(from, y)
			}
		case []any:
			for _, y := range x {
				walk(from, y)
			}
		}
	}
	for _, n := range g.Graph {
		id := n["@id"].(string)
		if all[id] != nil {
			t.Errorf("%s stands there twice", id)
		}
		all[id] = n
		for _, x := range n {
			walk(id, x)
		}
	}
	seen := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		if all[id] == nil {
			t.Errorf("%s is named and not there", id)
		} else if !seen[id] {
			seen[id] = true
			for _, r := range refs[id] {
				visit(r)
			}
		}
	}
	visit(g.Graph[0]["@id"].(string))
	for id := range all {
		if !seen[id] {
			t.Errorf("nothing leads to %s", id)
		}
	}
	return all
}

func TestWhole(t *testing.T) {
	for _, kind := range kinds {
		full, bare := sample(kind), sample(kind)
		bare.Page = view.Page{Kind: kind, URL: "/blog/a/", Lang: "en", Title: "A"}
		bare.Authors, bare.Letters, bare.Items = nil, nil, nil
		for _, v := range []*view.View{full, bare} {
			text := Of(v, "https://e.org/blog/a/")
			if strings.ContainsAny(text, "<>&") {
				t.Errorf("%s: %s", kind, text)
			}
			nodes(t, text)
		}
	}
}

// TestPost holds one graph whole.
func TestPost(t *testing.T) {
	const want = `{"@context":"https://schema.org","@graph":[` +
		`{"@type":"WebPage","@id":"https://e.org/blog/a/","url":"https://e.org/blog/a/","name":"A \u003cb\u003e","description":"Of \u0022a\u0022\u000a.","inLanguage":"en","isPartOf":{"@id":"https://e.org/#/schema/website/1"},"breadcrumb":{"@id":"https://e.org/blog/a/#breadcrumb"},"primaryImageOfPage":{"@id":"https://e.org/blog/a/#primaryimage"},"datePublished":"2026-01-02T00:00:00+01:00","dateModified":"2026-02-03T00:00:00+01:00","workTranslation":{"@id":"https://e.org/fr/blog/a/"},"mainEntity":{"@id":"https://e.org/blog/a/#article"}},` +
		`{"@type":"BreadcrumbList","@id":"https://e.org/blog/a/#breadcrumb","itemListElement":[{"@type":"ListItem","position":1,"name":"Home","item":"https://e.org/"},{"@type":"ListItem","position":2,"name":"Blog","item":"https://e.org/blog/"},{"@type":"ListItem","position":3,"name":"A \u003cb\u003e","item":"https://e.org/blog/a/"}]},` +
		`{"@type":"ImageObject","@id":"https://e.org/blog/a/#primaryimage","url":"https://e.org/a.jpg","contentUrl":"https://e.org/a.jpg","width":3,"height":4,"caption":"An a","creditText":"Notes \u003c/script\u003e \u0026 more","inLanguage":"en"},` +
		`{"@type":"WebPage","@id":"https://e.org/fr/blog/a/","url":"https://e.org/fr/blog/a/","inLanguage":"fr"},` +
		`{"@type":"Person","@id":"https://e.org/#/schema/person/7f","name":"Ann","url":"https://e.org/authors/ann/","jobTitle":"Editor","sameAs":"https://m.org/@ann"},` +
		`{"@type":"BlogPosting","@id":"https://e.org/blog/a/#article","headline":"A \u003cb\u003e","description":"Of \u0022a\u0022\u000a.","isPartOf":{"@id":"https://e.org/blog/a/"},"mainEntityOfPage":{"@id":"https://e.org/blog/a/"},"datePublished":"2026-01-02T00:00:00+01:00","dateModified":"2026-02-03T00:00:00+01:00","author":{"@id":"https://e.org/#/schema/person/7f"},"publisher":{"@id":"https://e.org/#/schema/organization/1"},"image":{"@id":"https://e.org/blog/a/#primaryimage"},"articleSection":"Blog","keywords":["x","y"],"wordCount":7,"inLanguage":"en"},` +
		`{"@type":"WebSite","@id":"https://e.org/#/schema/website/1","url":"https://e.org/","name":"Notes \u003c/script\u003e \u0026 more","publisher":{"@id":"https://e.org/#/schema/organization/1"}},` +
		`{"@type":"Organization","@id":"https://e.org/#/schema/organization/1","name":"Notes \u003c/script\u003e \u0026 more","url":"https://e.org/"}]}`
	if got := Of(sample("post"), "https://e.org/blog/a/"); got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
}

// TestLogo: the publisher is known by a logo that search engines take.
func TestLogo(t *testing.T) {
	for _, c := range []struct {
		logo view.Picture
		want string
	}{
		{view.Picture{}, ""},
		{view.Picture{URL: "/l.png", Width: 300, Height: 111}, ""},
		{view.Picture{URL: "/l.png", Width: 300, Height: 112}, `{"@type":"ImageObject","@id":"https://e.org/#/schema/logo/1","url":"https://e.org/l.png","contentUrl":"https://e.org/l.png","width":300,"height":112,"caption":"Notes","creditText":"Notes"}`},
		{view.Picture{URL: "/l.svg"}, `{"@type":"ImageObject","@id":"https://e.org/#/schema/logo/1","url":"https://e.org/l.svg","contentUrl":"https://e.org/l.svg","caption":"Notes","creditText":"Notes"}`},
	} {
		v := sample("post")
		v.Chrome.Logo, v.Chrome.Publisher = c.logo, "Notes"
		got := Of(v, "https://e.org/blog/a/")
		if _, after, found := strings.Cut(got, c.want+`,{"@type":"Organization"`); c.want == "" && strings.Contains(got, "logo") ||
			c.want != "" && (!found || !strings.Contains(after, `"logo":{"@id":"https://e.org/#/schema/logo/1"}`)) {
			t.Errorf("%+v: %s", c.logo, got)
		}
	}
}

// TestSeries: a series names its parts at their places, and each part its series by
// the same name.
func TestSeries(t *testing.T) {
	const id = "https://e.org/blog/a/#series"
	series := nodes(t, Of(sample("series"), "https://e.org/blog/a/"))
	if n := series[id]; n["@type"] != "CreativeWorkSeries" || len(n["hasPart"].([]any)) != 2 {
		t.Errorf("series: %v", n)
	}
	for id, want := range map[string]string{"https://e.org/blog/b/#article": "BlogPosting 1", "https://e.org/c/": "WebPage 2"} {
		if n := series[id]; fmt.Sprint(n["@type"], " ", n["position"]) != want {
			t.Errorf("%s: %v, want %s", id, n, want)
		}
	}
	for kind, part := range map[string]string{"post": "https://e.org/blog/a/#article", "page": "https://e.org/blog/a/"} {
		v := sample(kind)
		v.Page.Series = view.Series{Title: "S", URL: "/blog/a/", Number: 3, Total: 4}
		all := nodes(t, Of(v, "https://e.org/blog/a/"))
		if of := fmt.Sprint(all[part]["isPartOf"]); !strings.Contains(of, id) || all[id]["name"] != "S" {
			t.Errorf("%s is a part of %s", kind, of)
		}
		if kind == "post" && fmt.Sprint(all[part]["position"]) != "3" {
			t.Errorf("a post is part %v", all[part]["position"])
		}
	}
}

// TestTour: a topic lists first what its text leads to.
func TestTour(t *testing.T) {
	n := nodes(t, Of(sample("topic"), "https://e.org/blog/a/"))["https://e.org/blog/a/#list"]
	var got []string
	for _, i := range n["itemListElement"].([]any) {
		item := i.(map[string]any)
		got = append(got, fmt.Sprint(item["position"], " ", item["url"]))
	}
	if want := "1 https://e.org/blog/d/, 2 https://e.org/blog/b/, 3 https://e.org/c/"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestNobody: without an address, or where another page is the one to find, there
// is nothing to say.
func TestNobody(t *testing.T) {
	for name, change := range map[string]func(*view.View){
		"no base URL": func(v *view.View) { v.Chrome.BaseURL = "" },
		"noindex":     func(v *view.View) { v.Page.Robots = "noindex" },
		"redirect":    func(v *view.View) { v.Page.Kind = "redirect" },
		"elsewhere":   func(v *view.View) { v.Page.URL = "/b/" },
	} {
		v := sample("post")
		if change(v); Of(v, "https://e.org/blog/a/") != "" {
			t.Errorf("%s: there is a graph", name)
		}
	}
}

// TestQuote: what is quoted is what JSON reads back, and cannot end the element.
func TestQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := strings.ToValidUTF8(rapid.OneOf(rapid.String(), rapid.StringMatching("[<>&\"\\\\\u2028\u2029/! -]*")).Draw(t, "text"), "\ufffd")
		quoted := string(quote(nil, in))
		var out string
		if err := json.Unmarshal([]byte(quoted), &out); err != nil || out != in || strings.ContainsAny(quoted, "<>&\u2028\u2029\n") {
			t.Fatalf("%q became %s: %q, %v", in, quoted, out, err)
		}
	})
	if got := string(quote(nil, "a\xffb")); got != `"a\ufffdb"` {
		t.Error(got)
	}
}

// TestSaid: what the author says of a node of the page stands in the place of what
// the build says; anything else joins the graph and can be reached.
func TestSaid(t *testing.T) {
	const url = "https://e.org/blog/a/"
	v := sample("post")
	v.Page.Schema = []view.Statement{
		{ID: url + "#article", Members: []view.Member{{Name: "@type", JSON: `["BlogPosting","Report"]`}, {Name: "wordCount", JSON: "9"}, {Name: "reportNumber", JSON: `"7"`}}},
		{Members: []view.Member{{Name: "@type", JSON: `"Product"`}, {Name: "brand", JSON: `{"@id":"` + url + `#brand"}`}}},
		{ID: url + "#brand", Members: []view.Member{{Name: "@type", JSON: `"Brand"`}}},
		{ID: url + "#event", Members: []view.Member{{Name: "@type", JSON: `"Event"`}}},
		{ID: url, Members: []view.Member{{Name: "name", JSON: `"Another name"`}}},
	}
	all := nodes(t, Of(v, url))
	article, page := all[url+"#article"], all[url]
	if article["wordCount"] != 9.0 || article["reportNumber"] != "7" || len(article["@type"].([]any)) != 2 || article["inLanguage"] != "en" {
		t.Errorf("%v", article)
	}
	if page["name"] != "Another name" || len(page["mentions"].([]any)) != 2 || all[url+"#brand"]["@type"] != "Brand" || all[url+"#schema-2"] == nil {
		t.Errorf("%v", page)
	}
	v.Page.Kind = "page" // has nothing that it is about
	if page := nodes(t, Of(v, url))[url]; page["mainEntity"] == nil {
		t.Errorf("%v", page)
	}
}

// TestGenerated holds the graph of every kind of page, which is a contract with all
// that read it. LODESTONE_GENERATE=1 (make generate) writes them anew.
func TestGenerated(t *testing.T) {
	for _, kind := range kinds {
		var got bytes.Buffer
		if err := json.Indent(&got, []byte(Of(sample(kind), "https://e.org/blog/a/")), "", " "); err != nil {
			t.Fatal(err)
		}
		got.WriteByte('\n')
		golden := "testdata/" + kind + ".json"
		if os.Getenv("LODESTONE_GENERATE") != "" {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: got\n%s\nwant\n%s", kind, got.Bytes(), want)
		}
	}
}
