// Package feed makes what machines read: feeds, the sitemap, robots.txt.
//
// In: what a feed says of itself and its items, with full text whose addresses
// are absolute; lists of addresses. Out: bytes. Rules: RSS 2.0 and the RSS
// Advisory Board's profile (dc:creator, content:encoded, atom:link), RFC 4287,
// JSON Feed 1.1, the
// sitemaps.org protocol, RFC 9309 for robots.txt.
package feed

import (
	"bytes"
	"path"
	"strings"
	"time"
)

// Channel is a feed, in whatever format.
type Channel struct {
	Title, Description string
	Lang               string
	Link, Self         string   // absolute: the page that it follows, and its own address
	Entries            []*Entry // newest first
}

// newest is when the newest entry appeared or changed, RFC 3339 in UTC; "" where
// no entry says.
func (c *Channel) newest() string {
	last := ""
	for _, e := range c.Entries {
		last = max(last, e.newest)
	}
	return last
}

// Item is one entry of a feed.
type Item struct {
	Title, URL, Summary string
	HTML                string // full text, addresses absolute
	Published, Updated  string // RFC 3339; "" for none
	Authors, Tags       []string
}

// changed is the date of the last change.
func (i *Item) changed() string {
	if i.Updated != "" {
		return i.Updated
	}
	return i.Published
}

// Entry is an Item as each format writes it, made once in however many feeds it
// stands.
type Entry struct {
	rss, atom, json []byte // nil where no feed of that format has it
	newest          string // when it appeared or changed, in UTC
}

// NewEntry writes an Item as the feeds with these addresses need it. The texts are
// long, so nothing else is kept of it.
func NewEntry(i *Item, addresses []string) (*Entry, error) {
	e := &Entry{newest: max(utc(i.Published), utc(i.Updated))}
	for _, a := range addresses {
		to, write := &e.rss, i.rss
		switch path.Base(a) {
		case atomFile:
			to, write = &e.atom, i.atom
		case jsonFile:
			to, write = &e.json, i.json
		}
		if *to == nil {
			text, err := write()
			if err != nil {
				return nil, err
			}
			*to = text
		}
	}
	return e, nil
}

// The formats go by the names of their files.
const (
	atomFile = "atom.xml"
	jsonFile = "feed.json"
)

// TypeOf gives the media type of a feed by its address.
func TypeOf(address string) string {
	switch path.Base(address) {
	case atomFile:
		return "application/atom+xml"
	case jsonFile:
		return "application/feed+json"
	}
	return "application/rss+xml"
}

// Write writes a feed in the format that its own address names: RSS unless that
// ends in atom.xml or feed.json. Ids, dates and titles are the same in all. It may
// use the memory of buf.
func Write(buf []byte, c *Channel) ([]byte, error) {
	b := bytes.NewBuffer(buf[:0])
	write := c.rss
	switch path.Base(c.Self) {
	case atomFile:
		write = c.atom
	case jsonFile:
		write = c.json
	}
	err := write(b)
	return b.Bytes(), err
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
	if !doubtful(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return -1
		}
		return r
	}, s)
}

// doubtful looks at the bytes of a text, which takes a tenth of the time that its
// characters take: those that XML cannot hold are ASCII or begin with 0xEF.
func doubtful(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 && c != '\t' && c != '\n' || c == 0xef {
			return true
		}
	}
	return false
}

func unfit(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
}
