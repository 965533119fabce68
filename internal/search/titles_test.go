package search_test

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/terms"
	"lodestone/internal/search"
	"lodestone/internal/search/searchtest"
)

// otherTitle is 0 for a page whose short title is the question, else 1.
func otherTitle(s *search.Source, h searchtest.Hit, question string) int {
	if words := split(s.Pages[h.Page].Title); words == split(question) && len(strings.Fields(words)) <= 5 {
		return 0
	}
	return 1
}

// split writes the words of a text as they are compared.
func split(text string) string {
	var all []string
	terms.Each(text, func(w string) { all = append(all, search.Fold(w)) })
	return strings.Join(all, " ")
}

// onlyCommon says whether a question holds but words that are not looked for.
func onlyCommon(s *search.Source, question string) bool {
	only := true
	terms.Each(question, func(w string) { only = only && s.Language.Stop(w) })
	return only
}

// titles answers a question of common words.
func titles(s *search.Source, question string) (all []searchtest.Hit) {
	score, share, most := map[int]float64{}, map[int]float64{}, 0.0
	for w := range strings.FieldsSeq(split(question)) {
		impacts := map[int]float64{}
		for i, p := range s.Pages {
			words := strings.Fields(split(p.Title))
			switch {
			case len(words) == 1 && words[0] == w:
				impacts[i] = 2
			case len(words) <= 5 && slices.Contains(words, w):
				impacts[i] = 1
			}
		}
		rare := math.Log(1 + (float64(len(s.Pages)-len(impacts))+0.5)/(float64(len(impacts))+0.5))
		for i, n := range impacts {
			score[i] += rare * n
			share[i] += rare
			most = max(most, share[i])
		}
	}
	for i, n := range share {
		if n >= most*0.6 {
			all = append(all, searchtest.Hit{Page: i, Score: score[i] * (n / most) * (n / most)})
		}
	}
	slices.SortFunc(all, func(a, b searchtest.Hit) int {
		return cmp.Or(otherTitle(s, a, question)-otherTitle(s, b, question), cmp.Compare(b.Score, a.Score), a.Page-b.Page)
	})
	return all
}

// TestTitles: a page is found by its title, first of all, though it be of words that
// are in every text; and e-mail is email.
func TestTitles(t *testing.T) {
	page := func(title string) search.Page {
		return search.Page{Title: title, Lead: "lead lead lead about it", Words: 10}
	}
	s := &search.Source{
		Language: lang.For("en"), Kinds: []string{"k"},
		Pages: []search.Page{page("Lead scoring"), page("Lead"), page("About Lodestone"), page("How E-mail is sent"), page("What we do about all that happened since")},
		Terms: func(int) (markdown.Terms, error) { return nil, nil },
	}
	r := published(t, s, search.Shape{Shards: 5, Blocks: 1})
	for question, want := range map[string][]int{
		"lead": {1}, "Lead scoring": {0}, "lead ": {1}, "About": {2}, "about ": {2}, "abou": {2}, "about lode": {2}, "abou ": nil, "about zebra": nil,
		"the": nil, "email": {3}, "e-mail": {3}, "E-Mail ": {3}, "mail ": nil, "how": {3}, "is how ": {3}, "": nil,
	} {
		hits, err := r.Find(question)
		if err != nil || len(want) == 0 && len(hits) > 0 || len(hits) < len(want) {
			t.Errorf("%q: %v, want %v (%v)", question, hits, want, err)
			continue
		}
		for i, p := range want {
			if hits[i].Page != p {
				t.Errorf("%q: %v, want %v", question, hits, want)
			}
		}
	}
}
