package theme_test

import (
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// TestScreens writes one page of every kind to the folder that the environment
// variable LODESTONE_SCREENS names, to be looked at and validated.
func TestScreens(t *testing.T) {
	dir := os.Getenv("LODESTONE_SCREENS")
	if dir == "" {
		dir = t.TempDir() // nobody looks, but every page must still come out
	}
	g := newGallery(t)
	for file, page := range g.pages() {
		var b strings.Builder
		if err := g.theme.Execute(&b, page.Page.Kind, page); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		write(t, filepath.Join(dir, file), b.String())
	}
	for _, name := range []string{"chart.svg", "face.svg"} {
		data, err := os.ReadFile("testdata/looks/" + name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(data))
	}
	for _, a := range g.theme.Assets() {
		write(t, filepath.Join(dir, a.Path), content(t, a))
	}
}

func write(t *testing.T, file, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// gallery makes sample pages of every kind.
type gallery struct {
	t     testing.TB
	theme *theme.Theme
}

func newGallery(t testing.TB) gallery { return gallery{t, load(t)} }

func (g gallery) chrome(tag string) view.Chrome {
	l := lang.For(tag)
	c := view.Chrome{
		Lang: tag, Dir: l.Dir(), Site: "Norrland Data", BaseURL: "https://example.org", Home: "/",
		Tagline: "Notes on keeping other people’s data, by the people who do it.",
		Menu:    []view.Link{{URL: "/blog/", Text: "Blog"}, {URL: "/tags/", Text: "Topics"}, {URL: "/authors/", Text: "Authors"}, {URL: "/about/", Text: "About"}},
		Footer:  []view.Link{{URL: "/about/", Text: "About"}, {URL: "/privacy/", Text: "Privacy"}},
		Languages: []view.Link{
			{URL: "/", Text: "English", Lang: "en"},
			{URL: "/fr/", Text: "français", Lang: "fr"},
			{URL: "/ar/", Text: "العربية", Lang: "ar"},
		},
		Feeds: []view.Feed{{Type: "application/rss+xml", Title: "Norrland Data", URL: "/feed.xml"}},
		Words: l.Words(),
	}
	c.Search = view.Search{URL: "/search/", Guide: "/search/index.json", Description: "/opensearch.xml"}
	switch tag {
	case "fr":
		c.Home, c.Tagline = "/fr/", "Comment nous gardons les données des autres, par ceux qui le font."
		c.Menu = []view.Link{{URL: "/fr/blog/", Text: "Blog"}, {URL: "/fr/themes/", Text: "Thèmes"}, {URL: "/fr/a-propos/", Text: "À propos"}}
		c.Footer = c.Menu[2:]
	case "ar":
		c.Home, c.Site, c.Tagline = "/ar/", "نورلاند", "كيف نحفظ بيانات الآخرين."
		c.Menu = []view.Link{{URL: "/ar/blog/", Text: "المدوّنة"}, {URL: "/ar/tags/", Text: "المواضيع"}, {URL: "/ar/about/", Text: "من نحن"}}
		c.Footer = c.Menu[2:]
	}
	for _, a := range g.theme.Assets() {
		v := view.Asset{Name: a.Name, URL: "/" + a.Path, Integrity: a.Integrity()}
		switch a.Name {
		case "site.css":
			c.Stylesheets = append(c.Stylesheets, v)
		case "site.js":
			c.Scripts = append(c.Scripts, v)
		case "search.js":
			c.Search.Script = v.URL
		case "search.css":
			c.Search.Style = v.URL
		case "favicon.svg":
			c.Icon, c.IconType = v.URL, "image/svg+xml"
		}
	}
	return c
}

// view makes a page with its head.
func (g gallery) view(tag, kind, url, title, lead string) view.View {
	v := view.View{Chrome: g.chrome(tag)}
	v.Page = view.Page{Kind: kind, URL: url, Lang: tag, Title: title, Lead: lead, Canonical: "https://example.org" + url}
	v.Head = view.Head{Title: title + " · " + v.Chrome.Site, Description: lead, Canonical: v.Page.Canonical}
	v.Head.Social = template.HTML(`<meta property="og:title" content="` + template.HTMLEscapeString(title) + `">`)
	v.Pager = view.Pager{Number: 1, Total: 1}
	return v
}

// text reads a sample body and fills its holes.
func (g gallery) text(v *view.View, name string) {
	data, err := os.ReadFile("testdata/looks/" + name)
	if err != nil {
		g.t.Fatal(err)
	}
	p := parse.New(markdown.Options{Lang: v.Page.Lang, Directives: g.theme.Declarations()})
	doc, meta, _, ds := p.Parse(name, data, 1)
	if len(ds) > 0 {
		g.t.Fatalf("%s: %s", name, lines(ds))
	}
	v.Body = template.HTML(g.fill(&doc, &meta, v))
	v.Page.Minutes = lang.For(v.Page.Lang).Reading(lang.For(v.Page.Lang).ReadingMinutes(meta.Words))
	for _, h := range doc.Headings {
		if h.Level <= 3 {
			v.Page.Contents = append(v.Page.Contents, view.Heading{Level: h.Level, ID: h.ID, Text: h.Text})
		}
	}
	if len(v.Page.Contents) < 3 {
		v.Page.Contents = nil
	}
}

func (g gallery) fill(d *markdown.Doc, meta *markdown.Meta, v *view.View) string {
	if d == nil {
		return ""
	}
	var b strings.Builder
	for i := range d.Segments {
		b.WriteString(d.Segments[i])
		if i == len(d.Holes) {
			break
		}
		switch h := &d.Holes[i]; h.Kind {
		case markdown.Link:
			fmt.Fprintf(&b, `<a href="%s">%s</a>`, meta.Refs[h.Ref].Dest, g.fill(h.Inner, meta, v))
		case markdown.Image:
			fmt.Fprintf(&b, `<img src="/%s" alt="%s" width="960" height="400" loading="lazy" decoding="async">`, meta.Refs[h.Ref].Dest, h.Alt)
		case markdown.Directive:
			c := theme.Call{
				Name: h.Name, Form: h.Form, Lang: v.Page.Lang, Words: v.Chrome.Words,
				Label: template.HTML(g.fill(h.Label, meta, v)), Inner: template.HTML(g.fill(h.Inner, meta, v)),
			}
			for _, a := range h.Args {
				val := theme.Value{Name: a.Name, Text: a.Value}
				if a.Name == "src" {
					val.Picture = view.Picture{URL: "/" + a.Value, Width: 960, Height: 400}
				}
				c.Args = append(c.Args, val)
			}
			if err := g.theme.Directive(&b, &c); err != nil {
				g.t.Fatal(err)
			}
		default:
			g.t.Fatalf("hole of kind %d", h.Kind)
		}
	}
	return b.String()
}

func date(tag, iso string) view.Date {
	var y, m, d int
	if _, err := fmt.Sscanf(iso, "%d-%d-%d", &y, &m, &d); err != nil {
		panic(err)
	}
	return view.Date{ISO: iso, Text: lang.For(tag).Date(y, m, d)}
}

func authors() []view.Author {
	return []view.Author{
		{
			Name: "Amina Diallo", Role: "Head of support", URL: "/authors/amina-diallo/",
			Summary: "Amina has answered mail for eleven years, and now writes so that she need not answer it twice.",
			Picture: view.Picture{URL: "/face.svg", Width: 96, Height: 96},
			Links:   []view.Link{{URL: "https://example.org/@amina", Text: "Mastodon"}, {URL: "https://example.org/amina", Text: "amina.example"}},
		},
		{Name: "Per Lindqvist-Östergård", Role: "Runs the machines, and writes about those that stopped", URL: "/authors/per/"},
	}
}

func cards() []view.Card {
	by := []view.Link{{URL: "/authors/amina-diallo/", Text: "Amina Diallo"}}
	c := func(title, summary, iso, minutes string) view.Card {
		return view.Card{URL: "/blog/post/", Section: view.Link{URL: "/blog/", Text: "Blog"}, Title: title, Summary: summary, Kind: "post", Published: date("en", iso), Minutes: minutes, Authors: by}
	}
	list := []view.Card{
		c("How we answer a question once", "One question, one expert, one page, every week: what a company of forty people learned in a year, and what it cost.", "2026-11-19", "7-minute read"),
		c("Rotating keys without downtime", "A runbook that you can paste, with the two places where it goes wrong.", "2026-11-12", "11-minute read"),
		c("What does it cost if we stop after a year? An honest answer, with every figure, from the contract to the last invoice", "", "2026-11-05", "4-minute read"),
		c("Where the data is", "Three buildings, who has a key, and what happens when the power goes.", "2026-10-29", "6-minute read"),
		c("We were down for nineteen minutes", "What happened on 14 October, minute by minute, and the four things that we changed.", "2026-10-16", "9-minute read"),
	}
	list[2].Authors = nil
	return list
}

func tags(n int) []view.Link {
	names := []string{"Keys", "Support", "Writing", "Data protection", "Incidents", "Pricing", "Migration", "PostgreSQL", "On call", "Backups", "Search", "Umeå"}
	var all []view.Link
	for i := range n {
		all = append(all, view.Link{URL: "/tags/t/", Text: names[i%len(names)], Count: 1 + (i*7)%23})
	}
	return all
}

// named gives links as a page bears them: without counts.
func named(l []view.Link) []view.Link {
	for i := range l {
		l[i].Count = 0
	}
	return l
}

// partOf is the middle of a series of three.
func partOf(tag string) view.Series {
	return view.Series{
		Title: "Notes from the night shift", URL: "/series/nights/", Number: 2, Total: 3, Text: lang.For(tag).PartOf(2, 3),
		Older: view.Link{URL: "/blog/post/", Text: "We were down for nineteen minutes"},
		Newer: view.Link{URL: "/blog/code/", Text: "Rotating keys without downtime"},
		Parts: []view.Link{
			{URL: "/blog/post/", Text: "We were down for nineteen minutes"},
			{URL: "/blog/part/", Text: "Where the data is, and who has a key", Current: true},
			{URL: "/blog/code/", Text: "Rotating keys without downtime"},
		},
	}
}

func (g gallery) pages() map[string]view.View {
	blog := view.Link{URL: "/blog/", Text: "Blog"}
	all := map[string]view.View{}

	v := g.view("en", "home", "/", "We keep other people’s data, and write down how", "For engineers who have to move forty people, buyers who have to sign for it, and anyone who was up last night.")
	v.Items, v.Topics = cards(), tags(9)
	all["index.html"] = v

	v = g.view("en", "home", "/bare/", "hello", "")
	v.Chrome = view.Chrome{Lang: "en", Dir: "ltr", Site: "hello", Home: "/bare/", Words: v.Chrome.Words, Stylesheets: v.Chrome.Stylesheets}
	v.Items = []view.Card{{URL: "/blog/post/", Title: "First post"}}
	all["bare/index.html"] = v

	v = g.view("en", "post", "/blog/post/", "How we answer a question once", "One question, one expert, one page, every week: what a company of forty people learned in a year, and what it cost.")
	v.Page.Section, v.Page.Tags, v.Authors = blog, named(tags(4)), authors()
	v.Page.Published, v.Page.Updated = date("en", "2026-11-12"), date("en", "2026-11-19")
	v.Page.Translations = []view.Link{{URL: "/fr/blog/article/", Text: "français", Lang: "fr"}, {URL: "/ar/blog/post/", Text: "العربية", Lang: "ar"}}
	g.text(&v, "article.md")
	v.Related, v.Newer, v.Older = cards()[1:4], cards()[0], cards()[2]
	all["blog/post/index.html"] = v

	v = g.view("en", "post", "/blog/code/", "A persistent reading history store, its interfaces, its failure modes, and all the reasons why we did not buy one of the fourteen that exist", "")
	v.Page.Section, v.Page.Tags = blog, named(tags(12))
	v.Page.Published = date("en", "2026-09-03")
	v.Page.Picture = view.Picture{URL: "/chart.svg", Alt: "Two lines that rise together", Width: 960, Height: 400}
	g.text(&v, "code.md")
	v.Older = cards()[2]
	all["blog/code/index.html"] = v

	v = g.view("en", "post", "/blog/plain/", "A note", "")
	g.text(&v, "plain.md")
	all["blog/plain/index.html"] = v

	v = g.view("fr", "post", "/fr/blog/article/", "Répondre une seule fois à chaque question", "Une question, une experte, une page, chaque semaine : ce qu’une entreprise de quarante personnes a appris en un an.")
	v.Page.Section, v.Authors = view.Link{URL: "/fr/blog/", Text: "Blog"}, authors()[:1]
	v.Page.Published = date("fr", "2026-11-12")
	g.text(&v, "plain.md")
	all["fr/blog/article/index.html"] = v

	v = g.view("ar", "post", "/ar/blog/post/", "كيف نجيب عن السؤال مرّة واحدة", "سؤال واحد، خبير واحد، صفحة واحدة، كل أسبوع: ما تعلّمته شركة من أربعين شخصًا.")
	v.Page.Section, v.Page.Published = view.Link{URL: "/ar/blog/", Text: "المدوّنة"}, date("ar", "2026-11-12")
	v.Authors = []view.Author{{Name: "أمينة ديالو", Role: "مسؤولة الدعم", URL: "/authors/amina-diallo/", Picture: authors()[0].Picture}}
	g.text(&v, "rtl.md")
	all["ar/blog/post/index.html"] = v

	v = g.view("en", "page", "/about/", "About us", "Who we are, and how to reach somebody who knows.")
	g.text(&v, "plain.md")
	all["about/index.html"] = v

	v = g.view("en", "section", "/blog/", "Blog", "One question a week, answered by the person who knows.")
	v.Items = append(cards(), cards()...)
	v.Pager = view.Pager{Number: 6, Total: 7, Newer: "/blog/7/", Older: "/blog/5/", Text: lang.For("en").PageOf(6, 7)}
	all["blog/index.html"] = v

	v = g.view("en", "post", "/blog/part/", "Where the data is, and who has a key", "Three buildings, and what happens when the power goes.")
	v.Page.Section, v.Page.Published = blog, date("en", "2026-10-29")
	v.Page.Topics, v.Page.Series = []view.Link{{URL: "/topics/keys/", Text: "Keys"}}, partOf("en")
	g.text(&v, "plain.md")
	all["blog/part/index.html"] = v

	v = g.view("en", "page", "/docs/part/", "The third step", "")
	v.Page.Series = partOf("en")
	g.text(&v, "plain.md")
	all["docs/part/index.html"] = v

	v = g.view("en", "archive", "/blog/2026/", "Blog 2026", "")
	v.Months = []view.Letter{
		{Text: "November 2026", ID: "t_month-11", Count: 3, Items: cards()[:3]},
		{Text: "October 2026", ID: "t_month-10", Count: 2, Items: cards()[3:]},
	}
	v.Years = []view.Link{{URL: "/blog/2026/", Text: "2026", Current: true}, {URL: "/blog/2025/", Text: "2025"}}
	all["blog/2026/index.html"] = v

	v = g.view("en", "series", "/series/nights/", "Notes from the night shift", "What we learned when things stopped, in the order in which they did.")
	v.Items = cards()
	g.text(&v, "plain.md")
	all["series/nights/index.html"] = v

	groups := []view.Group{
		{Title: "Notes from the night shift", URL: "/series/nights/", Summary: "What we learned when things stopped.", Text: lang.For("en").Parts(5)},
		{Title: "First steps", URL: "/series/first-steps/", Text: lang.For("en").Parts(1)},
	}
	v = g.view("en", "allseries", "/series/", "Series", "")
	v.Groups = groups
	all["series/index.html"] = v

	v = g.view("en", "topics", "/topics/", "Topics", "")
	v.Groups = groups
	all["topics/index.html"] = v

	v = g.view("en", "topic", "/topics/keys/", "Keys, and who holds them", "A way through what we have written about keys.")
	v.Items = cards()[2:]
	v.Pager = view.Pager{Number: 2, Total: 2, Older: "/topics/keys/page/1/", Text: lang.For("en").PageOf(2, 2)}
	g.text(&v, "article.md")
	v.Page.Contents, v.Page.Minutes = nil, ""
	all["topics/keys/index.html"] = v

	v = g.view("en", "tag", "/tags/t/", "Keys", "")
	v.Items = cards()[:2]
	all["tags/t/index.html"] = v

	v = g.view("en", "tags", "/tags/", "Topics", "")
	v.Topics = tags(30)
	all["tags/index.html"] = v

	v = g.view("en", "author", "/authors/amina-diallo/", "Amina Diallo", "Amina has answered mail for eleven years, and now writes so that she need not answer it twice.")
	v.Authors, v.Items = authors()[:1], cards()
	all["authors/amina-diallo/index.html"] = v

	v = g.view("en", "authors", "/authors/", "Authors", "")
	v.Authors = append(authors(), view.Author{Name: "Support team"})
	all["authors/index.html"] = v

	v = g.view("en", "glossary", "/glossary/", "Glossary", "")
	v.Letters = []view.Letter{{Text: "K", ID: "t_letter-k", Count: 1, Items: []view.Card{{URL: "/glossary/key/", Title: "Key", Summary: "What opens a lock."}}}}
	all["glossary/index.html"] = v

	v = g.view("en", "term", "/glossary/key/", "Key", "What opens a lock.")
	v.Page.Also, v.Related = []string{"Passkey"}, cards()[:2]
	g.text(&v, "plain.md")
	all["glossary/key/index.html"] = v

	v = g.view("en", "search", "/search/", "Search", "")
	v.Shelves = []view.Shelf{
		{Link: tags(1)[0], ID: "t_shelf-1", Items: cards()[:3]},
		{Link: view.Link{URL: "/blog/", Text: "Blog", Count: 2}, ID: "t_shelf-2", Items: cards()[3:]},
		{Link: view.Link{Text: "Pages", Count: 1}, ID: "t_shelf-3", Items: []view.Card{{URL: "/about/", Title: "About us"}}},
	}
	all["search/index.html"] = v

	v = g.view("en", "notfound", "/404.html", "Page not found", "")
	v.Items, v.Topics, v.Head.Robots, v.Head.Canonical = cards()[:3], tags(8), "noindex", ""
	all["404.html"] = v

	v = g.view("en", "redirect", "/old/", lang.For("en").Words().Moved, "")
	v.Page.Target, v.Page.Canonical = "/blog/post/", "https://example.org/blog/post/"
	all["old/index.html"] = v
	return all
}
