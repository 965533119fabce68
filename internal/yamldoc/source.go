package yamldoc

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lodestone/internal/diag"
)

// source is a text with its lines, to go between places and offsets.
type source struct {
	text  string
	lines []line
}

// line is one line of a source: text[start:end] without what ends it.
type line struct{ start, end int }

func newSource(text string) source {
	s := source{text: text}
	for at := 0; ; {
		n := strings.IndexAny(text[at:], "\r\n")
		if n < 0 {
			s.lines = append(s.lines, line{at, len(text)})
			return s
		}
		s.lines = append(s.lines, line{at, at + n})
		at += n + 1
		if text[at-1] == '\r' && at < len(text) && text[at] == '\n' {
			at++
		}
	}
}

// of gives a line's text.
func (s *source) of(l line) string { return s.text[l.start:l.end] }

// offset gives the byte at a place; past a line's end it is that end.
func (s *source) offset(at diag.Pos) int {
	if at.Line > len(s.lines) {
		return len(s.text)
	}
	l := s.lines[at.Line-1]
	o := l.start
	for c := 1; c < at.Col && o < l.end; c++ {
		_, n := utf8.DecodeRuneInString(s.text[o:])
		o += n
	}
	return o
}

// place gives the place of a byte.
func (s *source) place(offset int) diag.Pos {
	n, found := slices.BinarySearchFunc(s.lines, offset, func(l line, o int) int { return l.start - o })
	if !found {
		n--
	}
	l := s.lines[n]
	return diag.Pos{Line: n + 1, Col: utf8.RuneCountInString(s.text[l.start:min(offset, l.end)]) + 1}
}

// edit replaces text[start:end] by with.
type edit struct {
	start, end int
	with       string
	value      string // the text that with says in quotes
	comment    int    // where a comment begins that was kept out of it; 0 for none
}

// apply makes the edits, which are in order and do not overlap.
func apply(text string, edits []edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.start])
		b.WriteString(e.with)
		at = e.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// before turns an offset in the edited text into one in the text before; what
// lies within an edit goes to its beginning.
func before(offset int, edits []edit) int {
	shift := 0 // how much longer the edited text is so far
	for _, e := range edits {
		if offset < e.start+shift {
			break
		}
		if offset < e.start+shift+len(e.with) {
			return e.start
		}
		shift += len(e.with) - (e.end - e.start)
	}
	return offset - shift
}
