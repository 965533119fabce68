package move

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lodestone/internal/diag"
)

// edit replaces some bytes of a file.
type edit struct {
	at, length int
	text       string
}

// tidy orders edits, and drops those of one place that several links have in common,
// such as a definition.
func tidy(edits []edit) []edit {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.at - b.at })
	return slices.Compact(edits)
}

// apply makes the edits; all else stays byte for byte.
func apply(raw []byte, edits []edit) []byte {
	edits = tidy(slices.Clone(edits))
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, raw[at:e.at]...), e.text...)
		at = e.at + e.length
	}
	return append(out, raw[at:]...)
}

var bom = []byte("\xef\xbb\xbf")

// offset gives the byte at a place, which is counted as the reader of pages counts:
// without a byte order mark, lines ended by LF, CRLF or CR, in characters; of a text
// that is not UTF-8 each byte is one. -1 where the file has no such place.
func offset(raw []byte, pos diag.Pos) int {
	if pos.Line == 0 {
		return -1
	}
	at := len(raw) - len(bytes.TrimPrefix(raw, bom))
	for range pos.Line - 1 {
		n := bytes.IndexAny(raw[at:], "\r\n")
		if n < 0 {
			return -1
		}
		at += n + 1
		if raw[at-1] == '\r' && at < len(raw) && raw[at] == '\n' {
			at++
		}
	}
	plain := !utf8.Valid(raw)
	for range pos.Col - 1 {
		if at >= len(raw) {
			return -1
		}
		n := 1
		if !plain {
			_, n = utf8.DecodeRune(raw[at:])
		}
		at += n
	}
	return at
}

// replace makes the edits that put a text in the place of another: of a destination
// or a value, which stands at a place, perhaps in < or quotation marks, exactly as it
// is given; of an argument, after its name; of attributes, wherever they are in the
// tag that begins there.
func replace(raw []byte, pos diag.Pos, old, text string) []edit {
	at := offset(raw, pos)
	if at < 0 || at >= len(raw) || !utf8.Valid(raw) && strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return nil
	}
	one := func(skip int) []edit {
		if !bytes.HasPrefix(raw[at+skip:], []byte(old)) {
			return nil
		}
		return []edit{{at + skip, len(old), text}}
	}
	switch name := argument.Find(raw[at:]); {
	case one(0) != nil:
		return one(0)
	case strings.IndexByte(`<"'`, raw[at]) >= 0 && one(1) != nil:
		return one(1)
	case name != nil:
		return one(len(name))
	case raw[at] == '<':
		return inTag(raw, at, old, text)
	}
	return nil
}

// argument is the name of an argument of a directive, and what stands before its value.
var argument = regexp.MustCompile(`^[\w-]+=["']?`)

// inTag replaces the addresses of a tag that are equal to old, up to query or
// fragment.
func inTag(raw []byte, at int, old, text string) (edits []edit) {
	var quote byte
	for i := at + 1; i < len(raw) && (quote != 0 || raw[i] != '>'); i++ {
		switch c := raw[i]; {
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
		end := i + len(old)
		if strings.IndexByte("\"'=, \t\r\n", raw[i-1]) < 0 || !bytes.HasPrefix(raw[i:], []byte(old)) {
			continue
		}
		if end < len(raw) && strings.IndexByte("\"'?#, \t\r\n>", raw[end]) >= 0 {
			edits = append(edits, edit{i, len(old), text})
		}
	}
	return edits
}

// lineEnd is how a file ends its lines.
func lineEnd(raw []byte) string {
	if i := bytes.IndexAny(raw, "\r\n"); i >= 0 && raw[i] == '\r' {
		if i+1 < len(raw) && raw[i+1] == '\n' {
			return "\r\n"
		}
		return "\r"
	}
	return "\n"
}
