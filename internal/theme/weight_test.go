package theme_test

import (
	"bytes"
	"compress/gzip"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"lodestone/layouts"
)

func compressed(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write([]byte(text)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestWeight holds the reader's budgets: CSS 12 kB, JS 6 kB, a post 14 kB.
func TestWeight(t *testing.T) {
	g := newGallery(t)
	for _, a := range g.theme.Assets() {
		limit := map[string]int{"site.css": 12_000, "site.js": 6_000, "search.css": 2_000, "search.js": 6_000, "favicon.svg": 1_000}[a.Name]
		if n := compressed(t, content(t, a)); n > limit {
			t.Errorf("%s: %d bytes compressed, budget %d", a.Name, n, limit)
		} else {
			t.Logf("%s: %d bytes compressed", a.Name, n)
		}
	}
	post := execute(t, g.theme, "post", g.pages()["blog/post/index.html"])
	if n := compressed(t, post); n > 14_000 {
		t.Errorf("a post: %d bytes compressed", n)
	}
}

// TestStrictPolicy: pages run under a policy that allows no inline script or
// style, and load nothing from elsewhere.
func TestStrictPolicy(t *testing.T) {
	g := newGallery(t)
	inline := regexp.MustCompile(`(?i)<style|<script(?:\s+[^>]*)?>[^<]|<[^>]+\s(?:style|on[a-z]+)\s*=`)
	foreign := regexp.MustCompile(`(?i)<(?:script|img|iframe|source|video|audio)[^>]+src="(?:https?:)?//|<link[^>]+rel="(?:stylesheet|icon|preload|preconnect)"[^>]+href="(?:https?:)?//`)
	for file, v := range g.pages() {
		got := execute(t, g.theme, v.Page.Kind, v)
		if m := inline.FindString(got); m != "" {
			t.Errorf("%s: %s", file, m)
		}
		if m := foreign.FindString(got); m != "" {
			t.Errorf("%s: %s", file, m)
		}
	}
}

// TestNoWordsInTemplates: all text that a reader sees comes from the View, so
// that every page is whole in its language.
func TestNoWordsInTemplates(t *testing.T) {
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	value := regexp.MustCompile(`"[^"]*"`)
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, dir := range []string{".", "parts", "directives"} {
		list, err := layouts.FS.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if f.IsDir() {
				continue
			}
			data, err := layouts.FS.ReadFile(strings.TrimPrefix(dir+"/"+f.Name(), "./"))
			if err != nil {
				t.Fatal(err)
			}
			text := string(data) // actions first: they may stand in values, values in tags
			for _, part := range []*regexp.Regexp{action, value, tag} {
				text = part.ReplaceAllString(text, "")
			}
			if strings.ContainsFunc(text, unicode.IsLetter) {
				t.Errorf("%s/%s holds text of its own: %q", dir, f.Name(), text)
			}
		}
	}
}
