// Package terms lists the words of a page, for those who search it.
//
// In: plain text, block by block. Out: every word in lower case, once, with how
// often it stands in running text and in headings. Nothing is left out and
// nothing stemmed here: which words are too common to be looked for, and which
// are forms of one, the index says, for all pages at once.
//
// A word is a run of letters, digits and their marks, so that what an apostrophe,
// a hyphen or a point divides are several words: whoever looks for "design system"
// finds "design-system". But the e- of e-mail, which as many leave out as write, is
// a part of its word: "email". One character alone is no word. Chinese and Japanese
// characters are one word each, because these languages write no spaces. The
// script of the search divides what a reader types by the same rules.
package terms

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/words"
)

const (
	remembered = 50_000 // words that are kept between pages
	longest    = 64     // bytes; what is longer is no word
)

// Counter counts one page at a time; between pages it keeps the words met. It is
// not safe for concurrent use.
type Counter struct {
	of      map[string]int32 // word → index into words and counts
	words   []string
	counts  []count // zero but for those in met
	met     []int32 // in the order of their first appearance
	scratch []byte
}

type count struct{ text, heads int32 }

// New makes a Counter.
func New() *Counter { return &Counter{of: map[string]int32{}} }

// Add counts the words of a text, of a heading or not.
func (c *Counter) Add(text []byte, heading bool) {
	c.scratch = each(text, c.scratch, func(word []byte) {
		i, known := c.of[string(word)]
		if !known {
			i = int32(len(c.words))
			w := string(word)
			c.of[w], c.words, c.counts = i, append(c.words, w), append(c.counts, count{})
		}
		n := &c.counts[i]
		if *n == (count{}) {
			c.met = append(c.met, i)
		}
		if heading {
			n.heads++
		} else {
			n.text++
		}
	})
}

// Take gives the words counted since the last Take, in the order in which they
// first appeared.
func (c *Counter) Take() markdown.Terms {
	all := make(markdown.Terms, len(c.met))
	for k, i := range c.met {
		n := &c.counts[i]
		all[k] = markdown.Counted{Word: c.words[i], Text: int(n.text), Heads: int(n.heads)}
		*n = count{}
	}
	c.met = c.met[:0]
	if len(c.words) > remembered {
		clear(c.of)
		c.words, c.counts = nil, nil
	}
	return all
}

// Each calls word for each word of a text, in lower case.
func Each(text string, word func(string)) {
	each([]byte(text), nil, func(w []byte) { word(string(w)) })
}

// each is Each with working memory, which it gives back. The word is the callee's
// until it returns.
func each(text, word []byte, found func([]byte)) []byte {
	word = word[:0]
	letters := 0
	end := func() {
		if letters > 1 && len(word) <= longest {
			found(word)
		}
		word, letters = word[:0], 0
	}
	for i := 0; i < len(text); {
		b := text[i]
		switch {
		case b >= 'a' && b <= 'z' || b >= '0' && b <= '9':
			word = append(word, b)
			letters++
			i++
		case b >= 'A' && b <= 'Z':
			word = append(word, b|0x20)
			letters++
			i++
		case b == '-' && len(word) == 1 && word[0] == 'e' && electronic(text[i+1:]):
			i++
		case b == words.Aside: // a bare address, up to the next of these
			end()
			n := bytes.IndexByte(text[i+1:], words.Aside)
			i += n + 2
		case b < utf8.RuneSelf:
			end()
			i++
		default:
			r, n := utf8.DecodeRune(text[i:])
			i += n
			switch {
			case r == '\u00ad': // a soft hyphen
			case Single(r):
				end()
				word, letters = utf8.AppendRune(word, r), 2
				end()
			case unicode.IsLetter(r), unicode.IsNumber(r):
				word = utf8.AppendRune(word, unicode.ToLower(r))
				letters++
			case unicode.IsMark(r) && len(word) > 0:
				word = utf8.AppendRune(word, r)
			default:
				end()
			}
		}
	}
	end()
	return word
}

// electronic says whether what follows "e-" is a word, so that the two are one.
func electronic(rest []byte) bool {
	letter := func(i int) bool { return i < len(rest) && (rest[i]|0x20 >= 'a' && rest[i]|0x20 <= 'z') }
	return letter(0) && letter(1)
}

// Single says whether a character is a word by itself.
func Single(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
