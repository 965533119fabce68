package front

import (
	"html"
	"regexp"
	"strings"
)

// entities reads HTML's entities.
func entities(s string) string { return html.UnescapeString(s) }

// Words gives a list that may be written as words in one text, as Jekyll
// reads categories and tags.
func Words(f Front, keys ...string) []string {
	var out []string
	for _, k := range keys {
		n := f.Node(k)
		l := ListOf(n)
		if n != nil && len(n.Items) == 0 && len(l) == 1 && k != "category" {
			l = strings.FieldsFunc(l[0], func(r rune) bool { return r == ' ' || r == ',' })
		}
		out = append(out, l...)
	}
	return out
}

var (
	tagRE  = regexp.MustCompile(`<[/!]?[A-Za-z][^>]*>|<!--.*?-->`)
	linkRE = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	markRE = regexp.MustCompile(`(\*\*|__)(\S(?:.*?\S)?)(\*\*|__)|\*(\S(?:.*?\S)?)\*`)
)

// PlainText takes HTML, links and emphasis out of a text of the front matter.
func PlainText(s string) string {
	s = tagRE.ReplaceAllString(s, "")
	s = linkRE.ReplaceAllString(s, "$1")
	s = markRE.ReplaceAllString(s, "$2$4")
	s = strings.ReplaceAll(s, "`", "")
	return strings.Join(strings.Fields(entities(s)), " ")
}

// NameOf makes a name out of a slug: jane-doe, Jane Doe. One that has capitals
// keeps them.
func NameOf(slug string) string {
	parts := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' })
	for i, w := range parts {
		if r := []rune(w); strings.ToLower(w) == w {
			parts[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
		}
	}
	if len(parts) == 0 {
		return slug
	}
	return strings.Join(parts, " ")
}
