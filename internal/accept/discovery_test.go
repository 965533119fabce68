package accept

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// feedForms are the media types by which pages announce feeds, with how such a file
// begins and says its language.
var feedForms = map[string]struct{ begins, speaks string }{
	"application/rss+xml":   {"<rss ", "<language>%</language>"},
	"application/atom+xml":  {"<feed ", `xml:lang="%"`},
	"application/feed+json": {"{", `"language": "%"`},
}

var xmlHead = regexp.MustCompile(`^<\?xml[^>]*\?>\s*`)

// discovery says what is wrong with how a page announces feeds: each must be there, be
// what it is announced as, bear a title and speak the page's language, and the site's
// feeds must be among them in all forms. file gives what stands at a path.
func discovery(page string, file func(path string) string) (faults []string) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	lang, seen := "", map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "html" {
			lang = attr(n, "lang")
		}
		form, known := feedForms[attr(n, "type")]
		if n.Type != html.ElementNode || n.Data != "link" || attr(n, "rel") != "alternate" || attr(n, "hreflang") != "" || attr(n, "type") == "text/markdown" {
			continue
		}
		at := attr(n, "href")
		feed := xmlHead.ReplaceAllString(file(at), "")
		switch {
		case !known:
			faults = append(faults, at+": no feed has the type "+attr(n, "type"))
		case strings.TrimSpace(attr(n, "title")) == "":
			faults = append(faults, at+": no title")
		case feed == "":
			faults = append(faults, at+": not there")
		case !strings.HasPrefix(feed, form.begins):
			faults = append(faults, at+": it is something else")
		case !strings.Contains(feed, strings.Replace(form.speaks, "%", lang, 1)):
			faults = append(faults, at+": another language")
		}
		seen[attr(n, "type")] = true
	}
	for form := range feedForms {
		if !seen[form] {
			faults = append(faults, form+": none")
		}
	}
	return faults
}

// TestFeedsAreAnnounced holds every page of the repository's site to feed/autodiscovery,
// and sees each thing that can be wrong with it.
func TestFeedsAreAnnounced(t *testing.T) {
	public := own(t)
	file := func(path string) string {
		b, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(path)))
		if err != nil {
			return ""
		}
		return string(b)
	}
	for _, page := range pagesOf(t, public) {
		if said := text(t, page); !strings.Contains(said, `http-equiv="refresh"`) {
			for _, fault := range discovery(said, file) {
				t.Errorf("%s: %s", strings.TrimPrefix(page, public), fault)
			}
		}
	}
	home := text(t, filepath.Join(public, "index.html"))
	for _, c := range []struct{ right, wrong, fault string }{
		{`type="application/rss&#43;xml"`, `type="application/xml"`, "/feed.xml: no feed has the type application/xml"},
		{`type="application/rss&#43;xml"`, `type="application/atom&#43;xml"`, "/feed.xml: it is something else"},
		{`href="/atom.xml"`, `href="/atoms.xml"`, "/atoms.xml: not there"},
		{`href="/feed.json"`, `href="/fr/feed.json"`, "/fr/feed.json: another language"},
		{`title="Lodestone" href="/feed.xml"`, `title=" " href="/feed.xml"`, "/feed.xml: no title"},
		{`<link rel="alternate" type="application/atom&#43;xml"`, `<link rel="me" type="application/atom&#43;xml"`, "application/atom+xml: none"},
	} {
		if got := discovery(replaced(t, home, c.right, c.wrong), file); !strings.Contains(strings.Join(got, "\n"), c.fault) {
			t.Errorf("%s: %q, want %q", c.wrong, got, c.fault)
		}
	}
}
