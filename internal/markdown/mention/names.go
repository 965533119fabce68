package mention

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/markdown"
)

// Names are names made ready to be looked for. They are safe for concurrent use if
// stem is.
type Names struct {
	stem    func(string) string
	single  map[string][]entry // by the word in small letters
	several map[string][]entry // by the stem of the first word, the longest first
	begin   map[rune]bool      // letters that the first words of several begin with
}

// entry is one name. Signs are as they stand in HTML.
type entry struct {
	words []string // as they are compared
	exact string   // the one word of a name in capitals, as it is written; else ""
	lead  string   // signs that belong to the first word: the point of .NET
	tail  string   // signs that belong to the last word: C++, C#
	gaps  []string // before each word but the first, the signs that must stand there; "" for what may stand between words
	term  int
}

// New makes names ready. Of equal names the first is meant.
func New(names []Name, stem func(string) string) *Names {
	n := &Names{stem: stem, single: map[string][]entry{}, several: map[string][]entry{}, begin: map[rune]bool{}}
	for _, name := range names {
		e, first := read(name)
		switch len(e.words) {
		case 0:
		case 1:
			n.single[e.words[0]] = append(n.single[e.words[0]], e)
		default:
			r, _ := utf8.DecodeRuneInString(first)
			n.begin[r] = true
			for i, w := range e.words {
				e.words[i] = stem(w)
			}
			n.several[e.words[0]] = append(n.several[e.words[0]], e)
		}
	}
	for _, lists := range []map[string][]entry{n.single, n.several} {
		for _, list := range lists {
			slices.SortStableFunc(list, func(a, b entry) int {
				return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(b.signs(), a.signs()))
			})
		}
	}
	return n
}

// read takes a name apart; first is its first word in small letters.
func read(name Name) (e entry, first string) {
	text := string(markdown.AppendText(nil, norm.NFC.String(name.Text)))
	words := split(text)
	e.term = name.Term
	for i, w := range words {
		e.words = append(e.words, small(text[w.from:w.to]))
		if i == 0 {
			continue
		}
		gap := ""
		if !w.joined {
			gap = text[words[i-1].to:w.from]
		}
		e.gaps = append(e.gaps, gap)
	}
	if len(words) == 0 {
		return e, ""
	}
	start, end := text[:words[0].from], text[words[len(words)-1].to:]
	e.lead = start[len(strings.TrimRight(start, ".@#$/*+")):]
	e.tail = end[:len(end)-len(strings.TrimLeft(end, "+#*"))]
	if len(words) == 1 && capitals(name.Text) {
		e.exact = text[words[0].from:words[0].to]
	}
	return e, e.words[0]
}

// signs is how much of a name is neither letter nor digit.
func (e *entry) signs() int { return len(e.lead) + len(e.tail) + len(strings.Join(e.gaps, "")) }

// stands gives the place of a name whose words have been found in a text. Signs
// that belong to another name part it from them: C is not in C++, nor NET in .NET, nor node in node.js.
func (e *entry) stands(s string, words []word) (from, to int, ok bool) {
	from, to = words[0].from, words[len(e.words)-1].to
	before, isBefore := strings.CutSuffix(s[:from], e.lead)
	after, isAfter := strings.CutPrefix(s[to:], e.tail)
	if !isBefore || !isAfter || e.lead != "" && ends(before) {
		return 0, 0, false
	}
	if e.lead == "" && strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "..") {
		return 0, 0, false
	}
	if begins(after) && e.tail != "" || after != "" && after[0] == '.' && begins(after[1:]) || strings.HasPrefix(after, "#") || strings.HasPrefix(after, "++") {
		return 0, 0, false
	}
	for i, gap := range e.gaps {
		w := words[i+1]
		if gap == "" && !w.joined || gap != "" && s[words[i].to:w.from] != gap {
			return 0, 0, false
		}
	}
	return from - len(e.lead), to + len(e.tail), true
}

// ends says whether a text ends within a word.
func ends(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return inWord(r)
}

// begins says whether a text begins within a word.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return inWord(r)
}

// capitals says whether a name is written in capitals, as abbreviations are.
func capitals(name string) bool {
	return utf8.RuneCountInString(name) > 1 && !strings.ContainsFunc(name, unicode.IsLower) && strings.ContainsFunc(name, unicode.IsUpper)
}

// small writes a word in small letters, accents with their letters, since some
// editors write them apart.
func small(word string) string {
	if !norm.NFC.IsNormalString(word) {
		word = norm.NFC.String(word)
	}
	return strings.ToLower(word)
}
