// Package search makes the index that the search in the browser reads.
//
// In: the pages of one language, the newest first, with the words of each. Out:
// an Index: a few hundred small files of JSON, of which a reader loads those that
// a question needs. It is a pure function; equal input gives equal bytes.
//
// # Files
//
// The files of one Index know of each other by its name only, which is the digest
// of all that went into it, so that no two generations are mixed.
//
//   - Main says how the rest is divided: the number of shards, of pages, of pages
//     in a block, the endings (see below), kinds and tags.
//   - A shard, {"s": {stem: postings}, "f": {form: stem}}, holds the stems that
//     Shard puts there by their first three letters, so that what a reader is
//     typing is looked for in one of them.
//   - A block holds the records of pages that stand next to each other:
//     [address, title, summary, kind, date, [tag, …]].
//
// A posting is gap × Scale + impact: how many pages further, the first counted
// from -1, and how much the page is about the stem, from 1 to Scale-1. That is
// the part of the BM25 formula that belongs to the page (S. Robertson, H. Zaragoza,
// "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, §3.4 and §3.6 on
// fields; k1 = 2, b = 0.4), computed in whole numbers, so that every machine
// makes the same bytes. The rest, how rare the stem is, the script adds.
//
// # Forms
//
// No stemmer runs in the browser, so that all languages that have one here have one
// there. A word is a form of the longest stem in its shard that it begins with, if
// what follows is one of the endings: those that are common on the site itself.
// "f" holds only the forms of the site for which this is wrong, with their stems
// (several where accents tell them apart), and common words that are not looked
// for, with 0. So words that the site does not use find their stem too.
//
// Words are compared in lower case without accents (Fold). The postings of a kind
// or a tag stand under "@" or "#" and its number.
//
// # Titles
//
// Under "=" and the words of a title of at most five, with single spaces between
// them, stand the pages that have it, with the impact 2: whoever types a title
// finds its page first. Under "=" and a common word stand those in whose title of
// at most five words it is, with 1: "About us" is found where only common words are
// looked for.
package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/terms"
)

// Form is the number of the form of indexes. It goes up with each change of what is
// made of the same pages, since browsers keep the files of an Index by its name.
const Form = 2

// Page is one page to find.
type Page struct {
	URL, Title string
	Summary    string   // what results show
	Lead       string   // what its author wrote as its description; not part of its text
	Date       string   // in words, or ""
	Kind       int      // into Source.Kinds
	Tags       []int    // into Source.Tags
	Names      []string // of its authors, and its other names
	Words      int      // of its text
}

// Source is what there is to index.
type Source struct {
	Language *lang.Language
	Pages    []Page // the newest first: of pages that answer equally well it comes first
	Kinds    []string
	Tags     []string
	Terms    func(page int) (markdown.Terms, error)
}

// Shape says in how many files an index comes. It is known before the index is.
type Shape struct{ Shards, Blocks int }

const (
	// Block is how many pages have their records in one file.
	Block = 8
	// Scale is one more than the greatest impact.
	Scale = 16

	shardWords = 8000 // of text, so that a shard has some 8 kB when compressed
	mostShards = 4096
)

// ShapeOf gives the shape of an index of so many pages with so many words.
func ShapeOf(pages, words int) Shape {
	return Shape{Shards: min(max(words/shardWords, 1), mostShards), Blocks: (pages + Block - 1) / Block}
}

// Index is a made index.
type Index struct {
	Shards, Blocks [][]byte
	Ends           []string // the endings
	Kinds, Tags    []int    // how many pages each has
}

// How much a word counts where it stands, in the text once.
const (
	inTitle = 7
	inHead  = 3
	inLead  = 5
	inTags  = 4
	inNames = 4
)

// Make makes an index. An error is that of Terms.
func Make(s *Source, shape Shape) (*Index, error) {
	m := &maker{source: s, of: map[string]int32{}, stems: map[string]int32{}, forms: map[string][]string{}, titles: map[string][]posting{}}
	m.kinds, m.tags = make([][]posting, len(s.Kinds)), make([][]posting, len(s.Tags))
	for i := range s.Pages {
		m.mean += s.Pages[i].Words
	}
	m.mean = max(m.mean/max(len(s.Pages), 1), 1)
	for i := range s.Pages {
		if err := m.page(i); err != nil {
			return nil, err
		}
	}
	x := &Index{Blocks: m.blocks(shape), Kinds: lengths(m.kinds), Tags: lengths(m.tags)}
	x.Shards, x.Ends = m.shards(shape)
	return x, nil
}

func lengths(all [][]posting) []int {
	n := make([]int, len(all))
	for i := range all {
		n[i] = len(all[i])
	}
	return n
}

// posting says how much a page is about a stem.
type posting struct{ page, impact int32 }

// maker is an index in the making.
type maker struct {
	source  *Source
	mean    int                 // length of a page in words
	of      map[string]int32    // word → stem, common for one that is not looked for
	stems   map[string]int32    // stem, folded → index into lists
	names   []string            // of stems, parallel to lists
	lists   [][]posting         // by stem
	weights []int32             // of the page at hand, by stem
	met     []int32             // stems of the page at hand
	forms   map[string][]string // folded word → stems, folded; none for a common one
	kinds   [][]posting
	tags    [][]posting
	titles  map[string][]posting // by what they are looked for
}

// common stands for the stem of a word that every text is full of.
const common = -1

// page adds the postings of one page.
func (m *maker) page(i int) error {
	p := &m.source.Pages[i]
	all, err := m.source.Terms(i)
	if err != nil {
		return err
	}
	for _, t := range all {
		m.add(t.Word, t.Text+inHead*t.Heads)
	}
	m.text(p.Title, inTitle)
	m.title(int32(i), p.Title)
	m.text(p.Lead, inLead)
	for _, name := range p.Names {
		m.text(name, inNames)
	}
	for _, t := range p.Tags {
		m.text(m.source.Tags[t], inTags)
		m.tags[t] = append(m.tags[t], posting{int32(i), 1})
	}
	m.kinds[p.Kind] = append(m.kinds[p.Kind], posting{int32(i), 1})
	for _, s := range m.met {
		m.lists[s] = append(m.lists[s], posting{int32(i), impact(int(m.weights[s]), p.Words, m.mean)})
		m.weights[s] = 0
	}
	m.met = m.met[:0]
	return nil
}

// The impacts of titles, and the most words that one has which is looked for as it is.
const (
	someOfTitle    = 1
	wholeTitle     = 2
	mostTitleWords = 5
)

// title adds what a title is looked for as.
func (m *maker) title(page int32, title string) {
	var all, common []string
	terms.Each(title, func(word string) {
		all = append(all, Fold(word))
		if m.source.Language.Stop(word) {
			common = append(common, Fold(word))
		}
	})
	if len(all) == 0 || len(all) > mostTitleWords {
		return
	}
	add := func(name string, impact int32) {
		list := m.titles[name]
		if n := len(list); n == 0 || list[n-1].page != page {
			m.titles[name] = append(list, posting{page, impact})
		}
	}
	add("="+strings.Join(all, " "), wholeTitle)
	for _, word := range common {
		add("="+word, someOfTitle)
	}
}

// impact is the saturated weight of a stem in a page of a length, from 1 to
// Scale-1: weight ÷ (weight + k1 × (1 - b + b × words ÷ mean)).
func impact(weight, words, mean int) int32 {
	const k1, b = 200, 40 // hundredths
	length := k1 * (100 - b + b*words/mean) / 100
	whole := 100*weight + length
	return int32(max(((Scale-1)*100*weight+whole/2)/whole, 1))
}

func (m *maker) text(text string, weight int) {
	terms.Each(text, func(word string) { m.add(word, weight) })
}

// add adds to the weight of a word's stem in the page at hand.
func (m *maker) add(word string, weight int) {
	s, known := m.of[word]
	if !known {
		word = strings.Clone(word) // not a part of a page's whole list
		s = m.learn(word)
		m.of[word] = s
	}
	if s == common {
		return
	}
	if m.weights[s] == 0 {
		m.met = append(m.met, s)
	}
	m.weights[s] += int32(weight)
}

// learn gives the stem of a word that is met for the first time.
func (m *maker) learn(word string) int32 {
	form := Fold(word)
	if m.source.Language.Stop(word) {
		if _, other := m.forms[form]; !other {
			m.forms[form] = nil
		}
		return common
	}
	name := cmp.Or(Fold(m.source.Language.Stem(word)), form)
	if !slices.Contains(m.forms[form], name) {
		m.forms[form] = append(m.forms[form], name)
		slices.Sort(m.forms[form])
	}
	s, known := m.stems[name]
	if !known {
		s = int32(len(m.names))
		m.stems[name] = s
		m.names, m.lists, m.weights = append(m.names, name), append(m.lists, nil), append(m.weights, 0)
	}
	return s
}

// blocks writes the records of the pages.
func (m *maker) blocks(shape Shape) [][]byte {
	all := make([][]byte, shape.Blocks)
	for n := range all {
		pages := m.source.Pages[n*Block : min((n+1)*Block, len(m.source.Pages))]
		records := make([][6]any, len(pages))
		for i, p := range pages {
			records[i] = [6]any{p.URL, p.Title, cut(p.Summary), p.Kind, p.Date, append([]int{}, p.Tags...)}
		}
		all[n] = encode(records)
	}
	return all
}

// longestSummary is how many characters of a summary a result shows.
const longestSummary = 200

// cut shortens a summary at a word.
func cut(text string) string {
	runes := []rune(text)
	if len(runes) <= longestSummary {
		return text
	}
	text = string(runes[:longestSummary])
	if i := strings.LastIndexByte(text, ' '); i > len(text)/2 {
		text = text[:i]
	}
	return strings.TrimRight(text, " ,;:–—-.…") + "…"
}

// named gives the postings of titles, kinds and tags by the names that they have in
// a shard.
func (m *maker) named() map[string][]posting {
	all := m.titles
	for i, list := range m.kinds {
		all["@"+strconv.Itoa(i)] = list
	}
	for i, list := range m.tags {
		all["#"+strconv.Itoa(i)] = list
	}
	return all
}
