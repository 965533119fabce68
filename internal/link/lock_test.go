package link

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
	"lodestone/internal/markdown/words"
	"lodestone/internal/schema/date"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/sketch"
)

// said makes what reading gives of a page with these words.
func said(path, text string, aliases ...string) site.Meta {
	c := words.New(lang.For("en"))
	c.Reset()
	c.Add([]byte(text), 1)
	m := site.Meta{Path: path, Front: settings.Front{Aliases: aliases}}
	m.Body.Words, m.Body.Sketch, m.Body.Sum = c.Total(), c.Sketch(), sketch.Digits(c.Sum())
	return m
}

// TestLines follows one page through a row of builds: each has a day, the page as it is
// then, and what its line must say afterwards.
func TestLines(t *testing.T) {
	long := strings.Repeat("some words that say one thing and another and a third ", 10)
	type step struct {
		day, path string
		page      site.Meta
		dates     string // first and changed, of the page's line
		shown     string // published and updated, as readers see it
	}
	dated := func(m site.Meta, day, updated string) site.Meta {
		m.Front.Date, m.Front.Updated = on(day), on(updated)
		return m
	}
	for _, c := range []struct {
		what  string
		steps []step
	}{
		{"a post", []step{
			{"01", "/blog/a/", said("blog/a.md", long), "01 01", "01 -"},
			{"02", "/blog/a/", said("blog/a.md", long+"typo"), "01 01", "01 -"},
			{"03", "/blog/a/", said("blog/a.md", long+"a new end that says more than before"), "01 03", "01 03"},
			{"04", "/blog/a/", said("blog/a.md", long+"a new end that says more than before"), "01 03", "01 03"},
			{"02", "/blog/a/", said("blog/a.md", "Another text."), "01 03", "01 03"},
		}},
		{"small changes add up", []step{
			{"01", "/blog/a/", said("blog/a.md", long), "01 01", "01 -"},
			{"02", "/blog/a/", said("blog/a.md", long+"one two three"), "01 01", "01 -"},
			{"03", "/blog/a/", said("blog/a.md", long+"one two three four five six"), "01 03", "01 03"},
		}},
		{"a page that nobody dates", []step{
			{"01", "/a/", said("a.md", long), "01 01", "- -"},
			{"03", "/a/", said("a.md", "Another text."), "01 03", "- 03"},
		}},
		{"what the author says wins", []step{
			{"05", "/blog/a/", dated(said("blog/a.md", long), "02", ""), "02 02", "02 -"},
			{"06", "/blog/a/", dated(said("blog/a.md", long), "01", "04"), "01 02", "01 04"},
			{"07", "/blog/a/", dated(said("blog/a.md", "Another text."), "01", "04"), "01 07", "01 04"},
			{"08", "/blog/a/", said("blog/a.md", "Another text."), "01 07", "01 07"},
			{"09", "/blog/b/", dated(said("blog/b.md", "B."), "01", "04"), "01 04", "01 04"},
		}},
		{"moved with an alias, and written anew", []step{
			{"01", "/blog/a/", said("blog/a.md", long), "01 01", "01 -"},
			{"02", "/blog/b/", said("blog/b.md", long, "/blog/a/"), "01 01", "01 -"},
			{"03", "/blog/b/", said("blog/b.md", "Another text.", "/blog/a/"), "01 03", "01 03"},
			{"04", "/blog/b/", said("blog/b.md", "Another text.", "/blog/a/"), "01 03", "01 03"},
			{"05", "/blog/b/", said("blog/b.md", long, "/blog/a/"), "01 05", "01 05"},
			{"06", "/blog/b/", said("blog/b.md", long, "/blog/a/"), "01 05", "01 05"},
			{"07", "/blog/b/", said("blog/b.md", long), "01 05", "01 05"},
		}},
		{"moved, built, and the alias written then", []step{
			{"01", "/blog/a/", said("blog/a.md", long), "01 01", "01 -"},
			{"02", "/blog/b/", said("blog/b.md", long), "02 02", "02 -"},
			{"03", "/blog/b/", said("blog/b.md", long, "/blog/a/"), "01 01", "01 -"},
			{"04", "/blog/b/", said("blog/b.md", long, "/blog/a/"), "01 01", "01 -"},
		}},
	} {
		past := new(lock.Lock)
		for n, s := range c.steps {
			now := on(s.day).Time
			linked, _ := Site(&settings.Config{Title: "x"}, handed([]site.Meta{s.page}), nil, Options{Now: now, Lock: past}, nowhere{})
			past = linked.Lock
			e, p := past.At(s.path), &linked.Pages[0]
			if e == nil {
				t.Fatalf("%s, step %d: no %s", c.what, n, s.path)
			}
			if got := e.First[8:] + " " + e.Changed[8:]; string(got) != s.dates {
				t.Errorf("%s, step %d: the line says %s, want %s", c.what, n, got, s.dates)
			}
			if got := short(p.Published) + " " + short(p.Updated); got != s.shown {
				t.Errorf("%s, step %d: readers see %s, want %s", c.what, n, got, s.shown)
			}
		}
	}
}

// on is a day of one month; the zero date for "".
func on(day string) (d date.Date) {
	if day != "" {
		d.Time, _ = time.Parse(time.DateOnly, "2026-05-"+day)
		d.Day = true
	}
	return d
}

func short(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format("02")
}

// TestAddressesKept says which addresses stand in the lock.
func TestAddressesKept(t *testing.T) {
	var metas []site.Meta
	for i := range 6 {
		m := said("blog/p"+string(rune('0'+i))+".md", "Text.", "/old/"+string(rune('0'+i))+"/")
		m.Front.Tags, m.Front.Authors = []string{"one"}, []string{"Ada"}
		metas = append(metas, m)
	}
	metas = append(metas, said("about.md", "About."), said("404.md", "Gone."), said("glossary/term.md", "A term."))
	files := []site.Resource{{Path: "a.pdf"}}
	s, found := Site(&settings.Config{Title: "x", PageSize: 2}, handed(metas), files, Options{Now: on("01").Time, Lock: new(lock.Lock)}, nowhere{})
	if found.Broken() {
		t.Fatal(found)
	}
	var got []string
	for _, e := range s.Lock.All() {
		got = append(got, e.URL)
	}
	want := []string{
		"/", "/about/", "/authors/", "/authors/ada/", "/blog/", "/blog/p0/", "/blog/p1/", "/blog/p2/", "/blog/p3/", "/blog/p4/", "/blog/p5/",
		"/glossary/", "/glossary/term/", "/tags/", "/tags/one/",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestManyLost: where a thousand addresses change at once, equal texts are still found,
// and looking for the others ends.
func TestManyLost(t *testing.T) {
	const n = 1500
	name := func(i int) string {
		return "p" + string(rune('a'+i/26/26%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i%26))
	}
	build := func(dir, more string, past *lock.Lock) (*site.Site, diag.List) {
		var metas []site.Meta
		for i := range n {
			metas = append(metas, said(dir+"/"+name(i)+".md", strings.Repeat(name(i)+" says what "+name(i+1)+" does not ", 12)+more))
			metas[i].Front.Title = name(i)
		}
		return Site(&settings.Config{Title: "x"}, handed(metas), nil, Options{Now: on("01").Time, Lock: past}, nowhere{})
	}
	s, _ := build("docs", "", new(lock.Lock))
	count := func(found diag.List, code string) (n int) {
		for _, i := range found {
			if i.Code == code {
				n++
			}
		}
		return n
	}
	if _, found := build("manual", "", s.Lock); count(found, "lock/moved") != n {
		t.Errorf("%d found of %d", count(found, "lock/moved"), n)
	}
	if _, found := build("manual", "more", s.Lock); count(found, "lock/moved-perhaps")+count(found, "lock/lost") != n || count(found, "lock/moved-perhaps") < n/3 {
		t.Errorf("%d guessed and %d lost of %d", count(found, "lock/moved-perhaps"), count(found, "lock/lost"), n)
	}
}
