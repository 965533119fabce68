package lines

import "strings"

// Line is one line without its newline, and the source line it comes from.
type Line struct {
	Text string
	N    int
	raw  bool // code, whose blank lines count
}

// At makes a line.
func At(text string, n int) Line { return Line{Text: text, N: n} }

// Tidy leaves one blank line where several stand outside of code, none at the
// ends.
func Tidy(in []Line) []Line {
	var out []Line
	for _, l := range in {
		if Blank(l.Text) && !l.raw && (len(out) == 0 || Blank(out[len(out)-1].Text)) {
			continue
		}
		out = append(out, l)
	}
	for len(out) > 0 && Blank(out[len(out)-1].Text) {
		out = out[:len(out)-1]
	}
	return out
}

// Code marks lines as code.
func Code(in []Line) []Line {
	out := make([]Line, len(in))
	for i, l := range in {
		l.raw = true
		out[i] = l
	}
	return out
}

// Prefixed puts a container's prefix back.
func Prefixed(in []Line, first, rest string) []Line {
	out := make([]Line, len(in))
	for i, l := range in {
		p := rest
		if i == 0 {
			p = first
		}
		out[i] = l
		out[i].Text = p + l.Text
		if l.Text == "" {
			out[i].Text = strings.TrimRight(p, " ")
		}
	}
	return out
}
