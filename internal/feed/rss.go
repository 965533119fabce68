package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"time"

	"github.com/gorilla/feeds"
)

// rss wraps gorilla's channel: it lacks the link to itself, and items have one
// category and no creator.
type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title         string   `xml:"title"`
	Link          string   `xml:"link"`
	Description   string   `xml:"description"`
	Language      string   `xml:"language,omitempty"`
	LastBuildDate string   `xml:"lastBuildDate,omitempty"`
	Self          atomLink `xml:"atom:link"`
	Entries       []inner  `xml:"item"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type inner struct {
	XML []byte `xml:",innerxml"`
}

type item struct {
	XMLName     struct{}          `xml:"item"`
	Title       string            `xml:"title"`
	Link        string            `xml:"link"`
	Description string            `xml:"description"`
	Content     *feeds.RssContent `xml:",omitempty"`
	Creators    []string          `xml:"dc:creator"`
	Categories  []string          `xml:"category"`
	GUID        feeds.RssGuid     `xml:"guid"`
	PubDate     string            `xml:"pubDate,omitempty"`
}

// rss writes an item as RSS has it, without the element around it.
func (i *Item) rss() ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(i.HTML) + 1<<10)
	e := xml.NewEncoder(&b)
	e.Indent("  ", " ")
	err := e.Encode(item{
		Title: clean(i.Title), Link: i.URL, Description: clean(i.Summary),
		Content:  &feeds.RssContent{Content: clean(i.HTML)},
		Creators: i.Authors, Categories: i.Tags,
		GUID: feeds.RssGuid{Id: i.URL, IsPermaLink: "true"}, PubDate: rfc822(i.Published),
	})
	text := bytes.TrimSuffix(bytes.TrimPrefix(b.Bytes(), []byte("  <item>")), []byte("</item>"))
	return text, err
}

// rss writes a channel as RSS 2.0. lastBuildDate is when the newest item appeared
// or changed, so that the bytes say nothing of when they were made.
func (c *Channel) rss(b *bytes.Buffer) error {
	out := channel{
		Title: c.Title, Link: c.Link, Description: cmp.Or(c.Description, c.Title), Language: c.Lang,
		Self: atomLink{Href: c.Self, Rel: "self", Type: TypeOf(c.Self)}, LastBuildDate: rfc822(c.newest()),
	}
	size := 2 << 10
	for _, e := range c.Entries {
		size += len(e.rss) + 20
		out.Entries = append(out.Entries, inner{e.rss})
	}
	b.Grow(size)
	b.WriteString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", " ")
	err := e.Encode(rss{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/",
		DC: "http://purl.org/dc/elements/1.1/", Atom: "http://www.w3.org/2005/Atom", Channel: out,
	})
	b.WriteString("\n")
	return err
}

// rfc822 turns an RFC 3339 date into the form of RSS, with a four-digit year.
func rfc822(iso string) string {
	t, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return ""
	}
	return t.Format(time.RFC1123Z)
}
