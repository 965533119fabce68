// Package keep holds a site to what it has published: addresses, ids that links led
// to, and dates.
//
// In: a site in the making and its lock. Out: the dates that no author gives; what
// was published and no longer is, as findings; the next lock.
//
// # Which addresses
//
// Every page's, and every list's: of a section, a tag, an author, a glossary, a
// language. Not those of numbered parts of lists, which come and go, of feeds, which
// stand and fall with their list, of redirects, and of files.
//
// The lock forgets nothing by itself. A line goes when somebody takes it out.
//
// # Which losses
//
// An address is lost when no page, list, redirect or file has it, and time is not
// the cause: what an expired or scheduled page has, or would bring about, is not
// lost, nor what has expired and was then deleted. A draft is: it was there. An id
// is lost when its page no longer has it.
package keep

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/findings"
	"lodestone/internal/link/reference"
	"lodestone/internal/parallel"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/sketch"
)

// Places finds where in a file something stands.
type Places interface {
	File(path string) string
	Holdback(path string) diag.Pos
}

// Keeper holds a site to its lock. Date is called when pages have their addresses and
// states, the rest when everything has its place.
type Keeper struct {
	*site.Site
	Past   *lock.Lock // what was published before
	Now    time.Time
	Locked bool // losses are errors
	Book   *addresses.Book
	Refs   *reference.Resolver
	Found  *findings.Findings
	Places Places

	lines []lock.Entry // page → its line in the next lock; the zero Entry of one that is not live
}

// Date finds for each live page its line in the lock, makes that of the next
// one, and gives the page the dates that its author did not: to a post the day of
// its first publication, to every page that of its last change of substance. A page
// that nobody dates is not said to have been published on the day on which the lock
// first saw it: that day tells when the lock began, of an older page nothing else.
func (k *Keeper) Date() {
	today := lock.DayOf(k.Now.In(k.Zone))
	k.lines = make([]lock.Entry, len(k.Pages))
	_ = parallel.Each(context.Background(), len(k.Pages), 0, func(_, i int) error { // nothing can fail or end it
		p := &k.Pages[i]
		if !p.Live {
			return nil
		}
		e := &k.lines[i]
		*e = k.line(p, today)
		if p.Published.IsZero() && p.Kind == settings.Post {
			p.Published = e.First.In(k.Zone)
		}
		if p.Updated.IsZero() && e.Changed > e.First {
			p.Updated = e.Changed.In(k.Zone)
		}
		return nil
	})
}

// line makes the line of a page in the next lock. What its author says of the first
// publication wins; the words are compared with what they were at the last change of
// substance, so that many small changes add up to one.
func (k *Keeper) line(p *site.Page, today lock.Day) lock.Entry {
	text, given := textOf(p), lock.DayOf(p.Published.In(k.Zone))
	e := lock.Entry{First: cmp.Or(given, today), Text: text}
	e.Changed = max(e.First, lock.DayOf(p.Updated))
	if old, ok := k.before(p); ok {
		if e = old; e.Differs(&text) {
			e.Changed, e.Text = max(e.Changed, today), text
		}
		e.First = cmp.Or(given, e.First)
	}
	e.URL, e.Until = p.URL, lock.DayOf(p.Expires)
	return e
}

// before gives what the lock says of a page, under its address and under the former
// ones that it keeps as aliases: the first publication is the earliest of these. Of
// its text its own line knows best, unless that was begun by a build before somebody
// wrote the alias.
func (k *Keeper) before(p *site.Page) (e lock.Entry, ok bool) {
	if own := k.Past.At(p.URL); own != nil && own.First != "" {
		e, ok = *own, true
	}
	begun := e.Changed == e.First
	for _, url := range p.Front.Aliases {
		former := k.Past.At(urls.Clean(url))
		switch {
		case former == nil || former.First == "":
		case !ok:
			e, ok = *former, true
		case former.First < e.First:
			if begun && !former.Differs(&e.Text) {
				e.Changed = former.Changed
			}
			e.First = former.First
		}
	}
	return e, ok
}

// textOf is what the lock keeps of a page's words.
func textOf(p *site.Page) lock.Text {
	h := fnv.New64a()
	h.Write([]byte(p.Title + "\x00" + p.Body.Sum)) // never fails
	return lock.Text{Words: p.Body.Words, Sum: sketch.Digits(h.Sum64()), Sketch: p.Body.Sketch}
}

// Next makes the next lock: every address that is published now but numbered parts
// of lists, which come and go, and every address that was published before, until
// somebody takes its line out.
func (k *Keeper) Next() *lock.Lock {
	linked := k.linked()
	all := make([]lock.Entry, 0, len(k.Outputs)+len(k.Past.All()))
	for i := range k.Outputs {
		o := &k.Outputs[i]
		if !lasting(o) {
			continue
		}
		e := lock.Entry{URL: o.URL}
		if o.Own >= 0 {
			e = k.lines[o.Own]
			e.Anchors = lock.With(e.Anchors, linked[o.Own])
		}
		all = append(all, e)
	}
	published := lock.New(all)
	all = slices.Clone(published.All())
	for _, e := range k.Past.All() {
		if now := published.At(e.URL); now == nil || now.First == "" {
			all = append(all, e)
		}
	}
	return lock.New(all)
}

// lasting says whether an output's address is one to keep.
func lasting(o *site.Output) bool {
	return o.Kind != settings.NotFound && o.Kind != settings.Redirect && o.Number == o.Total
}

// linked gives for each page the ids in it that links lead to: these the site has
// shown to its readers, who may have kept them.
func (k *Keeper) linked() map[int][]string {
	all := map[int][]string{}
	for i := range k.Pages {
		p := &k.Pages[i]
		if !p.Live {
			continue
		}
		for _, t := range p.Targets {
			address, id, ok := strings.Cut(t.URL, "#")
			if !ok || t.Kind != site.ToPage {
				continue
			}
			to := i
			if address, _, _ = strings.Cut(address, "?"); address != "" {
				o, _ := k.Book.At(address)
				if o == nil || o.What != addresses.Page {
					continue
				}
				to = o.Index
			}
			if id = k.idIn(to, id); id != "" && !slices.Contains(all[to], id) {
				all[to] = append(all[to], id)
			}
		}
	}
	return all
}

// idIn gives the id of a page that the fragment of an address means, or "".
func (k *Keeper) idIn(page int, fragment string) string {
	for _, id := range []string{urls.Unescape(fragment), fragment} {
		if slices.Contains(k.Pages[page].Body.Anchors, id) {
			return id
		}
	}
	return ""
}
