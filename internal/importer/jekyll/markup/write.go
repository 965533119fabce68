package markup

import (
	"html"
	"regexp"
	"strings"
)

// place says where inlines are written.
type place uint8

const (
	inParagraph place = iota
	inHeading
	inCell
)

// markdown writes inlines.
func (c *converter) markdown(nodes []node, where place) string {
	return c.write(nodes, where, false)
}

func (c *converter) write(nodes []node, where place, inLink bool) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		rest := nodes[i+1:]
		s := c.one(nodes, i, where, inLink)
		if mark := emphasis[n.tag]; n.kind == element && mark != "" && s != "" {
			s = c.emphasise(mark, s, b.String(), rest)
		}
		if s == "" && len(rest) > 0 && rest[0].kind == source && strings.HasPrefix(rest[0].text, "**") && strings.HasSuffix(b.String(), "**") {
			// **m**<span></span>**ake**: without the tag the marks would meet.
			joined := strings.TrimSuffix(b.String(), "**")
			b.Reset()
			b.WriteString(joined)
			rest[0].text = rest[0].text[2:]
		}
		if strings.HasPrefix(s, "`") && strings.HasSuffix(b.String(), "`") {
			b.WriteByte(' ') // runs of backticks must not meet either
		}
		b.WriteString(s)
		if n.kind == element && n.tag == "br" && len(rest) > 0 && rest[0].kind <= literal {
			rest[0].trim()
		}
	}
	return b.String()
}

// trim takes the white space off that a node's text begins with.
func (n *node) trim() {
	short := strings.TrimLeft(n.text, " \t\n")
	gone := strings.Count(n.text[:len(n.text)-len(short)], "\n")
	n.text, n.lines = short, n.lines[min(gone, len(n.lines)):]
}

// one writes one node.
func (c *converter) one(nodes []node, i int, where place, inLink bool) string {
	n := &nodes[i]
	switch n.kind {
	case source:
		return c.sourceText(nodes, i, where, inLink)
	case literal:
		return c.literalText(n, where)
	case verbatim:
		return n.text
	case auto:
		return c.autolink(n)
	case link:
		return c.link(n, n.kids, where)
	case image:
		return c.image(n, n.dest, n.text, n.title, inLink)
	case element:
		return c.element(n, where, inLink, i > 0, i+1 < len(nodes))
	case chunk:
		return plainLines(n.lines)
	}
	return ""
}

var (
	spanIALRE  = regexp.MustCompile(`\{::?/?\s*[.#\w][^{}\n]*\}`)
	afterRE    = regexp.MustCompile(`^\{:?\s*[.#][^{}\n]*\}`)
	endIALRE   = regexp.MustCompile(`[ \t]*\{:?\s*[.#][^{}\n]*\}[ \t]*$`)
	inlineRE   = regexp.MustCompile(`(^|[^:\\\w]):([A-Za-z][\w-]*[\[{])`)
	leafLineRE = regexp.MustCompile(`(?m)^([ \t]*)(:{2,})`)
)

// sourceText writes Markdown text as it is, but for attribute lists and what
// would be read as a directive.
func (c *converter) sourceText(nodes []node, i int, where place, inLink bool) string {
	n := &nodes[i]
	s := n.text
	drop := func(re *regexp.Regexp) {
		s = replaced(re, s, func(before, m string) string {
			c.note(n.after(before), "attributes", m, "")
			return ""
		})
	}
	if strings.Contains(s, "{") { // most text has none, and patterns are slow
		if i > 0 {
			drop(afterRE)
		}
		drop(spanIALRE)
		if i == len(nodes)-1 && where == inParagraph && !inLink {
			drop(endIALRE)
		}
	}
	if !inLink {
		c.bare(n, s)
	}
	if strings.Contains(s, "<") {
		s = strayRE.ReplaceAllString(s, "$1&lt;$2")
	}
	s = c.stars(n, s, i == 0, i+1 == len(nodes))
	if i+1 < len(nodes) && nodes[i+1].kind == verbatim {
		s = bareEndRE.ReplaceAllString(s, "<$0>") // else the address would go on into the code
	}
	return c.held(n, guard(s))
}

// strayRE is a < that begins no tag: what began one is no text any more. With
// what follows when a tag behind it is gone, it might.
var strayRE = regexp.MustCompile(`(^|[^\\])\\?<([A-Za-z/!?]|$)`)

// holdRE are the words by which the engine knows a page that is not finished.
var holdRE = regexp.MustCompile("\\b(?:TK|TODO)\\b|(?i)\\\\?\\[(?:à compléter|to do)\\\\?\\]")

// held keeps such a word of a page that was published from holding it back: in
// code it does not count.
func (c *converter) held(n *node, s string) string {
	if !strings.Contains(s, "T") && !strings.Contains(s, "[") {
		return s
	}
	return replaced(holdRE, s, func(before, m string) string {
		code := "`" + strings.ReplaceAll(m, `\`, "") + "`"
		c.note(n.after(before), "placeholder", m, code)
		return code
	})
}

// guard escapes what the target dialect would read as a directive.
func guard(s string) string {
	if !strings.Contains(s, ":") {
		return s
	}
	s = leafLineRE.ReplaceAllString(s, `$1\$2`)
	return inlineRE.ReplaceAllString(s, `$1\:$2`)
}

var spaceRE = regexp.MustCompile(`[ \t\r\n\f]+`)

// literalText escapes text out of HTML.
func (c *converter) literalText(n *node, where place) string {
	s := escape(spaceRE.ReplaceAllString(n.text, " "))
	if where == inCell {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	return c.held(n, s)
}

// escape makes text that Markdown shows as it stands.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; ch {
		case '<':
			b.WriteString("&lt;") // a backslash would become part of a bare address before it
			continue
		case '\\', '`', '*', '[', ']', '~':
			b.WriteByte('\\')
		case '_':
			if i == 0 || i == len(s)-1 || !word(s[i-1]) || !word(s[i+1]) {
				b.WriteByte('\\')
			}
		case '&':
			if entityRE.MatchString(s[i:]) {
				b.WriteString("&amp;")
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return guard(b.String())
}

var entityRE = regexp.MustCompile(`^&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)

func word(b byte) bool {
	return b >= 0x80 || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

var numberRE = regexp.MustCompile(`^\d+`)

// textual keeps the lines of a paragraph from beginning another block, as they
// may once a tag or white space before them is gone.
func textual(md string) string {
	var lines []string
	for _, s := range strings.Split(md, "\n") {
		s = strings.TrimLeft(s, " \t")
		if n := len(lines); n > 0 && (fenced(lines[n-1]) || strings.HasPrefix(s, "::") && !strings.HasSuffix(lines[n-1], `\`)) {
			lines[n-1] += " " + s // a code span over two lines, no fence and no directive
			continue
		}
		lines = append(lines, s)
	}
	for i, s := range lines {
		item := itemRE.MatchString(s) && (i == 0 || starts(s))
		switch digits := numberRE.FindString(s); {
		case item && digits != "":
			s = digits + `\` + s[len(digits):]
		case fenced(s):
			mark := s[:len(s)-len(strings.TrimLeft(s, s[:1]))]
			s = strings.Repeat(`\`+mark[:1], len(mark)) + s[len(mark):]
		case strings.HasPrefix(s, "::"), item, atxRE.MatchString(s), tightRE.MatchString(s), quoteRE.MatchString(s), ruleRE.MatchString(s),
			i > 0 && (setextRE.MatchString(s) || isDelimiter(s, lines[i-1])),
			i == 0 && (definitionRE.MatchString(s) || noteRE.MatchString(s)):
			s = `\` + s
		}
		lines[i] = s
	}
	if len(lines) > 1 && htmlStart(lines[0], false) {
		lines[1] = lines[0] + " " + lines[1] // a lone tag would begin an HTML block
		lines = lines[1:]
	}
	return strings.Join(lines, "\n")
}

func fenced(s string) bool {
	_, _, ok := fenceOpen(s)
	return ok
}

// link writes a link with the given content.
func (c *converter) link(n *node, kids []node, where place) string {
	t := c.resolver.Link(n.dest)
	label := c.write(kids, where, true)
	inner := strings.Trim(label, " \t\n")
	lead, tail, _ := strings.Cut(label, inner)
	label = inner
	if t.Kind != "" {
		after := t.Dest
		if t.Gone {
			after = ""
		}
		c.note(n.line, t.Kind, n.dest, after)
	}
	if t.Gone {
		return lead + label + tail
	}
	if label == "" {
		c.note(n.line, "empty-link", n.dest, "")
		return lead
	}
	return lead + "[" + even(label) + "](" + destined(t.Dest, where) + titled(n.title) + ")" + tail
}

// even escapes the square brackets of a label that does not pair them.
func even(label string) string {
	if matching("["+label+"]") == len(label)+1 {
		return label
	}
	return strings.NewReplacer(`\[`, `\[`, `\]`, `\]`, "[", `\[`, "]", `\]`).Replace(label)
}

// destined writes a destination so that it ends where it should.
func destined(s string, where place) string {
	if strings.ContainsAny(s, " \t\n<>\"\\|`*") || unevenParens(s) {
		s = strings.NewReplacer(" ", "%20", "\t", "", "\n", "", "<", "%3C", ">", "%3E", `"`, "%22", `\`, "%5C",
			"|", "%7C", "`", "%60", "(", "%28", ")", "%29").Replace(s)
	}
	if entityRE.MatchString(s) || strings.Contains(s, "&") {
		s = ampRE.ReplaceAllString(s, "&amp;$1;")
	}
	return s
}

var ampRE = regexp.MustCompile(`&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)

func unevenParens(s string) bool {
	deep := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			deep++
		case ')':
			if deep--; deep < 0 {
				return true
			}
		}
	}
	return deep != 0
}

func titled(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	return ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// autolink writes <https://…>.
func (c *converter) autolink(n *node) string {
	if strings.Contains(n.text, "@") && !strings.Contains(n.text, "://") {
		return "<" + n.text + ">"
	}
	t := c.resolver.Link(n.text)
	switch {
	case t.Gone:
		c.note(n.line, t.Kind, n.text, "")
		return escape(n.text)
	case t.Dest != n.text:
		c.note(n.line, t.Kind, n.text, t.Dest)
		return "[" + escape(n.text) + "](" + destined(t.Dest, inParagraph) + ")"
	}
	return "<" + n.text + ">"
}

// image writes an image, or what stands for it.
func (c *converter) image(n *node, src, alt, title string, inLink bool) string {
	t := c.resolver.Image(src)
	alt = strings.Join(strings.Fields(alt), " ")
	switch {
	case t.Gone:
		c.note(n.line, "missing-image", src, alt)
		if alt == "" {
			c.lose("image " + src)
		}
		return escape(alt)
	case t.Out && inLink:
		c.note(n.line, "remote-image", src, alt)
		if alt == "" {
			return escape(src)
		}
		return escape(alt)
	case t.Out:
		text := alt
		if text == "" {
			text = src
		}
		c.note(n.line, "remote-image", src, text)
		return "[" + escape(text) + "](" + destined(t.Dest, inParagraph) + titled(title) + ")"
	}
	if t.Kind != "" {
		c.note(n.line, t.Kind, src, t.Dest)
	}
	if alt == "" {
		c.note(n.line, "no-alternative-text", src, "")
	}
	return "![" + escape(alt) + "](" + destined(t.Dest, inParagraph) + titled(title) + ")"
}

var markRE = regexp.MustCompile(`(^|[^\\\w])(\*{1,3}|_{1,3}|~~)|(\*{1,3}|_{1,3}|~~)([^\w]|$)`)

// plain gives the text of inlines as a reader sees it.
func plain(nodes []node) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		switch n.kind {
		case source:
			s := n.text
			for range 2 {
				s = markRE.ReplaceAllString(s, "$1$4")
			}
			b.WriteString(unescape(s))
		case literal, auto, image:
			b.WriteString(n.text)
		case verbatim:
			b.WriteString(strings.TrimSpace(strings.Trim(n.text, "`")))
		case chunk:
			b.WriteString(plainLines(n.lines))
		case element:
			switch n.tag {
			case "img":
				b.WriteString(n.attr("alt"))
			case "br":
				b.WriteByte(' ')
			case "?":
				b.WriteString(html.UnescapeString(n.raw))
			default:
				b.WriteString(plain(n.kids))
			}
		default:
			b.WriteString(plain(n.kids))
		}
	}
	return b.String()
}

func plainLines(lines []Line) string {
	return strings.Join(strings.Fields(texts(lines)), " ")
}
