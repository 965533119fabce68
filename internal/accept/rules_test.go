package accept

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const ownOrigin = "https://lodestone.example"

// TestFeedsKeepTheRules looks at every list of the repository's site that has feeds
// in three formats, and then at each rule: what is wrong in just that must be seen.
func TestFeedsKeepTheRules(t *testing.T) {
	public := own(t)
	lists := 0
	for _, page := range pagesOf(t, public) {
		dir := filepath.Dir(page)
		if _, err := os.Stat(filepath.Join(dir, "atom.xml")); err != nil || filepath.Base(page) != "index.html" {
			continue
		}
		lists++
		origin := ownOrigin + strings.TrimPrefix(dir, public)
		if broken := feedRules(origin, feedsIn(t, dir)); broken != nil {
			t.Errorf("%s: %v", origin, broken)
		}
	}
	if lists < 4 {
		t.Errorf("%d lists with feeds", lists)
	}
	for _, c := range []struct{ rule, file, right, wrong string }{
		{"feed/valid", "feed.xml", "</channel>", ""},
		{"feed/valid", "atom.xml", "</feed>", ""},
		{"feed/valid", "feed.json", "{", ""},
		{"rss/required", "feed.xml", "<title>Lodestone</title>", ""},
		{"rss/date", "feed.xml", "<pubDate>Tue", "<pubDate>Mon"},
		{"rss/date", "feed.xml", "Nov 2026", "Nov 26"},
		{"rss/date", "feed.xml", "Tue, 17 Nov 2026", "Tue, 17 Nov 2009"},
		{"rss/guid", "feed.xml", `<guid isPermaLink="true">`, `<guid isPermaLink="true">x`},
		{"rss/guid", "feed.xml", `isPermaLink="true"`, `isPermaLink="false"`},
		{"rss/self", "feed.xml", `rel="self"`, `rel="me"`},
		{"rss/author", "feed.xml", "<dc:creator>", "<author>a@e.org</author><dc:creator>"},
		{"rss/content", "feed.xml", `<a href="https://lodestone.example/`, `<a href="/`},
		{"rss/content", "feed.xml", "<![CDATA[<p>", "<![CDATA[<script>a()</script><p>"},
		{"rss/enclosure", "feed.xml", "</item>", `<enclosure url="https://e.org/a.mp3"/></item>`},
		{"atom/required", "atom.xml", "<updated>", "<updated>on "},
		{"atom/required", "atom.xml", `rel="self"`, `rel="me"`},
		{"json/required", "feed.json", "version/1.1", "version/1"},
		{"json/required", "feed.json", `"content_html"`, `"content"`},
		{"feed/same", "feed.json", `"title": "Moving`, `"title": "Bringing`},
	} {
		files := feedsIn(t, public)
		files[c.file] = replaced(t, files[c.file], c.right, c.wrong)
		if broken := feedRules(ownOrigin, files); !slices.Contains(broken, c.rule) {
			t.Errorf("%s is not seen in %q: %v", c.rule, c.wrong, broken)
		}
	}
}

func feedsIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"feed.xml", "atom.xml", "feed.json"} {
		files[name] = text(t, filepath.Join(dir, name))
	}
	return files
}

func text(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// replaced makes something wrong, once, and sees that there was something to.
func replaced(t *testing.T, all, right, wrong string) string {
	t.Helper()
	if !strings.Contains(all, right) {
		t.Fatalf("nothing says %q", right)
	}
	return strings.Replace(all, right, wrong, 1)
}

// TestSitemapKeepsTheRules does the same for the sitemap, the versions of pages in
// several languages and robots.txt.
func TestSitemapKeepsTheRules(t *testing.T) {
	public := own(t)
	right := published{
		origin: ownOrigin, pages: map[string]string{}, now: time.Now(),
		sitemap: text(t, filepath.Join(public, "sitemap.xml")), robots: text(t, filepath.Join(public, "robots.txt")),
	}
	for _, page := range pagesOf(t, public) {
		right.pages[strings.TrimSuffix(strings.TrimPrefix(page, public), "index.html")] = text(t, page)
	}
	if broken := siteRules(&right); broken != nil {
		t.Errorf("%v", broken)
	}
	in := func(what, from, to string) func(*published) {
		return func(p *published) {
			switch what {
			case "sitemap":
				p.sitemap = replaced(t, p.sitemap, from, to)
			case "robots":
				p.robots = replaced(t, p.robots, from, to)
			default:
				p.pages[what] = replaced(t, p.pages[what], from, to)
			}
		}
	}
	about := strings.SplitAfter(right.pages["/about/"], `hreflang="fr" href="`)[1]
	french, _, _ := strings.Cut(about, `"`)
	for _, c := range []struct {
		rule  string
		wrong func(*published)
	}{
		{"sitemap/xsd", in("sitemap", "</urlset>", "")},
		{"sitemap/xsd", in("sitemap", "<loc>https://lodestone.example/", "<loc>https://elsewhere.example/")},
		{"sitemap/limits", func(p *published) {
			p.sitemap = strings.Replace(p.sitemap, "</urlset>", strings.Repeat("<url><loc>https://lodestone.example/x/</loc></url>", 50_001)+"</urlset>", 1)
		}},
		{"sitemap/lastmod", in("sitemap", "<lastmod>2026-", "<lastmod>2096-")},
		{"sitemap/lastmod", in("sitemap", "<lastmod>2026-05-", "<lastmod>2026-04-")},
		{"sitemap/lastmod", in("sitemap", "T00:00:00+02:00</lastmod>", "</lastmod>")},
		{"sitemap/no-priority", in("sitemap", "</url>", "<priority>1.0</priority></url>")},
		{"sitemap/images", in("sitemap", "</loc>", "</loc><image:image><image:loc>https://e.org/a.png</image:loc><image:caption>A</image:caption></image:image>")},
		{"sitemap/complete", in("/about/", `content="index`, `content="noindex`)},
		{"sitemap/complete", in("/about/", `rel="canonical" href="https://lodestone.example/`, `rel="canonical" href="https://lodestone.example/x/`)},
		{"hreflang/one-method", in("/about/", french, french+"x/")},
		{"hreflang/self", in("sitemap", `hreflang="en" href="https://lodestone.example/"`, `hreflang="en" href="https://lodestone.example/x/"`)},
		{"hreflang/return", in("sitemap", `hreflang="fr" href="https://lodestone.example/fr/"`, `hreflang="fr" href="https://lodestone.example/privacy/"`)},
		{"hreflang/absolute", in("sitemap", `hreflang="fr" href="https://lodestone.example`, `hreflang="fr" href="`)},
		{"hreflang/code", in("sitemap", `hreflang="en"`, `hreflang="en-UK"`)},
		{"hreflang/x-default", in("sitemap", `hreflang="x-default"`, `hreflang="de"`)},
		{"robots/txt-valid", in("robots", "User-agent: *\n", "")},
		{"robots/txt-valid", in("robots", "Sitemap: https://lodestone.example", "Sitemap: ")},
		{"robots/txt-css-js", in("robots", "Allow: /", "Disallow: /assets/")},
	} {
		p := right
		p.pages = maps.Clone(right.pages)
		c.wrong(&p)
		if broken := siteRules(&p); !slices.Contains(broken, c.rule) {
			t.Errorf("%s is not seen: %v", c.rule, broken)
		}
	}
}

// TestGraphsKeepTheRules does the same for the graph of every page that has one.
func TestGraphsKeepTheRules(t *testing.T) {
	public := own(t)
	for _, page := range pagesOf(t, public) {
		html := text(t, page)
		if !linkedData.MatchString(html) {
			if robots := first(robotsOf, html); !strings.Contains(robots, "noindex") && !strings.Contains(html, `http-equiv="refresh"`) {
				t.Errorf("%s has no graph", page)
			}
			continue
		}
		if broken := graphRules(html); broken != nil {
			t.Errorf("%s: %v", page, broken)
		}
	}
	right := text(t, filepath.Join(public, "blog", "permission-first", "index.html"))
	for _, c := range []struct{ rule, right, wrong string }{
		{"ld/parse", `"@graph":[`, `"@graph":`},
		{"ld/context", "https://schema.org", "http://schema.org"},
		{"ld/graph", `#article"}`, `#post"}`},
		{"ld/graph", `,"mainEntity":{"@id":"` + ownOrigin + `/blog/permission-first/#article"}`, ``},
		{"ld/graph", `"isPartOf":{"@id":"` + ownOrigin + `/#/schema/website/1"}`, `"isPartOf":{"@id":"` + ownOrigin + `/#/schema/website/2"}`},
		{"canonical/consistent", `rel="canonical" href="` + ownOrigin, `rel="canonical" href="` + ownOrigin + `/x`},
		{"ld/visible", `"headline":"`, `"headline":"Not `},
		{"ld/date-zone", `T00:00:00+02:00","dateModified"`, `","dateModified"`},
		{"ld/date-zone", `"dateModified":"2026`, `"dateModified":"2025`},
		{"ld/absolute", `"url":"https://lodestone.example/`, `"url":"/`},
		{"ld/author", `"@type":"Person","@id":"`, `"@type":"Person","name":"admin","@id":"`},
		{"ld/author", `"author":`, `"editor":`},
		{"ld/self-review", `"@type":"Organization",`, `"@type":"Organization","aggregateRating":{"@type":"AggregateRating","ratingValue":5},`},
		{"ld/retired", `"@type":"WebPage"`, `"@type":"FAQPage"`},
	} {
		html := replaced(t, right, c.right, c.wrong)
		if c.rule == "ld/author" && strings.Contains(c.wrong, "admin") { // of two names the last counts
			html = strings.Replace(html, `"name":"The Lodestone editors"`, `"name":"admin"`, -1)
		}
		if broken := graphRules(html); !slices.Contains(broken, c.rule) {
			t.Errorf("%s is not seen in %q: %v", c.rule, c.wrong, broken)
		}
	}
	withImage := strings.Replace(right, `{"@type":"WebSite"`, `{"@type":"ImageObject","@id":"https://e.org/i","contentUrl":"https://e.org/i.png"},{"@type":"WebSite"`, 1)
	if !slices.Contains(graphRules(withImage), "ld/image-credit") {
		t.Error("ld/image-credit is not seen")
	}
	oneStep := linkedData.ReplaceAllString(right, "") + `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList","@id":"` + ownOrigin + `/x/","itemListElement":[{"@type":"ListItem"}]}]}</script>`
	if !slices.Contains(graphRules(oneStep), "ld/google-required") {
		t.Error("ld/google-required is not seen")
	}
}
