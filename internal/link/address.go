package link

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// routes gives every page its URL. Only dates that an author gave are part of it, so
// that what the lock says of an address cannot change it.
func (l *linker) routes() {
	for i := range l.Pages {
		l.route(i)
	}
}

// addresses sees that nobody has an address already:
// pages first, then files, then aliases and tags, so that the message names as the
// intruder what is easier to change.
func (l *linker) addresses() {
	l.patterns()
	l.Languages[0].Live = true
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.Live {
			l.Languages[p.Lang].Live = true
			l.claim(addresses.Owner{URL: p.URL, Name: l.places.File(p.Path), What: addresses.Page, Index: i, Key: addressKey(p)})
		}
	}
	for i, r := range l.Resources {
		if r.Unread {
			continue
		}
		l.claim(addresses.Owner{URL: "/" + urls.Escape(r.Path), Name: l.places.File(r.Path), What: addresses.Resource, Index: i})
	}
	for i := range l.Pages {
		l.aliases(i)
	}
	for i := range l.Tags {
		l.tagAddress(&l.Tags[i])
	}
}

// tagAddress takes the address of a tag's list; a topic's page has one already, and
// the list's leads there, unless somebody has it.
func (l *linker) tagAddress(t *site.Term) {
	if t.Own < 0 {
		l.reserve(t.URL, "tag "+t.Name)
		return
	}
	p := &l.Pages[t.Own]
	if t.URL = p.URL; len(t.Pages) > 0 {
		l.book.Claim(addresses.Owner{URL: t.Feeds, Name: l.places.File(p.Path), What: addresses.Redirect, Index: t.Own, Key: addressKey(p), To: t.URL})
	}
}

// patterns sees that permalinks ask only for what exists.
func (l *linker) patterns() {
	for _, name := range slices.Sorted(maps.Keys(l.Config.Sections)) {
		l.folderOf(name)
		pattern := l.Config.Sections[name].Permalink
		if unknown := urls.Unknown(pattern); unknown != "" {
			near := diag.Nearest(unknown[1:], urls.Names())
			if near != "" {
				near = ":" + near
			}
			l.found.Say(diag.At("site.yaml", l.places.Config("sections."+name+".permalink"), "url/permalink-part", pattern, unknown, near))
		}
		if part := urls.Unfit(pattern); part != "" {
			l.found.Say(diag.At("site.yaml", l.places.Config("sections."+name+".permalink"), "url/part", pattern, part))
		}
	}
}

// folderOf sees that a section of site.yaml has a folder. One of the names that
// hold posts unless told otherwise may wait for its first post.
func (l *linker) folderOf(section string) {
	if settings.Usual(section) ||
		slices.ContainsFunc(l.Pages, func(p site.Page) bool { return p.Section == section }) ||
		slices.ContainsFunc(l.Resources, func(r site.Resource) bool { return strings.HasPrefix(r.Path, section+"/") }) {
		return
	}
	var near []string
	for i := range l.Pages {
		near = append(near, l.Pages[i].Section)
	}
	slices.Sort(near)
	l.found.Say(diag.At("site.yaml", l.places.Config("key:sections."+section), "config/section-unmet", section, diag.Nearest(section, slices.Compact(near))))
}

// addressKey is the front matter key to blame for a page's address.
func addressKey(p *site.Page) string {
	if p.Front.URL != "" {
		return "url"
	}
	return "slug"
}

// route gives a page its address.
func (l *linker) route(i int) {
	p := &l.Pages[i]
	switch part := urls.Unfit(p.Front.URL); {
	case p.Front.URL == "":
	case !urls.Rooted(p.Front.URL):
		l.found.Key(p, "url", "url/rooted", p.Front.URL)
	case part != "":
		l.found.Key(p, "url", "url/part", p.Front.URL, part)
	}
	var missing string
	if p.URL, missing = route.Page(l.Site, p, l.bases[i]); missing != "" {
		l.found.Of(p, diag.At(l.places.File(p.Path), diag.Pos{}, "url/permalink-date", l.Config.Sections[p.Section].Permalink, missing))
	}
	l.sayLong(p, addressKey(p), p.URL)
}

// sayLong says that an address, or what one is made of, is longer than the name
// of a file may be.
func (l *linker) sayLong(p *site.Page, key, address string) {
	if n := urls.Overlong(address); n > 0 {
		l.found.Key(p, key, "url/too-long", diag.Clip(address), strconv.Itoa(n), strconv.Itoa(urls.MaxPart))
	}
}

// claim takes an address or says who has it.
func (l *linker) claim(o addresses.Owner) {
	c := l.book.Claim(o)
	if c == nil {
		return
	}
	item := diag.At(c.Blamed.Name, diag.Pos{}, "url/taken", c.Blamed.URL, c.Other.Name)
	if w := c.Blamed.What; w == addresses.Page || w == addresses.Redirect {
		l.found.At(&l.Pages[c.Blamed.Index], c.Blamed.Key, item)
		return
	}
	l.found.Say(item)
}

// reserve takes an address for what no file of the content stands for.
func (l *linker) reserve(url, name string) { l.claim(addresses.Owner{URL: url, Name: name}) }

// sayCircle says that replaced_by turns in a circle, of the first page in it that
// is no draft; of drafts alone it warns.
func (l *linker) sayCircle(i int, circle []int) {
	item := diag.At("", diag.Pos{}, "ref/circle", l.Pages[i].Front.ReplacedBy)
	published := slices.DeleteFunc(slices.Clone(circle), func(p int) bool { return l.Pages[p].State == site.Draft })
	if len(published) == 0 {
		published, item.Severity = circle, diag.Warning
	}
	if i == slices.Min(published) {
		l.found.At(&l.Pages[i], "replaced_by", item)
	}
}

// wrongAlias says why a former address cannot become a redirect.
func wrongAlias(a string) (item diag.Item) {
	part, long := urls.Unfit(a), urls.Overlong(a)
	switch {
	case !urls.Rooted(a):
		return diag.At("", diag.Pos{}, "url/alias", a)
	case part != "":
		return diag.At("", diag.Pos{}, "url/part", a, part)
	case long > 0:
		return diag.At("", diag.Pos{}, "url/too-long", diag.Clip(a), strconv.Itoa(long), strconv.Itoa(urls.MaxPart))
	}
	return item
}

// aliases makes redirects of a page's former addresses, and of an expired
// page's own address where another replaces it.
func (l *linker) aliases(i int) {
	p := &l.Pages[i]
	file := l.places.File(p.Path)
	if p.Live {
		for k, a := range p.Front.Aliases {
			if p.Kind == settings.GlossaryTerm && settings.Called(a) {
				continue // another name
			}
			key := "aliases." + strconv.Itoa(k)
			if item := wrongAlias(a); item.Code != "" {
				l.found.At(p, key, item)
				continue
			}
			if strings.EqualFold(urls.Clean(a), p.URL) {
				l.found.Key(p, key, "url/alias-own", a)
				continue
			}
			l.claim(addresses.Owner{URL: urls.Clean(a), Name: file, What: addresses.Redirect, Index: i, Key: key, To: p.URL})
		}
	}
	if p.Front.ReplacedBy == "" {
		return
	}
	to, ok := l.refs.Successor(p)
	if !ok {
		near := l.refs.NearFile(l.files.Named(p.Path, p.Front.ReplacedBy))
		l.found.Key(p, "replaced_by", "link/missing-file", p.Front.ReplacedBy, near)
		return
	}
	if circle := l.refs.Circle(i); circle != nil {
		l.sayCircle(i, circle)
		return
	}
	if end := l.refs.Replacement(to); p.State == site.Expired && !p.Live && end >= 0 {
		for k, former := range append([]string{p.URL}, p.Front.Aliases...) {
			if wrongAlias(former).Code == "" && (k == 0 || !strings.EqualFold(urls.Clean(former), p.URL)) {
				l.claim(addresses.Owner{URL: urls.Clean(former), Name: file, What: addresses.Redirect, Index: i, Key: "replaced_by", To: l.Pages[end].URL})
			}
		}
	}
}
