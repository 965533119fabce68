package theme_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lodestone/assets"
	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/theme"
	"lodestone/internal/view"
	"lodestone/layouts"
)

// TestIcon: an icon's type is its own, and only a drawing fits any size.
func TestIcon(t *testing.T) {
	g := newGallery(t)
	for kind, want := range map[string]string{
		"image/svg+xml": ` type="image/svg&#43;xml" sizes="any">`,
		"image/x-icon":  ` type="image/x-icon">`,
		"image/png":     ` type="image/png">`,
		"":              `>`,
	} {
		v := g.view("en", "page", "/about/", "About", "")
		v.Chrome.Icon, v.Chrome.IconType = "/icon", kind
		if got := execute(t, g.theme, "page", v); !strings.Contains(got, `<link rel="icon" href="/icon"`+want) {
			t.Errorf("%q: %s", kind, got)
		}
	}
}

// TestRedirect: a person whose browser does not go on by itself reads where to.
func TestRedirect(t *testing.T) {
	g := newGallery(t)
	v := g.pages()["old/index.html"]
	for lang, want := range map[string]string{"": `<html lang="ar" dir="rtl">`, "en": `<html lang="en" dir="ltr">`} {
		v.Page.Lang, v.Chrome.Lang, v.Chrome.Dir, v.Chrome.WordsLang = "ar", "ar", "rtl", lang
		got := execute(t, g.theme, "redirect", v)
		for _, s := range []string{want, "<h1>" + v.Page.Title + "</h1>", `<a href="/blog/post/" dir="ltr">/blog/post/</a>`, `<link rel="icon" href="` + v.Chrome.Icon + `"`} {
			if !strings.Contains(got, s) {
				t.Errorf("no %s in %s", s, got)
			}
		}
	}
}

// TestWordsLang: the theme's words say their language and direction where they are
// not the page's, on what holds nothing but them and fills no line: a block of
// another direction would leave the page's edge. Where they are, they say nothing.
func TestWordsLang(t *testing.T) {
	g := newGallery(t)
	element := regexp.MustCompile(`<([a-z0-9]+)([^>]* lang="en"[^>]*)>([^<]*)</`)
	for file, v := range g.pages() {
		if v.Page.Kind == "redirect" {
			continue
		}
		v.Page.Lang, v.Chrome.Lang, v.Chrome.Dir, v.Chrome.Languages, v.Page.Translations = "ar", "ar", "rtl", nil, nil
		v.Body = ""
		if plain := execute(t, g.theme, v.Page.Kind, v); strings.Contains(plain, `lang="en"`) {
			t.Errorf("%s: words of the page's language say another", file)
		}
		v.Chrome.WordsLang = "en"
		marked := execute(t, g.theme, v.Page.Kind, v)
		alone := element.FindAllStringSubmatch(marked, -1)
		if n := strings.Count(marked, ` lang="en"`); n != len(alone) {
			t.Errorf("%s: %d elements say their language, %d hold words alone", file, n, len(alone))
		}
		said := map[string]bool{}
		for _, m := range alone {
			if said[m[3]] = true; !slices.Contains([]string{"span", "a", "button"}, m[1]) || !strings.Contains(m[2], ` dir="ltr"`) {
				t.Errorf("%s: <%s%s> holds %q", file, m[1], m[2], m[3])
			}
		}
		w := v.Chrome.Words
		for _, word := range []string{w.Skip, w.Search, w.Latest, w.Related, w.WaysOn, w.MoreOnTopic, w.Contents, w.Updated, w.Previous, w.Next, w.Newer, w.Older, w.Feed, w.NotFoundTitle, w.NotFoundText, w.ByTopic, w.InSeries} {
			if strings.Contains(marked, ">"+word+"<") && !said[word] {
				t.Errorf("%s: %q says no language", file, word)
			}
		}
	}
}

// TestWordsOfDirectives: so do the words that directives put into a text.
func TestWordsOfDirectives(t *testing.T) {
	th := load(t)
	words := lang.For("en").Words()
	for name, word := range map[string]string{"note": words.Note, "details": words.Details, "embed": words.LoadExternalNote} {
		var b strings.Builder
		c := theme.Call{Name: name, Form: markdown.Container, Lang: "ar", Words: words, WordsLang: "en"}
		if name == "embed" {
			c.Form, c.Args = markdown.Leaf, []theme.Value{{Name: "url", Text: "https://example.org/"}}
		}
		if err := th.Directive(&b, &c); err != nil || !strings.Contains(b.String(), `<span lang="en" dir="ltr">`+word+`</span>`) {
			t.Errorf("%s: %v, %s", name, err, b.String())
		}
	}
}

// TestIDs: what the theme gives an id is never what a heading of the text has: it
// begins with "t_", and no anchor of a heading holds "_" (package anchor).
func TestIDs(t *testing.T) {
	g := newGallery(t)
	id := regexp.MustCompile(` id="([^"]*)"`)
	ref := regexp.MustCompile(` (?:aria-labelledby|for|aria-controls|href)="#?(t_[^"]*)"`)
	kinds := map[string]bool{}
	for file, v := range g.pages() {
		kinds[v.Page.Kind], v.Body = true, ""
		got := execute(t, g.theme, v.Page.Kind, v)
		has := map[string]bool{}
		for _, m := range id.FindAllStringSubmatch(got, -1) {
			if has[m[1]] || !strings.HasPrefix(m[1], "t_") {
				t.Errorf("%s: id %q stands twice or may be a heading's", file, m[1])
			}
			has[m[1]] = true
		}
		for _, m := range ref.FindAllStringSubmatch(got, -1) {
			if !has[m[1]] {
				t.Errorf("%s: nothing has the id %q", file, m[1])
			}
		}
	}
	all, err := fs.Glob(layouts.FS, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		if kind := strings.TrimSuffix(name, ".html"); kind != "base" && !kinds[kind] {
			t.Errorf("no page of the layout %s was looked at", name)
		}
	}
	made := regexp.MustCompile(`\b(?:\w+\.)?id = ["` + "`" + `](..)`)
	scripts, err := fs.Glob(assets.FS, "*.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scripts {
		data, err := fs.ReadFile(assets.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range made.FindAllSubmatch(data, -1) {
			if string(m[1]) != "t_" {
				t.Errorf("%s: %s", name, m[0])
			}
		}
	}
}

// TestAuthorPage: where an author's page stands, and in which languages it can be read.
func TestAuthorPage(t *testing.T) {
	g := newGallery(t)
	v := g.pages()["authors/amina-diallo/index.html"]
	v.Page.Trail = []view.Link{{URL: "/", Text: "Home"}, {URL: "/authors/", Text: "Authors"}}
	v.Page.Translations = []view.Link{{URL: "/a/", Text: "English", Lang: "en", Current: true}, {URL: "/ar/a/", Text: "العربية", Lang: "ar"}}
	got := execute(t, g.theme, "author", v)
	for _, want := range []string{`<li><a href="/authors/">Authors</a></li>`, `<a href="/ar/a/" lang="ar" hreflang="ar" dir="auto">العربية</a>`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}
