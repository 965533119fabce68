package accept

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// reading turns a post of the old site into rough HTML: enough for its words
// and its structure, nothing for its looks. It knows no document tree; each
// construct is recognised by how its lines begin.
type reading struct {
	refs  map[string]string
	notes map[string][]string
	used  []string // labels of footnotes in the order of their first mention
	open  int      // HTML elements of the kind that holds blocks, still open
}

var (
	fenceLine    = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})([^`]*)$")
	headingLine  = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*)|$)`)
	tightHeading = regexp.MustCompile(`^(#{2,6})([^# \t].*)$`) // as kramdown reads it
	underline    = regexp.MustCompile(`^ {0,3}(=+|-+) *$`)
	ruleLine     = regexp.MustCompile(`^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$`)
	quoteLine    = regexp.MustCompile(`^ {0,3}> ?`)
	itemLine     = regexp.MustCompile(`^( {0,3})([-+*]|\d{1,9}[.)])( +|$)(.*)`)
	pipeRule     = regexp.MustCompile(`^ {0,3}\|? *:?-+:? *(\| *:?-+:? *)*\|? *$`)
	noteLine     = regexp.MustCompile(`^ {0,3}\[\^([^\]]+)\]: *(.*)`)
	refLine      = regexp.MustCompile(`^ {0,3}\[([^\]^][^\]]*)\]: *<?(\S+?)>?(?: +["'(].*)?$`)
	listLine     = regexp.MustCompile(`^ *\{:[^}]*\} *$`) // kramdown's attribute list
	rawOpening   = regexp.MustCompile(`(?i)^ {0,3}<(script|pre|style|textarea)(?:[ >]|$)`)
	blockTag     = regexp.MustCompile(`(?i)^ {0,3}</?(address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|p|param|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:[ />]|$)`)
	spanTag      = regexp.MustCompile(`(?i)^ {0,3}</?(a|abbr|b|br|cite|code|em|i|img|small|span|strong|sub|sup|u)[\s/>]`)
	boxTag       = regexp.MustCompile(`(?i)<(/?)(?:div|blockquote|section|figure|aside|table)\b`)
	loneTag      = regexp.MustCompile(`^ {0,3}(?:<[a-zA-Z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?)*\s*/?>|</[a-zA-Z][\w-]*\s*>) *$`)
)

// readMarkdown gives the body of a post as HTML.
func readMarkdown(body string) string {
	r := &reading{refs: map[string]string{}, notes: map[string][]string{}}
	lines := strings.Split(strings.ReplaceAll(body, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = spaced(lines[i])
	}
	lines = r.definitions(lines)
	out := r.blocks(lines)
	if len(r.used) == 0 {
		return out
	}
	out += `<section class="footnotes"><ol>`
	for i := 0; i < len(r.used); i++ { // a note may mention another
		out += "<li>" + r.blocks(r.notes[r.used[i]]) + "</li>"
	}
	return out + "</ol></section>"
}

// spaced writes the tabs that a line begins with as spaces.
func spaced(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			b.WriteByte(' ')
		case '\t':
			b.WriteString(strings.Repeat(" ", 4-b.Len()%4))
		default:
			return b.String() + line[i:]
		}
	}
	return ""
}

func blank(line string) bool { return strings.TrimSpace(line) == "" }

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

func outdent(line string, n int) string {
	return line[min(n, indent(line)):]
}

// definitions takes the targets of links and the texts of footnotes out.
func (r *reading) definitions(lines []string) []string {
	var kept []string
	fence := ""
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if m := fenceLine.FindStringSubmatch(line); m != nil {
			switch {
			case fence == "":
				fence = m[1]
			case strings.HasPrefix(m[1], fence):
				fence = ""
			}
		}
		if fence != "" {
			kept = append(kept, line)
			continue
		}
		if m := noteLine.FindStringSubmatch(line); m != nil {
			note := []string{m[2]}
			for i+1 < len(lines) && (indent(lines[i+1]) >= 4 || blank(lines[i+1]) && i+2 < len(lines) && indent(lines[i+2]) >= 4 ||
				!blank(lines[i+1]) && !blank(lines[i]) && !starts(lines[i+1]) && !noteLine.MatchString(lines[i+1])) {
				i++
				note = append(note, outdent(lines[i], 4))
			}
			r.notes[m[1]] = note
			continue
		}
		if m := refLine.FindStringSubmatch(line); m != nil {
			r.refs[label(m[1])] = m[2]
			continue
		}
		kept = append(kept, line)
	}
	return kept
}

func label(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// starts reports whether a line ends the paragraph before it.
func starts(line string) bool {
	if m := itemLine.FindStringSubmatch(line); m != nil && m[4] != "" && (len(m[2]) == 1 || m[2] == "1." || m[2] == "1)") {
		return true
	}
	for _, p := range []*regexp.Regexp{fenceLine, headingLine, tightHeading, ruleLine, quoteLine, rawOpening, blockTag} {
		if p.MatchString(line) {
			return true
		}
	}
	return strings.HasPrefix(strings.TrimLeft(line, " "), "<!--")
}

// blocks reads lines from top to bottom; every case below takes its lines away.
func (r *reading) blocks(lines []string) string {
	var b strings.Builder
	for len(lines) > 0 {
		line := lines[0]
		if r.open > 0 && !blank(line) {
			line = strings.TrimLeft(line, " ") // its author indents by the tags
			lines[0] = line
		}
		n := 1
		switch {
		case blank(line) || listLine.MatchString(line):
		case indent(line) >= 4 && r.open == 0:
			n = r.indented(&b, lines)
		case fenceLine.MatchString(line):
			n = r.fenced(&b, lines)
		case headingLine.MatchString(line):
			m := headingLine.FindStringSubmatch(line)
			r.heading(&b, len(m[1]), m[2])
		case tightHeading.MatchString(line):
			m := tightHeading.FindStringSubmatch(line)
			r.heading(&b, len(m[1]), m[2])
		case ruleLine.MatchString(line):
			b.WriteString("<hr>\n")
		case quoteLine.MatchString(line):
			n = r.quote(&b, lines)
		case itemLine.MatchString(line):
			n = r.list(&b, lines)
		case rawOpening.MatchString(line) || blockTag.MatchString(line) || loneTag.MatchString(line) && !spanTag.MatchString(line) || strings.HasPrefix(strings.TrimLeft(line, " "), "<!--"):
			n = r.raw(&b, lines)
		case len(lines) > 1 && strings.Contains(line, "|") && pipeRule.MatchString(lines[1]) && len(cells(line)) == len(cells(lines[1])):
			n = r.table(&b, lines)
		default:
			n = r.paragraph(&b, lines)
		}
		lines = lines[n:]
	}
	return b.String()
}

func (r *reading) heading(b *strings.Builder, level int, text string) {
	text = strings.TrimRight(strings.TrimRight(strings.TrimSpace(text), "#"), " ")
	tag := "h" + strconv.Itoa(level)
	b.WriteString("<" + tag + ">" + r.inline(text) + "</" + tag + ">\n")
}

func code(b *strings.Builder, lines []string) {
	b.WriteString("<pre><code>\n" + html.EscapeString(strings.Join(lines, "\n")) + "\n</code></pre>\n")
}

func (r *reading) indented(b *strings.Builder, lines []string) int {
	n := 0
	for i, line := range lines {
		if !blank(line) && indent(line) < 4 {
			break
		}
		if !blank(line) {
			n = i + 1
		}
	}
	var text []string
	for _, line := range lines[:n] {
		text = append(text, outdent(line, 4))
	}
	code(b, text)
	return n
}

func (r *reading) fenced(b *strings.Builder, lines []string) int {
	mark := fenceLine.FindStringSubmatch(lines[0])[1]
	n := 1
	for n < len(lines) {
		m := fenceLine.FindStringSubmatch(lines[n])
		if m != nil && strings.HasPrefix(m[1], mark) && blank(m[2]) {
			break
		}
		n++
	}
	var text []string
	for _, line := range lines[1:n] {
		text = append(text, outdent(line, indent(lines[0])))
	}
	code(b, text)
	return min(n+1, len(lines))
}

func (r *reading) quote(b *strings.Builder, lines []string) int {
	var inner []string
	n := 0
	for n < len(lines) {
		line := lines[n]
		at := quoteLine.FindStringIndex(line)
		if at == nil && (blank(line) || starts(line) || blank(inner[len(inner)-1])) {
			break
		}
		if at != nil {
			line = line[at[1]:]
		} else {
			line = strings.TrimLeft(line, " ")
		}
		inner = append(inner, line)
		n++
	}
	b.WriteString("<blockquote>\n" + r.blocks(inner) + "</blockquote>\n")
	return n
}

// list reads the items of one list; a line belongs to the item while it is
// indented as far as the item's text, or goes on with its last paragraph.
func (r *reading) list(b *strings.Builder, lines []string) int {
	first := itemLine.FindStringSubmatch(lines[0])[2]
	kind := first[len(first)-1]
	tag := "ul"
	if len(first) > 1 {
		tag = "ol"
	}
	b.WriteString("<" + tag + ">\n")
	n := 0
	for n < len(lines) {
		m := itemLine.FindStringSubmatch(lines[n])
		if m == nil || m[2][len(m[2])-1] != kind || ruleLine.MatchString(lines[n]) {
			break
		}
		width := len(m[1]) + len(m[2]) + len(m[3])
		if len(m[3]) > 4 || m[4] == "" {
			width = len(m[1]) + len(m[2]) + 1
		}
		inner, took := item(lines[n:], width)
		b.WriteString("<li>" + r.blocks(inner) + "</li>\n")
		n += took
	}
	b.WriteString("</" + tag + ">\n")
	return n
}

// item gives the lines of one list item and how many were taken.
func item(lines []string, width int) (inner []string, took int) {
	inner = []string{spaced(lines[0][min(width, len(lines[0])):])}
	took = 1
	fence := ""
	gap := 0
	for i := 1; i < len(lines); i++ {
		line := lines[i]
		if blank(line) {
			gap++
			continue
		}
		in := indent(line) >= width
		if !in && (gap > 0 || fence != "" || starts(line) || itemLine.MatchString(line)) {
			break
		}
		if gap > 0 && took == 1 && inner[0] == "" {
			break
		}
		for ; gap > 0; gap-- {
			inner = append(inner, "")
		}
		line = outdent(line, width)
		if m := fenceLine.FindStringSubmatch(line); m != nil {
			if fence == "" {
				fence = m[1]
			} else if strings.HasPrefix(m[1], fence) {
				fence = ""
			}
		}
		inner = append(inner, line)
		took = i + 1
	}
	return inner, took
}

// raw passes HTML on as it stands, up to the blank line that ends it.
func (r *reading) raw(b *strings.Builder, lines []string) int {
	end := ""
	if m := rawOpening.FindStringSubmatch(lines[0]); m != nil {
		end = "</" + strings.ToLower(m[1]) + ">"
	} else if strings.HasPrefix(strings.TrimLeft(lines[0], " "), "<!--") {
		end = "-->"
	}
	n := 0
	for n < len(lines) {
		line := lines[n]
		if end == "" && blank(line) {
			break
		}
		b.WriteString(line + "\n")
		for _, m := range boxTag.FindAllStringSubmatch(line, -1) {
			if m[1] == "" {
				r.open++
			} else if r.open > 0 {
				r.open--
			}
		}
		n++
		if end != "" && strings.Contains(strings.ToLower(line), end) {
			break
		}
	}
	return n
}

func cells(row string) []string {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	if !strings.HasSuffix(row, `\|`) {
		row = strings.TrimSuffix(row, "|")
	}
	var out []string
	from := 0
	for i := range len(row) {
		if row[i] == '|' && (i == 0 || row[i-1] != '\\') {
			out = append(out, row[from:i])
			from = i + 1
		}
	}
	return append(out, row[from:])
}

func (r *reading) table(b *strings.Builder, lines []string) int {
	width := len(cells(lines[0]))
	b.WriteString("<table>\n")
	n := 0
	for ; n < len(lines) && !blank(lines[n]) && (n < 2 || !starts(lines[n])); n++ {
		if n == 1 {
			continue
		}
		b.WriteString("<tr>")
		for i, cell := range cells(lines[n]) {
			if i < width {
				b.WriteString("<td>" + r.inline(strings.ReplaceAll(strings.TrimSpace(cell), `\|`, "|")) + "</td>")
			}
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
	return n
}

func (r *reading) paragraph(b *strings.Builder, lines []string) int {
	var text []string
	n := 0
	for n < len(lines) && !blank(lines[n]) {
		line := lines[n]
		if n > 0 {
			if m := underline.FindStringSubmatch(line); m != nil {
				level := 1
				if m[1][0] == '-' {
					level = 2
				}
				r.heading(b, level, strings.Join(text, "\n"))
				return n + 1
			}
			if starts(line) {
				break
			}
		}
		n++
		if !listLine.MatchString(line) {
			text = append(text, strings.TrimSpace(line))
		}
	}
	b.WriteString("<p>" + r.inline(strings.Join(text, "\n")) + "</p>\n")
	return n
}
