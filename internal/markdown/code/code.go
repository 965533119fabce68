// Package code highlights source code: text and the name of its language in,
// HTML with short class names out. Chroma lives here and nowhere else.
//
// Classes are those that Chroma and Pygments share (k keyword, s string, c1
// comment, nf function name, …), taken from the token's type or the nearest
// type above it that has one. Four get no element, because no theme colours
// them and they are half of all tokens: white space, punctuation, plain names,
// plain text. Neighbours of one class share one element.
//
// The visible text is always the input, letter for letter: where a lexer
// fails, loses text or does not move on, and for code beyond Limit, the code
// comes out plain. Lexing time is bounded by Chroma itself (250 ms a match).
package code

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Limit is the length in bytes beyond which code is not highlighted.
const Limit = 64 << 10

// Highlighter knows the languages asked for so far. The zero value is ready;
// it is safe for concurrent use.
type Highlighter struct{ found sync.Map } // name → chroma.Lexer, nil for an unknown name

// Plain says whether a name means: no highlighting.
func Plain(language string) bool {
	switch strings.ToLower(language) {
	case "", "text", "txt", "plain", "plaintext", "none", "nohighlight", "no-highlight":
		return true
	}
	return false
}

// Known says whether a language can be highlighted.
func (h *Highlighter) Known(language string) bool { return h.lexer(language) != nil }

// Names lists all languages and their other names, sorted.
func Names() []string {
	names := lexers.Names(true)
	for i, n := range names {
		names[i] = strings.ToLower(n)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (h *Highlighter) lexer(language string) chroma.Lexer {
	if l, ok := h.found.Load(language); ok {
		found, _ := l.(chroma.Lexer)
		return found
	}
	l := lexers.Get(language)
	h.found.Store(language, l)
	return l
}

// Append appends the HTML of src to dst. Done is false where the language is
// unknown or the lexer failed; then dst comes back as it was.
func (h *Highlighter) Append(dst []byte, language, src string) (out []byte, done bool) {
	l := h.lexer(language)
	if l == nil || len(src) > Limit {
		return dst, false
	}
	from := len(dst)
	defer func() {
		if recover() != nil { // a lexer's way of saying that it cannot go on
			out, done = dst[:from], false
		}
	}()
	next, err := l.Tokenise(&chroma.TokeniseOptions{State: "root"}, src)
	if err != nil {
		return dst, false
	}
	open, rest, still := "", src, 0
	gap := "" // spaces that belong to the element at hand if it goes on after them
	for t := next(); t != chroma.EOF; t = next() {
		if t.Value == "" {
			if still++; still > len(src)+100 {
				return dst[:from], false
			}
			continue
		}
		if t.Value == rest+"\n" { // the line end that some lexers need
			t.Value = rest
		}
		if !strings.HasPrefix(rest, t.Value) {
			return dst[:from], false
		}
		rest = rest[len(t.Value):]
		c := class(t.Type)
		if c == "w" && open != "" && !strings.Contains(t.Value, "\n") {
			gap += t.Value
			continue
		}
		if c == "w" {
			c = ""
		}
		if c != open {
			if open != "" {
				dst = append(dst, "</span>"...)
			}
			dst = append(dst, gap...)
			if c != "" {
				dst = append(dst, `<span class="`...)
				dst = append(dst, c...)
				dst = append(dst, `">`...)
			}
			open = c
		} else {
			dst = append(dst, gap...)
		}
		gap = ""
		dst = Escape(dst, t.Value)
	}
	if open != "" {
		dst = append(dst, "</span>"...)
	}
	dst = append(dst, gap...)
	if rest != "" {
		return dst[:from], false
	}
	return dst, true
}

// class gives the class of a token's type, "" for none, "w" for white space.
func class(t chroma.TokenType) string {
	switch t {
	case chroma.Text, chroma.TextWhitespace:
		return "w"
	case chroma.Punctuation, chroma.Name, chroma.NameOther, chroma.Error:
		return ""
	}
	for t != 0 {
		if c, ok := chroma.StandardTypes[t]; ok {
			return c
		}
		t = t.Parent()
	}
	return ""
}

// Escape appends s with &, < and > escaped.
func Escape[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		var esc string
		switch s[i] {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		default:
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, esc...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}
