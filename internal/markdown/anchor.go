package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// headingID gives a heading its anchor and lists it.
func (g *page) headingID(n ast.Node, text string) string {
	if own, ok := n.AttributeString("id"); ok {
		at, _ := n.AttributeString("\x00pos")
		if g.anchor(own.(string), at.(int)) {
			return own.(string)
		}
	}
	base := g.parser.lang.Slug(text)
	if first, _ := utf8.DecodeRuneInString(base); !unicode.IsLetter(first) {
		base = strings.TrimSuffix("s-"+base, "-")
	}
	id := base
	for g.ids[id] {
		g.taken[base]++
		id = base + "-" + strconv.Itoa(g.taken[base]+1)
	}
	g.ids[id] = true
	g.meta.Anchors = append(g.meta.Anchors, id)
	return id
}

// forge gives the next heading's anchor as GitHub makes it: that of the text,
// and where the page has it already, with the first free number from -1.
func (g *page) forge(text string) string {
	base := forgeSlug(text)
	id := base
	for {
		if _, ok := g.forged[id]; !ok {
			break
		}
		g.forged[base]++
		id = base + "-" + strconv.Itoa(g.forged[base])
	}
	g.forged[id] = 0
	return id
}

// forgeSlug is a text in lower case with spaces as hyphens, and without what is
// no letter, mark, digit, hyphen or connector such as "_". Two spaces with a
// dropped sign between them are two hyphens.
func forgeSlug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc):
			return r
		}
		return -1
	}, strings.ToLower(text))
}
