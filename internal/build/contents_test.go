package build

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestContentsOnce: a text that says where its contents stand has them there alone,
// though it says so inside a directive.
func TestContentsOnce(t *testing.T) {
	text := "# T\n\n%\n\n## Main\n\n## Topics\n\n## Latest\n\n## Related\n\n## In series\n"
	all := written(t, must(t, tree(map[string]string{
		"site.yaml":         "title: x\n",
		"content/none.md":   strings.Replace(text, "%", "", 1),
		"content/toc.md":    strings.Replace(text, "%", "::toc", 1),
		"content/inside.md": strings.Replace(text, "%", "> ::toc\n\n:::note\n::toc\n:::", 1),
	}), options(), store(t, "")))
	for path, want := range map[string][2]int{"none": {1, 0}, "toc": {0, 1}, "inside": {0, 2}} {
		d := page(t, all, path+"/index.html")
		if got := [2]int{d.Find(".article > .contents").Length(), d.Find(".prose .contents").Length()}; got != want {
			t.Errorf("%s: %v tables of contents of the theme and in the text, want %v", path, got, want)
		}
	}
}

// TestIDsDiffer: no id of the theme is that of a heading, and the contents lead to the
// headings.
func TestIDsDiffer(t *testing.T) {
	heads := "\n## Main\n\n## Topics\n\n## Latest\n\n## Related\n\n## In series\n\n## Ways\n\n## More\n\n## Everything\n\n## Find\n\n## Letter a\n\n## Month 01\n\n## Shelf 1\n"
	files := map[string]string{
		"site.yaml":                 "title: x\nsearch: true\nsections: {glossary: {kind: term}}\n",
		"content/index.md":          heads,
		"content/404.md":            "---\ntitle: Gone\n---\n" + heads,
		"content/glossary/a.md":     "---\ntitle: A\n---\n" + heads,
		"content/topics/keys.md":    "---\ntitle: Keys\n---\n" + heads,
		"content/series/s.md":       "---\ntitle: S\n---\n" + heads,
		"content/blog/a.md":         post("2025-01-01", "series: S\ntags: [Keys]\ntitle: A") + heads,
		"content/blog/b.md":         post("2026-01-02", "series: S\ntags: [Keys]\ntitle: B") + heads,
		"content/glossary/index.md": "---\ntitle: Words\n---\n" + heads,
	}
	for path, text := range written(t, must(t, tree(files), options(), store(t, ""))) {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		d, err := goquery.NewDocumentFromReader(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		d.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id, _ := s.Attr("id")
			if seen[id] || s.Closest(".prose").Length() == 0 && !strings.HasPrefix(id, "t_") {
				t.Errorf("%s: the id %q stands twice or may be a heading's", path, id)
			}
			seen[id] = true
		})
	}
}
