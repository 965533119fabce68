package words_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/lang"
	"lodestone/internal/markdown/words"
	"lodestone/internal/sketch"
)

func count(tag, text string) (int, string) {
	c := words.New(lang.For(tag))
	c.Reset()
	c.Add([]byte(text), 1)
	return c.Total(), fmt.Sprint(c.Keywords(12))
}

func TestAdd(t *testing.T) {
	for _, c := range []struct {
		tag, text string
		total     int
		keywords  string
	}{
		{"en", "", 0, "[]"},
		{"en", "one", 1, "[]"},
		{"en", "Don't stop-me 4.5 U.S. e-mail’s end.", 6, "[]"},
		{"en", "Needle needles NEEDLE, the the the", 6, "[{needl 3}]"},
		{"en", "a\x00https://example.com/needle needle\x00b needle", 3, "[]"},
		{"en", "磁石は指す", 5, "[]"},
		{"en", "'a' -b- .c. ’d’", 4, "[]"},
		{"en", "long\u00adword longword 2026 2026 ab ab", 6, "[{longword 2}]"},
		{"en", strings.Repeat("antidisestablishmentarianism ", 3), 3, "[{antidisestablishmentarian 3}]"},
		{"fr", "L’aiguille, l'aiguille, d’aiguilles", 3, "[{aiguill 3}]"},
		{"it", "dell'ago un’ago l’ago", 3, "[{ago 3}]"},
	} {
		if total, keywords := count(c.tag, c.text); total != c.total || keywords != c.keywords {
			t.Errorf("%q: %d %s, want %d %s", c.text, total, keywords, c.total, c.keywords)
		}
	}
}

// What was read before changes nothing, and weights add up.
func TestPages(t *testing.T) {
	used := words.New(lang.For("en"))
	word := rapid.StringMatching(`[a-c]{1,3}|needles?|magnet(ic)?|é{3}|[a-z]{17,20}`)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 60).Draw(t, "words"), " ")
		used.Reset()
		used.Weigh([]byte("title words"), 5)
		used.Add([]byte(text), 1)
		fresh := words.New(lang.For("en"))
		fresh.Weigh([]byte("title words"), 5)
		fresh.Add([]byte(text), 1)
		if used.Total() != fresh.Total() || used.Total() != len(strings.Fields(text)) {
			t.Fatal(used.Total(), fresh.Total(), len(strings.Fields(text)))
		}
		var plain sketch.Bag
		for _, w := range strings.Fields(text) {
			plain.Add(sketch.Of([]byte(w)))
		}
		if used.Sketch() != plain.Sketch() || used.Sum() != plain.Sum() {
			t.Fatal("the words are not those that stand there")
		}
		got, want := used.Keywords(5), fresh.Keywords(5)
		if !slices.Equal(got, want) || len(got) > 5 {
			t.Fatal(got, want)
		}
		all := used.Keywords(1000)
		if !slices.IsSortedFunc(all, func(a, b words.Keyword) int { return b.Weight - a.Weight }) || !slices.Equal(all[:len(got)], got) {
			t.Fatal(all)
		}
	})
}

// TestWhole: words of ASCII letters are read at once, others letter by letter.
// A soft hyphen, which counts for nothing, takes a word from the one way to the
// other.
func TestWhole(t *testing.T) {
	text := rapid.StringMatching(`([A-Za-z]{1,18}|[0-9.'’éß-]{1,3}| |[,\n])*`)
	letters := regexp.MustCompile(`[A-Za-z]{2,}`)
	rapid.Check(t, func(t *rapid.T) {
		plain := text.Draw(t, "text")
		hyphened := letters.ReplaceAllStringFunc(plain, func(w string) string { return w[:1] + "\u00ad" + w[1:] })
		n, keywords := count("en", plain+" "+plain)
		if n2, slow := count("en", hyphened+" "+hyphened); n != n2 || keywords != slow {
			t.Fatalf("%d %s, but %d %s", n, keywords, n2, slow)
		}
	})
}
