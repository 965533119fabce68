package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"

	"github.com/gorilla/feeds"
)

// atomFeed wraps gorilla's feed: its entries have one category and one author.
type atomFeed struct {
	XMLName  xml.Name         `xml:"feed"`
	Space    string           `xml:"xmlns,attr"`
	Lang     string           `xml:"xml:lang,attr,omitempty"`
	Title    string           `xml:"title"`
	Subtitle string           `xml:"subtitle,omitempty"`
	ID       string           `xml:"id"`
	Updated  string           `xml:"updated"`
	Links    []feeds.AtomLink `xml:"link"`
	Author   feeds.AtomPerson `xml:"author"`
	Entries  []inner          `xml:"entry"`
}

type atomEntry struct {
	XMLName    struct{}           `xml:"entry"`
	Title      string             `xml:"title"`
	ID         string             `xml:"id"`
	Link       feeds.AtomLink     `xml:"link"`
	Published  string             `xml:"published,omitempty"`
	Updated    string             `xml:"updated"`
	Authors    []feeds.AtomPerson `xml:"author"`
	Categories []category         `xml:"category"`
	Summary    string             `xml:"summary,omitempty"`
	Content    *feeds.AtomContent
}

type category struct {
	Term string `xml:"term,attr"`
}

// undated stands where Atom wants a date and the author gave none.
const undated = "1970-01-01T00:00:00Z"

// atom writes an item as Atom has it, without the element around it.
func (i *Item) atom() ([]byte, error) {
	e := atomEntry{
		Title: clean(i.Title), ID: i.URL, Link: feeds.AtomLink{Href: i.URL, Rel: "alternate", Type: "text/html"},
		Published: i.Published, Updated: cmp.Or(i.changed(), undated), Summary: clean(i.Summary),
		Content: &feeds.AtomContent{Type: "html", Content: clean(i.HTML)},
	}
	for _, a := range i.Authors {
		e.Authors = append(e.Authors, feeds.AtomPerson{Name: clean(a)})
	}
	for _, t := range i.Tags {
		e.Categories = append(e.Categories, category{clean(t)})
	}
	var b bytes.Buffer
	b.Grow(len(i.HTML) + 1<<10)
	out := xml.NewEncoder(&b)
	out.Indent(" ", " ")
	err := out.Encode(e)
	return bytes.TrimSuffix(bytes.TrimPrefix(b.Bytes(), []byte(" <entry>")), []byte("</entry>")), err
}

// atom writes a channel as Atom (RFC 4287).
func (c *Channel) atom(b *bytes.Buffer) error {
	out := atomFeed{
		Space: "http://www.w3.org/2005/Atom", Lang: c.Lang, Title: clean(c.Title), Subtitle: clean(c.Description),
		ID: c.Self, Updated: cmp.Or(c.newest(), undated), Author: feeds.AtomPerson{Name: clean(c.Title), Uri: c.Link},
		Links: []feeds.AtomLink{{Href: c.Self, Rel: "self", Type: TypeOf(c.Self)}, {Href: c.Link, Rel: "alternate", Type: "text/html"}},
	}
	for _, e := range c.Entries {
		out.Entries = append(out.Entries, inner{e.atom})
	}
	b.WriteString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", " ")
	err := e.Encode(out)
	b.WriteString("\n")
	return err
}
