package markup

import (
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// mostEndless is how many elements without an end are searched for it through
// the whole page; a page with more is garbage.
const mostEndless = 10

// region converts an HTML block together with the Markdown that it encloses.
func (c *converter) region(in []lines.Line, depth int) ([]lines.Line, int) {
	if loneVoid(in[0].Text) {
		in = in[:1]
	}
	if lines.SpecialRE.MatchString(in[0].Text) {
		return c.special(in, depth)
	}
	var nodes []tree.Node
	n, ok := 0, false
	if c.endless < mostEndless {
		nodes, n, ok = tree.ReadHTML(c.Log, in)
	}
	if !ok {
		c.endless++
		n = tree.HTMLEnd(in)
		nodes = tree.BlockHTML(c.Log, in[:n])
	}
	out := []lines.Line{lines.At("", in[0].N)}
	out = append(out, c.Emit(nodes, depth+1)...)
	return append(out, lines.At("", in[n-1].N)), n
}

// loneVoid says whether a line is one tag of a text that holds nothing, such as
// <img> or <br>. CommonMark takes the lines after it for HTML too; whoever wrote
// a caption or a heading below a picture meant Markdown.
func loneVoid(s string) bool {
	s = strings.TrimSpace(s)
	m := lines.TagRE.FindString(s)
	return m != "" && m == s && lines.Void[strings.ToLower(lines.NameRE.FindStringSubmatch(m)[1])]
}

// special drops comments, declarations and instructions.
func (c *converter) special(in []lines.Line, depth int) ([]lines.Line, int) {
	end := ">"
	for _, pair := range [][2]string{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if strings.HasPrefix(strings.TrimLeft(in[0].Text, " "), pair[0]) {
			end = pair[1]
			break
		}
	}
	for j, l := range in {
		at0 := strings.Index(l.Text, end)
		if at0 < 0 {
			continue
		}
		c.Note(in[0].N, "comment", lines.Texts(in[:j+1]), "")
		rest := l.Text[at0+len(end):]
		if lines.Blank(rest) {
			return nil, j + 1
		}
		return c.blocks([]lines.Line{lines.At(rest, l.N)}, depth+1), j + 1
	}
	c.Note(in[0].N, "comment", in[0].Text, "")
	if rest := strings.TrimLeft(in[0].Text, " <!-?"); rest != "" {
		return []lines.Line{lines.At(prose.Textual(lines.Escape(rest)), in[0].N)}, 1
	}
	return nil, 1
}
