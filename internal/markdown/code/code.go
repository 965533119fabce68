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
// fails, loses text or does not move on, and for code beyond limit, the code
// comes out plain. Lexing time is bounded by Chroma itself (250 ms a match).
package code

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"lodestone/internal/markdown"
)

// limit is the length in bytes beyond which code is not highlighted.
const limit = 32 << 10

// Highlighter knows the languages asked for so far. The zero value is ready;
// it is safe for concurrent use.
type Highlighter struct{ found sync.Map } // name → *language, nil for an unknown name

// language is a way to cut code into tokens: quickly, or as Chroma does.
type language struct {
	chroma chroma.Lexer
	once   sync.Once
	quick  *lexer
}

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

// longestName is more than the longest name of any language. chroma compares a
// name that it does not know with patterns, for a time that grows with its length.
const longestName = 64

func (h *Highlighter) lexer(name string) *language {
	if len(name) > longestName {
		return nil
	}
	if l, ok := h.found.Load(name); ok {
		return l.(*language)
	}
	var l *language
	if found := lexers.Get(name); found != nil {
		l = &language{chroma: found}
	}
	kept, _ := h.found.LoadOrStore(name, l)
	return kept.(*language)
}

// tokens cuts a text into tokens.
func (l *language) tokens(src string, token func(chroma.TokenType, string)) error {
	l.once.Do(func() { l.quick = newLexer(l.chroma) })
	if l.quick != nil && strings.HasSuffix(src, "\n") {
		return l.quick.run(src, token)
	}
	next, err := l.chroma.Tokenise(&chroma.TokeniseOptions{State: "root"}, src)
	if err != nil {
		return err
	}
	still := 0
	for t := next(); t != chroma.EOF; t = next() {
		if still++; t.Value != "" {
			still = 0
		} else if still > 1000 {
			return errEndless
		}
		token(t.Type, t.Value)
	}
	return nil
}

// Append appends the HTML of src to dst. Done is false where the language is
// unknown or the lexer failed; then dst comes back as it was.
func (h *Highlighter) Append(dst []byte, name, src string) (out []byte, done bool) {
	l := h.lexer(name)
	if l == nil || len(src) > limit {
		return dst, false
	}
	from := len(dst)
	defer func() {
		if recover() != nil { // a lexer's way of saying that it cannot go on
			out, done = dst[:from], false
		}
	}()
	w := writer{buf: dst, src: src}
	if err := l.tokens(src, w.token); err != nil || !w.end() {
		return dst[:from], false
	}
	return w.buf, true
}

// writer turns tokens into HTML.
type writer struct {
	buf  []byte
	src  string
	done int    // how much of src the tokens have told so far
	open string // class of the element at hand, "" for none
	gap  int    // bytes of white space told last, which belong to that element if it goes on
	lost bool   // the tokens are not the text
}

func (w *writer) token(t chroma.TokenType, value string) {
	rest := w.src[w.done:]
	if len(value) == len(rest)+1 && strings.HasSuffix(value, "\n") { // the line end that some lexers need
		value = value[:len(rest)]
	}
	if w.lost = w.lost || !strings.HasPrefix(rest, value); w.lost || value == "" {
		return
	}
	c := class(t)
	if c == "w" {
		if w.open != "" && strings.Trim(value, " \t") == "" {
			w.gap += len(value)
			w.done += len(value)
			return
		}
		c = ""
	}
	if c != w.open {
		w.close()
		if c != "" {
			w.buf = append(append(append(w.buf, `<span class="`...), c...), `">`...)
		}
		w.open = c
	}
	w.space()
	w.buf = markdown.AppendText(w.buf, value)
	w.done += len(value)
}

// space writes the gap.
func (w *writer) space() {
	w.buf = append(w.buf, w.src[w.done-w.gap:w.done]...)
	w.gap = 0
}

// close ends the element at hand; the gap comes after it.
func (w *writer) close() {
	if w.open != "" {
		w.buf = append(w.buf, "</span>"...)
	}
	w.open = ""
	w.space()
}

// end says whether all of the text was there.
func (w *writer) end() bool {
	w.close()
	return !w.lost && w.done == len(w.src)
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
