package link

import (
	"lodestone/internal/diag"
	"lodestone/internal/site"
	"lodestone/internal/site/urls"
)

// expected finds the page that time alone keeps from giving an address its
// content: the page's own address and aliases, and those of the lists and feeds
// that exist only with it. A link there is no fault of its author: it worked, or
// it will.
func (l *linker) expected(address string) (page int, ok bool) {
	if l.awaited == nil {
		l.awaited = map[string]int{}
		for i := range l.Pages {
			if p := &l.Pages[i]; !p.Live && p.State != site.Draft {
				for _, a := range l.addressesWith(p) {
					if _, taken := l.awaited[a]; !taken {
						l.awaited[a] = i
					}
				}
			}
		}
	}
	page, ok = l.awaited[urls.Clean(address)]
	return page, ok
}

// addressesWith are all addresses that a page can bring about.
func (l *linker) addressesWith(p *site.Page) []string {
	t := &l.Languages[p.Lang]
	all := []string{p.URL, t.Home, t.Prefix + "/feed.xml", t.Prefix + "/404.html"}
	for _, a := range p.Front.Aliases {
		all = append(all, urls.Clean(a))
	}
	list := func(address string) { all = append(all, address, address+"feed.xml") }
	if p.Section != "" {
		list(urls.Clean(t.Prefix + "/" + t.Slug(p.Section)))
	}
	for _, tag := range p.Front.Tags {
		list(urls.Clean(t.Prefix + "/tags/" + t.Slug(tag)))
		list(t.Prefix + "/tags/")
	}
	for _, name := range p.Front.Authors {
		list(urls.Clean(t.Prefix + "/authors/" + t.Slug(name)))
		list(t.Prefix + "/authors/")
	}
	return all
}

// notNow says that time keeps what a reference leads to from being published.
func (l *linker) notNow(dest string, p *site.Page) diag.Item {
	if p.State == site.Scheduled {
		return fault("link/scheduled", dest, l.moment(p.Published))
	}
	return fault("link/expired", dest, l.moment(p.Expires))
}
