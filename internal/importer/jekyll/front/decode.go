package front

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Decode makes UTF-8 with LF of a file's bytes and says what was otherwise.
func Decode(b []byte) (text string, notes []string) {
	if rest, ok := strings.CutPrefix(string(b), "\uFEFF"); ok {
		b = []byte(rest)
		notes = append(notes, "byte order mark")
	}
	if !utf8.Valid(b) {
		if t, err := charmap.Windows1252.NewDecoder().Bytes(b); err == nil {
			b = t
			notes = append(notes, "Windows-1252")
		}
	}
	text = strings.ToValidUTF8(string(b), "\uFFFD")
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		notes = append(notes, "carriage returns")
	}
	if strings.Contains(text, "\x00") {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
		notes = append(notes, "NUL")
	}
	return text, notes
}

// Cut parts front matter from body. The body begins at the given line, from 1.
func Cut(text string) (front, body string, line int, ok bool) {
	if !strings.HasPrefix(text, "---") {
		return "", text, 1, false
	}
	lines := strings.Split(text, "\n")
	if strings.TrimRight(lines[0], " \t") != "---" {
		return "", text, 1, false
	}
	for i := 1; i < len(lines); i++ {
		if l := strings.TrimRight(lines[i], " \t"); l == "---" || l == "..." {
			return strings.Join(lines[1:i], "\n"), strings.Join(lines[i+1:], "\n"), i + 2, true
		}
	}
	return "", text, 1, false
}
