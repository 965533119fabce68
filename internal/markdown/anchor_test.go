package markdown

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/memo"
)

func TestAnchors(t *testing.T) {
	cases := []struct{ body, ids, forge string }{
		{"## 标题一", "标题一", "标题一"},
		{"## 1. Step one", "s-1-step-one", "1-step-one"},
		{"## ١ خطوة", "s-١-خطوة", "١-خطوة"},
		{"## עברית", "עברית", "עברית"},
		{"## ?", "s", ""},
		{"## Élan vital !", "elan-vital", "élan-vital-"},
		{"## a & b", "a-b", "a--b"},
		{"## The `snake_case` *name*, v1.2", "the-snake-case-name-v1-2", "the-snake_case-name-v12"},
		{"## C++", "c-plus-plus", "c"},
		{"## L’été – déjà", "lete-deja", "lété--déjà"},
		{"## हिन्दी में", "हिन्दी-में", "हिन्दी-में"},
		{"## One\n\n## One\n\n### One", "one one-2 one-3", "one one-1 one-2"},
		{"## One 1\n\n## One\n\n## One", "one-1 one one-2", "one-1 one one-2"},
		{"# One\n\n## One", "one", "one-1"},
		{"## One {#uno}\n\n## One", "uno one", "one one-1"},
		{"## ?\n\n## !", "s s-2", " -1"},
		{"> ## In a quote", "in-a-quote", "in-a-quote"},
	}
	p := New(Options{Lang: "en"})
	for _, c := range cases {
		_, meta, _, _ := p.Parse("", []byte(c.body), 1)
		var ids []string
		for _, h := range meta.Headings {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, " "); got != c.ids {
			t.Errorf("%q has %q, want %q", c.body, got, c.ids)
		}
		if got := strings.Join(meta.Forge, " "); got != c.forge {
			t.Errorf("%q has at the forge %q, want %q", c.body, got, c.forge)
		}
	}
}

func TestForgeAnchorsDiffer(t *testing.T) {
	p := New(Options{Lang: "en"})
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", "a 1", "a-1", "a-1-1", "?", "é", "1"}), 1, 12).Draw(t, "names")
		_, meta, _, _ := p.Parse("", []byte("## "+strings.Join(names, "\n\n## ")), 1)
		seen := map[string]bool{}
		for _, id := range meta.Forge {
			if seen[id] {
				t.Fatalf("%q stands twice in %q", id, meta.Forge)
			}
			seen[id] = true
		}
		var back Meta
		if err := memo.Decode(memo.Encode(&meta), &back); err != nil || !reflect.DeepEqual(back.Forge, meta.Forge) {
			t.Fatalf("%v: %q became %q", err, meta.Forge, back.Forge)
		}
	})
}
