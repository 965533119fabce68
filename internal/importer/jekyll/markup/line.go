package markup

import (
	"regexp"
	"strings"
)

// indent gives the columns of white space that a line begins with, tabs going
// to the next multiple of four.
func indent(s string) int {
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

// dedent takes up to n columns of white space away.
func dedent(s string, n int) string {
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

func blank(s string) bool { return strings.TrimSpace(s) == "" }

var (
	fenceRE  = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})[ \t]*(.*)$")
	atxRE    = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*))?$`)
	tightRE  = regexp.MustCompile(`^ {0,3}(#{2,6})([A-Za-z].*)$`) // kramdown's heading without a space
	ruleRE   = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	setextRE = regexp.MustCompile(`^ {0,3}(=+|-+)[ \t]*$`)
	itemRE   = regexp.MustCompile(`^( {0,3})([-+*]|\d{1,9}[.)])([ \t]+|$)(.*)$`)
	quoteRE  = regexp.MustCompile(`^ {0,3}>`)
	noteRE   = regexp.MustCompile(`^ {0,3}(\[\^[^\]\s]+\]:)[ \t]*(.*)$`)
	delimRE  = regexp.MustCompile(`^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	ialRE    = regexp.MustCompile(`^\s*\{:?\s*[.#:]?[^{}%]*\}\s*$`)
	ialIDRE  = regexp.MustCompile(`#([A-Za-z][\w.:-]*)`)
)

// fenceOpen says whether a line opens a code fence, and gives its mark and info
// string.
func fenceOpen(s string) (mark, info string, ok bool) {
	m := fenceRE.FindStringSubmatch(s)
	if m == nil || m[1][0] == '`' && strings.Contains(m[2], "`") {
		return "", "", false
	}
	return m[1], strings.TrimSpace(m[2]), true
}

// fenceClose says whether a line closes the fence with the given mark.
func fenceClose(s, mark string) bool {
	s = strings.TrimRight(s, " \t")
	if indent(s) > 3 {
		return false
	}
	s = strings.TrimLeft(s, " ")
	return len(s) >= len(mark) && strings.Trim(s, mark[:1]) == ""
}

// isAttributes says whether a line is a kramdown or markdown-it attribute list
// and nothing else.
func isAttributes(s string) bool {
	s = strings.TrimSpace(s)
	return ialRE.MatchString(s) && len(s) > 2 && (s[1] == ':' || s[1] == '.' || s[1] == '#')
}

// starts says whether a line begins a block that ends a paragraph before it.
func starts(s string) bool {
	if indent(s) > 3 {
		return false
	}
	if _, _, ok := fenceOpen(s); ok {
		return true
	}
	if m := itemRE.FindStringSubmatch(s); m != nil && m[4] != "" {
		n := m[2][:len(m[2])-1]
		return n == "" || n == "1"
	}
	return atxRE.MatchString(s) || tightRE.MatchString(s) || ruleRE.MatchString(s) || quoteRE.MatchString(s) ||
		noteRE.MatchString(s) || htmlStart(s, true)
}

// texts joins lines.
func texts(lines []Line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
	}
	return b.String()
}

// split cuts a text that begins at the given source line into lines. Lines
// past the known ones take the last number.
func split(s string, from []Line) []Line {
	var out []Line
	for i, t := range strings.Split(s, "\n") {
		n := 0
		if len(from) > 0 {
			n = from[min(i, len(from)-1)].N
		}
		out = append(out, at(t, n))
	}
	return out
}
