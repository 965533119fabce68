package parse

import (
	"strings"
	"testing"

	"lodestone/internal/markdown"
)

func TestAnchors(t *testing.T) {
	cases := []struct{ body, ids, forge string }{
		{"## 标题一", "标题一", ""},
		{"## 1. Step one", "s-1-step-one", "1-step-one>s-1-step-one"},
		{"## ١ خطوة", "s-١-خطوة", "١-خطوة>s-١-خطوة"},
		{"## עברית", "עברית", ""},
		{"## ?", "s", ""},
		{"## Élan vital !", "elan-vital", "élan-vital->elan-vital"},
		{"## a & b", "a-b", "a--b>a-b"},
		{"## The `snake_case` *name*, v1.2", "the-snake-case-name-v1-2", "the-snake_case-name-v12>the-snake-case-name-v1-2"},
		{"## C++", "c-plus-plus", "c>c-plus-plus"},
		{"## L’été – déjà", "lete-deja", "lété--déjà>lete-deja"},
		{"## हिन्दी में", "हिन्दी-में", ""},
		{"## One\n\n## One\n\n### One", "one one-2 one-3", "one-1>one-2 one-2>one-3"},
		{"## One 1\n\n## One\n\n## One", "one-1 one one-2", ""},
		{"# One\n\n## One", "one", "one-1>one"},
		{"## One {#uno}\n\n## One", "uno one", "one>uno one-1>one"},
		{"## ?\n\n## !", "s s-2", "-1>s-2"},
		{"> ## In a quote", "in-a-quote", ""},
	}
	p := New(markdown.Options{Lang: "en"})
	for _, c := range cases {
		doc, meta, _, _ := p.Parse("", []byte(c.body), 1)
		var ids []string
		for _, h := range doc.Headings {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, " "); got != c.ids {
			t.Errorf("%q has %q, want %q", c.body, got, c.ids)
		}
		var forge []string
		for _, f := range meta.Forge {
			forge = append(forge, f.Anchor+">"+f.ID)
		}
		if got := strings.Join(forge, " "); got != c.forge {
			t.Errorf("%q has at the forge %q, want %q", c.body, got, c.forge)
		}
	}
}
