package lang

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Typesetter sets plain text as a language prints it: straight quotation marks
// become the language's own, in two levels, or apostrophes; "..." becomes an
// ellipsis, "--" and "---" dashes. In French the spaces before ; : ! ? and
// inside « » are kept from breaking (narrow before ; ! ?, as the Imprimerie
// nationale has it; Canada writes only the colon so). Spaces are never added
// where the author wrote none.
//
// It is fed the pieces of a block in their order, since a mark's direction
// depends on what stands before it; the zero value of no language is useless,
// see Typesetter of Language. It is not safe for concurrent use.
type Typesetter struct {
	marks  Quotes
	spaces bool // French
	narrow bool // those before ; ! ?
	prev   rune // what was set last in this block; 0 at its beginning
	open   []byte
}

// Typesetter makes one for the language.
func (l *Language) Typesetter() *Typesetter {
	return &Typesetter{marks: l.Quotes(), spaces: l.base == "fr", narrow: l.base == "fr" && l.region != "CA"}
}

// Typeset sets a whole text.
func (l *Language) Typeset(text string) string {
	t := l.Typesetter()
	return string(t.Append(nil, []byte(text)))
}

// Begin begins a block.
func (t *Typesetter) Begin() { t.prev, t.open = 0, t.open[:0] }

// Pass takes note of what stands between two pieces and stays as it is: code, an
// address, an escaped character.
func (t *Typesetter) Pass(text []byte) {
	if len(text) > 0 {
		t.prev, _ = utf8.DecodeLastRune(text)
	}
}

const (
	noBreak       = '\u00a0'
	narrowNoBreak = '\u202f'
)

// Append appends a piece of a block as it is printed.
func (t *Typesetter) Append(dst, text []byte) []byte {
	from := 0 // of what stays as it is
	for i := 0; i < len(text); {
		n, set := 1, ""
		switch c := text[i]; c {
		case '"':
			set = t.double(text, i)
		case '\'':
			set = t.single(text, i)
		case '.':
			if n = run(text[i:], '.'); n == 3 {
				set = "…"
			}
		case '-':
			switch n = run(text[i:], '-'); n {
			case 2:
				set = "–"
			case 3:
				set = "—"
			}
		case ' ':
			set = t.space(text, i)
		default:
			if c >= utf8.RuneSelf {
				t.prev, n = utf8.DecodeRune(text[i:])
			} else {
				t.prev = rune(c)
			}
			i += n
			continue
		}
		if set != "" {
			dst = append(append(dst, text[from:i]...), set...)
			from = i + n
			t.Pass([]byte(set))
		} else {
			t.prev = rune(text[i])
		}
		i += n
	}
	return append(dst, text[from:]...)
}

func run(text []byte, c byte) (n int) {
	for n < len(text) && text[n] == c {
		n++
	}
	return n
}

// double sets ": it closes what is open unless white space stands before it.
func (t *Typesetter) double(text []byte, i int) string {
	switch {
	case t.isOpen('"') && !t.opens():
		return t.close('"')
	case t.opens() && !spaceAt(text[i+1:]):
		return t.begin('"')
	}
	return "" // inches, or what nobody can tell
}

// single sets ': an apostrophe inside a word and after one, unless it closes.
func (t *Typesetter) single(text []byte, i int) string {
	next := text[i+1:]
	switch {
	case !t.opens() && t.isOpen('\'') && !wordAt(next):
		return t.close('\'')
	case !t.opens() || spaceAt(next) || len(next) == 0:
		return "’"
	case closesLater(next):
		return t.begin('\'')
	}
	return "’" // ’tis, the ’90s
}

// opens says whether a mark may open here.
func (t *Typesetter) opens() bool {
	switch t.prev {
	case 0, '(', '[', '{', '–', '—', '-', '/', '«', '“', '‘', '„', '‚', '‹', '"', noBreak, narrowNoBreak:
		return true
	}
	return unicode.IsSpace(t.prev)
}

func (t *Typesetter) isOpen(kind byte) bool {
	return len(t.open) > 0 && t.open[len(t.open)-1] == kind
}

// most is how deep quotations are followed.
const most = 8

func (t *Typesetter) begin(kind byte) string {
	if len(t.open) == most {
		return ""
	}
	t.open = append(t.open, kind)
	if t.outer(kind) {
		return t.marks.Open
	}
	return t.marks.InnerOpen
}

// outer says whether the quotation opened last is marked as an outer one: a
// double mark that is in no other.
func (t *Typesetter) outer(kind byte) bool {
	return kind == '"' && bytes.Count(t.open, []byte{'"'})%2 == 1
}

func (t *Typesetter) close(kind byte) string {
	outer := t.outer(kind)
	t.open = t.open[:len(t.open)-1]
	if outer {
		return t.marks.Close
	}
	return t.marks.InnerClose
}

// space sets a space that must not break.
func (t *Typesetter) space(text []byte, i int) string {
	if !t.spaces || i > 0 && text[i-1] == ' ' {
		return ""
	}
	if t.prev == '«' {
		return string(narrowNoBreak)
	}
	if t.prev == 0 || i+1 == len(text) {
		return ""
	}
	switch r, n := utf8.DecodeRune(text[i+1:]); r {
	case ';', '!', '?':
		if t.narrow {
			return string(narrowNoBreak)
		}
	case ':':
		if rest := text[i+1+n:]; len(rest) == 0 || spaceAt(rest) { // not :-) nor a directive
			return string(noBreak)
		}
	case '»':
		return string(narrowNoBreak)
	}
	return ""
}

func spaceAt(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return len(text) > 0 && unicode.IsSpace(r)
}

func wordAt(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return len(text) > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// closesLater says whether a ' comes that closes what one would open here.
func closesLater(text []byte) bool {
	const far = 200
	text = text[:min(len(text), far)]
	if !wordAt(text) {
		return false
	}
	for i, c := range text {
		switch {
		case c != '\'' || wordAt(text[i+1:]) && text[i-1] != ' ': // don't
		case text[i-1] == ' ': // another opens
			return false
		default:
			return true
		}
	}
	return false
}
