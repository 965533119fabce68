// Package fence reads the line that opens a block of code.
//
// In: what stands behind the fence's own characters. Out: the language, a title,
// lines to mark, numbers of lines, and the first word that is none of these.
package fence

import (
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/markdown/syntax"
)

// Fence is what the line that opens a block of code says:
//
//	```go title="main.go" {1,4-6} numbers
//
// a language, a name to show above, lines to mark, and numbers of lines, from 1
// or as numbers=199 says. Pandoc's {.go} and a brace at the language's heels are
// understood too, with its .numberLines and startFrom.
type Fence struct {
	Language, Title string
	First           int    // number of the first line; 0 for no numbers
	Strange         string // the first word that is none of these
	marked          []span // lines of the block, from 1
}

// span is from one line to another, both included.
type span struct{ from, to int }

// Marks says whether a line of the block, from 1, is marked.
func (f *Fence) Marks(line int) bool {
	return slices.ContainsFunc(f.marked, func(s span) bool { return s.from <= line && line <= s.to })
}

// Words are what may stand behind a language.
func Words() []string { return []string{"title", "numbers"} }

// Plain says whether nothing is to be done to single lines.
func (f *Fence) Plain() bool { return f.First == 0 && len(f.marked) == 0 }

// Read reads the line.
func Read(info []byte) (f Fence) {
	text := string(syntax.Plain(nil, info))
	if inner, ok := strings.CutPrefix(text, "{."); ok {
		var words string
		words, text, _ = strings.Cut(inner, "}")
		f.Language, words, _ = strings.Cut(words, " ")
		text = strings.NewReplacer(".numberLines", "numbers", ".number-lines", "numbers", "startFrom=", "numbers=").Replace(words) + text
	} else {
		end := strings.IndexAny(text+" ", " {")
		f.Language, text = text[:end], text[end:]
	}
	for text = strings.TrimLeft(text, " \t"); text != ""; text = strings.TrimLeft(text, " \t") {
		var word string
		if word, text = cutWord(text); !f.take(word) && f.Strange == "" {
			f.Strange = word
		}
	}
	return f
}

// cutWord cuts off the first word, which may hold quoted or bracketed spaces.
func cutWord(text string) (word, rest string) {
	until := byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case until != 0:
			if c == until {
				until = 0
			}
		case c == '"' || c == '\'':
			until = c
		case c == '{':
			until = '}'
		case c == ' ' || c == '\t':
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// take reads one word.
func (f *Fence) take(word string) bool {
	if lines, ok := strings.CutPrefix(word, "{"); ok {
		return f.mark(strings.TrimSuffix(lines, "}"))
	}
	name, value, given := strings.Cut(word, "=")
	value = unquote(value)
	switch name {
	case "title":
		f.Title = value
		return value != ""
	case "numbers":
		n, err := strconv.Atoi(value)
		f.First = max(n, 1)
		return !given || err == nil && n > 0 && n < 1_000_000_000
	}
	return false
}

// mostMarks is how many stretches of lines may be marked.
const mostMarks = 100

func (f *Fence) mark(lines string) bool {
	for part := range strings.SplitSeq(lines, ",") {
		a, b, several := strings.Cut(strings.TrimSpace(part), "-")
		from, err := strconv.Atoi(a)
		to := from
		if err == nil && several {
			to, err = strconv.Atoi(b)
		}
		if err != nil || from < 1 || to < from || len(f.marked) == mostMarks {
			return false
		}
		f.marked = append(f.marked, span{from, to})
	}
	return true
}

func unquote(s string) string {
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
