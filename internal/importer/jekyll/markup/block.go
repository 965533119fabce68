package markup

import (
	"strconv"
	"strings"
)

// maxDepth is how deep containers are followed; what lies deeper is kept as it
// is. Real pages stay under ten.
const maxDepth = 40

// blocks converts the blocks of one container.
func (c *converter) blocks(in []Line, depth int) []Line {
	if depth > maxDepth {
		return in
	}
	var out []Line
	afterHTML := false // where a list may have come from, which would take indented code in
	for i := 0; i < len(in); {
		var got []Line
		n := 1
		s := in[i].Text
		switch {
		case blank(s):
			got = []Line{at("", in[i].N)}
		case indent(s) > 3:
			if got, n = indented(in[i:]); afterHTML {
				got = refenced(got)
			}
		default:
			got, n = c.block(in[i:], depth)
			afterHTML = htmlStart(s, false)
		}
		out = append(out, got...)
		i += max(n, 1)
	}
	return out
}

// block converts the one that begins at the first line, which is neither blank
// nor indented, and says how many lines it took.
func (c *converter) block(in []Line, depth int) ([]Line, int) {
	s := in[0].Text
	if mark, _, ok := fenceOpen(s); ok {
		return c.fence(in, mark)
	}
	if m := atxRE.FindStringSubmatch(s); m != nil {
		return c.heading(in[:1], len(m[1]), closing(m[2])), 1
	}
	if m := tightRE.FindStringSubmatch(s); m != nil {
		c.note(in[0].N, "heading-space", s, m[1]+" "+m[2])
		return c.heading(in[:1], len(m[1]), closing(m[2])), 1
	}
	if ruleRE.MatchString(s) {
		return in[:1], 1
	}
	if quoteRE.MatchString(s) {
		return c.quote(in, depth)
	}
	if m := itemRE.FindStringSubmatch(s); m != nil {
		return c.item(in, m, depth)
	}
	if htmlStart(s, false) {
		return c.region(in, depth)
	}
	if m := noteRE.FindStringSubmatch(s); m != nil {
		return c.footnote(in, m, depth)
	}
	if _, _, n := definition(in); n > 0 {
		c.note(in[0].N, "reference", texts(in[:n]), "")
		return nil, n
	}
	if isAttributes(s) {
		c.note(in[0].N, "attributes", s, "")
		if len(in) > 1 && !blank(in[1].Text) && !starts(in[1].Text) {
			return []Line{at("", in[0].N)}, 1
		}
		return nil, 1
	}
	if len(in) > 1 && strings.Contains(s, "|") && isDelimiter(in[1].Text, s) {
		return c.table(in)
	}
	return c.paragraph(in)
}

// indented takes a run of indented code.
func indented(in []Line) ([]Line, int) {
	n := 1
	for j := 1; j < len(in); j++ {
		if blank(in[j].Text) {
			continue
		}
		if indent(in[j].Text) < 4 {
			break
		}
		n = j + 1
	}
	return code(in[:n]), n
}

// refenced writes indented code as a fence.
func refenced(in []Line) []Line {
	mark := "```"
	for _, l := range in {
		for strings.Contains(l.Text, mark) {
			mark += "`"
		}
	}
	out := []Line{at(mark, in[0].N)}
	for _, l := range in {
		l.Text = dedent(l.Text, 4)
		out = append(out, l)
	}
	return code(append(out, at(mark, in[len(in)-1].N)))
}

// fence takes fenced code as it is and closes it where the writer forgot.
func (c *converter) fence(in []Line, mark string) ([]Line, int) {
	for j := 1; j < len(in); j++ {
		if fenceClose(in[j].Text, mark) {
			if j+1 < len(in) && isAttributes(in[j+1].Text) {
				c.note(in[j+1].N, "attributes", in[j+1].Text, "")
				return code(in[:j+1]), j + 2
			}
			return code(in[:j+1]), j + 1
		}
	}
	last := in[len(in)-1]
	c.note(in[0].N, "fence", in[0].Text, "closed")
	return code(append(in[:len(in):len(in)], at(mark, last.N))), len(in)
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
func (c *converter) heading(from []Line, level int, text string) []Line {
	text = strings.Join(strings.Fields(text), " ")
	id := ""
	if i := strings.LastIndexByte(text, '{'); i >= 0 && isAttributes(text[i:]) {
		if m := ialIDRE.FindStringSubmatch(text[i:]); m != nil {
			id = m[1]
		}
		c.note(from[0].N, "attributes", text[i:], id)
		text = strings.TrimSpace(text[:i])
	}
	nodes := c.parse(text, from)
	return c.writeHeading(from, level, id, c.markdown(nodes, inHeading), plain(nodes))
}

func (c *converter) writeHeading(from []Line, level int, id, md, text string) []Line {
	if strings.TrimSpace(md) == "" {
		c.note(from[0].N, "heading", texts(from), "")
		return nil
	}
	if c.inNote > 0 {
		c.note(from[0].N, "heading-level", "h"+strconv.Itoa(level), "text of a footnote")
		return []Line{at("", from[0].N), at(textual(md), from[0].N), at("", from[0].N)}
	}
	for len(c.levels) > 0 && c.levels[len(c.levels)-1] >= level {
		c.levels = c.levels[:len(c.levels)-1]
	}
	c.levels = append(c.levels, level)
	now := min(len(c.levels)+1, 6)
	if now != level {
		c.note(from[0].N, "heading-level", "h"+strconv.Itoa(level), "h"+strconv.Itoa(now))
	}
	if c.used[id] {
		c.note(from[0].N, "duplicate-id", id, "")
		id = ""
	}
	if id == "" {
		id = explicitID(md)
	} else {
		md += " {#" + id + "}"
	}
	if id != "" {
		c.used[id] = true
	}
	c.Headings = append(c.Headings, Heading{now, text, id})
	return []Line{at("", from[0].N), at(strings.Repeat("#", now)+" "+md, from[0].N), at("", from[0].N)}
}

func explicitID(md string) string {
	if i := strings.LastIndex(md, "{#"); i >= 0 && strings.HasSuffix(md, "}") {
		return md[i+2 : len(md)-1]
	}
	return ""
}

// quote converts a block quote, lazy lines included.
func (c *converter) quote(in []Line, depth int) ([]Line, int) {
	var inner inside
	n := 0
	for ; n < len(in); n++ {
		s := in[n].Text
		if quoteRE.MatchString(s) {
			t := strings.TrimLeft(s, " ")[1:]
			inner.add(dedent(t, 1), in[n].N)
			continue
		}
		if blank(s) || !inner.lazy() || starts(s) || isAttributes(s) {
			break
		}
		inner.add(strings.TrimLeft(s, " \t"), in[n].N)
	}
	got := tidy(c.blocks(inner.lines, depth+1))
	if len(got) == 0 {
		c.note(in[0].N, "empty-quote", texts(in[:n]), "")
		return []Line{at("", in[0].N)}, n
	}
	return prefixed(got, "> ", "> "), n
}

// inside gathers the lines of a container.
type inside struct {
	lines []Line
	fence string // the mark of the code fence that is open, or ""
}

func (x *inside) add(text string, n int) {
	x.lines = append(x.lines, at(text, n))
	if x.fence != "" {
		if fenceClose(text, x.fence) {
			x.fence = ""
		}
	} else if mark, _, ok := fenceOpen(text); ok {
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
		if quoteRE.MatchString(t) {
			t = strings.TrimLeft(t, " ")[1:]
		}
		if m := itemRE.FindStringSubmatch(t); m != nil && !ruleRE.MatchString(t) {
			t = m[4]
		}
		if t == s {
			break
		}
		s = t
	}
	_, _, open := fenceOpen(s)
	return !open && !blank(s) && !atxRE.MatchString(s) && !ruleRE.MatchString(s)
}

// item converts one list item.
func (c *converter) item(in []Line, m []string, depth int) ([]Line, int) {
	if toc := c.toc(in, m); toc > 0 {
		return nil, toc
	}
	width := len(m[1]) + len(m[2])
	gap := indent(m[3])
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
		if blank(s) {
			if j := n + 1; n == 1 && blank(first) || !continues(in, j, width) {
				break
			}
			inner.add("", in[n].N)
			continue
		}
		if indent(s) >= width {
			inner.add(dedent(s, width), in[n].N)
			continue
		}
		if !inner.lazy() || starts(s) || itemRE.MatchString(s) || isAttributes(s) {
			break
		}
		inner.add(strings.TrimLeft(s, " \t"), in[n].N)
	}
	got := tidy(c.blocks(inner.lines, depth+1))
	if len(got) == 0 {
		got = []Line{at("", in[0].N)}
	}
	marker := m[1] + m[2] + strings.Repeat(" ", gap)
	return prefixed(got, marker, strings.Repeat(" ", width)), n
}

// continues says whether the next line with text belongs to an item of the
// given width.
func continues(in []Line, from, width int) bool {
	for ; from < len(in); from++ {
		if !blank(in[from].Text) {
			return indent(in[from].Text) >= width
		}
	}
	return false
}

// toc recognises kramdown's table of contents: an item followed by {:toc}.
func (c *converter) toc(in []Line, m []string) int {
	if len(in) > 1 && strings.HasPrefix(strings.ReplaceAll(strings.TrimSpace(in[1].Text), " ", ""), "{:toc") {
		c.note(in[0].N, "contents", texts(in[:2]), "")
		return 2
	}
	if strings.HasPrefix(strings.ReplaceAll(m[4], " ", ""), "TOC{:toc") {
		c.note(in[0].N, "contents", in[0].Text, "")
		return 1
	}
	return 0
}

// footnote converts a definition such as [^1]: text.
func (c *converter) footnote(in []Line, m []string, depth int) ([]Line, int) {
	var inner inside
	inner.add(m[2], in[0].N)
	n := 1
	for ; n < len(in); n++ {
		s := in[n].Text
		if blank(s) {
			if !continues(in, n+1, 4) {
				break
			}
			inner.add("", in[n].N)
			continue
		}
		if indent(s) >= 4 {
			inner.add(dedent(s, 4), in[n].N)
			continue
		}
		if !inner.lazy() || starts(s) || noteRE.MatchString(s) {
			break
		}
		inner.add(strings.TrimLeft(s, " \t"), in[n].N)
	}
	c.inNote++
	got := tidy(c.blocks(inner.lines, depth+1))
	c.inNote--
	label := key(m[1]) // its colon keeps it apart from ids
	if len(got) == 0 || c.used[label] {
		c.note(in[0].N, "footnote", texts(in[:n]), texts(got))
		return append(append([]Line{at("", in[0].N)}, got...), at("", in[0].N)), n
	}
	c.used[label] = true
	return prefixed(got, m[1]+" ", "    "), n
}

// prefixed puts a container's prefix back.
func prefixed(in []Line, first, rest string) []Line {
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

// paragraph converts text up to the next block, or a setext heading.
func (c *converter) paragraph(in []Line) ([]Line, int) {
	n := 1
	for ; n < len(in); n++ {
		s := in[n].Text
		if m := setextRE.FindStringSubmatch(s); m != nil {
			level := 1
			if m[1][0] == '-' {
				level = 2
			}
			return c.heading(in[:n], level, texts(in[:n])), n + 1
		}
		if blank(s) || starts(s) || isAttributes(s) {
			break
		}
	}
	return c.text(in[:n]), n
}

// text converts the inlines of a paragraph.
func (c *converter) text(from []Line) []Line {
	lines := make([]string, len(from))
	for i, l := range from {
		lines[i] = strings.TrimLeft(l.Text, " \t")
	}
	nodes := c.parse(strings.Join(lines, "\n"), from)
	if only := solid(nodes); len(only) == 1 && only[0].kind == element && c.isBlock(&only[0]) {
		return c.emit(only, 1)
	}
	md := c.markdown(nodes, inParagraph)
	if blank(md) {
		return nil
	}
	return split(textual(strings.TrimSpace(md)), from)
}

// solid gives the nodes that are more than white space.
func solid(nodes []node) []node {
	var out []node
	for _, n := range nodes {
		if n.kind != source && n.kind != literal || !blank(n.text) {
			out = append(out, n)
		}
	}
	return out
}
