// Package inline reads the inlines of Markdown, raw HTML among them.
//
// In: the text of a paragraph, heading or cell, and the lines that it comes
// from; the reference definitions of the whole body. Out: nodes; emphasis is not
// looked for, it stays in the text as it is written. The rules are CommonMark's
// (6.1, 6.3 to 6.6); how far one construct reaches is bounded, so that garbage
// costs time in proportion. No input is an error.
package inline

import (
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/tree"
	"lodestone/internal/importer/jekyll/report"
)

// Reader reads inlines.
type Reader struct {
	log  *report.Log
	refs map[string]ref
}

// NewReader makes the reader of a body, given whole for its definitions.
func NewReader(log *report.Log, all []lines.Line) *Reader { return &Reader{log, definitions(all)} }

// Parse reads a text. The lines give the places.
func (c *Reader) Parse(s string, from []lines.Line) []tree.Node {
	p := scanner{Reader: c, from: from, budget: 1<<20 + 100*len(s), alone: map[int]bool{}}
	return tree.Pair(c.log, p.scan(s, 0, 0))
}

type scanner struct {
	*Reader
	from   []lines.Line
	budget int          // bytes that failed attempts may still cost
	alone  map[int]bool // lengths of backtick runs that nothing closes
}

// pay says whether an attempt over n bytes may be made.
func (p *scanner) pay(n int) bool {
	p.budget -= min(n, lines.Reach)
	return p.budget > 0
}

// line gives the source line of the nth line of the paragraph.
func (p *scanner) line(n int) int {
	if len(p.from) == 0 {
		return 0
	}
	return p.from[min(n, len(p.from)-1)].N
}

// scan reads s, which begins at the nth line, into nodes, tags still apart.
func (p *scanner) scan(s string, n, depth int) []tree.Node {
	var out []tree.Node
	text := 0
	flush := func(to int) {
		if to > text {
			out = append(out, tree.Node{Kind: tree.Source, Text: s[text:to], Line: p.line(n), Lines: p.from[min(n, len(p.from)):]})
			n += strings.Count(s[text:to], "\n")
		}
	}
	for i := 0; i < len(s); {
		var got []tree.Node
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
			got = []tree.Node{{Kind: tree.Verbatim, Text: s[i : i+size]}}
		case '<':
			if p.pay(100) {
				got, size = p.angle(s[i:min(len(s), i+lines.Reach)], func() int { return p.line(n + strings.Count(s[text:i], "\n")) })
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
			got[k].Line = p.line(n)
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
	for i := run; i < len(s) && i < lines.Reach; {
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

// angle reads what begins with < at a source line, which costs to know.
func (p *scanner) angle(s string, line func() int) ([]tree.Node, int) {
	if m := lines.AutoRE.FindStringSubmatch(s); m != nil {
		return []tree.Node{{Kind: tree.Auto, Text: m[1]}}, len(m[0])
	}
	if m := lines.CommentRE.FindString(s); m != "" {
		return []tree.Node{{Kind: tree.Element, Tag: "!--", Raw: m}}, len(m)
	}
	name := lines.NameRE.FindStringSubmatch(s)
	if name == nil {
		return nil, 0
	}
	tag := strings.ToLower(name[1])
	if m := lines.EndRE.FindString(s); m != "" && lines.Known[tag] {
		return []tree.Node{{Kind: tree.Closer, Tag: tag, Raw: m}}, len(m)
	}
	m := lines.TagRE.FindString(s)
	if !lines.Known[tag] {
		if m == "" {
			m = lines.EndRE.FindString(s)
		}
		if m == "" {
			return nil, 0
		}
		return []tree.Node{{Kind: tree.Element, Tag: "?", Raw: m}}, len(m)
	}
	if tag == "script" || tag == "style" {
		return rawText(s, tag)
	}
	if m := lines.OpenQuoteRE.FindStringSubmatch(s); m != nil && lines.QuoteRuns(s) {
		n, _ := tree.OpenTag(m[1] + `">`)
		p.log.Note(line(), "html-unbalanced", m[0], n.Raw)
		return []tree.Node{n}, len(m[0])
	}
	if n, ok := tree.OpenTag(s); ok && (m != "" || strings.Contains(n.Raw, "=")) {
		return []tree.Node{n}, len(n.Raw)
	}
	return nil, 0
}

// rawEndRE ends the elements that rawText reads.
var rawEndRE = map[string]*regexp.Regexp{
	"script": regexp.MustCompile(`(?i)</script`), "style": regexp.MustCompile(`(?i)</style`),
}

// rawText reads an element whose content is not markup.
func rawText(s, tag string) ([]tree.Node, int) {
	n, ok := tree.OpenTag(s)
	if !ok {
		return nil, 0
	}
	at := rawEndRE[tag].FindStringIndex(s) // in lower case s may be longer: Ⱥ
	if at == nil {
		return []tree.Node{n}, len(n.Raw)
	}
	end := at[0]
	inner := s[min(len(n.Raw), end):end]
	n.Kids = []tree.Node{{Kind: tree.Literal, Text: inner}}
	size := len(s)
	if j := strings.IndexByte(s[end:], '>'); j >= 0 {
		size = end + j + 1
	}
	return []tree.Node{n}, size
}

// bracket reads an image or a link.
func (p *scanner) bracket(s string, n, depth int) ([]tree.Node, int) {
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
	end := Matching(s[at:])
	if end < 0 {
		return nil, 0
	}
	end += at
	label := s[at+1 : end]
	r, size := p.target(s[end+1:], label)
	if size < 0 {
		return nil, 0
	}
	out := tree.Node{Kind: tree.Link, Dest: r.dest, Title: r.title, Raw: s[:end+1+size]}
	kids := p.scan(label, n, depth+1)
	if picture {
		out.Kind = tree.Image
		out.Text = tree.Plain(kids)
		return []tree.Node{out}, end + 1 + size
	}
	if tree.Has(kids, tree.Link) {
		return nil, 0
	}
	out.Kids = tree.Pair(p.log, kids)
	return []tree.Node{out}, end + 1 + size
}

// Matching gives the place of the ] that closes the [ at the start, or -1.
func Matching(s string) int {
	deep := 0
	for i := 0; i < len(s) && i < lines.Reach; i++ {
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
			if m := lines.TagRE.FindString(s[i:min(len(s), i+2000)]); m != "" {
				i += len(m) - 1
			} else if m := lines.AutoRE.FindString(s[i:min(len(s), i+2000)]); m != "" {
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
		p.budget -= max(len(s)-lines.Reach, 0) // destinations may be longer; the rest was paid before
	}
	if strings.HasPrefix(s, "[") {
		if end := Matching(s); end > 0 {
			name := s[1:end]
			if end == 1 {
				name = label
			}
			if r, ok := p.refs[Key(name)]; ok {
				return r, end + 1
			}
		}
	}
	if r, ok := p.refs[Key(label)]; ok {
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
	return ref{dest, lines.Unescape(title)}, i + 1, true
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\n")) }

// destination reads a link destination.
func destination(s string) (string, int, bool) {
	if strings.HasPrefix(s, "<") {
		end := strings.IndexAny(s, ">\n")
		if end < 0 || s[end] == '\n' {
			return "", 0, false
		}
		return lines.Unescape(s[1:end]), end + 1, true
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
	return lines.Unescape(s[:i]), i, true
}
