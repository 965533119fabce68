package terms

import (
	"slices"
	"strings"
	"testing"

	"lodestone/internal/markdown"
)

func split(text string) (all []string) {
	Each(text, func(w string) { all = append(all, w) })
	return all
}

func TestEach(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		"A design-system, at 18F":          "design system at 18f",
		"l’inbound d'Été":                  "inbound été",
		"don't stop the agency's ATO":      "don stop the agency ato",
		"version 4.51 of x":                "version 51 of",
		"磁石 pulls":                         "磁 石 pulls",
		"inter\u00adnational":              "international",
		"see \x00https://a.example\x00 é!": "see",
		"\x00https://a.example":            "https example",
		"e\u0301te\u0301 \u0301x":          "e\u0301te\u0301",
		strings.Repeat("a", 65) + " bb":    "bb",
		"a\xffbc":                          "bc",
	} {
		if got := strings.Join(split(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCounter(t *testing.T) {
	c := New()
	c.Add([]byte("Search the site, search!"), false)
	c.Add([]byte("The search"), true)
	want := markdown.Terms{{Word: "search", Text: 2, Heads: 1}, {Word: "the", Text: 1, Heads: 1}, {Word: "site", Text: 1}}
	if got := c.Take(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	c.Add([]byte("site"), true)
	if got := c.Take(); !slices.Equal(got, markdown.Terms{{Word: "site", Heads: 1}}) {
		t.Errorf("another page has words of the first: %+v", got)
	}
}

func FuzzEach(f *testing.F) {
	f.Add("l’été à 18F\x00x\x00 磁石 don't")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range split(text) {
			if w == "" || len(w) > longest || !slices.Equal(split(w), []string{w}) {
				t.Errorf("%q is no word of %q", w, text)
			}
		}
	})
}
