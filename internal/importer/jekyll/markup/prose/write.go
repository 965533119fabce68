package prose

import (
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/inline"
	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/tree"
)

// place says where inlines are written.
type place uint8

const (
	InParagraph place = iota
	InHeading
	InCell
)

// Markdown writes inlines.
func (c *Writer) Markdown(nodes []tree.Node, where place) string {
	return c.write(nodes, where, false)
}

func (c *Writer) write(nodes []tree.Node, where place, inLink bool) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		rest := nodes[i+1:]
		s := c.one(nodes, i, where, inLink)
		if mark := Emphasis[n.Tag]; n.Kind == tree.Element && mark != "" && s != "" {
			s = c.emphasise(mark, s, b.String(), rest)
		}
		if s == "" && len(rest) > 0 && rest[0].Kind == tree.Source && strings.HasPrefix(rest[0].Text, "**") && strings.HasSuffix(b.String(), "**") {
			// **m**<span></span>**ake**: without the tag the marks would meet.
			joined := strings.TrimSuffix(b.String(), "**")
			b.Reset()
			b.WriteString(joined)
			rest[0].Text = rest[0].Text[2:]
		}
		if strings.HasPrefix(s, "`") && strings.HasSuffix(b.String(), "`") {
			b.WriteByte(' ') // runs of backticks must not meet either
		}
		b.WriteString(s)
		if n.Kind == tree.Element && n.Tag == "br" && len(rest) > 0 && rest[0].Kind <= tree.Literal {
			rest[0].Trim()
		}
	}
	return b.String()
}

// one writes one node.
func (c *Writer) one(nodes []tree.Node, i int, where place, inLink bool) string {
	n := &nodes[i]
	switch n.Kind {
	case tree.Source:
		return c.sourceText(nodes, i, where, inLink)
	case tree.Literal:
		return c.literalText(n, where)
	case tree.Verbatim:
		return n.Text
	case tree.Auto:
		return c.autolink(n)
	case tree.Link:
		return c.link(n, n.Kids, where)
	case tree.Image:
		return c.image(n, n.Dest, n.Text, n.Title, inLink)
	case tree.Element:
		return c.element(n, where, inLink, i > 0, i+1 < len(nodes))
	case tree.Chunk:
		return tree.PlainLines(n.Lines)
	}
	return ""
}

var (
	spanIALRE = regexp.MustCompile(`\{::?/?\s*[.#\w][^{}\n]*\}`)
	afterRE   = regexp.MustCompile(`^\{:?\s*[.#][^{}\n]*\}`)
	endIALRE  = regexp.MustCompile(`[ \t]*\{:?\s*[.#][^{}\n]*\}[ \t]*$`)
)

// sourceText writes Markdown text as it is, but for attribute lists and what
// would be read as a directive.
func (c *Writer) sourceText(nodes []tree.Node, i int, where place, inLink bool) string {
	n := &nodes[i]
	s := n.Text
	drop := func(re *regexp.Regexp) {
		s = replaced(re, s, func(before, m string) string {
			c.Note(n.After(before), "attributes", m, "")
			return ""
		})
	}
	if strings.Contains(s, "{") { // most text has none, and patterns are slow
		if i > 0 {
			drop(afterRE)
		}
		drop(spanIALRE)
		if i == len(nodes)-1 && where == InParagraph && !inLink {
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
	if i+1 < len(nodes) && nodes[i+1].Kind == tree.Verbatim {
		s = bareEndRE.ReplaceAllString(s, "<$0>") // else the address would go on into the code
	}
	return c.held(n, lines.Guard(s))
}

// strayRE is a < that begins no tag: what began one is no text any more. With
// what follows when a tag behind it is gone, it might.
var strayRE = regexp.MustCompile(`(^|[^\\])\\?<([A-Za-z/!?]|$)`)

// holdRE are the words by which the engine knows a page that is not finished.
var holdRE = regexp.MustCompile(`\b(?:TK|TODO)\b|(?i)\\?\[(?:à compléter|to do)\\?\]`)

// held keeps such a word of a page that was published from holding it back: in
// code it does not count.
func (c *Writer) held(n *tree.Node, s string) string {
	if !strings.Contains(s, "T") && !strings.Contains(s, "[") {
		return s
	}
	return replaced(holdRE, s, func(before, m string) string {
		code := "`" + strings.ReplaceAll(m, `\`, "") + "`"
		c.Note(n.After(before), "placeholder", m, code)
		return code
	})
}

var spaceRE = regexp.MustCompile(`[ \t\r\n\f]+`)

// literalText escapes text out of HTML.
func (c *Writer) literalText(n *tree.Node, where place) string {
	s := lines.Escape(spaceRE.ReplaceAllString(n.Text, " "))
	if where == InCell {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	return c.held(n, s)
}

var numberRE = regexp.MustCompile(`^\d+`)

// Textual keeps the lines of a paragraph from beginning another block, as they
// may once a tag or white space before them is gone.
func Textual(md string) string {
	var out []string
	for _, s := range strings.Split(md, "\n") {
		s = strings.TrimLeft(s, " \t")
		if n := len(out); n > 0 && (fenced(out[n-1]) || strings.HasPrefix(s, "::") && !strings.HasSuffix(out[n-1], `\`)) {
			out[n-1] += " " + s // a code span over two lines, no fence and no directive
			continue
		}
		out = append(out, s)
	}
	for i, s := range out {
		item := lines.ItemRE.MatchString(s) && (i == 0 || lines.Starts(s))
		switch digits := numberRE.FindString(s); {
		case item && digits != "":
			s = digits + `\` + s[len(digits):]
		case fenced(s):
			mark := s[:len(s)-len(strings.TrimLeft(s, s[:1]))]
			s = strings.Repeat(`\`+mark[:1], len(mark)) + s[len(mark):]
		case strings.HasPrefix(s, "::"), item, lines.AtxRE.MatchString(s), lines.TightRE.MatchString(s), lines.QuoteRE.MatchString(s), lines.RuleRE.MatchString(s),
			i > 0 && (lines.SetextRE.MatchString(s) || lines.IsDelimiter(s, out[i-1])),
			i == 0 && (inline.DefinitionRE.MatchString(s) || lines.NoteRE.MatchString(s)):
			s = `\` + s
		}
		out[i] = s
	}
	if len(out) > 1 && lines.HTMLStart(out[0], false) {
		out[1] = out[0] + " " + out[1] // a lone tag would begin an HTML block
		out = out[1:]
	}
	return strings.Join(out, "\n")
}

func fenced(s string) bool {
	_, _, ok := lines.FenceOpen(s)
	return ok
}

// link writes a link with the given content.
func (c *Writer) link(n *tree.Node, kids []tree.Node, where place) string {
	t := c.Resolver.Link(n.Dest)
	label := c.write(kids, where, true)
	inner := strings.Trim(label, " \t\n")
	lead, tail, _ := strings.Cut(label, inner)
	label = inner
	if t.Kind != "" {
		after := t.Dest
		if t.Gone {
			after = ""
		}
		c.Note(n.Line, t.Kind, n.Dest, after)
	}
	if t.Gone {
		return lead + label + tail
	}
	if label == "" {
		c.Note(n.Line, "empty-link", n.Dest, "")
		return lead
	}
	return lead + "[" + Even(label) + "](" + destined(t.Dest, where) + titled(n.Title) + ")" + tail
}

// Even escapes the square brackets of a label that does not pair them.
func Even(label string) string {
	if inline.Matching("["+label+"]") == len(label)+1 {
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
	if lines.EntityRE.MatchString(s) || strings.Contains(s, "&") {
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
func (c *Writer) autolink(n *tree.Node) string {
	if strings.Contains(n.Text, "@") && !strings.Contains(n.Text, "://") {
		return "<" + n.Text + ">"
	}
	t := c.Resolver.Link(n.Text)
	switch {
	case t.Gone:
		c.Note(n.Line, t.Kind, n.Text, "")
		return lines.Escape(n.Text)
	case t.Dest != n.Text:
		c.Note(n.Line, t.Kind, n.Text, t.Dest)
		return "[" + lines.Escape(n.Text) + "](" + destined(t.Dest, InParagraph) + ")"
	}
	return "<" + n.Text + ">"
}

// image writes an image, or what stands for it.
func (c *Writer) image(n *tree.Node, src, alt, title string, inLink bool) string {
	t := c.Resolver.Image(src)
	alt = strings.Join(strings.Fields(alt), " ")
	switch {
	case t.Gone:
		c.Note(n.Line, "missing-image", src, alt)
		if alt == "" {
			c.Lose("image " + src)
		}
		return lines.Escape(alt)
	case t.Out && inLink:
		c.Note(n.Line, "remote-image", src, alt)
		if alt == "" {
			return lines.Escape(src)
		}
		return lines.Escape(alt)
	case t.Out:
		text := alt
		if text == "" {
			text = src
		}
		c.Note(n.Line, "remote-image", src, text)
		return "[" + lines.Escape(text) + "](" + destined(t.Dest, InParagraph) + titled(title) + ")"
	}
	if t.Kind != "" {
		c.Note(n.Line, t.Kind, src, t.Dest)
	}
	if alt == "" {
		c.Note(n.Line, "no-alternative-text", src, "")
	}
	return "![" + lines.Escape(alt) + "](" + destined(t.Dest, InParagraph) + titled(title) + ")"
}
