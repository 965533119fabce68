package rawhtml

import "slices"

// Content is what an element may hold, in the words of the HTML standard.
type Content uint8

// The content models that matter here.
const (
	Flow        Content = iota // blocks and text
	Phrasing                   // text and what stands in a line
	Transparent                // what its parent may hold
	Nothing                    // void: no end tag
	Only                       // a fixed set of children, and no text
)

// Element is what the rules need to know of an element.
type Element struct {
	Content Content
	Inline  bool     // may stand in a line of text
	Parents []string // the only elements that it may stand in; nil for any
}

// Lookup gives an element that authors may write. Elements that act, fetch, or
// belong to the page around the text are not among them; Forbidden tells these
// from names that do not exist. Source: HTML Living Standard, §4, the sections
// on content models, read in 2026.
func Lookup(name string) (Element, bool) {
	switch name {
	case "address", "article", "aside", "blockquote", "dd", "details", "div", "figcaption",
		"figure", "footer", "header", "hgroup", "li", "nav", "search", "section", "td", "th", "caption":
		return Element{Content: Flow, Parents: parents(name)}, true
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "summary":
		return Element{Content: Phrasing, Parents: parents(name)}, true
	case "a", "ins", "del", "audio", "video", "map":
		return Element{Content: Transparent, Inline: true}, true
	case "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "meter",
		"output", "progress", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
		"rt", "rp":
		return Element{Content: Phrasing, Inline: true, Parents: parents(name)}, true
	case "br", "img", "wbr", "area":
		return Element{Content: Nothing, Inline: true}, true
	case "source", "track":
		return Element{Content: Nothing, Inline: true, Parents: parents(name)}, true
	case "hr":
		return Element{Content: Nothing}, true
	case "col":
		return Element{Content: Nothing, Parents: parents(name)}, true
	case "picture":
		return Element{Content: Only, Inline: true}, true
	case "ul", "ol", "menu", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup":
		return Element{Content: Only, Parents: parents(name)}, true
	case "svg", "g", "path", "circle", "ellipse", "line", "polygon", "polyline", "rect", "text", "tspan", "title",
		"desc", "defs", "lineargradient", "radialgradient", "stop", "clippath", "mask", "pattern", "symbol", "use", "marker":
		return Element{Content: Phrasing, Inline: true, Parents: parents(name)}, true
	case "math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot",
		"munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "merror", "mmultiscripts",
		"mprescripts", "semantics", "annotation":
		return Element{Content: Phrasing, Inline: true, Parents: parents(name)}, true
	}
	return Element{}, false
}

// parents gives the only elements that an element may stand in.
func parents(name string) []string {
	switch name {
	case "li":
		return []string{"ul", "ol", "menu"}
	case "dt", "dd":
		return []string{"dl", "div"}
	case "tr":
		return []string{"table", "thead", "tbody", "tfoot"}
	case "td", "th":
		return []string{"tr"}
	case "thead", "tbody", "tfoot", "caption", "colgroup":
		return []string{"table"}
	case "col":
		return []string{"colgroup"}
	case "figcaption":
		return []string{"figure"}
	case "summary":
		return []string{"details"}
	case "source":
		return []string{"picture", "audio", "video"}
	case "track":
		return []string{"audio", "video"}
	case "rt", "rp":
		return []string{"ruby"}
	case "g", "path", "circle", "ellipse", "line", "polygon", "polyline", "rect", "text", "tspan", "title",
		"desc", "defs", "lineargradient", "radialgradient", "stop", "clippath", "mask", "pattern", "symbol", "use", "marker":
		return []string{
			"svg", "g", "text", "tspan", "defs", "lineargradient", "radialgradient", "clippath", "mask", "pattern",
			"symbol", "marker", "path", "circle", "ellipse", "line", "polygon", "polyline", "rect", "use",
		}
	case "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot",
		"munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "merror", "mmultiscripts",
		"mprescripts", "semantics", "annotation":
		return []string{
			"math", "mrow", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "munder", "mover", "munderover",
			"mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "merror", "mmultiscripts", "semantics",
		}
	}
	return nil
}

// children gives the only elements that an element of content Only may hold.
func children(name string) []string {
	switch name {
	case "ul", "ol", "menu":
		return []string{"li"}
	case "dl":
		return []string{"dt", "dd", "div"}
	case "table":
		return []string{"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}
	case "thead", "tbody", "tfoot":
		return []string{"tr"}
	case "tr":
		return []string{"td", "th"}
	case "colgroup":
		return []string{"col"}
	case "picture":
		return []string{"source", "img"}
	}
	return nil
}

// Foreign says whether an element belongs to SVG or MathML, where "/>" closes.
func Foreign(name string) bool {
	if name == "svg" || name == "math" {
		return true
	}
	p := parents(name)
	return len(p) > 0 && (p[0] == "svg" || p[0] == "math")
}

// Forbidden says whether an element exists but may not be written in a page's
// text: it acts, fetches from elsewhere, asks the reader for something, or
// belongs to the frame of the page.
func Forbidden(name string) bool {
	return slices.Contains([]string{
		"script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "option", "optgroup",
		"textarea", "fieldset", "legend", "label", "datalist", "dialog", "template", "slot", "canvas", "noscript",
		"frame", "frameset", "noframes", "applet", "param", "portal", "link", "meta", "base", "html", "head", "body",
		"main", "foreignobject", "image", "animate", "animatemotion", "animatetransform", "set", "script", "feimage",
		"mpath", "discard", "maction", "xmp", "plaintext", "noembed", "listing",
	}, name)
}

// Names lists the elements that authors write most, for hints.
func Names() []string {
	return []string{
		"a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
		"col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h2", "h3",
		"h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "nav", "ol", "p", "picture", "pre", "q", "ruby",
		"s", "samp", "section", "small", "source", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td",
		"tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "video", "wbr",
	}
}
