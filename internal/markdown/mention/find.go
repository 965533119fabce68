package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// finder reads the HTML of a Doc, segment by segment.
type finder struct {
	names  *Names
	seen   map[int]bool
	found  List
	barred int  // open elements in which nothing is a mention
	tag    bool // a segment ended within a tag
	quote  byte // and within this kind of quotes; 0 for none
}

// bars are the elements in which nothing is a mention.
var bars = []string{
	"a", "button", "caption", "code", "dfn", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6",
	"kbd", "label", "math", "pre", "samp", "script", "style", "summary", "svg", "th", "var",
}

// segment looks for mentions in what stands between two holes.
func (f *finder) segment(number int, s string) {
	for at := 0; at < len(s); {
		if f.tag {
			at = f.rest(s, at)
			continue
		}
		end := strings.IndexByte(s[at:], '<')
		if end < 0 {
			end = len(s) - at
		}
		if f.barred == 0 && end > 0 {
			f.text(number, at, s[at:at+end])
		}
		if at += end; at < len(s) {
			at = f.open(s, at)
		}
	}
}

// open reads the beginning of a tag or a comment, and gives where to go on.
func (f *finder) open(s string, at int) int {
	if strings.HasPrefix(s[at:], "<!--") {
		if n := strings.Index(s[at:], "-->"); n >= 0 {
			return at + n + 3
		}
		return len(s)
	}
	end, closing := at+1, false
	if end < len(s) && s[end] == '/' {
		end, closing = end+1, true
	}
	from := end
	for end < len(s) && (s[end] >= 'a' && s[end] <= 'z' || s[end] >= 'A' && s[end] <= 'Z' || s[end] >= '0' && s[end] <= '9') {
		end++
	}
	if slices.Contains(bars, strings.ToLower(s[from:end])) {
		if closing {
			f.barred--
		} else {
			f.barred++
		}
	}
	f.tag, f.quote = true, 0
	return end
}

// rest reads on to the end of a tag.
func (f *finder) rest(s string, at int) int {
	for ; at < len(s); at++ {
		switch c := s[at]; {
		case f.quote != 0:
			if c == f.quote {
				f.quote = 0
			}
		case c == '"' || c == '\'':
			f.quote = c
		case c == '>':
			f.tag = false
			return at + 1
		}
	}
	return at
}

// text looks for mentions in a stretch of text that begins at an offset.
func (f *finder) text(number, offset int, s string) {
	words := split(s)
	done := 0 // signs before a word may have belonged to the one before
	for i := 0; i < len(words); {
		e, m := f.names.at(s, words[i:])
		if e == nil || m.from < done {
			i++
			continue
		}
		done = m.to
		if !f.seen[e.term] {
			f.seen[e.term] = true
			f.found = append(f.found, Mention{number, offset + m.from, offset + m.to, e.term})
		}
		i += len(e.words)
	}
}

// at gives the longest name that begins with the first of some words, and its place;
// nil for none.
func (n *Names) at(s string, words []word) (*entry, word) {
	first := s[words[0].from:words[0].to]
	small := small(first)
	if r, _ := utf8.DecodeRuneInString(small); n.begin[r] && len(words) > 1 {
		list := n.several[n.stem(small)]
		for i := range list {
			if m, ok := n.matches(s, words, &list[i]); ok {
				return &list[i], m
			}
		}
	}
	list := n.single[small]
	for i := range list {
		if e := &list[i]; e.exact == "" || e.exact == first || e.exact == norm.NFC.String(first) {
			if from, to, ok := e.stands(s, words); ok {
				return e, word{from: from, to: to}
			}
		}
	}
	return nil, word{}
}

// matches says whether a text goes on with the words of a name.
func (n *Names) matches(s string, text []word, e *entry) (m word, ok bool) {
	if len(text) < len(e.words) {
		return m, false
	}
	if m.from, m.to, ok = e.stands(s, text); !ok {
		return m, false
	}
	for i := 1; i < len(e.words); i++ {
		if w := text[i]; n.stem(small(s[w.from:w.to])) != e.words[i] {
			return m, false
		}
	}
	return m, true
}

// word is a run of letters and digits; joined says that what stands between it and
// the word before may stand within a name.
type word struct {
	from, to int
	joined   bool
}

// split finds the words of a text. An apostrophe parts words as a hyphen does, so
// that a French article is none of the word after it.
func split(s string) (all []word) {
	gap := -1
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		if r == '&' { // a character by its name
			if n := strings.IndexByte(s[at:], ';'); n > 0 && n < 10 {
				size = n + 1
			}
			gap = -1
		}
		if !inWord(r) {
			at += size
			continue
		}
		from := at
		for at < len(s) && inWord(r) {
			at += size
			r, size = utf8.DecodeRuneInString(s[at:])
		}
		all = append(all, word{from, at, gap >= 0 && joins(s[gap:from])})
		gap = at
	}
	return all
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '_'
}

// joins says whether a text may stand between two words of a name: a space of some
// kind, a hyphen, an apostrophe.
func joins(gap string) bool {
	n := 0
	for _, r := range gap {
		if !strings.ContainsRune(" \n\u00a0\u202f-\u2010\u2011'’", r) {
			return false
		}
		n++
	}
	return n <= 2
}
