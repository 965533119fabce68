// Package lines knows a line of Markdown mixed with HTML: what it begins, how far
// it is indented, how it is cut out of its container and put back, and how plain
// text is written so that nothing in it is read as a mark.
//
// In: a line as text, with the line of the source that it comes from. Out: the
// same. The rules are those of CommonMark 0.31, of GFM for tables, of kramdown
// for attribute lists and headings without a space. Columns count from zero, a
// tab goes to the next multiple of four. No input is an error.
package lines

import (
	"regexp"
	"strings"
)

// Indent gives the columns of white space that a line begins with, tabs going
// to the next multiple of four.
func Indent(s string) int {
	cols := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			cols++
		case '\t':
			cols += 4 - cols%4
		default:
			return cols
		}
	}
	return cols
}

// Dedent takes up to n columns of white space away.
func Dedent(s string, n int) string {
	cols := 0
	for i := 0; i < len(s) && cols < n; i++ {
		switch s[i] {
		case ' ':
			cols++
		case '\t':
			cols += 4 - cols%4
		default:
			return s[i:]
		}
		if cols >= n {
			return strings.Repeat(" ", cols-n) + s[i+1:]
		}
	}
	if cols < n {
		return strings.TrimLeft(s, " \t")
	}
	return s
}

// Blank says whether a line holds nothing but white space.
func Blank(s string) bool { return strings.TrimSpace(s) == "" }

// How a line begins that is no text: the parts that matter are groups.
var (
	fenceRE  = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})[ \t]*(.*)$")
	AtxRE    = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*))?$`)
	TightRE  = regexp.MustCompile(`^ {0,3}(#{2,6})([A-Za-z].*)$`) // kramdown's heading without a space
	RuleRE   = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	SetextRE = regexp.MustCompile(`^ {0,3}(=+|-+)[ \t]*$`)
	ItemRE   = regexp.MustCompile(`^( {0,3})([-+*]|\d{1,9}[.)])([ \t]+|$)(.*)$`)
	QuoteRE  = regexp.MustCompile(`^ {0,3}>`)
	NoteRE   = regexp.MustCompile(`^ {0,3}(\[\^[^\]\s]+\]:)[ \t]*(.*)$`)
	delimRE  = regexp.MustCompile(`^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	ialRE    = regexp.MustCompile(`^\s*\{:?\s*[.#:]?[^{}%]*\}\s*$`)
	IalIDRE  = regexp.MustCompile(`#([A-Za-z][\w.:-]*)`)
)

// FenceOpen says whether a line opens a code fence, and gives its mark and info
// string.
func FenceOpen(s string) (mark, info string, ok bool) {
	m := fenceRE.FindStringSubmatch(s)
	if m == nil || m[1][0] == '`' && strings.Contains(m[2], "`") {
		return "", "", false
	}
	return m[1], strings.TrimSpace(m[2]), true
}

// FenceClose says whether a line closes the fence with the given mark.
func FenceClose(s, mark string) bool {
	s = strings.TrimRight(s, " \t")
	if Indent(s) > 3 {
		return false
	}
	s = strings.TrimLeft(s, " ")
	return len(s) >= len(mark) && strings.Trim(s, mark[:1]) == ""
}

// IsAttributes says whether a line is a kramdown or markdown-it attribute list
// and nothing else.
func IsAttributes(s string) bool {
	s = strings.TrimSpace(s)
	return ialRE.MatchString(s) && len(s) > 2 && (s[1] == ':' || s[1] == '.' || s[1] == '#')
}

// Texts joins lines.
func Texts(lines []Line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
	}
	return b.String()
}

// Split cuts a text that begins at the given source line into lines. Lines
// past the known ones take the last number.
func Split(s string, from []Line) []Line {
	var out []Line
	for i, t := range strings.Split(s, "\n") {
		n := 0
		if len(from) > 0 {
			n = from[min(i, len(from)-1)].N
		}
		out = append(out, At(t, n))
	}
	return out
}

// IsDelimiter says whether s is the second row of a table headed by head.
func IsDelimiter(s, head string) bool {
	return delimRE.MatchString(s) && strings.Contains(s, "-") && len(Cells(s)) == len(Cells(head))
}

// Cells cuts a row at the bars that are neither escaped nor inside code.
func Cells(row string) []string {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	var out []string
	from := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			out = append(out, row[from:i])
			from = i + 1
		}
	}
	return append(out, row[from:])
}
