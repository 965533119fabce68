package link

import (
	"slices"
	"strings"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/site"
)

// hold decides what is published now.
func (l *linker) hold() {
	o := l.options
	for i := range l.Pages {
		p := &l.Pages[i]
		var at time.Time
		switch {
		case p.Front.Draft:
			p.State, p.Live = site.Draft, o.Drafts
		case p.Body.Holdback != "":
			p.State, p.Live = site.Draft, o.Drafts
			l.say(diag.At(l.places.File(p.Path), l.places.Holdback(p.Path), "text/held-back", p.Body.Holdback))
		case p.Published.After(o.Now):
			p.State, p.Live, at = site.Scheduled, o.Future, p.Published
		case !p.Expires.IsZero() && !p.Expires.After(o.Now):
			p.State, p.Live, at = site.Expired, o.Expired, p.Expires
		default:
			p.Live = true
		}
		if !p.Live {
			l.Held = append(l.Held, site.Held{File: l.places.File(p.Path), State: p.State, At: at})
		}
	}
	l.ending()
}

// endingSoon is how long before a page ends its builds begin to say so
// (DESIGN §3.8).
const endingSoon = 14 * 24 * time.Hour

func (l *linker) ending() {
	for i := range l.Pages {
		p := &l.Pages[i]
		left := p.Expires.Sub(l.options.Now)
		if p.State == site.Published && !p.Expires.IsZero() && left <= endingSoon && p.Front.ReplacedBy == "" {
			l.sayAt(p, "expires", diag.At("", diag.Pos{}, "date/ends-soon", p.Expires.In(l.Zone).Format(time.DateOnly)))
		}
	}
}

// horizon lists what time will change.
func (l *linker) horizon() {
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.State == site.Draft || p.Front.Draft {
			continue
		}
		if p.Published.After(l.options.Now) {
			l.Horizon = append(l.Horizon, site.Event{URL: p.URL, Reason: "publish", At: p.Published})
		}
		if p.Expires.After(l.options.Now) {
			l.Horizon = append(l.Horizon, site.Event{URL: p.URL, Reason: "expire", At: p.Expires})
		}
	}
	slices.SortFunc(l.Horizon, func(a, b site.Event) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.URL+a.Reason, b.URL+b.Reason)
	})
}
