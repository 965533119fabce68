package lines

import (
	"regexp"
	"strings"
)

// Set makes a lookup of words.
func Set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// The elements, by what is done with them.
var (
	// Known are the elements of HTML and SVG that pages hold. Anything else in
	// angle brackets is text that a writer forgot to escape.
	Known = Set(`a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink
		blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn
		dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5
		h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu
		menuitem meta meter nav nobr noframes noscript object ol optgroup option output p param path picture pre
		progress q rp rt ruby s samp script search section select small source span strike strong style sub
		summary sup svg symbol table tbody td template textarea tfoot th thead time title tr track tt u ul use
		var video wbr`)
	// Void hold nothing and have no end tag.
	Void = Set(`area base br col embed hr img input link meta param source track wbr basefont frame`)
	// Blocky begin an HTML block that may end a paragraph (CommonMark 4.6, 6).
	Blocky = Set(`address article aside base basefont blockquote body caption center col colgroup dd details
		dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header
		hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section
		summary table tbody td tfoot th thead title tr track ul`)
	// PureText hold text and no markup.
	PureText = Set(`script style textarea pre`)
	// Loose may stay open: their end tags are optional.
	Loose = Set(`p li dt dd tr td th thead tbody tfoot option colgroup`)
	// Dropped go with all they hold.
	Dropped = Set(`script style svg template noscript head link meta base title object applet embed canvas map
		area param`)
	// Formed are parts of forms: their text stays.
	Formed = Set(`form input button select option optgroup textarea label fieldset legend datalist output
		progress meter`)
	// Phrase stay as HTML, because Markdown has no word for them.
	Phrase = Set(`sub sup abbr cite kbd mark small q s del ins u samp var time dfn bdi bdo wbr data`)
)

var (
	startTagRE = regexp.MustCompile(`(?i)^ {0,3}</?([a-z][a-z0-9-]*)(?:[ \t>]|/>|$)`)
	// SpecialRE begins a comment, a declaration or an instruction.
	SpecialRE = regexp.MustCompile(`^ {0,3}<(?:!--|\?|![A-Za-z]|!\[CDATA\[)`)
)

// HTMLStart says whether a line begins an HTML block; after a paragraph's line
// a lone inline tag does not.
func HTMLStart(s string, inText bool) bool {
	if !strings.Contains(s, "<") {
		return false
	}
	if SpecialRE.MatchString(s) {
		return true
	}
	m := startTagRE.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	tag := strings.ToLower(m[1])
	closing := strings.HasPrefix(strings.TrimLeft(s, " "), "</")
	if Blocky[tag] || PureText[tag] && !closing {
		return true
	}
	if inText || !Known[tag] {
		return false
	}
	t := strings.TrimSpace(s)
	if m := TagRE.FindString(t); m != "" {
		return m == t
	}
	m0 := EndRE.FindString(t)
	return m0 != "" && m0 == t
}

// Starts says whether a line begins a block that ends a paragraph before it.
func Starts(s string) bool {
	if Indent(s) > 3 {
		return false
	}
	if _, _, ok := FenceOpen(s); ok {
		return true
	}
	if m := ItemRE.FindStringSubmatch(s); m != nil && m[4] != "" {
		n := m[2][:len(m[2])-1]
		return n == "" || n == "1"
	}
	return AtxRE.MatchString(s) || TightRE.MatchString(s) || RuleRE.MatchString(s) || QuoteRE.MatchString(s) ||
		NoteRE.MatchString(s) || HTMLStart(s, true)
}

// What may begin with <, at the beginning of a text.
var (
	AutoRE    = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(\.[\w-]+)+)>`)
	TagRE     = regexp.MustCompile("^<[A-Za-z][A-Za-z0-9-]*(?:\\s+[A-Za-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\\s*/?>")
	EndRE     = regexp.MustCompile(`^</[A-Za-z][A-Za-z0-9-]*\s*>`)
	CommentRE = regexp.MustCompile(`(?s)^<!--.*?-->`)
	NameRE    = regexp.MustCompile(`^</?([A-Za-z][A-Za-z0-9-]*)`)
)

// Reach bounds how far a construct may extend, so that garbage stays linear.
const Reach = 20000

// OpenQuoteRE is a link whose address lacks its second quotation mark.
var OpenQuoteRE = regexp.MustCompile(`^(<[aA]\s+href="[^"\s<>]+)>`)

// QuoteRuns says whether the value that a tag's first quotation mark begins
// swallows another tag: then the second mark is missing.
func QuoteRuns(s string) bool {
	value := s[strings.IndexByte(s, '"')+1:]
	end := strings.IndexByte(value, '"')
	return end < 0 || strings.Contains(value[:end], "<")
}
