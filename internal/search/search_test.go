package search_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/terms"
	"lodestone/internal/search"
	"lodestone/internal/search/searchtest"
)

// texts are full of forms that share a stem or nearly do, with accents, apostrophes
// and stop words.
var texts = map[string]string{
	"en": "the accessible accessibility access design designs designer designing redesigned user users used using use useful useless make makes making made " +
		"study studies studied studying university universe news new newer argue argument argued authority author 18F 508 US go going goes car carpet carpets __proto__ constructor " +
		"agency's don't white-paper agencies policy policies police of and to running run runs runner",
	"fr": "le la côte coté côté cote péché pêche pécher école écoles scolaire l’art d'inbound aujourd’hui été étés où ou mangeons manger mangé rédaction rédactions rédacteur nous sommes",
	"ru": "ёлка елка ёлки книга книги книге книгу читать читаю читает",
	"ja": "磁石は鉄を引く lodestone 磁力",
}

// haystack makes a random source from the words of a language.
func haystack(rng *rand.Rand, tag string, pages int) *search.Source {
	all := strings.Fields(texts[tag])
	pick := func(n int) string {
		var words []string
		for range n {
			words = append(words, all[rng.IntN(len(all))])
		}
		return strings.Join(words, " ")
	}
	s := &search.Source{Language: lang.For(tag), Kinds: []string{"a", "b"}, Tags: []string{pick(1), pick(2), "never"}}
	bodies := make([]markdown.Terms, pages)
	for i := range pages {
		c := terms.New()
		n := 1 + rng.IntN(60)
		c.Add([]byte(pick(n)), false)
		c.Add([]byte(pick(rng.IntN(3))), true)
		bodies[i] = c.Take()
		s.Pages = append(s.Pages, search.Page{
			URL: "/" + strconv.Itoa(i) + "/", Title: pick(1 + rng.IntN(4)), Summary: pick(50), Lead: pick(rng.IntN(4)), Kind: rng.IntN(2),
			Tags: []int{rng.IntN(2)}, Names: []string{pick(rng.IntN(2))}, Words: n,
		})
	}
	s.Terms = func(i int) (markdown.Terms, error) { return bodies[i], nil }
	return s
}

// published makes an index and reads it as it would be read from a site.
func published(t *testing.T, s *search.Source, shape search.Shape) *searchtest.Reader {
	t.Helper()
	x, err := search.Make(s, shape)
	if err != nil {
		t.Fatal(err)
	}
	again, err := search.Make(s, shape)
	if err != nil || !slices.EqualFunc(x.Shards, again.Shards, bytes.Equal) || !slices.EqualFunc(x.Blocks, again.Blocks, bytes.Equal) || !slices.Equal(x.Ends, again.Ends) {
		t.Fatal("the same source, another index", err)
	}
	g := search.Guide{
		Name: "n", Shards: shape.Shards, Pages: len(s.Pages), Block: search.Block, Scale: search.Scale, Ends: x.Ends,
		Kinds: search.Choices(s.Kinds, x.Kinds), Tags: search.Choices(s.Tags, x.Tags),
	}
	r, err := searchtest.Open("/search/index.json", func(address string) ([]byte, error) {
		var n int
		switch name := path.Base(address); {
		case name == "index.json":
			return g.Encode(), nil
		case scan(name, "w%d.json", &n):
			return x.Shards[n], nil
		case scan(name, "p%d.json", &n):
			return x.Blocks[n], nil
		}
		return nil, fs.ErrNotExist
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func scan(name, form string, n *int) bool {
	_, err := fmt.Sscanf(name, form, n)
	return err == nil
}

// TestForms: without a stemmer, each word of a site finds its stem and no other,
// in any number of shards, and a common one none.
func TestForms(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for tag := range texts {
		for _, shards := range []int{1, 2, 7, 50} {
			s := haystack(rng, tag, 30)
			r := published(t, s, search.Shape{Shards: shards, Blocks: 4})
			meant := map[string][]string{}
			learn := func(w string) {
				form := search.Fold(w)
				if meant[form] == nil {
					meant[form] = []string{}
				}
				if stem := search.Fold(s.Language.Stem(w)); !s.Language.Stop(w) && !slices.Contains(meant[form], stem) {
					meant[form] = append(meant[form], stem)
				}
			}
			for i := range s.Pages {
				body, _ := s.Terms(i)
				for _, w := range body {
					learn(w.Word)
				}
				terms.Each(s.Pages[i].Title+" "+s.Pages[i].Lead+" "+strings.Join(s.Pages[i].Names, " ")+" "+s.Tags[s.Pages[i].Tags[0]], learn)
			}
			for form, want := range meant {
				got, err := r.Stems(form)
				slices.Sort(want)
				if err != nil || !slices.Equal(got, want) && len(got)+len(want) > 0 {
					t.Errorf("%s, %d shards: %s is a form of %v, want %v (%v)", tag, shards, form, got, want, err)
				}
			}
		}
	}
}

// TestFind compares what the published files answer with the formula, computed
// from the source itself.
func TestFind(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for n := range 200 {
		tag := []string{"en", "fr", "ru", "ja"}[n%4]
		s := haystack(rng, tag, 1+rng.IntN(40))
		r := published(t, s, search.Shape{Shards: 1 + rng.IntN(9), Blocks: (len(s.Pages) + search.Block - 1) / search.Block})
		all := strings.Fields(texts[tag])
		question := all[rng.IntN(len(all))] + " " + all[rng.IntN(len(all))] + " " // ends with no word that is being typed
		got, err := r.Find(question)
		if err != nil {
			t.Fatal(err)
		}
		want := brute(s, question)
		if !slices.EqualFunc(got, want, func(a, b searchtest.Hit) bool { return a.Page == b.Page && math.Abs(a.Score-b.Score) < 1e-9 }) {
			t.Fatalf("%s %q:\ngot  %v\nwant %v", tag, question, got, want)
		}
		for _, h := range got {
			rec, err := r.Record(h.Page)
			if p := s.Pages[h.Page]; err != nil || rec.URL != p.URL || rec.Title != p.Title || rec.Kind != p.Kind || !slices.Equal(rec.Tags, p.Tags) {
				t.Fatalf("%+v is the record of %+v (%v)", rec, p, err)
			}
		}
	}
}

// weights counts what each stem has on a page.
func weights(s *search.Source, page int) map[string]int {
	all := map[string]int{}
	add := func(text string, n int) {
		terms.Each(text, func(w string) {
			if !s.Language.Stop(w) {
				all[search.Fold(s.Language.Stem(w))] += n
			}
		})
	}
	p := &s.Pages[page]
	body, _ := s.Terms(page)
	for _, w := range body {
		add(w.Word, w.Text+3*w.Heads)
	}
	add(p.Title, 7)
	add(p.Lead, 5)
	for _, name := range p.Names {
		add(name, 4)
	}
	for _, tag := range p.Tags {
		add(s.Tags[tag], 4)
	}
	return all
}

// brute answers a question by looking at every page.
func brute(s *search.Source, question string) (all []searchtest.Hit) {
	pages := make([]map[string]int, len(s.Pages))
	total := 0
	for i := range pages {
		pages[i] = weights(s, i)
		total += s.Pages[i].Words
	}
	mean := max(total/len(pages), 1)
	score, share, most := make([]float64, len(pages)), make([]float64, len(pages)), 0.0
	if onlyCommon(s, question) {
		return titles(s, question)
	}
	terms.Each(question, func(w string) {
		// Forms that only accents tell apart are looked for together.
		stems := map[string]bool{}
		for _, candidate := range strings.Fields(texts[s.Language.Tag()]) {
			terms.Each(candidate, func(c string) {
				if search.Fold(c) == search.Fold(w) && !s.Language.Stop(c) {
					stems[search.Fold(s.Language.Stem(c))] = true
				}
			})
		}
		rarest, best := 0.0, make([]float64, len(pages))
		for stem := range stems {
			having := 0
			for _, p := range pages {
				if p[stem] > 0 {
					having++
				}
			}
			if having == 0 {
				continue
			}
			rare := math.Log(1 + (float64(len(pages)-having)+0.5)/(float64(having)+0.5))
			used := false
			for i, p := range pages {
				if p[stem] > 0 {
					norm := 200 * (60 + 40*s.Pages[i].Words/mean) / 100
					impact := max((1500*p[stem]+(100*p[stem]+norm)/2)/(100*p[stem]+norm), 1)
					best[i] = max(best[i], rare*float64(impact))
					used = true
				}
			}
			if used {
				rarest = max(rarest, rare)
			}
		}
		for i := range best {
			if best[i] > 0 {
				score[i] += best[i]
				share[i] += rarest
				most = max(most, share[i])
			}
		}
	})
	for i := range pages {
		if share[i] > 0 && share[i] >= most*0.6 {
			all = append(all, searchtest.Hit{Page: i, Score: score[i] * (share[i] / most) * (share[i] / most)})
		}
	}
	slices.SortFunc(all, func(a, b searchtest.Hit) int {
		return cmp.Or(otherTitle(s, a, question)-otherTitle(s, b, question), cmp.Compare(b.Score, a.Score), a.Page-b.Page)
	})
	return all
}

// TestWords: what a reader types finds what a page says otherwise.
func TestWords(t *testing.T) {
	page := func(title string) search.Page { return search.Page{Title: title, Tags: []int{0}} }
	s := &search.Source{
		Language: lang.For("fr"), Kinds: []string{"k"}, Tags: []string{"Qualité"},
		Pages: []search.Page{page("L’Hiver à l’École"), page("Accessibilité des Webs, portes accessibles"), page("磁石 et aiguilles, porte"), page("Section 508")},
		Terms: func(int) (markdown.Terms, error) { return nil, nil },
	}
	r := published(t, s, search.Shape{Shards: 3, Blocks: 1})
	for question, want := range map[string]int{
		"ecole": 0, "hiver ": 0, "HIVER ": 0, "écoles ": 0, "l'école": 0, "access": 1, "ACCESSIBILITE ": 1, "accessible ": 1, "磁": 2, "石 ": 2, "aiguille ": 2, "508": 3, "section 50": 3,
		"des ": 1, "xyzzy": -1, "acc ": -1, "l": -1, "": -1, "constructor ": -1, "__proto__": -1,
	} {
		hits, err := r.Find(question)
		if err != nil || want < 0 && len(hits) > 0 || want >= 0 && (len(hits) == 0 || hits[0].Page != want) {
			t.Errorf("%q: %v, want page %d (%v)", question, hits, want, err)
		}
	}
	if hits, _ := r.Find("qualité "); len(hits) != 4 {
		t.Errorf("a tag finds %d pages of 4", len(hits))
	}
	if pages, err := r.Postings("#0"); err != nil || len(pages) != 4 {
		t.Errorf("a tag has %v (%v)", pages, err)
	}
}

func TestShape(t *testing.T) {
	for _, c := range []struct{ pages, words, shards, blocks int }{
		{0, 0, 1, 0}, {1, 500, 1, 1}, {8, 16_000, 2, 1}, {9, 0, 1, 2}, {1 << 20, 1 << 40, 4096, 1 << 17},
	} {
		if got := search.ShapeOf(c.pages, c.words); got != (search.Shape{Shards: c.shards, Blocks: c.blocks}) {
			t.Errorf("%d pages, %d words: %+v", c.pages, c.words, got)
		}
	}
}

// TestShard: the script finds a shard by the same sum. These are its answers.
func TestShard(t *testing.T) {
	for _, c := range []struct {
		word         string
		shards, want int
	}{
		{"lodestone", 61, 20},
		{"ab", 7, 2},
		{"école", 61, 2},
		{"磁", 61, 26},
		{"книга", 4096, 3544},
		{"#12", 61, 57},
		{"lodger", 4096, 3224},
		{"lodestone", 4096, 3224},
	} {
		if got := search.Shard(c.word, c.shards); got != c.want {
			t.Errorf("%s stands in %d of %d, the script looks in %d", c.word, got, c.shards, c.want)
		}
	}
}

// TestForm: what is made of the same pages has the same name as long as Form is the
// same, so another outcome needs another number.
func TestForm(t *testing.T) {
	want := map[int]string{1: "b219816f83df78bf", 2: "13f8fb9a1625c9a7"}[search.Form]
	h := sha256.New()
	for _, tag := range slices.Sorted(maps.Keys(texts)) {
		src := haystack(rand.New(rand.NewPCG(1, 2)), tag, 40)
		x, err := search.Make(src, search.ShapeOf(40, 2000))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%s%q%q%q%v%v", tag, x.Shards, x.Blocks, x.Ends, x.Kinds, x.Tags)
	}
	if got := fmt.Sprintf("%x", h.Sum(nil)[:8]); got != want {
		t.Errorf("form %d makes %s now, not %q: raise search.Form and note its digest here", search.Form, got, want)
	}
}
