package link

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/schema/date"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// nowhere answers every question for a place with the file as a whole.
type nowhere struct{}

func (nowhere) Front(string, string) diag.Pos { return diag.Pos{} }
func (nowhere) Ref(string, int) diag.Pos      { return diag.Pos{} }
func (nowhere) Holdback(string) diag.Pos      { return diag.Pos{} }
func (nowhere) Title(string) diag.Pos         { return diag.Pos{} }
func (nowhere) Anchor(string, int) diag.Pos   { return diag.Pos{} }
func (nowhere) Config(string) diag.Pos        { return diag.Pos{} }
func (nowhere) File(path string) string       { return "content/" + path }

func day(t *rapid.T) date.Date {
	d := time.Date(2025, 12, 18+rapid.IntRange(0, 40).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
	return date.Date{Time: d, Day: true}
}

// lists gives the numbered pages of the blog, the newest first.
func lists(s *site.Site) []site.Output {
	var all []site.Output
	for _, o := range s.Outputs {
		if o.Kind == settings.List {
			all = append(all, o)
		}
	}
	return all
}

// handed gives Metas away: linking takes what it gets.
func handed(metas []site.Meta) []*site.Meta {
	all := make([]*site.Meta, len(metas))
	for i := range metas {
		m := metas[i]
		all[i] = &m
	}
	return all
}

// TestListsCountFromTheOldest: every post stands on exactly one numbered page,
// the newest first; and one more post on top changes no numbered page but the
// newest, or the one that it becomes.
func TestListsCountFromTheOldest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(2, 7).Draw(t, "size")
		n := rapid.IntRange(1, 40).Draw(t, "posts")
		build := func(n int) (*site.Site, []site.Output) {
			var metas []site.Meta
			for i := range n {
				metas = append(metas, site.Meta{Path: fmt.Sprintf("blog/%s-p%03d.md", time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), i)})
			}
			s, found := Site(&settings.Config{Title: "x", PageSize: size}, handed(metas), nil, Options{Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}, nowhere{})
			if found.Broken() {
				t.Fatal(found)
			}
			return s, lists(s)
		}
		before, pages := build(n)
		var seen []int
		for i, o := range pages {
			seen = append(seen, o.Items...)
			if o.Number != len(pages)-i || o.Total != len(pages) {
				t.Fatalf("page %d says %d of %d", i, o.Number, o.Total)
			}
			if i > 0 && len(o.Items) != size {
				t.Fatalf("numbered page %d holds %d of %d", o.Number, len(o.Items), size)
			}
		}
		if !slices.Equal(seen, before.Folders[0].Pages) {
			t.Fatalf("the pages hold %v, want %v", seen, before.Folders[0].Pages)
		}
		if len(pages[0].Items) >= 2*size && n > 0 {
			t.Fatalf("the newest page holds %d, size %d", len(pages[0].Items), size)
		}
		_, after := build(n + 1)
		for i := 1; i < len(pages); i++ {
			was, is := pages[len(pages)-i], after[len(after)-i]
			if was.URL != is.URL || !slices.Equal(was.Items, is.Items) {
				t.Fatalf("page %d changed: %v %v, %v %v", i, was.URL, was.Items, is.URL, is.Items)
			}
		}
	})
}

// TestTimeNeverBreaks moves the clock over random dates of publication and end,
// with links and successors among the pages: if the site holds at one moment, it
// holds at every later one, and no address that it had is lost.
func TestTimeNeverBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "pages")
		name := func(i int) string { return fmt.Sprintf("blog/p%d.md", i) }
		var metas []site.Meta
		for i := range n {
			m := site.Meta{Path: name(i), Front: settings.Front{Date: day(t)}}
			if rapid.Bool().Draw(t, "ends") {
				m.Front.Expires = day(t)
				if i < n-1 && rapid.Bool().Draw(t, "replaced") { // by a later one, so that there is no circle
					m.Front.ReplacedBy = "/" + name(rapid.IntRange(i+1, n-1).Draw(t, "by"))
				}
			}
			if rapid.Bool().Draw(t, "tagged") {
				m.Front.Tags = []string{fmt.Sprint("t", i%3)}
			}
			if rapid.Bool().Draw(t, "in a series") {
				m.Front.Series = fmt.Sprint("s", i%2)
			}
			m.Front.Aliases = []string{fmt.Sprintf("/old/%d/", i)}
			made := []string{
				"/tags/t0/", "/tags/t1/", "/tags/t2/", "/blog/", "/tags/", "/old/0/", "/blog/2025/", "/blog/2026/",
				"/series/", "/series/s0/", "/series/s1/", "/topics/", "/topics/t0/", "/topics/t0.md",
			}
			for _, to := range rapid.SliceOfN(rapid.SampledFrom(made), 0, 2).Draw(t, "lists") {
				m.Body.Refs = append(m.Body.Refs, ref(to))
			}
			for range rapid.IntRange(0, 3).Draw(t, "links") {
				m.Body.Refs = append(m.Body.Refs, ref("/"+name(rapid.IntRange(0, n-1).Draw(t, "to"))))
			}
			metas = append(metas, m)
		}
		if rapid.Bool().Draw(t, "a topic") {
			metas = append(metas, site.Meta{Path: "topics/t0.md", Front: settings.Front{Date: day(t), Expires: day(t)}})
		}
		if rapid.Bool().Draw(t, "a described series") {
			m := site.Meta{Path: "series/s0.md", Front: settings.Front{Date: day(t), Expires: day(t)}}
			for i := range n {
				if metas[i].Front.Series == "s0" {
					m.Front.Order = append(m.Front.Order, "/"+name(i))
				}
			}
			metas = append(metas, m)
		}
		if rapid.Bool().Draw(t, "an archive by hand") {
			metas = append(metas, site.Meta{Path: "blog/archive.md", Front: settings.Front{URL: "/blog/2025/"}})
		}
		// What holds with every page published may be published page by page.
		if _, found := Site(&settings.Config{Title: "x"}, handed(metas), nil, Options{Future: true, Expired: true}, nowhere{}); slices.ContainsFunc(found, missing) {
			t.Skip("a link leads where nothing ever is")
		}
		past := new(lock.Lock)
		for day := range 60 {
			now := time.Date(2025, 12, 15+day, 0, 0, 0, 0, time.UTC)
			s, found := Site(&settings.Config{Title: "x", Author: "Ada"}, handed(metas), nil, Options{Now: now, Lock: past, Locked: true}, nowhere{})
			if found.Broken() {
				t.Fatalf("on %s: %v", now.Format(time.DateOnly), found)
			}
			past = s.Lock
		}
	})
}

func missing(i diag.Item) bool { return strings.HasPrefix(i.Code, "link/missing") }

func ref(dest string) markdown.Ref { return markdown.Ref{Use: markdown.UseLink, Dest: dest} }

// TestSitemapsHaveTheirAddresses: a file has the name of a sitemap's part only
// where there is no such part, and the parts hold the pages that are listed.
func TestSitemapsHaveTheirAddresses(t *testing.T) {
	files := []site.Resource{{Path: "sitemap-1.xml"}, {Path: "Sitemap-2.xml"}, {Path: "sitemap-3.xml"}}
	metas := []site.Meta{
		{Path: "a.md"},
		{Path: "b.md"},
		{Path: "c.md", Front: settings.Front{Robots: "noindex"}},
		{Path: "d.md", Front: settings.Front{Canonical: "https://e.org/"}},
		{Path: "e.md", Front: settings.Front{Canonical: "https://s.org/e/"}},
	} // a, b, e and the home page are listed
	for most, want := range map[int][]string{3: {"/sitemap-1.xml", "/Sitemap-2.xml"}, 4: nil, 2: {"/sitemap-1.xml", "/Sitemap-2.xml"}, 1: {"/sitemap-1.xml", "/Sitemap-2.xml", "/sitemap-3.xml"}} {
		s, found := Site(&settings.Config{Title: "x"}, handed(metas), files, Options{Base: urls.Base{Origin: "https://s.org"}, SitemapMost: most}, nowhere{})
		var taken []string
		for _, item := range found {
			if item.Code == "url/taken" {
				taken = append(taken, item.Args[0])
			}
		}
		slices.Sort(taken)
		slices.Sort(want)
		if parts := (4 + most - 1) / most; !slices.Equal(taken, want) || s.Sitemaps != parts && parts > 1 || parts == 1 && s.Sitemaps != 0 {
			t.Errorf("%d in one: %d parts, %v taken, want %v", most, s.Sitemaps, taken, want)
		}
	}
}
