package anchor_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lodestone/internal/lang"
	"lodestone/internal/markdown/anchor"
)

func TestAnchorsDiffer(t *testing.T) {
	s := anchor.New(lang.For("en").Slug)
	rapid.Check(t, func(t *rapid.T) {
		s.Reset()
		texts := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", "a 1", "a-1", "a-1-1", "a-2", "?", "é", "1"}), 1, 12).Draw(t, "texts")
		claimed := rapid.SampledFrom([]string{"a", "a-2", "s", "b"}).Draw(t, "claimed")
		if !s.Claim(claimed) || s.Claim(claimed) {
			t.Fatalf("%q is free twice, or not at all", claimed)
		}
		own, forged := map[string]bool{claimed: true}, map[string]bool{}
		for _, text := range texts {
			id, forge := s.Of(text), s.Forge(text)
			if own[id] || forged[forge] || s.Claim(id) {
				t.Fatalf("%q in %q: %q or %q stands twice", text, texts, id, forge)
			}
			own[id], forged[forge] = true, true
		}
	})
}

// TestAnchorsAreWords: an anchor begins with a letter and holds no "_", in every
// language and whatever a heading says, so that the ids of the theme, which begin
// with "t_", are never a heading's.
func TestAnchorsAreWords(t *testing.T) {
	for _, tag := range []string{"en", "fr", "de", "ru", "ar", "ja", "el"} {
		s := anchor.New(lang.For(tag).Slug)
		rapid.Check(t, func(t *rapid.T) {
			text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"t_main", "__", "_", "Main", "_1", "١", "-x", "磁"})).Draw(t, "text")
			id := s.Of(text)
			if first, _ := utf8.DecodeRuneInString(id); !unicode.IsLetter(first) || strings.Contains(id, "_") {
				t.Fatalf("the anchor of %q is %q", text, id)
			}
		})
	}
}
