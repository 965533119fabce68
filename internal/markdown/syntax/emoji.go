package syntax

import (
	"unicode"

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
