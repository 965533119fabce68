package diag

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed words.txt
var wordList string

// words are the printers' own words by "language key".
var words = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(wordList) {
		if lang, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok && lang != "#" {
			key, text, _ := strings.Cut(rest, " ")
			all[lang+" "+key] = text
		}
	}
	return all
})

// Render gives an item's message and hint in a language ("fr", "fr-CA";
// English where the table has none). The hint may be "". Both are one line of
// plain text: what arguments hold of control characters stands there escaped.
func Render(item Item, lang string) (text, hint string) {
	e := Lookup(item.Code)
	tongue := speaks(lang)
	return fill(e.Text[tongue], item.Args), fill(e.Hint[tongue], item.Args)
}

// speaks gives the language of the table that serves a reader of lang.
func speaks(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if base == "fr" || base == "it" {
		return base
	}
	return "en"
}

// fill puts arguments into a text of the table: {1} is the first of them, [ ]
// holds a part that goes when an argument in it is empty, [[ and {{ are one
// bracket and one brace. A ] or } that closes nothing stands for itself.
func fill(text string, args []string) string {
	if !strings.ContainsAny(text, special) {
		return text
	}
	var out, part strings.Builder // part: the optional one being read
	to, inside, empty := &out, false, false
	for i := 0; i < len(text); i++ {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "[["), strings.HasPrefix(rest, "{{"):
			to.WriteByte(rest[0])
			i++
		case rest[0] == '[' && !inside:
			part.Reset()
			to, inside, empty = &part, true, false
		case rest[0] == ']' && inside:
			if !empty {
				out.WriteString(part.String())
			}
			to, inside = &out, false
		case rest[0] == '{':
			n, length := placeholder(rest)
			if length == 0 {
				to.WriteByte('{')
				continue
			}
			arg := ""
			if n <= len(args) {
				arg = args[n-1]
			}
			empty = empty || arg == ""
			to.WriteString(visible(arg))
			i += length - 1
		default:
			n := len(rest)
			if next := strings.IndexAny(rest[1:], special); next >= 0 {
				n = next + 1
			}
			to.WriteString(rest[:n])
			i += n - 1
		}
	}
	return out.String()
}

// special are the characters of a text that may stand for something else.
const special = "[]{"

// placeholder reads "{12}" at the head of text: its number, from 1, and its
// length in bytes, 0 if there is none.
func placeholder(text string) (n, length int) {
	end := strings.IndexByte(text, '}')
	if end < 2 || end > 3 {
		return 0, 0
	}
	n, err := strconv.Atoi(text[1:end])
	if err != nil || n < 1 {
		return 0, 0
	}
	return n, end + 1
}

// Codes gives every code of the table, sorted.
func Codes() []string { return slices.Sorted(maps.Keys(table())) }

// counted says a number of findings of one severity: "2 errors".
func counted(tongue string, s Severity, n int) string {
	form := "other"
	if n == 1 {
		form = "one"
	}
	return strings.ReplaceAll(words()[tongue+" "+s.String()+"."+form], "{n}", strconv.Itoa(n))
}
