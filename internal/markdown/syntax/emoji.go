package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark-emoji/definition"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emoji parses :name: with the names that GitHub knows, where no letter or digit
// stands before. goldmark's own extension
// makes HTML of them; here they are the characters that they stand for.
type emoji struct{}

func (emoji) Trigger() []byte { return []byte{':'} }

func (emoji) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	name := emojiName(line)
	if r := block.PrecendingCharacter(); name == "" || unicode.IsLetter(r) || unicode.IsDigit(r) {
		return nil
	}
	found, ok := definition.Github().Get(name)
	if !ok || !found.IsUnicode() {
		return nil
	}
	block.Advance(len(name) + 2)
	return ast.NewString([]byte(string(found.Unicode)))
}

// longestEmoji is more than the longest name.
const longestEmoji = 64

// emojiName reads :name: at the start of a line.
func emojiName(line []byte) string {
	for i := 1; i < len(line) && i < longestEmoji; i++ {
		switch c := line[i]; {
		case c == ':':
			return string(line[1:i])
		case letter(c), c >= '0' && c <= '9', c == '_', c == '+', c == '-':
		default:
			return ""
		}
	}
	return ""
}

// Emoji puts the characters that :name: stands for into a text that is no Markdown,
// by the same rules.
func Emoji(text string) string {
	if strings.Count(text, ":") < 2 {
		return text
	}
	var b strings.Builder
	before := ' '
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == ':' && !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			name := emojiName([]byte(text[at:min(len(text), at+longestEmoji)]))
			if found, ok := definition.Github().Get(name); ok && found.IsUnicode() {
				b.WriteString(string(found.Unicode))
				at += len(name) + 2
				before = ' '
				continue
			}
		}
		b.WriteString(text[at : at+size])
		at += size
		before = r
	}
	return b.String()
}
