package urls

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPermalink(t *testing.T) {
	p := Parts{Section: "blog", Slug: "a-post", Date: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)}
	for pattern, want := range map[string]string{
		"/:year/:month/:day/:title/": "/2026/01/05/a-post/",
		"/:section/:slug/":           "/blog/a-post/",
		":slug":                      "/a-post/",
		"/x/:slug.html":              "/x/a-post.html",
		"//:section//:slug//":        "/blog/a-post/",
		"/fixed/":                    "/fixed/",
	} {
		if got, missing := Permalink(pattern, p); got != want || missing != "" {
			t.Errorf("%s: %s, %v; want %s", pattern, got, missing, want)
		}
	}
	for pattern, want := range map[string]string{"/:nope/": ":nope", "/:/": ":", "/:slug/:year/": ""} {
		if got := Unknown(pattern); got != want {
			t.Errorf("%s: %q; want %q", pattern, got, want)
		}
	}
	if _, missing := Permalink("/:month/:year/:slug/", Parts{Slug: "x"}); missing != ":month" {
		t.Errorf("no date: %q", missing)
	}
}

func TestOutputPath(t *testing.T) {
	for address, want := range map[string]string{
		"/": "index.html", "/a/": "a/index.html", "/a": "a/index.html", "/feed.xml": "feed.xml",
		"/a/b.html": "a/b.html", "/caf%C3%A9/": "café/index.html", "/v1.2/": "v1.2/index.html",
	} {
		if got := OutputPath(address); got != want {
			t.Errorf("%s: %s; want %s", address, got, want)
		}
	}
}

func TestParseBase(t *testing.T) {
	for text, want := range map[string]Base{
		"":                             {},
		"https://example.com":          {Origin: "https://example.com"},
		"https://example.com/":         {Origin: "https://example.com"},
		"http://localhost:8080/a/b/":   {Origin: "http://localhost:8080", Prefix: "/a/b"},
		"https://exämple.com/données/": {Origin: "https://exämple.com", Prefix: "/donn%C3%A9es"},
	} {
		if got, err := ParseBase(text); got != want || err != nil {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"example.com", "/x", "ftp://example.com", "https://", "https://e.com?q", "https://e.com#f", "https://u:p@e.com"} {
		if _, err := ParseBase(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// TestClean: a cleaned address is rooted, has no empty or dot parts, and
// cleaning it again changes nothing.
func TestClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Clean(rapid.StringMatching(`[a-z./]{0,20}`).Draw(t, "address"))
		if !strings.HasPrefix(a, "/") || strings.Contains(a, "//") || strings.Contains(a, "/../") || Clean(a) != a {
			t.Fatal(a)
		}
	})
}

// TestUnfit: what is no folder's name, plain or percent-encoded.
func TestUnfit(t *testing.T) {
	for address, want := range map[string]string{
		"/": "", "/a/b/": "", "/été/%C3%A9t%C3%A9/": "", "/a:b/c.html": "", "/a b/%20/": "", "/...": "", "/:section/:slug/": "",
		"/a/../b/": "..", "/a/%2e%2E/": "%2e%2E", "/./": ".", "/x%2fy/": "x%2fy", "/x%5Cy/": "x%5Cy",
		"/x%00/": "x%00", "/q\nr/": "q\nr", "/x%ff/": "x%ff", "/%zz/": "%zz", "/<b>/": "<b>", "/a%3Fb/": "a%3Fb",
	} {
		if got := Unfit(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// TestUnfitAndOutputPath: what is fit stays inside the folder of the output.
func TestUnfitAndOutputPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := "/" + rapid.StringMatching(`([a./]|%2[eEfF]|%00|%5c){0,12}`).Draw(t, "address")
		if out := OutputPath(Clean(a)); Unfit(a) == "" && !(fs.ValidPath(out) && !strings.ContainsAny(out, "\x00\\")) {
			t.Fatalf("%q is written to %q", a, out)
		}
	})
}

// TestOverlong counts the bytes of a part as a disk does.
func TestOverlong(t *testing.T) {
	for address, want := range map[string]int{
		"/": 0, "/" + strings.Repeat("a", 255) + "/": 0, "/b/" + strings.Repeat("a", 256): 256,
		"/" + strings.Repeat("%C3%BC", 127) + "/": 0, "/" + strings.Repeat("%C3%BC", 128) + "/": 256,
	} {
		if got := Overlong(address); got != want {
			t.Errorf("%.20s (%d): %d, want %d", address, len(address), got, want)
		}
	}
}
