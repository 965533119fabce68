package source

import (
	"bytes"
	"slices"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"lodestone/internal/diag"
	"lodestone/internal/markdown/parse"
)

var (
	bom   = []byte("\xef\xbb\xbf")
	utf16 = [][]byte{[]byte("\xff\xfe"), []byte("\xfe\xff")}
)

// decode makes UTF-8 with plain line ends of what an editor wrote. ok is false
// where the bytes are no text at all.
func decode(file string, raw []byte) (text []byte, found diag.List, ok bool) {
	for _, mark := range utf16 {
		if bytes.HasPrefix(raw, mark) {
			return nil, diag.List{diag.At(file, diag.Pos{Line: 1, Col: 1}, "text/utf16")}, false
		}
	}
	text = bytes.TrimPrefix(raw, bom)
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, diag.List{diag.At(file, place(text, i), "text/nul")}, false
	}
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if utf8.Valid(text) {
		return text, nil, true
	}
	at := slices.IndexFunc(text, unassigned)
	if at < 0 {
		at = invalid(text)
		if s, err := charmap.Windows1252.NewDecoder().Bytes(text); err == nil {
			return s, diag.List{diag.At(file, place(text, at), "text/windows-1252")}, true
		}
	}
	return nil, diag.List{diag.At(file, place(text, at), "text/encoding", "0x"+strconv.FormatInt(int64(text[at]), 16))}, false
}

// unassigned says whether Windows-1252 has no character for a byte. Decoders
// for the web make control characters of these.
func unassigned(b byte) bool {
	return b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d
}

// invalid gives the offset of the first byte that is not UTF-8.
func invalid(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(text)
}

// place turns a byte offset into a line and a column in characters.
func place(text []byte, offset int) diag.Pos {
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	return diag.Pos{Line: 1 + bytes.Count(text[:offset], []byte("\n")), Col: 1 + utf8.RuneCount(text[start:offset])}
}

// conflicts tells of what git could not merge in a YAML text that begins at a line
// of its file. The marks may stand where YAML has a text; none is meant so.
func conflicts(text []byte, file string, from int) (found diag.List) {
	for _, at := range parse.Conflicts(text) {
		line, _, _ := bytes.Cut(text[at:], []byte("\n"))
		p := place(text, at)
		found = append(found, diag.At(file, diag.Pos{Line: p.Line + from - 1, Col: p.Col}, "text/conflict", string(bytes.TrimSpace(line))))
	}
	return found
}

// split parts front matter from body. Front matter is what stands between a
// first line of three hyphens and the next such line; body begins at the given
// line of the file.
func split(text []byte) (front, body []byte, line int, closed bool) {
	rest, ok := cutLine(text, "---")
	if !ok {
		return nil, text, 1, true
	}
	line = 2
	for at := rest; len(at) > 0; line++ {
		if after, ok := cutLine(at, "---"); ok {
			return rest[:len(rest)-len(at)], after, line + 1, true
		}
		_, at, ok = bytes.Cut(at, []byte("\n"))
		if !ok {
			break
		}
	}
	return nil, text, 1, false
}

// cutLine takes a first line that holds only the word, and blanks after it.
func cutLine(text []byte, word string) (rest []byte, ok bool) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	return rest, string(bytes.TrimRight(line, " \t")) == word
}
