package link

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// addresses gives every page its URL and sees that nobody has it already:
// pages first, then files, then aliases, so that the message names as the
// intruder what is easier to change.
func (l *linker) addresses() {
	l.patterns()
	for i := range l.Pages {
		p := &l.Pages[i]
		p.URL = urls.Clean(l.addressOf(i))
		if p.Live {
			l.claim(addresses.Owner{URL: p.URL, Name: l.places.File(p.Path), What: addresses.Page, Index: i, Key: addressKey(p)})
		}
	}
	for i := range l.Languages {
		l.Languages[i].Live = i == 0
	}
	for i := range l.Pages {
		if p := &l.Pages[i]; p.Live {
			l.Languages[p.Lang].Live = true
		}
	}
	for i, r := range l.Resources {
		l.claim(addresses.Owner{URL: "/" + urls.Escape(r.Path), Name: l.places.File(r.Path), What: addresses.Resource, Index: i})
	}
	for i := range l.Pages {
		l.aliases(i)
	}
}

// patterns sees that permalinks ask only for what exists.
func (l *linker) patterns() {
	for _, name := range slices.Sorted(maps.Keys(l.Config.Sections)) {
		pattern := l.Config.Sections[name].Permalink
		if unknown := urls.Unknown(pattern); unknown != "" {
			near := diag.Nearest(unknown[1:], urls.Names())
			if near != "" {
				near = ":" + near
			}
			l.say(diag.At("site.yaml", l.places.Config("sections."+name+".permalink"), "url/permalink-part", pattern, unknown, near))
		}
	}
}

// addressKey is the front matter key to blame for a page's address.
func addressKey(p *site.Page) string {
	if p.Front.URL != "" {
		return "url"
	}
	return "slug"
}

func (l *linker) addressOf(i int) string {
	p := &l.Pages[i]
	t := &l.Languages[p.Lang]
	if p.Front.URL != "" {
		if !urls.Rooted(p.Front.URL) {
			l.sayOf(p, diag.At(l.places.File(p.Path), l.places.Front(p.Path, "url"), "url/rooted", p.Front.URL))
		}
		return urls.Clean(p.Front.URL)
	}
	switch p.Kind {
	case settings.Home:
		return t.Home
	case settings.NotFound:
		return t.Prefix + "/404.html"
	case settings.Authors, settings.Tags:
		return t.Prefix + "/" + p.Section + "/"
	case settings.Author:
		return t.Prefix + "/authors/" + p.Slug + "/"
	case settings.List:
		return t.Prefix + "/" + t.Slug(p.Section) + "/"
	}
	if pattern := l.Config.Sections[p.Section].Permalink; pattern != "" && !(p.Kind == settings.Plain && l.bases[i] == p.Section+"/index") {
		parts := urls.Parts{Section: t.Slug(p.Section), Slug: p.Slug}
		if !p.Published.IsZero() {
			parts.Date = p.Published.In(l.Zone)
		}
		url, missing := urls.Permalink(pattern, parts)
		if missing == "" {
			return t.Prefix + url
		}
		l.sayOf(p, diag.At(l.places.File(p.Path), diag.Pos{}, "url/permalink-date", pattern, missing))
	}
	if p.Kind == settings.Post {
		return t.Prefix + "/" + t.Slug(p.Section) + "/" + p.Slug + "/"
	}
	return t.Prefix + l.folderPath(i)
}

// folderPath mirrors the folders of a plain page: docs/Setup/first.md →
// /docs/setup/first/, docs/setup/index.md → /docs/setup/.
func (l *linker) folderPath(i int) string {
	p := &l.Pages[i]
	t := &l.Languages[p.Lang]
	dir := path.Dir(l.bases[i])
	if path.Base(l.bases[i]) == "index" {
		dir = path.Dir(dir)
	}
	url := "/"
	for part := range strings.SplitSeq(dir, "/") {
		if part != "." {
			url += cmp.Or(t.Slug(part), "folder") + "/"
		}
	}
	return url + p.Slug + "/"
}

// claim takes an address or says who has it.
func (l *linker) claim(o addresses.Owner) {
	c := l.book.Claim(o)
	if c == nil {
		return
	}
	var pos diag.Pos
	if w := c.Blamed.What; w == addresses.Page || w == addresses.Redirect {
		pos = l.places.Front(l.Pages[c.Blamed.Index].Path, c.Blamed.Key)
	}
	l.say(diag.At(c.Blamed.Name, pos, "url/taken", c.Blamed.URL, c.Other.Name))
}

// reserve takes an address for what no file of the content stands for.
func (l *linker) reserve(url, name string) { l.claim(addresses.Owner{URL: url, Name: name}) }

// aliases makes redirects of a page's former addresses, and of an expired
// page's own address where another replaces it.
func (l *linker) aliases(i int) {
	p := &l.Pages[i]
	file := l.places.File(p.Path)
	if p.Live {
		for k, a := range p.Front.Aliases {
			key := "aliases." + strconv.Itoa(k)
			if !urls.Rooted(a) {
				l.say(diag.At(file, l.places.Front(p.Path, key), "url/alias", a))
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
		l.sayOf(p, diag.At(file, l.places.Front(p.Path, "replaced_by"), "link/missing-file", p.Front.ReplacedBy, near))
		return
	}
	if l.refs.Circular(i) {
		item := diag.At(file, l.places.Front(p.Path, "replaced_by"), "ref/circle", p.Front.ReplacedBy)
		if p.State == site.Draft {
			item.Severity = diag.Warning
		}
		l.say(item)
		return
	}
	if end := l.refs.Replacement(to); p.State == site.Expired && !p.Live && end >= 0 {
		for _, former := range append([]string{p.URL}, p.Front.Aliases...) {
			if urls.Rooted(former) {
				l.claim(addresses.Owner{URL: urls.Clean(former), Name: file, What: addresses.Redirect, Index: i, Key: "replaced_by", To: l.Pages[end].URL})
			}
		}
	}
}

// sayOf says a finding of a page: of one that nobody sees yet it only warns.
func (l *linker) sayOf(p *site.Page, item diag.Item) {
	if !p.Live || p.State != site.Published {
		item.Severity = min(item.Severity, diag.Warning)
	}
	l.say(item)
}
