package build

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// page finds what a selector says in a page.
func page(t *testing.T, all map[string]string, path string) *goquery.Document {
	t.Helper()
	text, ok := all["public/"+path]
	if !ok {
		t.Fatalf("no %s among %v", path, slices.Sorted(maps.Keys(all)))
	}
	d, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// texts gives the texts of what a selector finds.
func texts(d *goquery.Document, selector string) string {
	return strings.Join(d.Find(selector).Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }), " | ")
}

// say compares.
func say(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %s, want %s", what, got, want)
	}
}

func post(day, front string) string {
	return "---\ndate: " + day + "\n" + front + "\n---\nText.\n"
}

func TestSeries(t *testing.T) {
	files := map[string]string{
		"site.yaml":            "title: x\nlanguages: {fr: {}}\n",
		"content/blog/a.md":    post("2026-01-01", "series: First steps\ntitle: A"),
		"content/blog/a.fr.md": "---\ntitle: Un\n---\nTexte.\n",
		"content/blog/b.md":    post("2026-01-02", "series: First  steps\ntitle: B"),
		"content/blog/b.fr.md": "---\ntitle: Deux\n---\nTexte.\n",
		"content/blog/c.md":    post("2026-01-03", "series: first-steps\ntitle: C"),
		"content/blog/late.md": post("2027-01-01", "series: First steps\ntitle: Late"),
		"content/d.md":         "---\nseries: Other\ntitle: D\n---\nText.\n",
	}
	all := written(t, must(t, tree(files), options(), store(t, "")))
	b := page(t, all, "blog/b/index.html")
	say(t, "kicker", texts(b, ".kicker"), "First steps Part 2 of 3")
	say(t, "parts", texts(b, ".in-series li"), "A | B | C")
	say(t, "this part", texts(b, ".in-series [aria-current]"), "B")
	say(t, "ways", texts(b, ".in-series .neighbours a"), "Previous part A | Next part C")
	say(t, "ways of the section", texts(b, ".after > .neighbours"), "")
	say(t, "french", texts(page(t, all, "fr/blog/b/index.html"), ".kicker"), "First steps Partie 2 sur 2")
	list := page(t, all, "series/first-steps/index.html")
	say(t, "by publication", texts(list, ".numbered h2"), "A | B | C")
	say(t, "trail", texts(list, ".trail li"), "Home | Series")
	say(t, "all series", texts(page(t, all, "series/index.html"), ".entry h2, .entry .facts"), "First steps | 3 parts | Other | 1 part")
	say(t, "a series of one page", texts(page(t, all, "d/index.html"), ".kicker"), "Other")
	robots := func(path string) string {
		return page(t, all, path).Find(`meta[name="robots"]`).AttrOr("content", "")[:7]
	}
	say(t, "three parts", robots("series/first-steps/index.html"), "index, ")
	say(t, "one part", robots("series/other/index.html"), "noindex")
	if sitemap := all["public/sitemap.xml"]; strings.Contains(sitemap, "/series/other/") || !strings.Contains(sitemap, "/series/first-steps/") {
		t.Error("the sitemap does not go by the number of parts")
	}

	files["content/series/first-steps.md"] = "---\ntitle: Your first steps\norder: [../blog/c.md, ../blog/late.md, ../blog/b.md]\n---\nIn this order.\n"
	o := options()
	all = written(t, must(t, tree(files), o, store(t, "")))
	say(t, "by order", texts(page(t, all, "series/first-steps/index.html"), "h1, .numbered h2"), "Your first steps | C | B | A")
	say(t, "the other language has the order", texts(page(t, all, "fr/series/first-steps/index.html"), ".numbered h2"), "Deux | Un")
	o.Clock.Time = time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)
	all = written(t, must(t, tree(files), o, store(t, "")))
	say(t, "later", texts(page(t, all, "series/first-steps/index.html"), ".numbered h2"), "C | Late | B | A")
	say(t, "later part", texts(page(t, all, "blog/b/index.html"), ".kicker"), "Your first steps Part 3 of 4")
}

// TestLongSeries: a series of very many parts lists them on its own page alone.
func TestLongSeries(t *testing.T) {
	files := map[string]string{"site.yaml": "title: x"}
	for i := range 25 {
		files[fmt.Sprintf("content/blog/p%02d.md", i)] = post(fmt.Sprintf("2026-01-%02d", i+1), "series: Long")
	}
	all := written(t, must(t, tree(files), options(), store(t, "")))
	p := page(t, all, "blog/p07/index.html")
	say(t, "part", texts(p, ".kicker"), "Long Part 8 of 25")
	say(t, "parts", texts(p, ".in-series li"), "")
	say(t, "ways", texts(p, ".in-series .neighbours a"), "Previous part P06 | Next part P08")
	if n := page(t, all, "series/long/index.html").Find(".numbered > li").Length(); n != 25 {
		t.Errorf("%d parts on the series' page", n)
	}
}

func TestTopic(t *testing.T) {
	files := map[string]string{
		"site.yaml":                "title: x\npage_size: 2\n",
		"content/topics/trust.md":  "---\ntitle: On trust\n---\nFirst [e](../blog/e.md#x), [e](../blog/e.md), then [a](../blog/a.md) and [home](/).\n",
		"content/topics/later.md":  "---\ndate: 2027-01-01\n---\nText.\n",
		"content/index.md":         "See [trust](/tags/trust/) and [later](topics/later.md) and [all](/topics/).",
		"content/blog/untagged.md": post("2026-03-01", "tags: [Other, Later]"),
	}
	for i, name := range []string{"a", "b", "c", "d", "e", "f"} {
		files["content/blog/"+name+".md"] = post(fmt.Sprintf("2026-01-%02d", i+1), "tags: [Trust]\ntitle: "+strings.ToUpper(name)) + "\n## X\n"
	}
	files["content/topics/led.md"] = "---\naliases: [/tags/led/]\n---\nText.\n" // as somebody did by hand
	files["content/blog/led.md"] = post("2026-02-01", "tags: [Led]")
	all := written(t, must(t, tree(files), options(), store(t, "")))
	topic := page(t, all, "topics/trust/index.html")
	say(t, "what the tour left", texts(topic, ".dated a"), "F")
	say(t, "older", texts(page(t, all, "topics/trust/page/2/index.html"), ".dated a"), "D | C")
	say(t, "kicker", texts(page(t, all, "blog/a/index.html"), ".kicker"), "Trust")
	say(t, "no kicker", texts(page(t, all, "blog/untagged/index.html"), ".kicker"), "")
	say(t, "topics", texts(page(t, all, "topics/index.html"), ".entry > *"), "Led | Text. | 1 post | On trust | First e, e, then a and home. | 6 posts")
	say(t, "tags", texts(page(t, all, "tags/index.html"), "h1, .topics a"), "Tags | Later 1 | Led 1 | Other 1 | Trust 6")
	home := page(t, all, "index.html")
	say(t, "home", texts(home, ".topics a"), "Led 1 | Trust 6")
	say(t, "home links", texts(home, ".prose a[href='/topics/trust/']"), "trust")
	for _, former := range []string{"tags/trust/index.html", "tags/trust/page/1/index.html"} {
		to := page(t, all, former).Find("main a").AttrOr("href", "")
		say(t, former, to, "/"+strings.TrimSuffix(strings.Replace(former, "tags", "topics", 1), "index.html"))
	}
	if all["public/tags/trust/feed.xml"] == "" {
		t.Error("the tag's feed has moved")
	}
	graph := topic.Find(`script[type="application/ld+json"]`).Text()
	for _, want := range []string{`"@type":"CollectionPage"`, `"numberOfItems":3`, `{"@type":"ListItem","position":1,"name":"E","url":"https://example.com/blog/e/"}`} {
		if !strings.Contains(graph, want) {
			t.Errorf("the graph lacks %s: %s", want, graph)
		}
	}
}

func TestYears(t *testing.T) {
	files := map[string]string{
		"site.yaml":           "title: x\ntimezone: Europe/Paris\nlanguages: {fr: {}}\n",
		"content/blog/a.md":   post("2025-12-31T23:30:00Z", "title: A"), // 2026 in Paris
		"content/blog/b.md":   post("2026-03-01", "title: B"),
		"content/blog/c.md":   post("2026-03-02", "title: C"),
		"content/notes.md":    "See [2024](/blog/2024/).",
		"content/blog/old.md": post("2024-05-01", "title: Old\nexpires: 2026-07-01"),
	}
	all := written(t, must(t, tree(files), options(), store(t, "")))
	y := page(t, all, "blog/2026/index.html")
	say(t, "months", texts(y, "h1, .archive h2, .archive li"), "Blog 2026 | March 2026 | 2 March 2026 C | 1 March 2026 B | January 2026 | 1 January 2026 A")
	say(t, "years", texts(y, ".years a"), "2026 | 2024")
	say(t, "section", texts(page(t, all, "blog/index.html"), ".years a"), "2026 | 2024")
	if sitemap := all["public/sitemap.xml"]; strings.Contains(sitemap, "/blog/2024/") || !strings.Contains(sitemap, "/blog/2026/") {
		t.Error("the sitemap does not go by the number of posts")
	}
	o := options()
	o.Clock.Time = time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	all = written(t, must(t, tree(files), o, store(t, ""))) // the link to 2024 is no error
	if _, there := all["public/blog/2026/index.html"]; there {
		t.Error("a section of one year has an archive")
	}
	files["content/blog/index.md"] = "---\nurl: /log/\n---\n"
	files["content/notes.md"] = "See [2024](/log/2024/)."
	written(t, must(t, tree(files), o, store(t, ""))) // nor is one to another address
	all = written(t, must(t, tree(files), options(), store(t, "")))
	say(t, "another address", texts(page(t, all, "log/2026/index.html"), "h1"), "Blog 2026")
	delete(files, "content/blog/index.md")
	delete(files, "content/notes.md")
	files["content/blog/2024/index.md"] = post("2026-02-01", "url: /blog/2024/")
	all = written(t, must(t, tree(files), options(), store(t, "")))
	say(t, "taken", texts(page(t, all, "blog/2026/index.html"), ".years a"), "2026")
}

// TestMentions: a new term costs the rendering of the pages that mention it, and of
// those that list it; nothing else.
func TestMentions(t *testing.T) {
	files := map[string]string{
		"site.yaml":                "title: x\nterms: auto\n",
		"content/glossary/lead.md": "---\ntitle: Lead\n---\nSomebody who has made an offer of attention.\n",
		"content/blog/a.md":        post("2026-01-01", "title: A") + "\nA lead and two landing pages.\n",
		"content/blog/b.md":        post("2026-01-02", "title: B") + "\nA [lead](../glossary/lead.md), a lead, an offer.\n",
		"content/blog/c.md":        post("2026-01-03", "title: C\nterms: none") + "\nA lead, a landing page.\n",
		"content/blog/d.md":        post("2026-01-04", "title: D") + "\nNothing of it.\n",
	}
	s := store(t, t.TempDir())
	rendered := func() ([]string, map[string]string) {
		r := must(t, tree(files), options(), s)
		return news(t, r), written(t, r)
	}
	_, all := rendered()
	say(t, "a", texts(page(t, all, "blog/a/index.html"), ".prose a"), "lead")
	say(t, "b", texts(page(t, all, "blog/b/index.html"), ".prose a"), "lead")
	say(t, "c", texts(page(t, all, "blog/c/index.html"), ".prose a"), "")
	if got := all["public/feed.xml"]; !strings.Contains(got, `href="https://example.com/glossary/lead/" class="term">lead</a> and two`) {
		t.Errorf("the feed has no link: %s", got)
	}
	files["content/glossary/landing-page.md"] = "---\ntitle: Landing page\naliases: [offer]\n---\nWhere somebody lands.\n"
	again, all := rendered()
	say(t, "rendered", strings.Join(slices.DeleteFunc(again, func(n string) bool { return !strings.HasSuffix(n, ".html") }), " "),
		"blog/a/index.html blog/b/index.html glossary/index.html glossary/landing-page/index.html glossary/lead/index.html")
	say(t, "a", texts(page(t, all, "blog/a/index.html"), ".prose a"), "lead | landing pages")
	say(t, "b", texts(page(t, all, "blog/b/index.html"), ".prose a"), "lead | offer")
	say(t, "own page", texts(page(t, all, "glossary/landing-page/index.html"), ".prose a"), "")
	files["content/glossary/lead.md"] = strings.Replace(files["content/glossary/lead.md"], "title: Lead", "title: Lead\naliases: [text]", 1)
	_, all = rendered()
	say(t, "another place of the same link", texts(page(t, all, "blog/a/index.html"), ".prose a"), "Text | landing pages")
	files["content/glossary/landing-page.md"] = strings.Replace(files["content/glossary/landing-page.md"], "title:", "mention: none\ntitle:", 1)
	_, all = rendered()
	say(t, "a term that wants no links", texts(page(t, all, "blog/a/index.html"), ".prose a"), "Text")
	cold := written(t, must(t, tree(files), options(), store(t, "")))
	if !maps.Equal(all, cold) {
		t.Error(difference(all, cold))
	}
}

func TestDirectivesOfLists(t *testing.T) {
	files := map[string]string{
		"site.yaml":                "title: x\n",
		"content/glossary/lead.md": "---\ntitle: Lead\naliases: [prospect]\n---\nSomebody.\n",
		"content/blog/a.md":        post("2026-01-01", "title: A\nrelated: [b.md]") + "\n:term[The reader]{prospect}, :term{lead}.\n\n::related[Go on]\n\n::qr{url=b.md}\n",
		"content/blog/b.md":        post("2026-01-02", "title: B"),
	}
	all := written(t, must(t, tree(files), options(), store(t, "")))
	a := page(t, all, "blog/a/index.html")
	say(t, "terms", texts(a, "a.term[href='/glossary/lead/']"), "The reader | Lead")
	say(t, "related", texts(a, ".related-here p, .related-here li > a"), "Go on | B")
	say(t, "related at the end", texts(a, ".after .related"), "")
	say(t, "code", a.Find(".qr svg").AttrOr("aria-label", ""), "QR code for https://example.com/blog/b/")
	if d := a.Find(".qr path").Last().AttrOr("d", ""); !strings.HasPrefix(d, "M4 4h7") {
		t.Errorf("the code is drawn as %q", d)
	}
	if strings.Contains(all["public/feed.xml"], "related-here") {
		t.Error("the feed recommends pages in the midst of a text")
	}
	files["site.yaml"] = "title: x\n"
	o := options()
	o.BaseURL = ""
	r := must(t, tree(files), o, store(t, ""))
	all = written(t, r)
	say(t, "without an address of the site", texts(page(t, all, "blog/a/index.html"), ".qr"), "/blog/b/")
}

// TestRelatedElsewhere: what its author recommends is recommended once, and says its
// language where that is another.
func TestRelatedElsewhere(t *testing.T) {
	r := must(t, tree(map[string]string{
		"site.yaml":            "title: T\nlanguages: {fr: {title: F}}\n",
		"content/blog/a.md":    post("2026-01-01", "title: A\nrelated: [b.md, b.md, c.md]") + "\n::related\n",
		"content/blog/a.fr.md": "---\ntitle: A\n---\n::related\n",
		"content/blog/b.md":    post("2026-01-02", "title: B"),
		"content/blog/c.md":    post("2026-01-03", "title: C\nrelated: [b.md]"),
		"content/blog/c.fr.md": "---\ntitle: C\n---\nC.\n",
	}), options(), store(t, ""))
	all := written(t, r)
	say(t, "twice", texts(page(t, all, "blog/a/index.html"), ".related-here a"), "B | C")
	say(t, "French", texts(page(t, all, "fr/blog/a/index.html"), ".related-here a"), "B | C")
	say(t, "in English", texts(page(t, all, "fr/blog/a/index.html"), `.related-here [lang="en"] a`), "B")
	say(t, "below", texts(page(t, all, "fr/blog/c/index.html"), `.related [lang="en"] a`), "B")
	say(t, "at home", texts(page(t, all, "blog/c/index.html"), `.related [lang]`), "")
}
