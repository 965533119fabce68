package build

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"lodestone/internal/site/settings"
)

// kinds is a site in two languages with a page of every kind, and in it addresses
// of every scheme wherever an author may write one.
func kinds() map[string]string {
	const body = "[a](tel:+1) [b](sms:+1) [c](geo:1,2) [d](mailto:a@b.example) <xmpp:a@b.example> <a href=\"tel:+2\">e</a>\n\n" +
		":::quote[Ann]{source=\"tel:+3\"}\nOne.\n:::\n\n::embed[Two]{url=\"sms:+3\"}\n\n::qr{url=\"tel:+4\"}\n\n::qr{url=\"geo:1,2\"}\n\n" +
		"::qr{url=\"WIFI:T:WPA;S:a;P:b;;\"}\n\n::qr{url=\"javascript:alert(1)\"}\n\n::qr{url=\"/\"}\n"
	files := map[string]string{
		"site.yaml": "title: Notes\nsearch: true\nheaders: netlify\nlanguages: {fr: {footer: [{text: Carte, url: \"geo:1,2\"}]}}\nauthor: ann\n" +
			"menu: [{text: Call, url: \"tel:+1\"}]\nfooter: [{text: Write, url: \"sms:+1\"}]\n",
	}
	for _, name := range []string{
		"index", "about", "blog/index", "blog/2025-01-05-a", "blog/2026-01-05-b", "authors/ann", "glossary/term", "series/set", "topics/trust",
	} {
		front := "tags: [Trust, Other]\n"
		switch {
		case strings.HasPrefix(name, "blog/2"):
			front += "series: set\naliases: [/old/" + name[len(name)-1:] + "/]\n"
		case name == "authors/ann":
			front = "name: Ann\nlinks: [{text: Home, url: \"https://ann.example\"}]\n"
		case !strings.HasPrefix(name, "blog"):
			front = ""
		}
		files["content/"+name+".md"] = "---\ntitle: " + name + "\n" + front + "---\n" + body
		if !strings.Contains(name, "index") {
			files["content/"+name+".fr.md"] = "---\ntitle: " + name + " fr\n---\n" + body
		}
	}
	return files
}

// TestEveryAddressIsWritten: html/template puts a word of its own in the place of
// an address that it does not trust, and nobody is told.
func TestEveryAddressIsWritten(t *testing.T) {
	r := must(t, tree(kinds()), options(), store(t, ""))
	all := written(t, r)
	seen := map[settings.Kind]bool{}
	for i := range r.Site.Outputs {
		seen[r.Site.Outputs[i].Kind] = true
	}
	for k := settings.Plain; k <= settings.Redirect; k++ {
		if !seen[k] {
			t.Errorf("the site has no %s", k)
		}
	}
	for name, text := range all {
		if strings.Contains(text, "ZgotmplZ") {
			t.Errorf("%s: an address is filtered", name)
		}
	}
	about := page(t, all, "about/index.html")
	for _, selector := range []string{
		`header a[href="tel:+1"]`, `footer a[href="sms:+1"]`, `blockquote[cite="tel:+3"]`, `figcaption a[href="tel:+3"]`, `.embed a[href="sms:+3"]`,
		`.qr > a[href="tel:+4"] path`, `.qr > a[href="geo:1,2"] path`, `.qr > a[href="https://example.com/"] path`,
	} {
		if about.Find(selector).Length() == 0 {
			t.Errorf("about: no %s", selector)
		}
	}
	if n := about.Find(".qr").Length() - about.Find(".qr:has(a)").Length(); n != 2 {
		t.Errorf("%d codes are no links, want 2", n)
	}
	say(t, "what a code says", about.Find(".qr:not(:has(a)) figcaption").First().Text(), "WIFI:T:WPA;S:a;P:b;;")
	if page(t, all, "fr/about/index.html").Find(`footer a[href="geo:1,2"]`).Length() == 0 {
		t.Error("the French footer's link is gone")
	}
}

// TestLanguagesNameEachOther: every version of a page names itself and the others,
// in its head as in the sitemap, whether a file or the build makes it.
func TestLanguagesNameEachOther(t *testing.T) {
	files := kinds()
	files["content/hidden.md"], files["content/hidden.fr.md"] = "---\nrobots: noindex\n---\nText.\n", "---\nrobots: index\n---\nTexte.\n"
	for _, day := range []string{"06", "07", "08"} { // so that tags and years are more than thin
		for _, year := range []string{"2025", "2026"} {
			name := "content/blog/" + year + "-01-" + day + "-x" + year + day
			files[name+".md"] = "---\ntags: [Trust, Other]\n---\nText.\n"
			files[name+".fr.md"] = "Texte.\n"
		}
	}
	files["content/last.md"], files["content/last.fr.md"], files["content/alone.md"] = "Text.\n", "Texte.\n", "Text.\n"
	all := written(t, must(t, tree(files), options(), store(t, "")))
	const origin = "https://example.com"
	head := map[string]string{}
	for name := range all {
		file, ok := strings.CutPrefix(name, "public/")
		if !ok || !strings.HasSuffix(file, ".html") {
			continue
		}
		var named []string
		page(t, all, file).Find(`link[hreflang]`).Each(func(_ int, s *goquery.Selection) {
			named = append(named, s.AttrOr("hreflang", "")+" "+s.AttrOr("href", ""))
		})
		head[origin+"/"+strings.TrimSuffix(file, "index.html")] = strings.Join(named, "\n")
	}
	for _, path := range []string{
		"/", "/about/", "/last/", "/blog/", "/blog/a/", "/blog/2025/", "/blog/2026/", "/authors/", "/authors/ann/", "/glossary/", "/glossary/term/",
		"/series/", "/series/set/", "/tags/", "/tags/other/", "/topics/", "/topics/trust/",
	} {
		want := "en " + origin + path + "\nfr " + origin + "/fr" + path + "\nx-default " + origin + path
		say(t, path, head[origin+path], want)
		say(t, "/fr"+path, head[origin+"/fr"+path], want)
	}
	say(t, "alone", head[origin+"/alone/"], "")
	say(t, "hidden", head[origin+"/fr/hidden/"], "")
	var sitemap struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(all["public/sitemap.xml"]), &sitemap); err != nil {
		t.Fatal(err)
	}
	for _, u := range sitemap.URLs {
		var named []string
		for _, l := range u.Links {
			named = append(named, l.Lang+" "+l.Href)
		}
		say(t, "sitemap "+u.Loc, strings.Join(named, "\n"), head[u.Loc])
		delete(head, u.Loc)
	}
	for u, named := range head {
		if named != "" {
			t.Errorf("%s names other languages and is not in the sitemap", u)
		}
	}
	say(t, "to read in another language", texts(page(t, all, "blog/index.html"), ".read-in a"), "français")
}

// TestGuideNamesLists: llms.txt names pillar topics and series, and none that search
// engines had better not find.
func TestGuideNamesLists(t *testing.T) {
	files := kinds()
	for _, day := range []string{"06", "07"} {
		files["content/blog/2026-01-"+day+"-x"+day+".md"] = "---\ntags: [Trust, Other, Thin]\nseries: long\n---\nText.\n"
	}
	files["content/topics/trust.md"] = "---\ntitle: On trust\ndescription: Why readers come back.\n---\nText.\n"
	files["content/blog/2026-01-09-x.md"] = "---\nseries: long\n---\nText.\n"
	guide := written(t, must(t, tree(files), options(), store(t, "")))["public/llms.txt"]
	for _, want := range []string{
		"\n## Topics\n\n- [On trust](https://example.com/topics/trust/): Why readers come back.\n\n## ",
		"\n## Series\n\n- [long](https://example.com/series/long/)\n- [series/set](https://example.com/series/set/): ",
		"\n## Optional\n\n- [Other](https://example.com/tags/other/)\n",
	} {
		if !strings.Contains(guide, want) {
			t.Errorf("no %q in\n%s", want, guide)
		}
	}
	if strings.Contains(guide, "Thin") {
		t.Error("a tag of two posts is named")
	}
}

// TestTwinsLeadSomewhere: each link of a page's Markdown copy to a place in the page
// leads to one that the page has.
func TestTwinsLeadSomewhere(t *testing.T) {
	files := kinds()
	files["content/long.md"] = "::toc\n\n## One\n\n## Two\n\nSee [one](#one), [two](about.md).[^n]\n\n[^n]: A note.\n"
	all := written(t, must(t, tree(files), options(), store(t, "")))
	twin, html := all["public/long/index.html.md"], page(t, all, "long/index.html")
	say(t, "footnotes", strings.Join(regexp.MustCompile(`\[\^1\].*`).FindAllString(twin, -1), " "), "[^1] [^1]: A note.")
	links := regexp.MustCompile(`\]\(([^)]*)#([^)]*)\)`).FindAllStringSubmatch(twin, -1)
	for _, l := range links {
		if l[1] != "https://example.com/long/" || html.Find(`[id="`+l[2]+`"]`).Length() != 1 {
			t.Errorf("%s leads nowhere", l[0])
		}
	}
	if len(links) != 3 {
		t.Errorf("%d links to places, want 3, in\n%s", len(links), twin)
	}
}
