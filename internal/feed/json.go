package feed

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/gorilla/feeds"
)

// jsonFeed wraps gorilla's: its items are written already, and there is a list of
// them even where it is empty.
type jsonFeed struct {
	Version     string            `json:"version"`
	Title       string            `json:"title"`
	HomePageURL string            `json:"home_page_url"`
	FeedURL     string            `json:"feed_url"`
	Description string            `json:"description,omitempty"`
	Language    string            `json:"language,omitempty"`
	Items       []json.RawMessage `json:"items"`
}

// json writes an item as JSON Feed has it.
func (i *Item) json() ([]byte, error) {
	out := feeds.JSONItem{
		Id: i.URL, Url: i.URL, Title: i.Title, ContentHTML: i.HTML, Summary: i.Summary, Tags: i.Tags,
		PublishedDate: moment(i.Published), ModifiedDate: moment(i.Updated),
	}
	for _, a := range i.Authors {
		out.Authors = append(out.Authors, &feeds.JSONAuthor{Name: a})
	}
	if out.ContentHTML == "" { // one of the two must be there
		out.ContentText = i.Title
	}
	var b bytes.Buffer
	err := encode(&b, out)
	return b.Bytes(), err
}

// json writes a channel as JSON Feed 1.1.
func (c *Channel) json(b *bytes.Buffer) error {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: c.Title, HomePageURL: c.Link, FeedURL: c.Self,
		Description: c.Description, Language: c.Lang, Items: []json.RawMessage{},
	}
	for _, e := range c.Entries {
		out.Items = append(out.Items, e.json)
	}
	return encode(b, out)
}

// encode writes JSON with its signs of HTML as they are.
func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// moment reads a date; nil for none.
func moment(iso string) *time.Time {
	t, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return nil
	}
	return &t
}
