package build

import (
	"strings"
	"testing"

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
