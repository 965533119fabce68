package feed

import (
	"bytes"
	"encoding/xml"
	"os"
	"strings"
	"testing"
)

func channelOf(t *testing.T) *Channel {
	t.Helper()
	c := &Channel{
		Title: "Notes & news", Description: "What we know", Lang: "en",
		Link: "https://example.com/", Self: "https://example.com/feed.xml",
	}
	for _, i := range []Item{
		{
			Title: "Second <b>", URL: "https://example.com/blog/second/", Summary: "A \x01control", HTML: "<p>ends ]]> early</p>",
			Published: "2026-05-02T09:00:00+02:00", Updated: "2026-06-01T00:00:00Z", Authors: []string{"Ada", "Bob"}, Tags: []string{"one", "two"},
		},
		{Title: "First", URL: "https://example.com/blog/first/", HTML: "<p>é</p>", Published: "2026-05-01T00:00:00Z"},
		{Title: "Undated", URL: "https://example.com/blog/undated/"},
	} {
		e, err := i.Entry()
		if err != nil {
			t.Fatal(err)
		}
		c.Entries = append(c.Entries, e)
	}
	return c
}

// TestRSS holds the bytes, which are the contract with every reader.
// LODESTONE_GENERATE=1 writes them anew.
func TestRSS(t *testing.T) {
	got, err := RSS(channelOf(t))
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/rss.xml"
	if os.Getenv("LODESTONE_GENERATE") != "" {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestRSSIsReadBack parses the feed with a reader that shares nothing with the
// writer but the format.
func TestRSSIsReadBack(t *testing.T) {
	b, err := RSS(channelOf(t))
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Channel struct {
			Title string `xml:"title"`
			Items []struct {
				Title   string   `xml:"title"`
				GUID    string   `xml:"guid"`
				Creator []string `xml:"http://purl.org/dc/elements/1.1/ creator"`
				Tags    []string `xml:"category"`
				Content string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	if err := xml.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	i := out.Channel.Items[0]
	if out.Channel.Title != "Notes & news" || len(out.Channel.Items) != 3 || i.Title != "Second <b>" ||
		i.Content != "<p>ends ]]> early</p>" || len(i.Creator) != 2 || len(i.Tags) != 2 || i.GUID != "https://example.com/blog/second/" {
		t.Errorf("%+v", out)
	}
}

func TestSitemap(t *testing.T) {
	got := string(Sitemap([]URL{{"https://example.com/?a&b", "2026-01-01"}, {"https://example.com/b/", ""}}))
	want := xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.com/?a&amp;b</loc><lastmod>2026-01-01</lastmod></url>
<url><loc>https://example.com/b/</loc></url>
</urlset>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	index := string(SitemapIndex([]string{"https://example.com/sitemap-1.xml", "https://example.com/sitemap-2.xml"}))
	if strings.Count(index, "<sitemap><loc>") != 2 || !strings.Contains(index, "sitemap-2.xml") {
		t.Error(index)
	}
}

func TestRobots(t *testing.T) {
	if got, want := string(Robots("")), "User-agent: *\nAllow: /\n"; got != want {
		t.Errorf("%q", got)
	}
	if got, want := string(Robots("https://e.com/sitemap.xml")), "User-agent: *\nAllow: /\n\nSitemap: https://e.com/sitemap.xml\n"; got != want {
		t.Errorf("%q", got)
	}
}
