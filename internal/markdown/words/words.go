// Package words counts the words of a page and finds the ones that it is about.
//
// In: plain text, block by block, each with a weight. Out: a number of words, what
// tells them from those of another text, and the heaviest stems. Nothing outside the page is looked at, so that an
// unrelated page changes nothing.
//
// A word is a run of letters and digits; apostrophes, hyphens and points
// between two of them belong to it (don't, white-paper, 4.5). Chinese and
// Japanese characters are one word each, because these languages write no
// spaces. Stop words, words under three letters and numbers are no keywords.
package words

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lodestone/internal/sketch"
)

// Language is what a language knows of its words, given in lower case.
type Language interface {
	Stem(word string) string
	Stop(word string) bool
}

// Keyword is a stem with its weight.
type Keyword struct {
	Stem   string
	Weight int
}

// vocabulary is how many stems a few hundred pages have.
const vocabulary = 1 << 12

// remembered bounds the words whose stems are kept between pages.
const remembered = 50_000

// Aside stands before and after text that is no words: bare addresses.
const Aside = 0

// Counter counts one page at a time; between pages it keeps the stems of the
// words met, which are a pure function of the word. It is not safe for
// concurrent use.
type Counter struct {
	lang    Language
	known   table
	of      map[string]int32 // stem → index into stems
	stems   []string
	weights []int32 // by stem; zero but for those in met
	met     []int32
	page    uint32     // numbers the pages
	bag     sketch.Bag // the words that count
	again   bool       // what is added has been counted already
	scratch []byte
}

// New makes a Counter for a language.
func New(lang Language) *Counter {
	return &Counter{lang: lang, of: make(map[string]int32, vocabulary), page: 1}
}

// Reset begins another page.
func (c *Counter) Reset() {
	for _, i := range c.met {
		c.weights[i] = 0
	}
	c.met = c.met[:0]
	c.bag.Reset()
	if c.page++; c.known.n > remembered || c.page == 0 {
		c.known, c.page = table{}, 1
		clear(c.of)
		c.stems, c.weights = c.stems[:0], c.weights[:0]
	}
}

// Total is the number of words that Add has counted.
func (c *Counter) Total() int { return c.bag.Words() }

// Sketch tells these words from those of another page, and Sum whether they are the
// same in the same order.
func (c *Counter) Sketch() sketch.Sketch { return c.bag.Sketch() }

// Sum is a digest of the words that Add has counted.
func (c *Counter) Sum() uint64 { return c.bag.Sum() }

// Weigh takes the words of a text into the keywords without counting them.
func (c *Counter) Weigh(text []byte, weight int32) {
	c.again = true
	c.Add(text, weight)
	c.again = false
}

// Add counts the words of a text.
func (c *Counter) Add(text []byte, weight int32) {
	word, letters := c.scratch[:0], 0
	for i := 0; i < len(text); {
		b := text[i]
		if len(word) == 0 {
			if n, whole := lettered(text[i:]); whole && n <= short && len(text)-i >= short {
				a, b := packed(text[i:], n)
				c.short(a, b, text[i:i+n], weight)
				i += n
				continue
			}
		}
		switch {
		case b >= 'a' && b <= 'z':
			word = append(word, b)
			letters++
			i++
			continue
		case b >= 'A' && b <= 'Z':
			word = append(word, b|0x20)
			letters++
			i++
			continue
		case b >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(text[i:])
			i += n
			if k := kind(r, len(word) > 0, text[i:]); k == part || k == letter {
				if r == '’' {
					r = '\''
				}
				word = utf8.AppendRune(word, unicode.ToLower(r))
				if k == letter {
					letters++
				}
				continue
			} else if k == nothing {
				continue
			} else if k == whole {
				c.tally(text[i-n : i])
			}
		case b >= '0' && b <= '9', (b == '\'' || b == '-' || b == '.') && len(word) > 0 && inner(text[i+1:]):
			word = append(word, b)
			i++
			continue
		case b == Aside:
			n := bytes.IndexByte(text[i+1:], Aside)
			i += n + 2 // the end is there: both are written together
		default:
			i++
		}
		if len(word) > 0 {
			c.count(word, letters, weight)
			word, letters = word[:0], 0
		}
	}
	if len(word) > 0 {
		c.count(word, letters, weight)
	}
	c.scratch = word
}

// lettered gives the number of ASCII letters that a text begins with, and whether
// they are a whole word: most words are, and need not be put together.
func lettered(text []byte) (n int, whole bool) {
	for n < len(text) && isLetter[text[n]] {
		n++
	}
	if n == 0 || n == len(text) {
		return n, n > 0
	}
	switch b := text[n]; b {
	case '\'', '-', '.':
		return n, !inner(text[n+1:])
	default:
		return n, b < utf8.RuneSelf && (b < '0' || b > '9')
	}
}

// isLetter are the ASCII letters.
var isLetter = func() (is [256]bool) {
	for c := 'a'; c <= 'z'; c++ {
		is[c], is[c-'a'+'A'] = true, true
	}
	return is
}()

// short counts a word of ASCII letters that a slot holds: nearly all words are such,
// and all that is known of one stands in one place.
func (c *Counter) short(a uint64, b uint32, word []byte, weight int32) {
	s, fresh := c.known.short(a, b)
	if fresh {
		if s.id, s.hash = -1, sketch.Of(word); len(word) > 2 {
			s.id = c.stem(strings.ToLower(string(word)))
		}
	}
	if !c.again {
		if s.page != c.page {
			s.page, s.n = c.page, 0
		}
		s.n++
		c.bag.AddNth(s.hash, s.n)
	}
	c.add(s.id, weight)
}

// tally counts a word that no slot holds.
func (c *Counter) tally(word []byte) {
	if !c.again {
		c.bag.Add(sketch.Of(word))
	}
}

// count counts a word in lower case, of which so many characters are letters.
func (c *Counter) count(word []byte, letters int, weight int32) {
	if letters == len(word) && letters <= short { // ASCII all through: other letters have more bytes
		var key [short]byte
		copy(key[:], word)
		c.short(binary.LittleEndian.Uint64(key[:8]), binary.LittleEndian.Uint32(key[8:]), word, weight)
		return
	}
	c.tally(word)
	if letters > 2 {
		known, fresh := c.known.long(word)
		if fresh {
			*known = c.stem(string(word))
		}
		c.add(*known, weight)
	}
}

// What a character is to words.
const (
	end     = iota // it ends one
	letter         // it belongs to one
	part           // likewise, but is no letter
	whole          // it is one
	nothing        // it counts for nothing
)

// kind sorts a character that is not ASCII; within says whether a word has
// begun before it, rest is what comes after.
func kind(r rune, within bool, rest []byte) int {
	switch {
	case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return whole
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
		return part
	case r == '’' && within && inner(rest):
		return part
	case r == '\u00ad': // a soft hyphen
		return nothing
	}
	return end
}

// inner says whether a text begins with a letter or digit.
func inner(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// add adds to the weight of a stem, if there is one.
func (c *Counter) add(id, weight int32) {
	if id < 0 {
		return
	}
	if c.weights[id] == 0 {
		c.met = append(c.met, id)
	}
	c.weights[id] += weight
}

// stem gives the stem of a word that is met for the first time, -1 for none.
func (c *Counter) stem(word string) int32 {
	if c.lang.Stop(word) {
		return -1
	}
	s := c.lang.Stem(word)
	if s == "" {
		return -1
	}
	id, ok := c.of[s]
	if !ok {
		id = int32(len(c.stems))
		c.stems, c.weights = append(c.stems, s), append(c.weights, 0)
		c.of[s] = id
	}
	return id
}

// Keywords gives at most n stems, the heaviest first, equals by alphabet. A
// stem that was met once, in running text, is not among them.
func (c *Counter) Keywords(n int) []Keyword {
	var top []int32
	before := func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.weights[b], c.weights[a]), cmp.Compare(c.stems[a], c.stems[b]))
	}
	for _, id := range c.met {
		if c.weights[id] < 2 || len(top) == n && before(top[n-1], id) < 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(top, id, before)
		top = slices.Insert(top[:min(len(top), max(n-1, i))], i, id)
	}
	if len(top) == 0 {
		return nil
	}
	all := make([]Keyword, len(top))
	for i, id := range top {
		all[i] = Keyword{c.stems[id], int(c.weights[id])}
	}
	return all
}
