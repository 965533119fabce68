// Package address knows the addresses of the old site: how Jekyll makes them,
// what answers there, and where a link or a picture leads.
//
// In: patterns, and an Index filled with the pages, authors, tags and files of
// the source. Out: paths that begin with one slash; for a destination as it is
// written, one that the new site understands (a content file beside the page, a
// rooted file, an absolute URL) or that it leads nowhere. The placeholders and
// styles are those that Jekyll documents for permalinks. No destination is an
// error; one that no URL parser reads leads nowhere.
package address

import (
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup"
	"lodestone/internal/lang"
)

// Place is a page as addresses and links know it.
type Place struct {
	Path, Target string // in the source, in the new site
	URL          string // on both sites
	Slug         string
	Categories   []string
	Anchors      map[string]string // anchor of the old site or the new → the new
	IDs          map[string]bool   // ids of raw HTML that links of this page name
}

// Known is what resolving has to know of the old site besides its pages.
type Known struct {
	Host   string   // lower case, or ""
	Prefix string   // that all addresses begin with, or ""
	Live   *url.URL // where links that lead nowhere here still answer, or nil
	Assets map[string]bool
	Folded map[string]string // lower case → asset
}

// Index knows what answers at the addresses of the old site.
type Index struct {
	Known
	byURL   map[string]*Place // address without its last slash, lower case
	BySrc   map[string]*Place // source path
	Writers map[string]string // name of the author's file → name
	Tags    map[string]bool   // slugs of those that a published page has
}

// NewIndex makes an index of nothing.
func NewIndex(k Known) *Index {
	return &Index{k, map[string]*Place{}, map[string]*Place{}, map[string]string{}, map[string]bool{}}
}

// FileName makes the name of an author's file out of a slug or a name.
func FileName(slug string) string { return lang.For("en").Slug(slug) }

// addressKey makes addresses comparable: one with its last slash, without it,
// or with index.html is the same. So is letter case, since many disks and hosts
// know no difference.
func addressKey(a string) string {
	a = strings.TrimSuffix(a, "index.html")
	return strings.ToLower(strings.TrimRight(a, "/"))
}

// Claim gives an address to a page; false where another has it.
func (x *Index) Claim(address string, p *Place) bool {
	k := addressKey(address)
	if k == "" {
		k = "/"
	}
	if x.byURL[k] != nil {
		return false
	}
	x.byURL[k] = p
	return true
}

// at finds the page of an address, .html or not.
func (x *Index) at(address string) *Place {
	k := addressKey(address)
	if k == "" {
		k = "/"
	}
	if p := x.byURL[k]; p != nil {
		return p
	}
	return x.byURL[strings.TrimSuffix(k, ".html")]
}

// View resolves what stands on one page.
type View struct {
	x     *Index
	p     *Place
	first bool // only collecting: anchors are not known yet
}

// From gives the resolver of a page.
func (x *Index) From(p *Place) View { return View{x, p, false} }

// Draft gives the resolver of a page while the anchors of pages are not known
// yet: any is taken for good, and every id kept.
func (x *Index) Draft(p *Place) View { return View{x, p, true} }

var (
	schemeRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	datedRE  = regexp.MustCompile(`^/\d{4}/\d{2}/\d{2}/[^/]+/?$`)
)

// Link implements markup.Resolver.
func (v View) Link(dest string) markup.Target {
	dest = strings.TrimSpace(dest)
	if dest == "" {
		return markup.Target{Gone: true, Kind: "dead-link"}
	}
	local, own := v.own(dest)
	if !own {
		scheme := strings.ToLower(schemeRE.FindString(dest))
		switch {
		case strings.HasPrefix(dest, "//"):
			return markup.Target{Dest: "https:" + dest, Kind: "link"}
		case scheme == "http:" || scheme == "https:":
			if u, err := url.Parse(dest); err != nil || u.Host == "" {
				return v.broken(dest)
			}
			return markup.Target{Dest: dest}
		case scheme == "mailto:" || scheme == "tel:" || scheme == "sms:" || scheme == "ftp:" || scheme == "xmpp:" || scheme == "geo:":
			return markup.Target{Dest: dest}
		}
		return markup.Target{Gone: true, Kind: "unsafe-link"}
	}
	return v.inside(dest, local)
}

// broken keeps an address that no URL parser reads, if percent signs mend it.
func (v View) broken(dest string) markup.Target {
	mended := strings.ReplaceAll(dest, " ", "%20")
	if u, err := url.Parse(mended); err == nil && u.Host != "" {
		return markup.Target{Dest: mended, Kind: "link"}
	}
	return markup.Target{Gone: true, Kind: "dead-link"}
}

// own says whether a destination is of the site, and gives it rooted or
// relative.
func (v View) own(dest string) (string, bool) {
	c := &v.x.Known
	if !strings.HasPrefix(dest, "//") && schemeRE.FindString(dest) == "" {
		if c.Prefix != "" && (dest == c.Prefix || strings.HasPrefix(dest, c.Prefix+"/")) {
			return "/" + strings.TrimLeft(dest[len(c.Prefix):], "/"), true
		}
		return dest, true
	}
	u, err := url.Parse(dest)
	if err != nil || u.Host == "" {
		return "", false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	rest := u.EscapedPath()
	if rest == "" {
		rest = "/"
	}
	if u.Fragment != "" {
		rest += "#" + u.EscapedFragment()
	}
	known := host == strings.TrimPrefix(c.Host, "www.") && c.Host != "" ||
		v.x.Live != nil && host == strings.TrimPrefix(strings.ToLower(v.x.Live.Host), "www.")
	if known {
		return strings.TrimPrefix(rest, c.Prefix), true
	}
	if c.Host == "" && v.x.Live == nil && datedRE.MatchString(u.Path) && v.x.at(u.Path) != nil {
		return rest, true
	}
	return "", false
}

// inside resolves a destination of the site.
func (v View) inside(dest, local string) markup.Target {
	where, fragment, hash := strings.Cut(local, "#")
	where, _, _ = strings.Cut(where, "?")
	name, err := url.PathUnescape(where)
	if err != nil {
		return v.dead(dest, local)
	}
	if name == "" {
		if !hash || fragment == "" {
			return markup.Target{Dest: "#"}
		}
		if a, ok := v.anchor(v.p, fragment); ok {
			return changed(dest, "#"+a, "anchor")
		}
		return markup.Target{Gone: true, Kind: "dead-anchor"}
	}
	p, address := v.page(name)
	if p != nil {
		to := relative(v.p.Target, p.Target)
		if fragment != "" {
			if a, ok := v.anchor(p, fragment); ok {
				return changed(dest, to+"#"+a, "link")
			}
			return markup.Target{Dest: to, Kind: "dead-anchor"}
		}
		return changed(dest, to, "link")
	}
	if file, ok := v.writer(address); ok {
		return changed(dest, relative(v.p.Target, "content/authors/"+file+".md"), "link")
	}
	if m := termRE.FindStringSubmatch(address); m != nil && v.x.Tags[FileName(m[1])] {
		return changed(dest, "/tags/"+FileName(m[1])+"/", "link")
	}
	if f, ok := v.file(name); ok {
		return changed(dest, (&url.URL{Path: "/" + f}).EscapedPath(), "link")
	}
	if k := addressKey(address); k == "" || k == "/blog" || k == "/authors" || k == "/tags" {
		return changed(dest, strings.TrimRight(k, "/")+"/", "link")
	}
	return v.dead(dest, address+tail(local))
}

func tail(local string) string {
	if i := strings.IndexAny(local, "?#"); i >= 0 {
		return local[i:]
	}
	return ""
}

// changed makes a target and its note, if the destination is another one.
func changed(was, now, kind string) markup.Target {
	if was == now {
		kind = ""
	}
	return markup.Target{Dest: now, Kind: kind}
}

// page finds the page that a path of the site means: an address, a relative
// address, or a source file.
func (v View) page(name string) (*Place, string) {
	if !strings.HasPrefix(name, "/") {
		if p := v.x.BySrc[path.Join(path.Dir(v.p.Path), name)]; p != nil {
			return p, p.URL
		}
	}
	address := name
	if !strings.HasPrefix(name, "/") {
		base := v.p.URL
		if !strings.HasSuffix(base, "/") {
			base = path.Dir(base)
		}
		address = path.Join(base, name)
		if strings.HasSuffix(name, "/") {
			address += "/"
		}
	}
	if p := v.x.BySrc[strings.TrimPrefix(address, "/")]; p != nil {
		return p, p.URL
	}
	return v.x.at(address), address
}

var authorRE = regexp.MustCompile(`^/(?:authors?|team|people)/([^/]+)/?$`)

var termRE = regexp.MustCompile(`^/tags?/([^/]+)/?$`)

// writer finds the file of the author whose page an address was.
func (v View) writer(address string) (file string, ok bool) {
	m := authorRE.FindStringSubmatch(address)
	if m == nil {
		return "", false
	}
	_, ok = v.x.Writers[FileName(m[1])]
	return FileName(m[1]), ok
}

// file finds a file of the source by a rooted path, or relative to the page's
// address or source; letter case is forgiven.
func (v View) file(name string) (string, bool) {
	tries := []string{path.Clean(strings.TrimPrefix(name, "/"))}
	if !strings.HasPrefix(name, "/") {
		tries = append(tries, path.Join(path.Dir(v.p.Path), name),
			strings.TrimPrefix(path.Join(v.p.URL, name), "/"), strings.TrimPrefix(path.Join(path.Dir(strings.TrimRight(v.p.URL, "/")), name), "/"))
	}
	for _, t := range tries {
		if v.x.Assets[t] {
			return Published(t), true
		}
	}
	for _, t := range tries {
		if real, ok := v.x.Folded[strings.ToLower(t)]; ok {
			return Published(real), true
		}
	}
	return "", false
}

// Published gives the path under which the new site serves a file.
func Published(p string) string { return strings.TrimPrefix(p, "content/") }

func (v View) dead(dest, local string) markup.Target {
	if l := v.x.Live; l != nil && strings.HasPrefix(local, "/") {
		return markup.Target{Dest: l.Scheme + "://" + l.Host + strings.TrimRight(l.EscapedPath(), "/") + local, Kind: "live-link"}
	}
	return markup.Target{Gone: true, Kind: "dead-link"}
}

// anchor gives the new anchor for an old one.
func (v View) anchor(p *Place, fragment string) (string, bool) {
	if id, err := url.PathUnescape(fragment); err == nil {
		fragment = id
	}
	if v.first {
		return fragment, true
	}
	if a, ok := p.Anchors[fragment]; ok {
		return a, true
	}
	a, ok := p.Anchors[strings.ToLower(fragment)]
	return a, ok
}

// Image implements markup.Resolver.
func (v View) Image(src string) markup.Target {
	src = strings.TrimSpace(html.UnescapeString(src))
	local, own := v.own(src)
	if !own && schemeRE.MatchString(src) || strings.HasPrefix(src, "//") {
		if u, err := url.Parse(src); err == nil {
			if f, ok := v.file(u.Path); ok && datedHost(v, u) {
				return changed(src, (&url.URL{Path: "/" + f}).EscapedPath(), "image")
			}
		}
		if strings.HasPrefix(src, "//") {
			src = "https:" + src
		}
		if s := strings.ToLower(src); strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
			return markup.Target{Out: true, Dest: src}
		}
		return markup.Target{Gone: true}
	}
	local, _, _ = strings.Cut(local, "#")
	local, _, _ = strings.Cut(local, "?")
	name, err := url.PathUnescape(local)
	if err != nil {
		name = local
	}
	f, ok := v.file(name)
	if !ok || name == "" || !picture(f) {
		return markup.Target{Gone: true}
	}
	return changed(src, (&url.URL{Path: "/" + f}).EscapedPath(), "image")
}

// datedHost says whether an absolute image may be the site's own: only with a
// known host.
func datedHost(v View, u *url.URL) bool {
	_, own := v.own(u.String())
	return own
}

func picture(f string) bool {
	switch strings.ToLower(path.Ext(f)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico":
		return true
	}
	return false
}

// KeepID implements markup.Resolver.
func (v View) KeepID(id string) bool { return v.first || v.p.IDs[id] }

// relative writes the way from one content file to another.
func relative(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return (&url.URL{Path: strings.Repeat("../", len(a)) + strings.Join(b, "/")}).EscapedPath()
}
