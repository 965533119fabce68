package markup

import (
	"html"
	"regexp"
	"strings"
)

// kind says what a node is.
type kind uint8

const (
	source  kind = iota + 1 // Markdown text, written as it stands
	literal                 // plain text out of HTML, escaped when written
	verbatim
	link
	image
	auto
	element
	closer // an end tag that waits for its element
	chunk  // Markdown blocks inside an HTML region
)

// node is a piece of a paragraph or of an HTML region.
type node struct {
	kind        kind
	line        int
	text        string // of source, literal, verbatim, auto; an image's alternative text
	tag         string // of element and closer, lower case
	raw         string // the tag as written
	attrs       []attr
	dest, title string
	kids        []node
	lines       []Line // of chunk; of source those from its first on
}

// after gives the source line of what stands behind the given beginning of the
// node's text.
func (n *node) after(before string) int {
	if len(n.lines) == 0 {
		return n.line
	}
	return n.lines[min(strings.Count(before, "\n"), len(n.lines)-1)].N
}

type attr struct{ name, value string }

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// reach bounds how far a construct may extend, so that garbage stays linear.
const reach = 20000

// parse reads inlines. The lines give the places.
func (c *converter) parse(s string, from []Line) []node {
	p := scanner{c: c, from: from, budget: 1<<20 + 100*len(s), alone: map[int]bool{}}
	return c.pair(p.scan(s, 0, 0))
}

type scanner struct {
	c      *converter
	from   []Line
	budget int          // bytes that failed attempts may still cost
	alone  map[int]bool // lengths of backtick runs that nothing closes
}

// pay says whether an attempt over n bytes may be made.
func (p *scanner) pay(n int) bool {
	p.budget -= min(n, reach)
	return p.budget > 0
}

// line gives the source line of the nth line of the paragraph.
func (p *scanner) line(n int) int {
	if len(p.from) == 0 {
		return 0
	}
	return p.from[min(n, len(p.from)-1)].N
}

var (
	autoRE    = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(\.[\w-]+)+)>`)
	tagRE     = regexp.MustCompile("^<[A-Za-z][A-Za-z0-9-]*(?:\\s+[A-Za-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\\s*/?>")
	endRE     = regexp.MustCompile(`^</[A-Za-z][A-Za-z0-9-]*\s*>`)
	commentRE = regexp.MustCompile(`(?s)^<!--.*?-->`)
	nameRE    = regexp.MustCompile(`^</?([A-Za-z][A-Za-z0-9-]*)`)
)

// scan reads s, which begins at the nth line, into nodes, tags still apart.
func (p *scanner) scan(s string, n, depth int) []node {
	var out []node
	text := 0
	flush := func(to int) {
		if to > text {
			out = append(out, node{kind: source, text: s[text:to], line: p.line(n), lines: p.from[min(n, len(p.from)):]})
			n += strings.Count(s[text:to], "\n")
		}
	}
	for i := 0; i < len(s); {
		var got []node
		size := 0
		switch s[i] {
		case '\\':
			i += 2
			continue
		case '`':
			run := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
			if !p.alone[run] {
				size = codeSpan(s[i:], run)
			}
			if size == 0 {
				p.alone[run] = true
				i += run
				continue
			}
			got = []node{{kind: verbatim, text: s[i : i+size]}}
		case '<':
			if p.pay(100) {
				got, size = p.angle(s[i:min(len(s), i+reach)], p.line(n+strings.Count(s[text:i], "\n")))
			}
			if size == 0 {
				p.pay(len(s) - i)
			}
		case '!', '[':
			if !p.pay(len(s) - i) {
				i++
				continue
			}
			here := n + strings.Count(s[text:i], "\n")
			got, size = p.bracket(s[i:], here, depth)
		}
		if size == 0 {
			i++
			continue
		}
		flush(i)
		for k := range got {
			got[k].line = p.line(n)
		}
		out = append(out, got...)
		n += strings.Count(s[i:i+size], "\n")
		i += size
		text = i
	}
	flush(len(s))
	return out
}

// codeSpan gives the length of a code span that opens with run backticks.
func codeSpan(s string, run int) int {
	mark := s[:run]
	for i := run; i < len(s) && i < reach; {
		j := strings.Index(s[i:], mark)
		if j < 0 {
			return 0
		}
		i += j
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if n == run {
			return i + n
		}
		i += n
	}
	return 0
}

// angle reads what begins with < at a source line.
func (p *scanner) angle(s string, line int) ([]node, int) {
	if m := autoRE.FindStringSubmatch(s); m != nil {
		return []node{{kind: auto, text: m[1]}}, len(m[0])
	}
	if m := commentRE.FindString(s); m != "" {
		return []node{{kind: element, tag: "!--", raw: m}}, len(m)
	}
	name := nameRE.FindStringSubmatch(s)
	if name == nil {
		return nil, 0
	}
	tag := strings.ToLower(name[1])
	if m := endRE.FindString(s); m != "" && known[tag] {
		return []node{{kind: closer, tag: tag, raw: m}}, len(m)
	}
	m := tagRE.FindString(s)
	if !known[tag] {
		if m == "" {
			m = endRE.FindString(s)
		}
		if m == "" {
			return nil, 0
		}
		return []node{{kind: element, tag: "?", raw: m}}, len(m)
	}
	if tag == "script" || tag == "style" {
		return rawText(s, tag)
	}
	if m := openQuoteRE.FindStringSubmatch(s); m != nil && quoteRuns(s) {
		n, _ := openTag(m[1] + `">`)
		p.c.note(line, "html-unbalanced", m[0], n.raw)
		return []node{n}, len(m[0])
	}
	if n, ok := openTag(s); ok && (m != "" || strings.Contains(n.raw, "=")) {
		return []node{n}, len(n.raw)
	}
	return nil, 0
}

// openQuoteRE is a link whose address lacks its second quotation mark.
var openQuoteRE = regexp.MustCompile(`^(<[aA]\s+href="[^"\s<>]+)>`)

// quoteRuns says whether the value that a tag's first quotation mark begins
// swallows another tag: then the second mark is missing.
func quoteRuns(s string) bool {
	value := s[strings.IndexByte(s, '"')+1:]
	end := strings.IndexByte(value, '"')
	return end < 0 || strings.Contains(value[:end], "<")
}

// rawText reads an element whose content is not markup.
func rawText(s, tag string) ([]node, int) {
	n, ok := openTag(s)
	if !ok {
		return nil, 0
	}
	end := strings.Index(strings.ToLower(s), "</"+tag)
	if end < 0 {
		return []node{n}, len(n.raw)
	}
	inner := s[min(len(n.raw), end):end]
	n.kids = []node{{kind: literal, text: inner}}
	size := len(s)
	if j := strings.IndexByte(s[end:], '>'); j >= 0 {
		size = end + j + 1
	}
	return []node{n}, size
}

// bracket reads an image or a link.
func (p *scanner) bracket(s string, n, depth int) ([]node, int) {
	picture := s[0] == '!'
	at := 0
	if picture {
		if len(s) < 2 || s[1] != '[' {
			return nil, 0
		}
		at = 1
	}
	if depth > 8 || strings.HasPrefix(s[at:], "[^") {
		return nil, 0
	}
	end := matching(s[at:])
	if end < 0 {
		return nil, 0
	}
	end += at
	label := s[at+1 : end]
	r, size := p.target(s[end+1:], label)
	if size < 0 {
		return nil, 0
	}
	out := node{kind: link, dest: r.dest, title: r.title, raw: s[:end+1+size]}
	kids := p.scan(label, n, depth+1)
	if picture {
		out.kind = image
		out.text = plain(kids)
		return []node{out}, end + 1 + size
	}
	if has(kids, link) {
		return nil, 0
	}
	out.kids = p.c.pair(kids)
	return []node{out}, end + 1 + size
}

func has(nodes []node, k kind) bool {
	for _, n := range nodes {
		if n.kind == k || has(n.kids, k) {
			return true
		}
	}
	return false
}

// matching gives the place of the ] that closes the [ at the start, or -1.
func matching(s string) int {
	deep := 0
	for i := 0; i < len(s) && i < reach; i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			run := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
			if n := codeSpan(s[i:], run); n > 0 {
				i += n - 1
			} else {
				i += run - 1
			}
		case '<':
			if m := tagRE.FindString(s[i:min(len(s), i+2000)]); m != "" {
				i += len(m) - 1
			} else if m := autoRE.FindString(s[i:min(len(s), i+2000)]); m != "" {
				i += len(m) - 1
			}
		case '[':
			deep++
		case ']':
			if deep--; deep == 0 {
				return i
			}
		}
	}
	return -1
}

// target reads what follows a label: (destination "title"), [reference],
// nothing. A negative size says that it is no link.
func (p *scanner) target(s, label string) (ref, int) {
	if strings.HasPrefix(s, "(") {
		if r, n, ok := inlineTarget(s); ok {
			return r, n
		}
	}
	if strings.HasPrefix(s, "[") {
		if end := matching(s); end > 0 {
			name := s[1:end]
			if end == 1 {
				name = label
			}
			if r, ok := p.c.refs[key(name)]; ok {
				return r, end + 1
			}
		}
	}
	if r, ok := p.c.refs[key(label)]; ok {
		return r, 0
	}
	return ref{}, -1
}

var titleRE = regexp.MustCompile(`^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\))`)

// inlineTarget reads (destination "title").
func inlineTarget(s string) (ref, int, bool) {
	i := 1 + spaces(s[1:])
	dest, n, ok := destination(s[i:])
	if !ok {
		return ref{}, 0, false
	}
	i += n
	gap := spaces(s[i:])
	title := ""
	if m := titleRE.FindStringSubmatch(s[i+gap:]); m != nil && (gap > 0 || n == 0) {
		title = m[1] + m[2] + m[3]
		i += gap + len(m[0])
		gap = spaces(s[i:])
	}
	i += gap
	if i >= len(s) || s[i] != ')' {
		return ref{}, 0, false
	}
	return ref{dest, unescape(title)}, i + 1, true
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\n")) }

// destination reads a link destination.
func destination(s string) (string, int, bool) {
	if strings.HasPrefix(s, "<") {
		end := strings.IndexAny(s, ">\n")
		if end < 0 || s[end] == '\n' {
			return "", 0, false
		}
		return unescape(s[1:end]), end + 1, true
	}
	deep, i := 0, 0
loop:
	for ; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			deep++
		case ')':
			if deep--; deep < 0 {
				break loop
			}
		case ' ', '\t', '\n':
			break loop
		}
	}
	i = min(i, len(s))
	if deep > 0 {
		return "", 0, false
	}
	return unescape(s[:i]), i, true
}

var escapeRE = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// unescape takes away backslash escapes and entities.
func unescape(s string) string {
	return html.UnescapeString(escapeRE.ReplaceAllString(s, "$1"))
}
