package theme_test

import (
	"strings"
	"testing"

	"lodestone/internal/view"
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
		for _, s := range []string{want, "<h1>" + v.Page.Title + "</h1>", `<a href="/blog/post/" dir="ltr">/blog/post/</a>`} {
			if !strings.Contains(got, s) {
				t.Errorf("no %s in %s", s, got)
			}
		}
	}
}

// TestWordsLang: the theme's words say their language where it is not the
// page's, and say nothing where it is.
func TestWordsLang(t *testing.T) {
	g := newGallery(t)
	for file, v := range g.pages() {
		if v.Page.Kind == "redirect" {
			continue
		}
		v.Page.Lang, v.Chrome.Lang, v.Chrome.Dir, v.Chrome.Languages, v.Page.Translations = "ar", "ar", "rtl", nil, nil
		v.Body = ""
		plain := execute(t, g.theme, v.Page.Kind, v)
		v.Chrome.WordsLang = "en"
		marked := execute(t, g.theme, v.Page.Kind, v)
		if strings.Contains(plain, `lang="en"`) || !strings.Contains(marked, `<a class="skip" href="#main" lang="en" dir="ltr">`) {
			t.Errorf("%s: skip link in %s", file, marked)
		}
		for _, id := range []string{"latest", "topics", "related", "ways", "more"} {
			if strings.Contains(plain, `id="`+id+`"`) && !strings.Contains(marked, `<h2 id="`+id+`" lang="en">`) {
				t.Errorf("%s: heading %q says no language", file, id)
			}
		}
	}
	v := g.view("ar", "post", "/p/", "x", "")
	v.Older, v.Chrome.WordsLang = view.Card{URL: "/o/", Title: "o"}, "en"
	if got := execute(t, g.theme, "post", v); !strings.Contains(got, `<span lang="en">`+v.Chrome.Words.Previous) {
		t.Error("the way back says no language")
	}
}
