package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Slug makes the part of an address out of a text: lower case, accents and
// alphabets folded as the language does, words joined by single hyphens. Latin,
// Greek and Cyrillic letters become a to z; other scripts keep their letters.
// Apostrophes vanish ("l’art" is "lart"), and so does everything invisible;
// "+" and "#" after a letter or digit are said ("c-plus-plus", "c-sharp"), as
// names would else fall together. A text without letters and digits gives "".
// Slug of a Slug is that Slug, in every language.
func (l *Language) Slug(text string) string {
	if slugged(text) {
		return text
	}
	b := make([]byte, 0, len(text)+8)
	word := false // b ends in a letter or digit
	dash := func() {
		if word {
			b, word = append(b, '-'), false
		}
	}
	var before rune // the rune before r, for "#" and Greek
	text = prepare(text)
	for i, r := range text {
		switch kind, folded := l.fold(r, before); {
		case kind == foldedTo:
			if folded != "" {
				b, word = append(b, folded...), true
			}
		case kind == kept:
			b, word = utf8.AppendRune(b, r), true
		case kind == dropped:
		case r == '+' && (word || before == '+'):
			dash()
			b, word = append(b, "plus"...), true
		case r == '#' && word && !letterAfter(text[i+1:]):
			dash()
			b, word = append(b, "sharp"...), true
		default:
			dash()
		}
		before = r
	}
	return strings.TrimSuffix(string(b), "-")
}

// Fold makes the spellings of one name equal: letter case, accents, hyphens,
// spaces, underscores, apostrophes. "Open-Source" and "open source" fold alike,
// "C" and "C++" do not.
func (l *Language) Fold(text string) string {
	b := make([]byte, 0, len(text))
	var before rune
	for _, r := range prepare(text) {
		switch kind, folded := l.fold(r, before); {
		case kind == foldedTo:
			b = append(b, folded...)
		case kind == kept:
			b = utf8.AppendRune(b, r)
		case kind == dropped, r == '_', unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
		default:
			b = utf8.AppendRune(b, r)
		}
		before = r
	}
	return string(b)
}

// slugged says whether the text is a slug of plain ASCII already.
func slugged(text string) bool {
	before := byte('-')
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || before == '-') {
			return false
		}
		before = c
	}
	return before != '-' || text == ""
}

// prepare takes away what is only another form of the same letters: ligatures,
// full-width letters, superscripts, and letter case.
func prepare(text string) string {
	plain := true
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return strings.ToLower(text)
	}
	text = strings.Map(func(r rune) rune {
		switch r {
		case '™', '℠', '…', '№':
			return ' '
		case 'µ':
			return 'u'
		}
		return r
	}, text)
	return strings.ToLower(norm.NFKC.String(text))
}

// ascii gives one-letter strings without an allocation.
const ascii = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f" +
	"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"

func letterAfter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// what says what becomes of a rune.
type what uint8

const (
	other    what = iota // neither letter nor digit
	foldedTo             // Latin text stands for it, perhaps none
	kept                 // a letter, mark or digit of a script that is not folded
	dropped              // apostrophes and what is invisible
)

// fold says what becomes of a lower-case rune in NFC, by the language's own
// rule, else by the rule that all share, else by taking its accents off.
func (l *Language) fold(r, before rune) (what, string) {
	if r < utf8.RuneSelf {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return foldedTo, ascii[r : r+1]
		case r == '\'' || r == '`':
			return dropped, ""
		}
		return other, ""
	}
	if s, ok := l.folds[r]; ok {
		return foldedTo, s
	}
	if r == 'υ' || r == 'ύ' {
		return foldedTo, upsilon(before)
	}
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', '′', '´', 'ʹ', '‛', '＇':
		return dropped, ""
	}
	switch {
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		return l.unaccented(r)
	case unicode.Is(unicode.Inherited, r) && unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		return dropped, "" // a stray accent, a soft hyphen, a joiner
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.Is(unicode.Nd, r):
		return kept, ""
	}
	return other, ""
}

// unaccented folds the first rune of r's decomposition. A Latin, Greek or
// Cyrillic letter that has no folding stays as it is.
func (l *Language) unaccented(r rune) (what, string) {
	d := norm.NFD.PropertiesString(string(r)).Decomposition()
	if base, size := utf8.DecodeRune(d); size > 0 && base != r {
		return l.fold(base, 0)
	}
	switch {
	case unicode.IsLetter(r):
		return kept, ""
	case unicode.Is(unicode.Mn, r):
		return dropped, ""
	}
	return other, ""
}

// upsilon is a u in αυ, ευ and ου, else a y. (ELOT 743 writes the first two av
// and af by what follows; a reader of addresses needs neither.)
func upsilon(before rune) string {
	switch before {
	case 'α', 'ε', 'ο':
		return "u"
	}
	return "y"
}
