// Package schedule says what time makes of the pages of a site.
//
// In: pages with their dates, the moment of the build, and which pages it takes
// in all the same. Out: what is published, what ends soon, when that will change,
// and which files wait with a page that is held back.
package schedule

import (
	"path"
	"slices"
	"strings"
	"time"

	"lodestone/internal/site"
)

// Clock is the moment of a build, and what it publishes beside what is due.
type Clock struct {
	Now                     time.Time
	Drafts, Future, Expired bool
}

// State says what a page is now, whether it is part of the build, and when that
// changed or will.
func (c Clock) State(p *site.Page) (state site.State, live bool, at time.Time) {
	switch {
	case p.Front.Draft, p.Body.Holdback != "":
		return site.Draft, c.Drafts, at
	case p.Published.After(c.Now):
		return site.Scheduled, c.Future, p.Published
	case !p.Expires.IsZero() && !p.Expires.After(c.Now):
		return site.Expired, c.Expired, p.Expires
	}
	return site.Published, true, at
}

// Misdates gives the code of what is wrong with the day on which a page is said to have
// changed, "" for nothing: nobody is told of a change before the page, or of one to
// come (SEO rules ld/date-zone and sitemap/lastmod).
func (c Clock) Misdates(p *site.Page) (code string) {
	switch {
	case p.Updated.IsZero():
	case p.Updated.Before(p.Published):
		return "date/updated-before"
	case p.Updated.After(c.Now) && !p.Published.After(c.Now):
		return "date/updated-future"
	}
	return ""
}

// Soon is how long before a page ends its builds begin to say so (DESIGN §3.8).
const Soon = 14 * 24 * time.Hour

// EndsSoon says whether a published page will end shortly and nothing replaces it.
func (c Clock) EndsSoon(p *site.Page) bool {
	return p.State == site.Published && !p.Expires.IsZero() && p.Expires.Sub(c.Now) <= Soon && p.Front.ReplacedBy == ""
}

// Horizon lists what time will change, in its order. The zone is that of dates without
// one.
func (c Clock) Horizon(pages []site.Page, zone *time.Location) []site.Event {
	var all []site.Event
	for i := range pages {
		p := &pages[i]
		if p.State == site.Draft || p.Front.Draft {
			continue
		}
		if p.Published.After(c.Now) {
			all = append(all, site.Event{URL: p.URL, Reason: "publish", At: p.Published})
		} else if t := p.Front.Updated.In(zone); t.After(c.Now) {
			all = append(all, site.Event{URL: p.URL, Reason: "update", At: t})
		}
		if p.Expires.After(c.Now) {
			all = append(all, site.Event{URL: p.URL, Reason: "expire", At: p.Expires})
		}
	}
	slices.SortFunc(all, func(a, b site.Event) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.URL+a.Reason, b.URL+b.Reason)
	})
	return all
}

// Waiting finds the resources that belong to a page which is held back: those in
// the folder of its index.md that no live page shows. A draft's pictures are as
// private as its text. shown are resources that something else leads to; nil
// means that nothing waits.
func Waiting(s *site.Site, shown []int) map[int]bool {
	var held []string
	for i := range s.Pages {
		p := &s.Pages[i]
		if !p.Live && p.Index && path.Dir(p.Path) != "." && !live(s, p.Versions) {
			held = append(held, path.Dir(p.Path)+"/")
		}
	}
	if len(held) == 0 {
		return nil
	}
	seen := map[int]bool{s.Image: true}
	for _, r := range shown {
		seen[r] = true
	}
	for i := range s.Pages {
		p := &s.Pages[i]
		if !p.Live {
			continue
		}
		for _, t := range p.Targets {
			if t.Kind == site.ToFile {
				seen[t.Resource] = true
			}
		}
		seen[p.Image] = true
	}
	waits := map[int]bool{}
	for i, r := range s.Resources {
		for _, dir := range held {
			if strings.HasPrefix(r.Path, dir) && !seen[i] {
				waits[i] = true
			}
		}
	}
	return waits
}

// live says whether a page is published in any language.
func live(s *site.Site, versions []int) bool {
	return slices.ContainsFunc(versions, func(v int) bool { return s.Pages[v].Live })
}
