package link

import (
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/site"
)

// hold decides what is published now.
func (l *linker) hold() {
	for i := range l.Pages {
		p := &l.Pages[i]
		var at time.Time
		if p.State, p.Live, at = l.clock.State(p); !p.Live {
			l.Held = append(l.Held, site.Held{File: l.places.File(p.Path), State: p.State, At: at})
		}
		if !p.Front.Draft && p.Body.Holdback != "" {
			l.found.Say(diag.At(l.places.File(p.Path), l.places.Holdback(p.Path), "text/held-back", p.Body.Holdback))
		}
		if l.clock.EndsSoon(p) {
			l.found.At(p, "expires", diag.At("", diag.Pos{}, "date/ends-soon", p.Expires.In(l.Zone).Format(time.DateOnly)))
		}
	}
}
