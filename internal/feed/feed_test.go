package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"
)

func channelOf(file string) *Channel {
	c, _ := sampleOf(file)
	return c
}

func sampleOf(file string) (c *Channel, items []Item) {
	c = &Channel{
		Title: "Notes & news", Description: "What we know", Lang: "en",
		Link: "https://example.com/", Self: "https://example.com/" + file,
	}
	for _, i := range []Item{
		{
			Title: "Second <b>", URL: "https://example.com/blog/second/", Summary: "A \x01control", HTML: "<p>ends ]]> early</p>",
			Published: "2026-05-02T09:00:00+02:00", Updated: "2026-06-01T00:00:00Z", Authors: []string{"Ada", "Bob"}, Tags: []string{"one", "two"},
		},
		{Title: "First", URL: "https://example.com/blog/first/", HTML: "<p>é</p>", Published: "2026-05-01T00:00:00Z"},
		{Title: "Undated", URL: "https://example.com/blog/undated/"},
	} {
		e, err := NewEntry(&i, []string{c.Self})
		if err != nil {
			panic(err)
		}
		c.Entries = append(c.Entries, e)
		items = append(items, i)
	}
	return c, items
}

// TestFormats holds the bytes, which are the contract with every reader.
// LODESTONE_GENERATE=1 writes them anew.
func TestFormats(t *testing.T) {
	for _, file := range []string{"feed.xml", "atom.xml", "feed.json"} {
		got, err := Write(nil, channelOf(file))
		if err != nil {
			t.Fatal(err)
		}
		golden := "testdata/" + file
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
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
	}
}

// TestSame: the three formats hold the same ids, titles, texts and dates.
func TestSame(t *testing.T) {
	var atom struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID        string `xml:"id"`
			Title     string `xml:"title"`
			Published string `xml:"published"`
			Updated   string `xml:"updated"`
			Content   string `xml:"content"`
		} `xml:"entry"`
	}
	var plain struct {
		Items []struct {
			ID, Title string
			HTML      string `json:"content_html"`
			Published string `json:"date_published"`
			Modified  string `json:"date_modified"`
		}
	}
	read(t, "atom.xml", func(b []byte) error { return xml.Unmarshal(b, &atom) })
	read(t, "feed.json", func(b []byte) error { return json.Unmarshal(b, &plain) })
	if len(atom.Entries) != 3 || len(plain.Items) != 3 || atom.Updated != "2026-06-01T00:00:00Z" {
		t.Fatalf("%+v\n%+v", atom, plain)
	}
	_, items := sampleOf("feed.xml")
	for n, i := range items {
		a, j := atom.Entries[n], plain.Items[n]
		if a.ID != i.URL || j.ID != i.URL || a.Title != i.Title || j.Title != i.Title || a.Content != i.HTML || j.HTML != i.HTML ||
			a.Published != i.Published || j.Published != i.Published || j.Modified != i.Updated || i.Published != "" && a.Updated != i.changed() {
			t.Errorf("%+v\n%+v\n%+v", i, a, j)
		}
	}
}

func read(t *testing.T, file string, into func([]byte) error) {
	t.Helper()
	b, err := Write(nil, channelOf(file))
	if err == nil {
		err = into(b)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestRSSIsReadBack parses the feed with a reader that shares nothing with the
// writer but the format.
func TestRSSIsReadBack(t *testing.T) {
	b, err := Write(nil, channelOf("feed.xml"))
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
	got := string(Sitemap([]URL{
		{Loc: "https://example.com/?a&b", LastMod: "2026-01-01"},
		{
			Loc: "https://example.com/b/", Images: []string{"https://example.com/b&c.jpg", "https://example.com/d.svg"},
			Alternates: []Alternate{{"en", "https://example.com/b/"}, {"fr", "https://example.com/fr/b/"}},
		},
	}))
	want := xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.com/?a&amp;b</loc><lastmod>2026-01-01</lastmod></url>
<url><loc>https://example.com/b/</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.com/b/"/><xhtml:link rel="alternate" hreflang="fr" href="https://example.com/fr/b/"/><image:image><image:loc>https://example.com/b&amp;c.jpg</image:loc></image:image><image:image><image:loc>https://example.com/d.svg</image:loc></image:image></url>
</urlset>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := strings.Count(string(Sitemap([]URL{{Images: make([]string, MaxImages+1)}})), "<image:image>"); n != MaxImages {
		t.Errorf("%d pictures of one page", n)
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

// TestClean: what XML cannot hold goes, wherever it stands, and nothing else.
func TestClean(t *testing.T) {
	for said, want := range map[string]string{
		"": "", "plain é 磁 😀 \t\n": "plain é 磁 😀 \t\n", "a\x00b\x1fc\rd": "abcd",
		"x\ufffey\uffff": "xy", "｜ is not\ufffd": "｜ is not\ufffd", "\ufeff": "\ufeff",
	} {
		if got := clean(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}
