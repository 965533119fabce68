// Package markup turns the body of a page as Jekyll and Eleventy sites hold it,
// Liquid already spent, into the Markdown that the strict engine takes.
//
// In: the lines of a body (Markdown as CommonMark, GFM, kramdown and
// markdown-it-attrs read it, mixed with HTML of any quality) and a Resolver
// that knows which links and images lead somewhere. Out: lines of CommonMark
// with GFM, footnotes and generic directives, notes of every change with the
// source line, and what was lost. No input is an error; none panics.
//
// What holds of the output:
//
//   - HTML is balanced; script, style, forms, style=, class=, on…= are gone;
//     simple elements became Markdown, iframes became ::embed, figures of one
//     image became the figure directive, images elsewhere became links;
//   - headings begin at ## and skip no level;
//   - kramdown attribute lists are gone, an id on a heading became {#id};
//   - reference links are inline links and the definitions are gone;
//   - every open code fence is closed.
//
// Blocks follow CommonMark 0.31: containers are stripped of their prefix,
// converted, and given the prefix back, so text that needs no change keeps its
// line breaks. HTML blocks differ on purpose: one runs from an opening tag to
// its closing tag, Markdown between included, where CommonMark would cut it at
// a blank line, because that is what the writer meant.
package markup

import "strings"

// Line is one line without its newline, and the source line it comes from.
type Line struct {
	Text string
	N    int
	raw  bool // code, whose blank lines count
}

func at(text string, n int) Line { return Line{Text: text, N: n} }

// Target is what a Resolver makes of a destination.
type Target struct {
	Dest string // the new destination
	Kind string // of the note to leave: "" when nothing is to be said
	Gone bool   // leads nowhere: keep the text alone
	Out  bool   // an image of another site: becomes a link
}

// Resolver knows the site.
type Resolver interface {
	Link(dest string) Target
	Image(src string) Target
	KeepID(id string) bool // whether some link names this id of the page
}

// Note is one change.
type Note struct {
	Line          int
	Kind          string
	Before, After string
}

// Heading is a heading of the result.
type Heading struct {
	Level int
	Text  string // plain
	ID    string // explicit, else empty
}

// Result is a converted body.
type Result struct {
	Lines    []Line
	Notes    []Note
	Lost     []string
	Headings []Heading
	IDs      []string // of raw HTML, headings left out
}

// Convert does the whole way.
func Convert(lines []Line, r Resolver) Result {
	c := &converter{resolver: r, refs: definitions(lines), used: map[string]bool{}}
	c.Lines = tidy(c.blocks(lines, 0))
	return c.Result
}

// converter holds what one body needs while it is converted.
type converter struct {
	Result
	resolver Resolver
	refs     map[string]ref
	levels   []int           // original levels of the headings around this place
	used     map[string]bool // ids, and labels of footnotes
	inNote   int             // footnotes around this place: their headings are none
	endless  int             // elements seen whose end never came
}

func (c *converter) note(line int, kind, before, after string) {
	c.Notes = append(c.Notes, Note{line, kind, oneLine(before), oneLine(after)})
}

func (c *converter) lose(text string) {
	if text = strings.TrimSpace(text); text != "" {
		c.Lost = append(c.Lost, oneLine(text))
	}
}

// oneLine keeps a text of the report on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// tidy leaves one blank line where several stand outside of code, none at the
// ends.
func tidy(in []Line) []Line {
	var out []Line
	for _, l := range in {
		if blank(l.Text) && !l.raw && (len(out) == 0 || blank(out[len(out)-1].Text)) {
			continue
		}
		out = append(out, l)
	}
	for len(out) > 0 && blank(out[len(out)-1].Text) {
		out = out[:len(out)-1]
	}
	return out
}

// code marks lines as code.
func code(in []Line) []Line {
	out := make([]Line, len(in))
	for i, l := range in {
		l.raw = true
		out[i] = l
	}
	return out
}
