package parse

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/markdown/syntax"
)

// lines looks at the source lines of a paragraph for what resembles Markdown
// and is not.
func (g *body) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := g.Source[seg.Start:seg.Stop]
		if len(line) > 1 && line[0] == '#' {
			hashes := len(line) - len(bytes.TrimLeft(line, "#"))
			if hashes < 7 && (i == 0 || hashes > 1) && letterAt(line[hashes:]) {
				g.Say(seg.Start, "md/heading-space", string(line[:hashes]))
			}
		}
		if bytes.IndexByte(line, '[') >= 0 {
			g.brackets(line, seg.Start)
		}
		if at, mark := command(line); at >= 0 {
			g.Say(seg.Start+at, "md/command", mark)
		}
	}
}

// brackets looks at the brackets of a line outside of backticks: for mentions
// of footnotes that nobody defined, and for links with a space in them.
func (g *body) brackets(line []byte, from int) {
	open, code := -1, false
	for i, c := range line {
		switch {
		case c == '`':
			code = !code
		case code:
		case c == '[':
			open = i
			if label, n := syntax.NoteLabel(line[i:]); n > 0 && (i == 0 || line[i-1] != '\\') &&
				!g.notes.Defines(label) {
				g.Say(from+i, "md/unknown-footnote", label)
			}
		case c == ']' && open >= 0:
			if bytes.HasPrefix(line[i:], []byte("] (")) && looksLikeURL(line[i+3:]) {
				g.Say(from+open, "md/link-space")
			}
			if address := spacedAddress(line[i+1:]); address != "" {
				g.Say(from+open, "md/address-space", address, strings.ReplaceAll(address, " ", "%20"))
			}
			open = -1
		}
	}
}

func looksLikeURL(s []byte) bool {
	end := bytes.IndexByte(s, ')')
	return end > 0 && !bytes.ContainsAny(s[:end], " \t") && bytes.ContainsAny(s[:end], "/.#")
}

// spacedAddress gives what stands in parentheses where it is surely the path of a
// file with a space in it: a title would be in quotes.
func spacedAddress(s []byte) string {
	end := bytes.IndexByte(s, ')')
	if end < 1 || s[0] != '(' || bytes.ContainsAny(s[1:end], "\"'<(\t") {
		return ""
	}
	address := string(bytes.TrimSpace(s[1:end]))
	name, _, _ := strings.Cut(address, "#")
	if ext := path.Ext(name); !strings.Contains(name, " ") || len(ext) < 2 || strings.Contains(ext, " ") {
		return ""
	}
	return address
}

func letterAt(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsLetter(r)
}

// command finds what would be a command to Hugo ({{< x >}}, {{% x %}}) or to Jekyll
// ({% x %}), outside of code; -1 for none.
func command(line []byte) (at int, mark string) {
	if bytes.IndexByte(line, '{') < 0 {
		return -1, ""
	}
	code := false
	for i, c := range line {
		switch rest := line[i:]; {
		case c == '`':
			code = !code
		case c != '{' || code || i > 0 && line[i-1] == '\\':
		case bytes.HasPrefix(rest, []byte("{{<")), bytes.HasPrefix(rest, []byte("{{%")):
			return i, string(rest[:3])
		case bytes.HasPrefix(rest, []byte("{%")) && (i == 0 || line[i-1] != '{'):
			return i, "{%"
		}
	}
	return -1, ""
}
