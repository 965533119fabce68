package link

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/diag"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// owner is who has an output path.
type owner struct {
	URL      string
	File     string     // the content file, or what else it is, for messages
	Page     int        // -1 where it is no page
	Resource int        // -1 where it is no file
	To       string     // of a redirect: where it leads
	path     string     // with its letter case
	by       *site.Page // whose front matter asks for it; nil for none
	key      string     // the key that does
}

// addresses gives every page its URL and sees that nobody has it already:
// pages first, then files, then aliases, so that the message names as the
// intruder what is easier to change.
func (l *linker) addresses() {
	l.patterns()
	l.address = make(map[string]owner, 2*len(l.Pages)+len(l.Resources))
	l.within = map[string]owner{}
	for i := range l.Pages {
		p := &l.Pages[i]
		p.URL = urls.Clean(l.addressOf(i))
		if p.Live {
			l.claim(owner{URL: p.URL, File: l.places.File(p.Path), Page: i, Resource: -1, by: p, key: addressKey(p)})
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
		l.claim(owner{URL: "/" + urls.Escape(r.Path), File: l.places.File(r.Path), Page: -1, Resource: i})
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

// claim takes an output path or says who has it.
func (l *linker) claim(o owner) bool {
	o.path = urls.OutputPath(o.URL)
	key := fold(o.path)
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) { // a file where a folder must be
		if first, taken := l.address[dir]; taken {
			l.clash(o, first)
			return false
		}
	}
	first, taken := l.address[key]
	if !taken { // a folder where a file must be
		if first, taken = l.within[key]; !taken && path.Base(key) != "index.html" {
			first, taken = l.address[key+"/index.html"]
		}
	}
	if taken {
		l.clash(o, first)
		return false
	}
	l.address[key] = o
	dir := path.Dir(key)
	if path.Base(key) == "index.html" {
		dir = path.Dir(dir)
	}
	for ; dir != "." && l.within[dir].URL == ""; dir = path.Dir(dir) {
		l.within[dir] = o
	}
	return true
}

// clash says that an address is wanted twice. A list cannot move: where it comes
// second, whoever has its address is to blame.
func (l *linker) clash(o, first owner) {
	if o.made() && !first.made() {
		o, first = first, o
	}
	var pos diag.Pos
	if o.by != nil {
		pos = l.places.Front(o.by.Path, o.key)
	}
	l.say(diag.At(o.File, pos, "url/taken", o.URL, first.File))
}

// made says whether an address is that of a list or other page without a file.
func (o owner) made() bool { return o.Page < 0 && o.Resource < 0 && o.To == "" }

// at finds who serves a rooted address, whether it is written with or without
// its last slash, with its letter case or not.
func (l *linker) at(address string) (o owner, exact, ok bool) {
	for _, a := range []string{address, strings.TrimSuffix(address, "/") + "/"} {
		p := urls.OutputPath(a)
		if o, ok := l.address[fold(p)]; ok {
			return o, o.path == p, true
		}
	}
	return owner{}, false, false
}

// aliases makes redirects of a page's former addresses, and of an expired
// page's own address where another replaces it.
func (l *linker) aliases(i int) {
	p := &l.Pages[i]
	file := l.places.File(p.Path)
	if p.Live {
		for k, a := range p.Front.Aliases {
			key := "aliases." + itoa(k)
			if !urls.Rooted(a) {
				l.say(diag.At(file, l.places.Front(p.Path, key), "url/alias", a))
				continue
			}
			l.claim(owner{URL: urls.Clean(a), File: file, Page: -1, Resource: -1, To: p.URL, by: p, key: key})
		}
	}
	if p.Front.ReplacedBy == "" {
		return
	}
	to, ok := l.byPath[l.contentPath(p, p.Front.ReplacedBy)]
	if !ok {
		l.sayOf(p, diag.At(file, l.places.Front(p.Path, "replaced_by"), "link/missing-file", p.Front.ReplacedBy, l.nearFile(l.contentPath(p, p.Front.ReplacedBy))))
		return
	}
	if l.circular(i) {
		item := diag.At(file, l.places.Front(p.Path, "replaced_by"), "ref/circle", p.Front.ReplacedBy)
		if p.State == site.Draft {
			item.Severity = diag.Warning
		}
		l.say(item)
		return
	}
	if end := l.replacement(to); p.State == site.Expired && !p.Live && end >= 0 {
		for _, former := range append([]string{p.URL}, p.Front.Aliases...) {
			if urls.Rooted(former) {
				l.claim(owner{URL: urls.Clean(former), File: file, Page: -1, Resource: -1, To: l.Pages[end].URL, by: p, key: "replaced_by"})
			}
		}
	}
}

// circular says whether a page is, over others or at once, its own replacement.
func (l *linker) circular(i int) bool {
	at := i
	for range len(l.Pages) {
		p := &l.Pages[at]
		next, ok := l.byPath[l.contentPath(p, p.Front.ReplacedBy)]
		if p.Front.ReplacedBy == "" || !ok {
			return false
		}
		if next == i {
			return true
		}
		at = next
	}
	return false
}

// replacement follows replaced_by from page to page until one is live; -1 when
// the way ends or turns in a circle.
func (l *linker) replacement(i int) int {
	for range len(l.Pages) {
		p := &l.Pages[i]
		if p.Live {
			return i
		}
		next, ok := l.byPath[l.contentPath(p, p.Front.ReplacedBy)]
		if p.State != site.Expired || p.Front.ReplacedBy == "" || !ok {
			return -1
		}
		i = next
	}
	return -1
}

// contentPath resolves a file name as written in a page: relative to it, or
// from the content folder when it begins with a slash or is found only there.
func (l *linker) contentPath(p *site.Page, name string) string {
	name = norm.NFC.String(name)
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		return path.Clean(rooted)
	}
	rel := path.Join(path.Dir(p.Path), name)
	if _, ok := l.byFold[fold(rel)]; !ok {
		if _, ok := l.byFold[fold(path.Clean(name))]; ok {
			return path.Clean(name)
		}
	}
	return rel
}

// sayOf says a finding of a page: of one that nobody sees yet it only warns.
func (l *linker) sayOf(p *site.Page, item diag.Item) {
	if !p.Live || p.State != site.Published {
		item.Severity = min(item.Severity, diag.Warning)
	}
	l.say(item)
}
