// Package lines sees a text of YAML as its author does: line by line, with no
// more grammar than a person's eye needs to find a key or the dash of an item.
//
// In: a text, or a line of one. Out: places (lines and columns from 1, columns in
// characters) and offsets in bytes, each from the other; what a line begins with.
// It serves where YAML itself gives up, so nothing is an error.
package lines

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lodestone/internal/diag"
)

// Source is a text with its lines, to go between places and offsets.
type Source struct {
	Text  string
	Lines []Line
}

// Line is one line of a Source: Text[Start:End] without what ends it.
type Line struct{ Start, End int }

// New finds the lines of a text. Line feed, carriage return and the pair of them
// end one.
func New(text string) Source {
	s := Source{Text: text}
	for at := 0; ; {
		n := strings.IndexAny(text[at:], "\r\n")
		if n < 0 {
			s.Lines = append(s.Lines, Line{at, len(text)})
			return s
		}
		s.Lines = append(s.Lines, Line{at, at + n})
		at += n + 1
		if text[at-1] == '\r' && at < len(text) && text[at] == '\n' {
			at++
		}
	}
}

// Of gives a line's text.
func (s *Source) Of(l Line) string { return s.Text[l.Start:l.End] }

// Offset gives the byte at a place; past a line's end it is that end.
func (s *Source) Offset(at diag.Pos) int {
	if at.Line > len(s.Lines) {
		return len(s.Text)
	}
	l := s.Lines[at.Line-1]
	o := l.Start
	for c := 1; c < at.Col && o < l.End; c++ {
		_, n := utf8.DecodeRuneInString(s.Text[o:])
		o += n
	}
	return o
}

// Place gives the place of a byte.
func (s *Source) Place(offset int) diag.Pos {
	n, found := slices.BinarySearchFunc(s.Lines, offset, func(l Line, o int) int { return l.Start - o })
	if !found {
		n--
	}
	l := s.Lines[n]
	return diag.Pos{Line: n + 1, Col: utf8.RuneCountInString(s.Text[l.Start:min(offset, l.End)]) + 1}
}

// Rest gives what stands on a line from a place on.
func (s *Source) Rest(at diag.Pos) string {
	if at.Line > len(s.Lines) {
		return ""
	}
	return s.Text[s.Offset(at):s.Lines[at.Line-1].End]
}

// First gives the first character of Rest, or "".
func (s *Source) First(at diag.Pos) string {
	rest := s.Rest(at)
	_, n := utf8.DecodeRuneInString(rest)
	return rest[:n]
}
