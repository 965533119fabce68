package move

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/build"
)

// TestTerms: pages go on naming the authors, series and topics whose files move, and
// are told what they become that they were not.
func TestTerms(t *testing.T) {
	files := map[string]string{
		"site.yaml":                     "title: T\nbase_url: https://example.com\nauthor: jane\nlanguages: {fr: {title: F}}\ncascade:\n  - match: {section: blog}\n    set: {authors: [jane, Bob]}\n",
		"content/authors/jane.md":       "---\nname: Jane Doe\n---\nJ.\n",
		"content/authors/Bob.md":        "---\nname: Bob\n---\nB.\n",
		"content/series/water-works.md": "---\ntitle: Water works\n---\nW.\n",
		"content/topics/water.md":       "---\ntitle: All on water\n---\nT.\n",
		"content/topics/water.fr.md":    "---\ntitle: L’eau\n---\nT.\n",
		"content/blog/a.md":             "---\ndate: 2026-05-01\nauthors: [jane, Bob]\ntags: [Water, Wells]\nseries: Water Works\n---\nA.\n",
		"content/blog/a.fr.md":          "---\ntitle: A\n---\nA.\n",
		"content/blog/b.md":             "---\ndate: 2026-05-02\nauthors:\n  - Jane Doe\ntags: [water]\nseries: water works\n---\nB.\n",
	}
	for move, want := range map[string]struct{ texts, said string }{
		"content/authors/jane.md content/authors/joan.md":       {"author: joan|[joan, Bob]|authors: [joan, Bob]|- Jane Doe", ""},
		"content/series/water-works.md content/series/pipes.md": {"series: pipes|series: pipes", ""},
		"content/topics/water.md content/topics/h2o.md":         {"tags: [h2o, Wells]|tags: [h2o]", ""},
		"content/topics/water.md content/blog/water.md":         {"", "move/term"},
		"content/blog/b.md content/b.md":                        {"- Jane Doe", "move/becomes"},
		"content/blog/b.md content/topics/b.md":                 {"", "move/term"},
		"content/blog content/guides":                           {"tags: [Water, Wells]", "move/becomes"},
	} {
		old, next, _ := strings.Cut(move, " ")
		p, found, err := New(context.Background(), tree(files), options(), store(t), old, next)
		if err != nil {
			t.Fatalf("%s: %v", move, err)
		}
		if got := said(found); !strings.Contains(got, want.said) || want.said == "" && got != "" {
			t.Errorf("%s: said\n%s", move, got)
		}
		if want.texts == "" {
			if p != nil && len(p.Moved) > 0 {
				t.Errorf("%s: moves", move)
			}
			continue
		}
		now := after(t, files, p)
		all := ""
		for _, name := range slices.Sorted(maps.Keys(now)) {
			all += now[name]
		}
		for _, text := range strings.Split(want.texts, "|") {
			if before, rest, ok := strings.Cut(all, text); ok {
				all = before + rest
			} else {
				t.Errorf("%s: nothing says %q in\n%s", move, text, all)
			}
		}
		r, found, err := build.Read(context.Background(), tree(now), options(), store(t))
		if err != nil || found.Broken() || r == nil || said(r.Diags) != "" && strings.Contains(said(r.Diags), "topic/no-pages") {
			t.Errorf("%s: then %v %s", move, err, said(r.Diags))
		}
	}
}
