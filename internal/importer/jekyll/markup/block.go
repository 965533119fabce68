package markup

import (
	"strings"

	"lodestone/internal/importer/jekyll/markup/inline"
	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// MaxDepth is how deep containers are followed; what lies deeper is kept as it
// is. Real pages stay under ten.
const MaxDepth = 40

// blocks converts the blocks of one container.
func (c *converter) blocks(in []lines.Line, depth int) []lines.Line {
	if depth > MaxDepth {
		return in
	}
	var out []lines.Line
	afterHTML := false // where a list may have come from, which would take indented code in
	for i := 0; i < len(in); {
		var got []lines.Line
		n := 1
		s := in[i].Text
		switch {
		case lines.Blank(s):
			got = []lines.Line{lines.At("", in[i].N)}
		case lines.Indent(s) > 3:
			if got, n = indented(in[i:]); afterHTML {
				got = refenced(got)
			}
		default:
			got, n = c.block(in[i:], depth)
			afterHTML = lines.HTMLStart(s, false)
		}
		out = append(out, got...)
		i += max(n, 1)
	}
	return out
}

// block converts the one that begins at the first line, which is neither blank
// nor indented, and says how many lines it took.
func (c *converter) block(in []lines.Line, depth int) ([]lines.Line, int) {
	s := in[0].Text
	if mark, _, ok := lines.FenceOpen(s); ok {
		return c.fence(in, mark)
	}
	if m := lines.AtxRE.FindStringSubmatch(s); m != nil {
		return c.heading(in[:1], len(m[1]), closing(m[2])), 1
	}
	if m := lines.TightRE.FindStringSubmatch(s); m != nil {
		c.Note(in[0].N, "heading-space", s, m[1]+" "+m[2])
		return c.heading(in[:1], len(m[1]), closing(m[2])), 1
	}
	if lines.RuleRE.MatchString(s) {
		return in[:1], 1
	}
	if lines.QuoteRE.MatchString(s) {
		return c.quote(in, depth)
	}
	if m := lines.ItemRE.FindStringSubmatch(s); m != nil {
		return c.item(in, m, depth)
	}
	if lines.HTMLStart(s, false) {
		return c.region(in, depth)
	}
	if m := lines.NoteRE.FindStringSubmatch(s); m != nil {
		return c.footnote(in, m, depth)
	}
	if _, _, n := inline.Definition(in); n > 0 {
		c.Note(in[0].N, "reference", lines.Texts(in[:n]), "")
		return nil, n
	}
	if lines.IsAttributes(s) {
		c.Note(in[0].N, "attributes", s, "")
		if len(in) > 1 && !lines.Blank(in[1].Text) && !lines.Starts(in[1].Text) {
			return []lines.Line{lines.At("", in[0].N)}, 1
		}
		return nil, 1
	}
	if len(in) > 1 && strings.Contains(s, "|") && lines.IsDelimiter(in[1].Text, s) {
		return c.table(in)
	}
	return c.paragraph(in)
}

// indented takes a run of indented code.
func indented(in []lines.Line) ([]lines.Line, int) {
	n := 1
	for j := 1; j < len(in); j++ {
		if lines.Blank(in[j].Text) {
			continue
		}
		if lines.Indent(in[j].Text) < 4 {
			break
		}
		n = j + 1
	}
	return lines.Code(in[:n]), n
}

// refenced writes indented code as a fence.
func refenced(in []lines.Line) []lines.Line {
	mark := "```"
	for _, l := range in {
		for strings.Contains(l.Text, mark) {
			mark += "`"
		}
	}
	out := []lines.Line{lines.At(mark, in[0].N)}
	for _, l := range in {
		l.Text = lines.Dedent(l.Text, 4)
		out = append(out, l)
	}
	return lines.Code(append(out, lines.At(mark, in[len(in)-1].N)))
}

// fence takes fenced code as it is and closes it where the writer forgot.
func (c *converter) fence(in []lines.Line, mark string) ([]lines.Line, int) {
	for j := 1; j < len(in); j++ {
		if lines.FenceClose(in[j].Text, mark) {
			if j+1 < len(in) && lines.IsAttributes(in[j+1].Text) {
				c.Note(in[j+1].N, "attributes", in[j+1].Text, "")
				return lines.Code(in[:j+1]), j + 2
			}
			return lines.Code(in[:j+1]), j + 1
		}
	}
	last := in[len(in)-1]
	c.Note(in[0].N, "fence", in[0].Text, "closed")
	return lines.Code(append(in[:len(in):len(in)], lines.At(mark, last.N))), len(in)
}

// closing takes the closing sequence of # off a heading.
func closing(s string) string {
	s = strings.TrimSpace(s)
	t := strings.TrimRight(s, "#")
	if t == "" || t != s && strings.HasSuffix(t, " ") || strings.HasSuffix(t, "\t") {
		return strings.TrimSpace(t)
	}
	return s
}

// heading writes a heading at the level that its place allows.
func (c *converter) heading(from []lines.Line, level int, text string) []lines.Line {
	text = strings.Join(strings.Fields(text), " ")
	id := ""
	if i := strings.LastIndexByte(text, '{'); i >= 0 && lines.IsAttributes(text[i:]) {
		if m := lines.IalIDRE.FindStringSubmatch(text[i:]); m != nil {
			id = m[1]
		}
		c.Note(from[0].N, "attributes", text[i:], id)
		text = strings.TrimSpace(text[:i])
	}
	nodes := c.Parse(text, from)
	return c.WriteHeading(from, level, id, c.Markdown(nodes, prose.InHeading), tree.Plain(nodes))
}

// quote converts a block quote, lazy lines included.
func (c *converter) quote(in []lines.Line, depth int) ([]lines.Line, int) {
	var inner inside
	n := 0
	for ; n < len(in); n++ {
		s := in[n].Text
		if lines.QuoteRE.MatchString(s) {
			t := strings.TrimLeft(s, " ")[1:]
			inner.add(lines.Dedent(t, 1), in[n].N)
			continue
		}
		if lines.Blank(s) || !inner.lazy() || lines.Starts(s) || lines.IsAttributes(s) {
			break
		}
		inner.add(strings.TrimLeft(s, " \t"), in[n].N)
	}
	got := lines.Tidy(c.blocks(inner.lines, depth+1))
	if len(got) == 0 {
		c.Note(in[0].N, "empty-quote", lines.Texts(in[:n]), "")
		return []lines.Line{lines.At("", in[0].N)}, n
	}
	return lines.Prefixed(got, "> ", "> "), n
}

// inside gathers the lines of a container.
type inside struct {
	lines []lines.Line
	fence string // the mark of the code fence that is open, or ""
}

func (x *inside) add(text string, n int) {
	x.lines = append(x.lines, lines.At(text, n))
	if x.fence != "" {
		if lines.FenceClose(text, x.fence) {
			x.fence = ""
		}
	} else if mark, _, ok := lines.FenceOpen(text); ok {
		x.fence = mark
	}
}

// lazy says whether the last line is text that may go on without the
// container's prefix.
func (x *inside) lazy() bool {
	if len(x.lines) == 0 || x.fence != "" {
		return false
	}
	s := x.lines[len(x.lines)-1].Text
	for {
		t := s
		if lines.QuoteRE.MatchString(t) {
			t = strings.TrimLeft(t, " ")[1:]
		}
		if m := lines.ItemRE.FindStringSubmatch(t); m != nil && !lines.RuleRE.MatchString(t) {
			t = m[4]
		}
		if t == s {
			break
		}
		s = t
	}
	_, _, open := lines.FenceOpen(s)
	return !open && !lines.Blank(s) && !lines.AtxRE.MatchString(s) && !lines.RuleRE.MatchString(s)
}

// item converts one list item.
func (c *converter) item(in []lines.Line, m []string, depth int) ([]lines.Line, int) {
	if toc := c.toc(in, m); toc > 0 {
		return nil, toc
	}
	width := len(m[1]) + len(m[2])
	gap := lines.Indent(m[3])
	first := m[4]
	if first == "" || gap > 4 {
		first = strings.Repeat(" ", max(gap-1, 0)) + m[4]
		gap = 1
	}
	width += gap
	var inner inside
	inner.add(first, in[0].N)
	n := 1
	for ; n < len(in); n++ {
		s := in[n].Text
		if lines.Blank(s) {
			if j := n + 1; n == 1 && lines.Blank(first) || !continues(in, j, width) {
				break
			}
			inner.add("", in[n].N)
			continue
		}
		if lines.Indent(s) >= width {
			inner.add(lines.Dedent(s, width), in[n].N)
			continue
		}
		if !inner.lazy() || lines.Starts(s) || lines.ItemRE.MatchString(s) || lines.IsAttributes(s) {
			break
		}
		inner.add(strings.TrimLeft(s, " \t"), in[n].N)
	}
	got := lines.Tidy(c.blocks(inner.lines, depth+1))
	if len(got) == 0 {
		got = []lines.Line{lines.At("", in[0].N)}
	}
	marker := m[1] + m[2] + strings.Repeat(" ", gap)
	return lines.Prefixed(got, marker, strings.Repeat(" ", width)), n
}

// continues says whether the next line with text belongs to an item of the
// given width.
func continues(in []lines.Line, from, width int) bool {
	for ; from < len(in); from++ {
		if !lines.Blank(in[from].Text) {
			return lines.Indent(in[from].Text) >= width
		}
	}
	return false
}

// toc recognises kramdown's table of contents: an item followed by {:toc}.
func (c *converter) toc(in []lines.Line, m []string) int {
	if len(in) > 1 && strings.HasPrefix(strings.ReplaceAll(strings.TrimSpace(in[1].Text), " ", ""), "{:toc") {
		c.Note(in[0].N, "contents", lines.Texts(in[:2]), "")
		return 2
	}
	if strings.HasPrefix(strings.ReplaceAll(m[4], " ", ""), "TOC{:toc") {
		c.Note(in[0].N, "contents", in[0].Text, "")
		return 1
	}
	return 0
}

// footnote converts a definition such as [^1]: text.
func (c *converter) footnote(in []lines.Line, m []string, depth int) ([]lines.Line, int) {
	var inner inside
	inner.add(m[2], in[0].N)
	n := 1
	for ; n < len(in); n++ {
		s := in[n].Text
		if lines.Blank(s) {
			if !continues(in, n+1, 4) {
				break
			}
			inner.add("", in[n].N)
			continue
		}
		if lines.Indent(s) >= 4 {
			inner.add(lines.Dedent(s, 4), in[n].N)
			continue
		}
		if !inner.lazy() || lines.Starts(s) || lines.NoteRE.MatchString(s) {
			break
		}
		inner.add(strings.TrimLeft(s, " \t"), in[n].N)
	}
	c.InNote++
	got := lines.Tidy(c.blocks(inner.lines, depth+1))
	c.InNote--
	label := inline.Key(m[1]) // its colon keeps it apart from ids
	if len(got) == 0 || c.Used[label] {
		c.Note(in[0].N, "footnote", lines.Texts(in[:n]), lines.Texts(got))
		return append(append([]lines.Line{lines.At("", in[0].N)}, got...), lines.At("", in[0].N)), n
	}
	c.Used[label] = true
	return lines.Prefixed(got, m[1]+" ", "    "), n
}

// paragraph converts text up to the next block, or a setext heading.
func (c *converter) paragraph(in []lines.Line) ([]lines.Line, int) {
	n := 1
	for ; n < len(in); n++ {
		s := in[n].Text
		if m := lines.SetextRE.FindStringSubmatch(s); m != nil {
			level := 1
			if m[1][0] == '-' {
				level = 2
			}
			return c.heading(in[:n], level, lines.Texts(in[:n])), n + 1
		}
		if lines.Blank(s) || lines.Starts(s) || lines.IsAttributes(s) {
			break
		}
	}
	return c.text(in[:n]), n
}

// text converts the inlines of a paragraph.
func (c *converter) text(from []lines.Line) []lines.Line {
	parts := make([]string, len(from))
	for i, l := range from {
		parts[i] = strings.TrimLeft(l.Text, " \t")
	}
	nodes := c.Parse(strings.Join(parts, "\n"), from)
	if only := tree.Solid(nodes); len(only) == 1 && only[0].Kind == tree.Element && c.IsBlock(&only[0]) {
		return c.Emit(only, 1)
	}
	md := c.Markdown(nodes, prose.InParagraph)
	if lines.Blank(md) {
		return nil
	}
	return lines.Split(prose.Textual(strings.TrimSpace(md)), from)
}
