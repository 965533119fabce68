// Package searchtest reads a search index as the script in the browser does, for
// tests: from the published files alone, without stemmer and stop words.
package searchtest

import (
	"cmp"
	"encoding/json"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lodestone/internal/markdown/terms"
	"lodestone/internal/search"
)

// Reader looks words up. Read gives a file by its address.
type Reader struct {
	Guide search.Guide
	at    string // address of the guide
	read  func(address string) ([]byte, error)
}

// Shard is one file of stems, as it is read.
type Shard struct {
	S map[string][]int `json:"s"`
	F map[string]any   `json:"f"`
}

// Open reads the guide.
func Open(guide string, read func(address string) ([]byte, error)) (*Reader, error) {
	r := &Reader{at: guide, read: read}
	return r, r.load(guide, &r.Guide)
}

func (r *Reader) load(address string, v any) error {
	data, err := r.read(address)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

func (r *Reader) piece(name string, v any) error {
	return r.load(path.Dir(r.at)+"/"+r.Guide.Name+"/"+name, v)
}

// Shard reads the shard in which a folded word stands.
func (r *Reader) Shard(word string) (s Shard, err error) {
	return s, r.piece("w"+strconv.Itoa(search.Shard(word, r.Guide.Shards))+".json", &s)
}

// Hit is a page that answers.
type Hit struct {
	Page  int
	Score float64
}

// Found are the stems that a word may be meant for, with how much each counts.
type Found map[string]float64

// Stems gives the stems of a folded word.
func (r *Reader) Stems(word string) ([]string, error) {
	s, err := r.Shard(word)
	if err != nil {
		return nil, err
	}
	return r.stems(&s, word), nil
}

func (r *Reader) stems(s *Shard, word string) []string {
	if to, ok := s.F[word]; ok {
		return listed(to)
	}
	for i := len(word); i > 0; i-- {
		if i < len(word) && !utf8.RuneStart(word[i]) {
			continue
		}
		if _, ok := s.S[word[:i]]; ok && (i == len(word) || slices.Contains(r.Guide.Ends, word[i:])) {
			return []string{word[:i]}
		}
	}
	return nil
}

func listed(to any) (all []string) {
	switch to := to.(type) {
	case string:
		return []string{to}
	case []any:
		for _, s := range to {
			all = append(all, s.(string))
		}
	}
	return all
}

// Postings gives the pages of a stem, or of "@" or "#" and a number, with the
// impact on each.
func (r *Reader) Postings(stem string) (map[int]int, error) {
	s, err := r.Shard(stem)
	if err != nil {
		return nil, err
	}
	all, page := map[int]int{}, -1
	for _, n := range s.S[stem] {
		page += n / r.Guide.Scale
		all[page] = n % r.Guide.Scale
	}
	return all, nil
}

// Find gives the pages that answer a question, the best first. The last word is
// taken for the beginning of one where the question ends with it.
func (r *Reader) Find(question string) ([]Hit, error) {
	var words []string
	terms.Each(question, func(w string) { words = append(words, search.Fold(w)) })
	last, _ := utf8.DecodeLastRuneInString(question)
	typing := unicode.In(last, unicode.L, unicode.N, unicode.M)
	found, err := r.found(words, typing)
	if err != nil {
		return nil, err
	}
	titled, err := r.Postings("=" + strings.Join(words, " "))
	if err != nil {
		return nil, err
	}
	score, share, most := map[int]float64{}, map[int]float64{}, 0.0
	for _, f := range found {
		best, rare, err := r.rank(f)
		if err != nil {
			return nil, err
		}
		for page, s := range best {
			score[page] += s
			share[page] += rare
			most = max(most, share[page])
		}
	}
	var all []Hit
	for page, s := range share {
		if s >= most*enough {
			all = append(all, Hit{page, score[page] * (s / most) * (s / most)})
		}
	}
	slices.SortFunc(all, func(a, b Hit) int {
		return cmp.Or(titled[b.Page]/2-titled[a.Page]/2, cmp.Compare(b.Score, a.Score), a.Page-b.Page)
	})
	return all, nil
}

// enough is the part of what the best page has of the question, counted by how
// rare the words are, that a page must have to be an answer.
const enough = 0.6

// found gives the stems of each word, and where there are none, those of titles.
func (r *Reader) found(words []string, typing bool) (all []Found, err error) {
	some, common := false, true
	titles := make([]Found, len(words))
	for i, w := range words {
		f, never, err := r.word(w, typing && i == len(words)-1)
		if err != nil {
			return nil, err
		}
		all, titles[i] = append(all, f), Found{"=" + w: 1}
		some, common = some || len(f) > 0, common && never
	}
	switch {
	case some:
		return all, nil
	case common:
		return titles, nil
	case !typing:
		return nil, nil
	}
	whole, begun := "="+strings.Join(words, " "), Found{}
	s, err := r.Shard(whole)
	for name := range s.S {
		if strings.HasPrefix(name, whole) {
			begun[name] = 1
		}
	}
	return []Found{begun}, err
}

// word gives the stems of a word, and whether it is a common one.
func (r *Reader) word(w string, typing bool) (found Found, common bool, err error) {
	s, err := r.Shard(w)
	if err != nil {
		return nil, false, err
	}
	found = Found{}
	for _, stem := range r.stems(&s, w) {
		found[stem] = 1
	}
	if typing && utf8.RuneCountInString(w) > 2 {
		for _, stem := range completions(&s, w) {
			if found[stem] == 0 {
				found[stem] = 0.6
			}
		}
	}
	for stem := range found {
		if pages, err := r.Postings(stem); err != nil {
			return nil, false, err
		} else if len(pages) == 0 {
			delete(found, stem)
		}
	}
	return found, s.F[w] == 0.0, nil
}

// rank gives what stems add to the score of each page, and how rare they are.
func (r *Reader) rank(found Found) (map[int]float64, float64, error) {
	best, rarest := map[int]float64{}, 0.0
	for stem, factor := range found {
		pages, err := r.Postings(stem)
		if err != nil {
			return nil, 0, err
		}
		rare := math.Log(1+(float64(r.Guide.Pages-len(pages))+0.5)/(float64(len(pages))+0.5)) * factor
		rarest = max(rarest, rare)
		for page, impact := range pages {
			best[page] = max(best[page], rare*float64(impact))
		}
	}
	return best, rarest, nil
}

// completions gives the stems of what may become of a word.
func completions(s *Shard, w string) (all []string) {
	for stem := range s.S {
		if strings.HasPrefix(stem, w) {
			all = append(all, stem)
		}
	}
	for form, to := range s.F {
		if strings.HasPrefix(form, w) {
			all = append(all, listed(to)...)
		}
	}
	return all
}

// Record is what is shown of a page.
type Record struct {
	URL, Title, Summary, Date string
	Kind                      int
	Tags                      []int
}

// Record reads the record of a page.
func (r *Reader) Record(page int) (rec Record, err error) {
	var block [][6]json.RawMessage
	if err := r.piece("p"+strconv.Itoa(page/r.Guide.Block)+".json", &block); err != nil {
		return rec, err
	}
	one := block[page%r.Guide.Block]
	for i, v := range []any{&rec.URL, &rec.Title, &rec.Summary, &rec.Kind, &rec.Date, &rec.Tags} {
		if err := json.Unmarshal(one[i], v); err != nil {
			return rec, err
		}
	}
	return rec, nil
}
