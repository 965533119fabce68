// Package typeset prints plain text as a language does: quotation marks,
// apostrophes, dashes, ellipses, and the spaces of French.
//
// In: a language; the text of one block in pieces, since a mark can only be told
// from what stands around it. Out: the pieces, as they are printed. Nothing is
// added where the author wrote nothing.
package typeset

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lodestone/internal/lang"
)

// Piece is a part of a block of text. Literal is what stays as it is: code, an
// address, an escaped character.
type Piece struct {
	Text    []byte
	Literal bool
}

// Typesetter sets the text of a block as a language prints it: straight quotation
// marks become the language's own, in two levels, or apostrophes; "..." becomes an
// ellipsis, "--" and "---" dashes. In French the spaces before ; : ! ? and inside
// « » are kept from breaking (narrow but for the colon, as the Imprimerie nationale
// has it; Canada writes only the colon so). Spaces are never added where the author
// wrote none. Feet and inches, --options, .../paths and <!-- --> stay.
//
// It is not safe for concurrent use.
type Typesetter struct {
	marks   lang.Quotes
	openers string // what may stand before an opening mark, white space aside
	elides  bool   // l’« aimant »
	spaces  bool   // French
	narrow  bool   // those before ; ! ?

	text []byte // the block
	open []byte // the marks that are open
}

// New makes a Typesetter for a language.
func New(l *lang.Language) *Typesetter {
	q := l.Quotes()
	base, _, _ := strings.Cut(strings.ToLower(l.Tag()), "-")
	canada := strings.HasSuffix(strings.ToLower(l.Tag()), "-ca")
	return &Typesetter{
		marks: q, openers: "([{–—-/«" + strings.TrimSpace(q.Open) + strings.TrimSpace(q.InnerOpen) + "\"'\u00a0\u202f",
		elides: slices.Contains([]string{"fr", "it", "ca", "oc"}, base),
		spaces: base == "fr", narrow: base == "fr" && !canada,
	}
}

// Text sets a whole text.
func (t *Typesetter) Text(text string) string {
	return string(t.Set(nil, []Piece{{Text: []byte(text)}})[0])
}

// Set gives each piece of a block as it is printed, appended to into. What needs no
// change shares the piece's memory.
func (t *Typesetter) Set(into [][]byte, pieces []Piece) [][]byte {
	t.text, t.open = t.text[:0], t.open[:0]
	work := false
	for _, p := range pieces {
		t.text = append(t.text, p.Text...)
		work = work || !p.Literal && t.concerns(p.Text)
	}
	at := 0
	for _, p := range pieces {
		if out := p.Text; !work || p.Literal {
			into = append(into, out)
		} else {
			into = append(into, t.piece(at, at+len(out)))
		}
		at += len(p.Text)
	}
	return into
}

// concerns says whether a text holds what may be printed otherwise.
func (t *Typesetter) concerns(text []byte) bool {
	return bytes.IndexByte(text, '"') >= 0 || bytes.IndexByte(text, '\'') >= 0 ||
		t.spaces || bytes.Contains(text, []byte("--")) || bytes.Contains(text, []byte("..."))
}

// mark are the bytes that may be printed otherwise, or change how others are.
var mark = [256]bool{'"': true, '\'': true, '.': true, '-': true, ' ': true, 0xc2: true} // « and » begin with 0xc2

// piece sets the text from one place of the block to another.
func (t *Typesetter) piece(from, to int) []byte {
	var out []byte
	done := from
	for i := from; i < to; {
		c := t.text[i]
		if !mark[c] || c == ' ' && !t.spaces {
			i++
			continue
		}
		n, set := 1, ""
		switch c {
		case '"':
			set = t.double(i)
		case '\'':
			set = t.single(i)
		case '.':
			n, set = t.points(i)
		case '-':
			n, set = t.dashes(i)
		case ' ':
			set = t.space(i)
		default:
			t.guillemet(i)
		}
		if i+n > to { // it goes on in the next piece, which may be code
			n, set = to-i, ""
		}
		if set != "" {
			out = append(append(out, t.text[done:i]...), set...)
			done = i + n
		}
		i += n
	}
	if out == nil {
		return t.text[from:to:to]
	}
	return append(out, t.text[done:to]...)
}

// before and after are the characters around a place; 0 at the ends.
func (t *Typesetter) before(i int) rune {
	if i == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(t.text[:i])
	return r
}

func (t *Typesetter) after(i int) rune {
	if i >= len(t.text) {
		return 0
	}
	r, _ := utf8.DecodeRune(t.text[i:])
	return r
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func blank(r rune) bool { return r == 0 || unicode.IsSpace(r) }

// opens says whether a mark at i may open: by what stands before and behind it.
func (t *Typesetter) opens(i int) bool {
	r := t.before(i)
	if blank(t.after(i + 1)) {
		return false
	}
	if t.elides && (r == '\'' || r == '’') && unicode.IsLetter(t.before(i-utf8.RuneLen(r))) {
		return true
	}
	return blank(r) || strings.ContainsRune(t.openers, r)
}

// closes says whether a mark at i may close.
func (t *Typesetter) closes(i int) bool {
	return !blank(t.before(i)) && !inWord(t.after(i+1))
}

func (t *Typesetter) double(i int) string {
	r := t.before(i)
	open := slices.Contains(t.open, '"')
	switch {
	case unicode.IsDigit(r) && t.inches(i, open):
		return ""
	case open && (t.closes(i) || !t.opens(i)):
		return t.close('"')
	case t.opens(i):
		return t.begin('"')
	}
	return ""
}

// inches says whether a mark behind a digit is none of a quotation: there are feet
// before it, or nothing is open, or another mark stands ready to close what is.
func (t *Typesetter) inches(i int, open bool) bool {
	number := bytes.TrimRight(t.text[:i], "0123456789.½¼¾")
	if bytes.HasSuffix(number, []byte{'\''}) && unicode.IsDigit(t.before(len(number)-1)) {
		return true
	}
	rest := t.text[i+1:]
	return !open || bytes.Count(rest[:min(len(rest), far)], []byte{'"'})%2 == 1
}

// far is how far marks are looked for.
const far = 600

func (t *Typesetter) single(i int) string {
	prev, next := t.before(i), t.after(i+1)
	open := slices.Contains(t.open, '\'')
	switch {
	case inWord(prev) && inWord(next):
		if unicode.IsDigit(prev) && unicode.IsDigit(next) {
			return "" // feet and inches
		}
		return "’"
	case open && t.closes(i):
		return t.close('\'')
	case unicode.IsDigit(prev):
		return "" // feet, minutes
	case t.opens(i) && !t.elided(i+1) && t.closedLater(i+1):
		return t.begin('\'')
	}
	return "’"
}

// elided says whether the word at i is one that lost its beginning: ’90s, ’tis.
func (t *Typesetter) elided(i int) bool {
	rest := t.text[i:min(len(t.text), i+12)]
	if len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
		return true
	}
	n := 0
	for n < len(rest) && rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' {
		n++
	}
	switch strings.ToLower(string(rest[:n])) {
	case "tis", "twas", "til", "em", "cause", "cos", "n", "bout", "round", "neath", "tween":
		return true
	}
	return false
}

// closedLater says whether a single mark comes that closes what one would open.
func (t *Typesetter) closedLater(i int) bool {
	end := min(len(t.text), i+far)
	for k := i + 1; k < end; k++ {
		if t.text[k] != '\'' {
			continue
		}
		if blank(t.before(k)) { // another opens
			return false
		}
		if !inWord(t.after(k + 1)) {
			return true
		}
	}
	return false
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
	return kind == '"' && (bytes.Count(t.open, []byte{'"'})+bytes.Count(t.open, []byte{'<'}))%2 == 1
}

// close ends the quotation of a kind that was opened last, and those within it.
func (t *Typesetter) close(kind byte) string {
	t.open = t.open[:bytes.LastIndexByte(t.open, kind)+1]
	outer := t.outer(kind)
	t.open = t.open[:len(t.open)-1]
	if outer {
		return t.marks.Close
	}
	return t.marks.InnerClose
}

// guillemet takes note of a mark that the author set.
func (t *Typesetter) guillemet(i int) {
	switch r := t.after(i); {
	case r == '«' && len(t.open) < most:
		t.open = append(t.open, '<')
	case r == '»' && bytes.IndexByte(t.open, '<') >= 0:
		t.open = t.open[:bytes.LastIndexByte(t.open, '<')]
	}
}

func (t *Typesetter) run(i int) (n int) {
	for i+n < len(t.text) && t.text[i+n] == t.text[i] {
		n++
	}
	return n
}

func (t *Typesetter) points(i int) (n int, set string) {
	n = t.run(i)
	if next := t.after(i + n); n == 3 && next != '/' && next != '\\' && t.before(i) != '/' {
		return n, "…"
	}
	return n, ""
}

func (t *Typesetter) dashes(i int) (n int, set string) {
	n = t.run(i)
	prev, next := t.before(i), t.after(i+n)
	if next == '>' || prev == '!' || prev == '<' || (blank(prev) || strings.ContainsRune("\"'(/=", prev)) && inWord(next) { // --option
		return n, ""
	}
	switch n {
	case 2:
		return n, "–"
	case 3:
		return n, "—"
	}
	return n, ""
}

// space sets a space that must not break.
func (t *Typesetter) space(i int) string {
	const noBreak, narrowNoBreak = "\u00a0", "\u202f"
	prev, next := t.before(i), t.after(i+1)
	if blank(prev) || blank(next) {
		return ""
	}
	if prev == '«' || next == '»' {
		return narrowNoBreak
	}
	behind := t.after(i + 2)
	alone := !inWord(behind) && behind != ')' && behind != '(' && behind != '-' // no smiley, no :name:
	switch next {
	case '!', '?':
		if t.narrow {
			return narrowNoBreak
		}
	case ';':
		if t.narrow && alone {
			return narrowNoBreak
		}
	case ':':
		if alone {
			return noBreak
		}
	}
	return ""
}
