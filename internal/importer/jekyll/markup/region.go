package markup

import "strings"

// mostEndless is how many elements without an end are searched for it through
// the whole page; a page with more is garbage.
const mostEndless = 10

// region converts an HTML block together with the Markdown that it encloses.
func (c *converter) region(in []Line, depth int) ([]Line, int) {
	if loneVoid(in[0].Text) {
		in = in[:1]
	}
	if specialRE.MatchString(in[0].Text) {
		return c.special(in, depth)
	}
	var nodes []node
	n, ok := 0, false
	if c.endless < mostEndless {
		nodes, n, ok = c.read(in)
	}
	if !ok {
		c.endless++
		n = htmlEnd(in)
		t := tree{c: c}
		t.feed(in[:n])
		nodes = t.finish()
	}
	out := []Line{at("", in[0].N)}
	out = append(out, c.emit(nodes, depth+1)...)
	return append(out, at("", in[n-1].N)), n
}

// loneVoid says whether a line is one tag of a text that holds nothing, such as
// <img> or <br>. CommonMark takes the lines after it for HTML too; whoever wrote
// a caption or a heading below a picture meant Markdown.
func loneVoid(s string) bool {
	s = strings.TrimSpace(s)
	m := tagRE.FindString(s)
	return m != "" && m == s && void[strings.ToLower(nameRE.FindStringSubmatch(m)[1])]
}

// special drops comments, declarations and instructions.
func (c *converter) special(in []Line, depth int) ([]Line, int) {
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
		c.note(in[0].N, "comment", texts(in[:j+1]), "")
		rest := l.Text[at0+len(end):]
		if blank(rest) {
			return nil, j + 1
		}
		return c.blocks([]Line{at(rest, l.N)}, depth+1), j + 1
	}
	c.note(in[0].N, "comment", in[0].Text, "")
	if rest := strings.TrimLeft(in[0].Text, " <!-?"); rest != "" {
		return []Line{at(textual(escape(rest)), in[0].N)}, 1
	}
	return nil, 1
}

// htmlEnd gives the number of lines up to the end of an HTML block as
// CommonMark sees it: the next blank line, or the end tag of what holds pure
// text.
func htmlEnd(in []Line) int {
	first := strings.ToLower(strings.TrimLeft(in[0].Text, " "))
	for tag := range pureText {
		if strings.HasPrefix(first, "<"+tag) {
			for j, l := range in {
				if strings.Contains(strings.ToLower(l.Text), "</"+tag) {
					return j + 1
				}
			}
			return len(in)
		}
	}
	n := 1
	for n < len(in) && !blank(in[n].Text) {
		n++
	}
	return n + rawTail(in, n)
}

// rawTail says how many more lines belong to a block whose script or style is
// still open after n lines.
func rawTail(in []Line, n int) int {
	text := strings.ToLower(texts(in[:n]))
	for _, tag := range []string{"script", "style", "pre", "textarea"} {
		if strings.LastIndex(text, "<"+tag) <= strings.LastIndex(text, "</"+tag) {
			continue
		}
		for j := n; j < len(in); j++ {
			if strings.Contains(strings.ToLower(in[j].Text), "</"+tag) {
				return j + 1 - n
			}
		}
	}
	return 0
}

// read takes lines until every element that was opened is closed. It fails
// where that never happens; then nothing is noted.
func (c *converter) read(in []Line) ([]node, int, bool) {
	notes := len(c.Notes)
	t := tree{c: c}
	n := htmlEnd(in)
	t.feed(in[:n])
	for t.waiting() {
		from := n
		n = t.next(in, n)
		if !blank(plainLines(in[from:n])) {
			t.put(node{kind: chunk, line: in[from].N, lines: in[from:n]})
		}
		if n >= len(in) || len(t.open) >= mostOpen {
			c.Notes = c.Notes[:notes]
			return nil, 0, false
		}
		size := htmlEnd(in[n:])
		if deep := indent(in[n].Text) > 3; deep {
			size = 1
		}
		t.feed(in[n : n+size])
		n += size
	}
	return t.finish(), n, true
}

// next gives the line after n at which HTML goes on; code fences are passed
// over.
func (t *tree) next(in []Line, n int) int {
	fence := ""
	for ; n < len(in); n++ {
		s := in[n].Text
		if fence != "" {
			if fenceClose(strings.TrimLeft(s, " \t"), fence) {
				fence = ""
			}
			continue
		}
		if mark, _, ok := fenceOpen(strings.TrimLeft(s, " \t")); ok {
			fence = mark
			continue
		}
		if htmlStart(s, n > 0 && !blank(in[n-1].Text)) || htmlStart(strings.TrimLeft(s, " \t"), true) || t.endsHere(s) {
			return n
		}
	}
	return n
}

// endsHere says whether a line begins with the end tag of an open element,
// however deep it is indented.
func (t *tree) endsHere(s string) bool {
	m := endRE.FindString(strings.TrimLeft(s, " \t"))
	if m == "" {
		return false
	}
	tag := strings.ToLower(nameRE.FindStringSubmatch(m)[1])
	for _, n := range t.open {
		if n.tag == tag {
			return true
		}
	}
	return false
}
