package link

import (
	"slices"
	"strings"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/hosting"
	"lodestone/internal/link/schedule"
	"lodestone/internal/site"
	"lodestone/internal/site/urls"
)

// machines reserves the addresses of what machines read. A site may bring its own
// robots.txt and llms.txt, as files.
func (l *linker) machines() {
	if _, own := l.files.Resource("robots.txt"); !own {
		l.reserve("/robots.txt", "robots.txt")
	}
	l.notices()
	for i := range l.Languages {
		if t := &l.Languages[i]; t.Search != "" {
			l.reserve(t.SearchGuide(), "search index")
			if l.Base.Origin != "" {
				l.reserve(t.OpenSearch(), "OpenSearch description")
			}
		}
	}
	if l.Base.Origin == "" {
		return
	}
	l.reserve("/sitemap.xml", "sitemap")
	listed := 0
	for i := range l.Outputs {
		if l.Listed(&l.Outputs[i]) {
			listed++
		}
	}
	if most := l.options.SitemapMost; most > 0 && listed > most {
		l.Sitemaps = (listed + most - 1) / most
	}
	for n := range l.Sitemaps {
		l.reserve(urls.Sitemap(n+1), "sitemap")
	}
	for i := range l.Languages {
		if l.Languages[i].Live {
			for _, address := range l.Languages[i].Feeds() {
				l.reserve(address, "feed")
			}
			if _, own := l.files.Resource(strings.TrimPrefix(l.Languages[i].Guide(), "/")); !own {
				l.reserve(l.Languages[i].Guide(), "llms.txt")
			}
		}
	}
	for i := range l.Outputs {
		o := &l.Outputs[i]
		if twin := l.Twin(o); twin != "" {
			l.reserve(twin, "Markdown of "+o.URL)
		}
		if o.Number == o.Total {
			for _, address := range l.FeedsOf(o) {
				l.reserve(address, "feed of "+o.URL)
			}
		}
	}
}

// notices reserves the addresses of the files that site.yaml asks for.
func (l *linker) notices() {
	if len(l.Config.Humans) > 0 {
		l.reserve(site.HumansURL, "humans.txt")
	}
	if l.Config.Security != nil {
		l.reserve(site.SecurityURL, "security.txt")
	}
	if l.Config.Headers != "" {
		if name, in, _ := hosting.File(l.Config.Headers, &hosting.Site{}); in {
			l.reserve("/"+name, "headers")
		}
	}
}

// security asks the clock whether security.txt still holds: one that has expired
// should not be used (RFC 9116 §2.5.5) and is left out, which is no error, since time
// alone never breaks a build.
func (l *linker) security() {
	if l.Config.Security == nil || l.Config.Security.Expires.Time.IsZero() { // reported where it was read
		return
	}
	ends := l.Config.Security.Expires.In(l.Zone)
	l.Security = l.options.Now.Before(ends)
	day := ends.Format(time.DateOnly)
	say := func(code string) { l.found.Say(diag.At("site.yaml", l.places.Config("security.expires"), code, day)) }
	switch {
	case !l.Security:
		say("config/security-expired")
		return
	case !l.options.Now.Add(schedule.Soon).Before(ends):
		say("config/security-expires")
	}
	l.Horizon = append(l.Horizon, site.Event{URL: site.SecurityURL, Reason: "expire", At: ends})
	slices.SortStableFunc(l.Horizon, func(a, b site.Event) int { return a.At.Compare(b.At) })
}
