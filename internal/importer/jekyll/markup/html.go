package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// set makes a lookup of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	// known are the elements of HTML and SVG that pages hold. Anything else in
	// angle brackets is text that a writer forgot to escape.
	known = set(`a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink
		blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn
		dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5
		h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu
		menuitem meta meter nav nobr noframes noscript object ol optgroup option output p param path picture pre
		progress q rp rt ruby s samp script search section select small source span strike strong style sub
		summary sup svg symbol table tbody td template textarea tfoot th thead time title tr track tt u ul use
		var video wbr`)
	void = set(`area base br col embed hr img input link meta param source track wbr basefont frame`)
	// blocky begin an HTML block that may end a paragraph (CommonMark 4.6, 6).
	blocky = set(`address article aside base basefont blockquote body caption center col colgroup dd details
		dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header
		hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section
		summary table tbody td tfoot th thead title tr track ul`)
	// pureText hold text and no markup.
	pureText = set(`script style textarea pre`)
	// loose may stay open: their end tags are optional.
	loose = set(`p li dt dd tr td th thead tbody tfoot option colgroup`)
	// dropped go with all they hold.
	dropped = set(`script style svg template noscript head link meta base title object applet embed canvas map
		area param`)
	// formed are parts of forms: their text stays.
	formed = set(`form input button select option optgroup textarea label fieldset legend datalist output
		progress meter`)
	// phrase stay as HTML, because Markdown has no word for them.
	phrase = set(`sub sup abbr cite kbd mark small q s del ins u samp var time dfn bdi bdo wbr data`)

	startTagRE = regexp.MustCompile(`(?i)^ {0,3}</?([a-z][a-z0-9-]*)(?:[ \t>]|/>|$)`)
	specialRE  = regexp.MustCompile(`^ {0,3}<(?:!--|\?|![A-Za-z]|!\[CDATA\[)`)
)

// htmlStart says whether a line begins an HTML block; after a paragraph's line
// a lone inline tag does not.
func htmlStart(s string, inText bool) bool {
	if !strings.Contains(s, "<") {
		return false
	}
	if specialRE.MatchString(s) {
		return true
	}
	m := startTagRE.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	tag := strings.ToLower(m[1])
	closing := strings.HasPrefix(strings.TrimLeft(s, " "), "</")
	if blocky[tag] || pureText[tag] && !closing {
		return true
	}
	if inText || !known[tag] {
		return false
	}
	t := strings.TrimSpace(s)
	if m := tagRE.FindString(t); m != "" {
		return m == t
	}
	m0 := endRE.FindString(t)
	return m0 != "" && m0 == t
}

// openTag reads the start tag at the beginning of s the way browsers do.
func openTag(s string) (node, bool) {
	z := html.NewTokenizer(strings.NewReader(s[:min(len(s), reach)]))
	if k := z.Next(); k != html.StartTagToken && k != html.SelfClosingTagToken {
		return node{}, false
	}
	raw := string(z.Raw())
	return elementOf(z, raw), true
}

// elementOf makes a node of the tokenizer's start tag.
func elementOf(z *html.Tokenizer, raw string) node {
	name, more := z.TagName()
	n := node{kind: element, tag: string(name), raw: raw}
	seen := map[string]bool{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if name := string(k); !seen[name] {
			seen[name] = true
			n.attrs = append(n.attrs, attr{name, string(v)})
		}
	}
	return n
}

// pair puts what stands between a start tag and its end tag into the element.
// A tag without its partner is dropped and noted; what it would have held
// stays.
func (c *converter) pair(flat []node) []node {
	t := tree{c: c, inline: true}
	for _, n := range flat {
		t.add(n)
	}
	return t.finish()
}

// mostOpen is how many elements may stand in one another.
const mostOpen = 60

// tree grows elements out of tags.
type tree struct {
	c      *converter
	inline bool // in a line of text
	root   []node
	open   []node
}

func (t *tree) put(n node) {
	if len(t.open) == 0 {
		t.root = append(t.root, n)
		return
	}
	top := &t.open[len(t.open)-1]
	top.kids = append(top.kids, n)
}

// add takes the next node in the order of the text.
func (t *tree) add(n node) {
	switch {
	case n.kind == closer:
		t.close(n)
	case n.kind == element && known[n.tag] && !void[n.tag] && len(n.kids) == 0 && !strings.HasSuffix(n.raw, "/>"):
		t.implied(n.tag)
		if len(t.open) >= mostOpen {
			t.c.note(n.line, "html-unbalanced", n.raw, "")
			return
		}
		t.open = append(t.open, n)
	default:
		t.put(n)
	}
}

// implied closes what a start tag closes by itself.
func (t *tree) implied(tag string) {
	for len(t.open) > 0 {
		top := t.open[len(t.open)-1].tag
		switch {
		case top == "p" && blocky[tag], top == "li" && tag == "li",
			(top == "dt" || top == "dd") && (tag == "dt" || tag == "dd"),
			(top == "td" || top == "th") && (tag == "td" || tag == "th" || tag == "tr"),
			top == "tr" && (tag == "tr" || tag == "tbody" || tag == "tfoot"),
			(top == "thead" || top == "tbody") && (tag == "tbody" || tag == "tfoot"),
			top == "option" && tag == "option":
			t.pop()
		default:
			return
		}
	}
}

func (t *tree) pop() {
	n := t.open[len(t.open)-1]
	t.open = t.open[:len(t.open)-1]
	t.put(n)
}

func (t *tree) close(n node) {
	at := len(t.open) - 1
	for at >= 0 && t.open[at].tag != n.tag {
		at--
	}
	if at < 0 {
		t.c.note(n.line, "html-unbalanced", n.raw, "")
		return
	}
	for len(t.open)-1 > at {
		t.unclosed()
	}
	t.pop()
}

// unclosed ends the innermost element where its writer did not. An inline one
// lets go of what it held: nobody knows how far it should have reached.
func (t *tree) unclosed() {
	n := t.open[len(t.open)-1]
	if loose[n.tag] {
		t.pop()
		return
	}
	if t.inline && blocky[n.tag] {
		t.open = t.open[:len(t.open)-1]
		t.c.note(n.line, "html-unbalanced", n.raw, escape(n.raw))
		t.put(node{kind: literal, text: n.raw, line: n.line})
		for _, k := range n.kids {
			t.put(k)
		}
		return
	}
	t.c.note(n.line, "html-unbalanced", n.raw, "</"+n.tag+">")
	if blocky[n.tag] || pureText[n.tag] || dropped[n.tag] {
		t.pop()
		return
	}
	t.open = t.open[:len(t.open)-1]
	if n.tag == "a" && n.attr("href") != "" && len(n.kids) == 1 {
		t.put(n)
		return
	}
	for _, k := range n.kids {
		t.put(k)
	}
}

func (t *tree) finish() []node {
	for len(t.open) > 0 {
		t.unclosed()
	}
	return t.root
}

// waiting says whether an element is open that needs its end tag.
func (t *tree) waiting() bool {
	for _, n := range t.open {
		if !loose[n.tag] {
			return true
		}
	}
	return false
}

// quotes gives the text of lines with the quotation marks that links lack.
func (t *tree) quotes(lines []Line) string {
	s := texts(lines)
	if !strings.Contains(s, "href=") {
		return s
	}
	var b strings.Builder
	row := 0
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		row += strings.Count(s[:i], "\n")
		b.WriteString(s[:i])
		s = s[i:]
		m := openQuoteRE.FindStringSubmatch(s)
		if m == nil || !quoteRuns(s[:min(len(s), reach)]) {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		t.c.note(lines[row].N, "html-unbalanced", m[0], m[1]+`">`)
		b.WriteString(m[1] + `">`)
		row += strings.Count(m[0], "\n")
		s = s[len(m[0]):]
	}
}

// feed reads HTML text that begins at the given lines into the tree.
func (t *tree) feed(lines []Line) {
	z := html.NewTokenizer(strings.NewReader(t.quotes(lines)))
	row := 0
	for {
		k := z.Next()
		if k == html.ErrorToken {
			return
		}
		raw := string(z.Raw())
		line := lines[min(row, len(lines)-1)].N
		row += strings.Count(raw, "\n")
		switch k {
		case html.TextToken:
			t.text(raw, string(z.Text()), line)
		case html.CommentToken, html.DoctypeToken:
			t.put(node{kind: element, tag: "!--", raw: raw, line: line})
		case html.StartTagToken, html.SelfClosingTagToken:
			n := elementOf(z, raw)
			n.line = line
			if !known[n.tag] {
				n = node{kind: literal, text: raw, raw: raw, line: line}
				t.c.note(line, "unknown-tag", raw, raw)
			}
			t.add(n)
		case html.EndTagToken:
			name, _ := z.TagName()
			if known[string(name)] {
				t.add(node{kind: closer, tag: string(name), raw: raw, line: line})
			} else {
				t.c.note(line, "unknown-tag", raw, "")
			}
		}
	}
}
