// Package feed makes what machines read: feeds, the sitemap, robots.txt.
//
// In: what a feed says of itself and its items, with full text whose addresses
// are absolute; lists of addresses. Out: bytes. Rules: RSS 2.0 and the RSS
// Advisory Board's profile (dc:creator, content:encoded, atom:link), the
// sitemaps.org protocol, RFC 9309 for robots.txt.
package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"

	"github.com/gorilla/feeds"
)

// Channel is a feed.
type Channel struct {
	Title, Description string
	Lang               string
	Link, Self         string  // absolute: the page that it follows, and its own address
	Entries            []Entry // newest first
}

// Item is one entry of a feed.
type Item struct {
	Title, URL, Summary string
	HTML                string // full text, addresses absolute
	Published, Updated  string // RFC 3339; "" for none
	Authors, Tags       []string
}

// Entry is an Item as RSS writes it. It is made once, in however many feeds it
// stands.
type Entry struct {
	inner  []byte // of <item>
	newest string // when it appeared or changed, in UTC
}

// Type is the media type of the feeds that RSS writes.
const Type = "application/rss+xml"

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

// Entry writes an item once and for all.
func (i *Item) Entry() (Entry, error) {
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
	return Entry{text, max(utc(i.Published), utc(i.Updated))}, err
}

// RSS gives a channel as RSS 2.0. lastBuildDate is when the newest item appeared
// or changed, so that the bytes say nothing of when they were made.
func RSS(c *Channel) ([]byte, error) {
	out := channel{
		Title: c.Title, Link: c.Link, Description: c.Description, Language: c.Lang,
		Self: atomLink{Href: c.Self, Rel: "self", Type: Type},
	}
	if out.Description == "" {
		out.Description = c.Title
	}
	newest, size := "", 2<<10
	for _, e := range c.Entries {
		newest = max(newest, e.newest)
		size += len(e.inner) + 20
		out.Entries = append(out.Entries, inner{e.inner})
	}
	out.LastBuildDate = rfc822(newest)
	var b bytes.Buffer
	b.Grow(size)
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	err := e.Encode(rss{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/",
		DC: "http://purl.org/dc/elements/1.1/", Atom: "http://www.w3.org/2005/Atom", Channel: out,
	})
	b.WriteString("\n")
	return b.Bytes(), err
}

// rfc822 turns an RFC 3339 date into the form of RSS, with a four-digit year.
func rfc822(iso string) string {
	t, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return ""
	}
	return t.Format(time.RFC1123Z)
}

// utc writes an RFC 3339 date so that later ones sort behind earlier ones.
func utc(iso string) string {
	t, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// clean drops the characters that XML 1.0 cannot hold.
func clean(s string) string {
	if strings.IndexFunc(s, unfit) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return -1
		}
		return r
	}, s)
}

func unfit(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
}
