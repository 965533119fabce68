package syntax

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Bare addresses end at white space, an angle bracket or a quotation mark
// (GFM §6.9); letters of all languages belong to them.
var (
	bareURL = regexp.MustCompile(`^(?:https?|ftp)://[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?::\d+)?(?:[/#?][^\s<>"“”«»]*)?`)
	bareWWW = regexp.MustCompile(`^www\.[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?:[/#?][^\s<>"“”«»]*)?`)
)

// bare wraps goldmark's parser of bare addresses. That also begins one where some
// other inline has ended, as in <a href="/">https://example.org</a>.
type bare struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (b bare) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	first := line[0]
	if len(line) > 1 && before(rune(first)) {
		first = line[1]
	}
	if first != 'h' && first != 'f' && first != 'w' && !mail(line) { // most words
		return nil
	}
	for _, scheme := range []string{"http", "ftp:", "www."} {
		if bytes.HasPrefix(line, []byte(scheme)) && !before(block.PrecendingCharacter()) && block.LineOffset() > 0 {
			return nil
		}
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// mail says whether a line may begin with an address of mail.
func mail(line []byte) bool {
	const look = 64 // further costs more than reading it
	if len(line) > look {
		line = line[:look]
	}
	for _, c := range line[1:] {
		switch c {
		case '@':
			return true
		case ' ', '\n':
			return false
		}
	}
	return len(line) == look
}

// before says whether an address may begin after a character (GFM §6.9).
func before(r rune) bool {
	switch r {
	case ' ', '\n', '\t', '*', '_', '~', '(':
		return true
	}
	return false
}

// chance says how likely bare addresses are in a text.
type chance uint8

const (
	none   chance = iota
	within        // if there are any, they stand in what looks like something else
	likely
)

// bareIn looks for "@", and for "www." or "://" after a word that begins where an
// address may. Most texts have nothing of the kind, or have it in links alone.
func bareIn(source []byte) chance {
	if bytes.IndexByte(source, '@') >= 0 {
		return likely
	}
	found := none
	for _, mark := range []string{"www.", "://"} {
		for at := 0; ; at += len(mark) {
			n := bytes.Index(source[at:], []byte(mark))
			if n < 0 {
				break
			}
			at += n
			from := at
			for mark == "://" && from > 0 && letter(source[from-1]) {
				from--
			}
			switch {
			case from == 0:
				return likely
			case from > 1 && source[from-1] == '(' && source[from-2] == ']':
				found = within
			case before(rune(source[from-1])):
				return likely
			case !letter(source[from-1]) && (source[from-1] < '0' || source[from-1] > '9'):
				found = within
			}
		}
	}
	return found
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// bareText says whether text outside of links holds what may be a bare address.
func bareText(n ast.Node, source []byte) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			v := c.Segment.Value(source)
			if found := bareIn(v); found == likely || found == within && bytes.Contains(v, []byte("](")) {
				return true
			}
		case *ast.Link, *ast.Image, *ast.CodeSpan, *ast.AutoLink, *ast.RawHTML, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		default:
			if bareText(c, source) {
				return true
			}
		}
	}
	return false
}
