package yamldoc

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lodestone/internal/diag"
)

// prepare makes p.text of what the author wrote: one character stands for each
// character, but control characters, which YAML forbids, are reported and
// replaced; and what the library takes for line ends and YAML 1.2 does not is
// replaced by stand-ins, which restore turns back.
func (p *parser) prepare(text []byte) {
	p.author, p.text = text, text
	clean := true
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7f {
			clean = false // or at least not plain ASCII
			break
		}
	}
	if clean || utf8.Valid(text) && !bytes.ContainsFunc(text, odd) {
		return
	}
	out := make([]byte, 0, len(text)+16)
	at := diag.Pos{Line: 1}
	var last rune
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		at.Col++
		if !odd(r) {
			out = utf8.AppendRune(out, r)
		} else if r == 0x85 || r == 0x2028 || r == 0x2029 {
			out = utf8.AppendRune(out, p.standin(r))
		} else {
			p.report(at, "yaml/control-character", "U+"+hex4(r))
			out = utf8.AppendRune(out, utf8.RuneError)
		}
		if r == '\n' && last == '\r' {
			at.Col = 0
		} else if r == '\n' || r == '\r' {
			at = diag.Pos{Line: at.Line + 1}
		}
		last = r
	}
	p.text = out
}

// odd finds the characters that prepare replaces.
func odd(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r <= 0x9f || r == 0x2028 || r == 0x2029 ||
		r == 0xfffe || r == 0xffff || r == 0xfeff
}

func hex4(r rune) string {
	s := strconv.FormatInt(int64(r), 16)
	for len(s) < 4 {
		s = "0" + s
	}
	return string(bytes.ToUpper([]byte(s)))
}

// standin gives a character of the private use area that the text does not
// hold, the same for the same r.
func (p *parser) standin(r rune) rune {
	for s, of := range p.standins {
		if of == r {
			return s
		}
	}
	if p.standins == nil {
		p.standins = map[rune]rune{}
	}
	for s := rune(0xe000); ; s++ {
		if _, used := p.standins[s]; !used && !bytes.ContainsRune(p.author, s) {
			p.standins[s] = r
			return s
		}
	}
}

// restore puts back what prepare replaced by stand-ins.
func (p *parser) restore(text string) string {
	if len(p.standins) == 0 {
		return text
	}
	for _, s := range slices.Sorted(maps.Keys(p.standins)) {
		text = strings.ReplaceAll(text, string(s), string(p.standins[s]))
	}
	return text
}
