package reference

import (
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/link/files"
	"lodestone/internal/link/route"
	"lodestone/internal/link/years"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// heldAt finds the page that is held back from an address.
func (r *Resolver) heldAt(address string) (int, bool) {
	address = urls.Clean(address)
	for i := range r.site.Pages {
		if p := &r.site.Pages[i]; !p.Live && p.URL == address {
			return i, true
		}
	}
	return -1, false
}

// Expected says whether time alone keeps an address from having its content.
func (r *Resolver) Expected(address string) bool {
	_, ok := r.expected(address)
	return ok
}

// expected finds the page that time alone keeps from giving an address its
// content: the page's own address and aliases, and those of the lists and feeds
// that exist only with it. A link there is no fault of its author: it worked, or
// it will.
func (r *Resolver) expected(address string) (page int, ok bool) {
	if r.awaited == nil {
		r.awaited = map[string]int{}
		for i := range r.site.Pages {
			if p := &r.site.Pages[i]; !p.Live && p.State != site.Draft {
				for _, a := range r.addressesWith(p) {
					if _, taken := r.awaited[a]; !taken {
						r.awaited[a] = i
					}
				}
			}
		}
	}
	page, ok = r.awaited[urls.Clean(address)]
	return page, ok
}

// addressesWith are all addresses that a page can bring about.
func (r *Resolver) addressesWith(p *site.Page) []string {
	t := &r.site.Languages[p.Lang]
	all := append([]string{p.URL, t.Home, route.NotFound(t)}, t.Feeds()...)
	for _, a := range p.Front.Aliases {
		if p.Kind == settings.GlossaryTerm && settings.Called(a) {
			continue
		}
		all = append(all, urls.Clean(a))
	}
	list := func(address string) { all = append(append(all, address), site.FeedsOf(address)...) }
	if p.Section != "" {
		list(route.Section(t, p.Section))
	}
	all = append(all, r.archives(p)...)
	if name := p.Front.Series; name != "" {
		all = append(all, route.OneSeries(t, t.Slug(name)), route.Index(t, settings.AllSeries))
	}
	switch p.Kind {
	case settings.Series:
		all = append(all, route.Index(t, settings.AllSeries))
	case settings.Topic:
		all = append(all, route.Index(t, settings.Topics))
		list(route.Tag(t, p.Slug))
	}
	for _, tag := range p.Front.Tags {
		list(route.Tag(t, t.Slug(tag)))
		list(route.Index(t, settings.Tags))
	}
	for _, name := range p.Names(r.site.Config) {
		list(route.Author(t, t.Slug(name)))
		list(route.Index(t, settings.Authors))
	}
	return all
}

// archives are the addresses of the years of a post's section: any of its posts,
// live or not, can make it one of several years.
func (r *Resolver) archives(p *site.Page) []string {
	if p.Kind != settings.Post {
		return nil
	}
	if r.years == nil {
		moments, own := map[string][]time.Time{}, map[string]string{}
		for i := range r.site.Pages {
			o := &r.site.Pages[i]
			section := route.Section(&r.site.Languages[o.Lang], o.Section)
			switch o.Kind {
			case settings.Post:
				moments[section] = append(moments[section], o.Published)
			case settings.List:
				own[section] = o.URL
			}
		}
		r.years = map[string][]string{}
		for section, all := range moments {
			r.years[section] = years.Possible(section, r.site.Zone, all)
			if url := own[section]; url != section {
				r.years[section] = append(r.years[section], years.Possible(url, r.site.Zone, all)...)
			}
		}
	}
	return r.years[route.Section(&r.site.Languages[p.Lang], p.Section)]
}

// notNow says that time keeps what a reference leads to from being published.
// Where the row of its replacements has a fault, that is said there.
func (r *Resolver) notNow(from *site.Page, dest string, p *site.Page) diag.Item {
	if p.State == site.Scheduled {
		return fault("link/scheduled", dest, r.moment(p.Published))
	}
	switch end, ok := r.last(p); {
	case !ok:
		return diag.Item{}
	case end != p:
		return fault("link/successor-held", dest, r.moment(p.Expires), files.Relative(from.Path, end.Path))
	}
	return fault("link/expired", dest, r.moment(p.Expires))
}

// moment writes a time as authors do: the day, and the hour where it matters.
func (r *Resolver) moment(t time.Time) string {
	t = t.In(r.site.Zone)
	if h, m, s := t.Clock(); h+m+s == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}
