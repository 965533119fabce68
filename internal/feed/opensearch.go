package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strings"
)

// OpenSearchType is the media type of what OpenSearch writes.
const OpenSearchType = "application/opensearchdescription+xml"

// SearchSite is what browsers want to know of a site that can be searched.
type SearchSite struct {
	Title, Description, Lang string
	Icon                     string // absolute, or ""
	Page                     string // absolute address of the search page
	Self                     string // absolute address of the description
}

// OpenSearch describes a site's search (OpenSearch 1.1 draft 6: names of at most
// 16 and 48 characters, a description of at most 1,024).
func OpenSearch(s *SearchSite) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">` + "\n")
	element := func(name, text string) {
		if text == "" {
			return
		}
		b.WriteString("<" + name + ">")
		_ = xml.EscapeText(&b, []byte(text))
		b.WriteString("</" + name + ">\n")
	}
	url := func(kind, rel, template string) {
		b.WriteString(`<Url type="` + kind + `" rel="` + rel + `" template="`)
		_ = xml.EscapeText(&b, []byte(template))
		b.WriteString(`"/>` + "\n")
	}
	element("ShortName", atMost(s.Title, 16))
	element("LongName", atMost(s.Title, 48))
	element("Description", atMost(cmp.Or(s.Description, s.Title), 1024))
	element("Language", s.Lang)
	element("Image", s.Icon)
	element("InputEncoding", "UTF-8")
	url("text/html", "results", s.Page+"?q={searchTerms}")
	url(OpenSearchType, "self", s.Self)
	b.WriteString("</OpenSearchDescription>\n")
	return b.Bytes()
}

// atMost cuts a text to so many characters, at a word where there is one.
func atMost(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	text = string(runes[:most])
	if runes[most] != ' ' {
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			text = text[:i]
		}
	}
	return strings.TrimRight(text, " ,;:–—-")
}
