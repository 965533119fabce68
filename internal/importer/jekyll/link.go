package jekyll

import (
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup"
)

// index knows what answers at the addresses of the old site.
type index struct {
	s      *importer
	byURL  map[string]*page // address without its last slash, lower case
	bySrc  map[string]*page // source path
	byFile map[string]*author
	tags   map[string]bool // slugs of those that a published page has
}

func newIndex(s *importer) index {
	x := index{s, map[string]*page{}, map[string]*page{}, map[string]*author{}, map[string]bool{}}
	for _, p := range s.pages {
		x.bySrc[p.path] = p
		for _, t := range p.tags {
			if !p.draft {
				x.tags[fileName(t)] = true
			}
		}
	}
	for _, a := range s.writers {
		x.byFile[a.file] = a
	}
	return x
}

// addressKey makes addresses comparable: one with its last slash, without it,
// or with index.html is the same. So is letter case, since many disks and hosts
// know no difference.
func addressKey(a string) string {
	a = strings.TrimSuffix(a, "index.html")
	return strings.ToLower(strings.TrimRight(a, "/"))
}

func (x *index) claim(address string, p *page) bool {
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
func (x *index) at(address string) *page {
	k := addressKey(address)
	if k == "" {
		k = "/"
	}
	if p := x.byURL[k]; p != nil {
		return p
	}
	return x.byURL[strings.TrimSuffix(k, ".html")]
}

// view is the resolver of one page: markup asks it.
type view struct {
	x     *index
	p     *page
	first bool // only collecting: anchors are not known yet
}

var (
	schemeRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	datedRE  = regexp.MustCompile(`^/\d{4}/\d{2}/\d{2}/[^/]+/?$`)
)

// Link implements markup.Resolver.
func (v view) Link(dest string) markup.Target {
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
func (v view) broken(dest string) markup.Target {
	mended := strings.ReplaceAll(dest, " ", "%20")
	if u, err := url.Parse(mended); err == nil && u.Host != "" {
		return markup.Target{Dest: mended, Kind: "link"}
	}
	return markup.Target{Gone: true, Kind: "dead-link"}
}

// own says whether a destination is of the site, and gives it rooted or
// relative.
func (v view) own(dest string) (string, bool) {
	c := &v.x.s.config
	if !strings.HasPrefix(dest, "//") && schemeRE.FindString(dest) == "" {
		if c.prefix != "" && (dest == c.prefix || strings.HasPrefix(dest, c.prefix+"/")) {
			return "/" + strings.TrimLeft(dest[len(c.prefix):], "/"), true
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
	known := host == strings.TrimPrefix(c.host, "www.") && c.host != "" ||
		v.x.s.live != nil && host == strings.TrimPrefix(strings.ToLower(v.x.s.live.Host), "www.")
	if known {
		return strings.TrimPrefix(rest, c.prefix), true
	}
	if c.host == "" && v.x.s.live == nil && datedRE.MatchString(u.Path) && v.x.at(u.Path) != nil {
		return rest, true
	}
	return "", false
}

// inside resolves a destination of the site.
func (v view) inside(dest, local string) markup.Target {
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
		to := relative(v.p.target, p.target)
		if fragment != "" {
			if a, ok := v.anchor(p, fragment); ok {
				return changed(dest, to+"#"+a, "link")
			}
			return markup.Target{Dest: to, Kind: "dead-anchor"}
		}
		return changed(dest, to, "link")
	}
	if a := v.writer(address); a != nil {
		return changed(dest, relative(v.p.target, "content/authors/"+a.file+".md"), "link")
	}
	if m := termRE.FindStringSubmatch(address); m != nil && v.x.tags[fileName(m[1])] {
		return changed(dest, "/tags/"+fileName(m[1])+"/", "link")
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
func (v view) page(name string) (*page, string) {
	if !strings.HasPrefix(name, "/") {
		if p := v.x.bySrc[path.Join(path.Dir(v.p.path), name)]; p != nil {
			return p, p.url
		}
	}
	address := name
	if !strings.HasPrefix(name, "/") {
		base := v.p.url
		if !strings.HasSuffix(base, "/") {
			base = path.Dir(base)
		}
		address = path.Join(base, name)
		if strings.HasSuffix(name, "/") {
			address += "/"
		}
	}
	if p := v.x.bySrc[strings.TrimPrefix(address, "/")]; p != nil {
		return p, p.url
	}
	return v.x.at(address), address
}

var authorRE = regexp.MustCompile(`^/(?:authors?|team|people)/([^/]+)/?$`)

var termRE = regexp.MustCompile(`^/tags?/([^/]+)/?$`)

// writer finds the author whose page an address was.
func (v view) writer(address string) *author {
	if m := authorRE.FindStringSubmatch(address); m != nil {
		return v.x.byFile[fileName(m[1])]
	}
	return nil
}

// file finds a file of the source by a rooted path, or relative to the page's
// address or source; letter case is forgiven.
func (v view) file(name string) (string, bool) {
	tries := []string{path.Clean(strings.TrimPrefix(name, "/"))}
	if !strings.HasPrefix(name, "/") {
		tries = append(tries, path.Join(path.Dir(v.p.path), name),
			strings.TrimPrefix(path.Join(v.p.url, name), "/"), strings.TrimPrefix(path.Join(path.Dir(strings.TrimRight(v.p.url, "/")), name), "/"))
	}
	for _, t := range tries {
		if v.x.s.found.assets[t] {
			return published(t), true
		}
	}
	for _, t := range tries {
		if real, ok := v.x.s.found.folded[strings.ToLower(t)]; ok {
			return published(real), true
		}
	}
	return "", false
}

// published gives the path under which the new site serves a file.
func published(p string) string { return strings.TrimPrefix(p, "content/") }

func (v view) dead(dest, local string) markup.Target {
	if l := v.x.s.live; l != nil && strings.HasPrefix(local, "/") {
		return markup.Target{Dest: l.Scheme + "://" + l.Host + strings.TrimRight(l.EscapedPath(), "/") + local, Kind: "live-link"}
	}
	return markup.Target{Gone: true, Kind: "dead-link"}
}

// anchor gives the new anchor for an old one.
func (v view) anchor(p *page, fragment string) (string, bool) {
	if id, err := url.PathUnescape(fragment); err == nil {
		fragment = id
	}
	if v.first {
		return fragment, true
	}
	if a, ok := p.anchors[fragment]; ok {
		return a, true
	}
	a, ok := p.anchors[strings.ToLower(fragment)]
	return a, ok
}

// Image implements markup.Resolver.
func (v view) Image(src string) markup.Target {
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
func datedHost(v view, u *url.URL) bool {
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
func (v view) KeepID(id string) bool { return v.first || v.p.ids[id] }

// relative writes the way from one content file to another.
func relative(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return (&url.URL{Path: strings.Repeat("../", len(a)) + strings.Join(b, "/")}).EscapedPath()
}
