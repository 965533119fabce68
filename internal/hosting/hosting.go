// Package hosting tells a host which headers to send with a site's files.
//
// In: which host, the addresses from which pages may fetch, the folders whose files
// never change under their names, the copies of pages that are for machines. Out: the host's own file of headers. All files get one strict
// content security policy, since no page holds a style attribute, an event handler
// or a script of its own; files whose names hold their digest may be kept for ever;
// copies of pages say whose copies they are and stay out of search engines. Formats:
// _headers of Netlify and of Cloudflare Pages, directives of nginx for a server
// block.
package hosting

import (
	"strings"
)

// The hosts.
const (
	Netlify    = "netlify"
	Cloudflare = "cloudflare"
	Nginx      = "nginx"
)

// Twin is how the address of a page's copy for machines ends, behind the page's own
// (llmstxt.org: an address without a file's name gets index.html.md).
const Twin = "index.html.md"

// Site is what the headers depend on.
type Site struct {
	Origin string   // "https://www.example.com", without a slash at the end
	Hosts  []string // other hosts from which pages may fetch pictures, sound and video
	Kept   []string // addresses of folders in which every file is named by its digest, or stands in one that is: "/docs/img/"
	Twins  []string // addresses of the pages with copies, from the host's root on
}

// Header is one line that a host sends.
type Header struct{ Name, Value string }

// All are the headers of every file.
func (s *Site) All() []Header {
	var others strings.Builder
	for _, h := range s.Hosts {
		others.WriteString(" https://" + h)
	}
	all := []Header{
		{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:" + others.String() +
			"; media-src 'self'" + others.String() + "; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
	if strings.HasPrefix(s.Origin, "https:") {
		all = append(all, Header{"Strict-Transport-Security", "max-age=31536000"})
	}
	return all
}

// Copy are the headers of a page's copy: the page itself, by its address, is the
// one to find.
func Copy(page string) []Header {
	return []Header{
		{"X-Robots-Tag", "noindex"},
		{"Link", "<" + page + `>; rel="canonical"`},
		{"Content-Type", "text/markdown; charset=utf-8"},
	}
}

const forEver = "public, max-age=31536000, immutable"

// File gives a host's file of headers and its name; in says that it goes to the
// host with the site, not to whoever runs the host.
func File(host string, s *Site) (name string, in bool, text []byte) {
	switch host {
	case Netlify:
		return "_headers", true, s.netlify()
	case Cloudflare:
		return "_headers", true, s.cloudflare()
	}
	return "headers.nginx.conf", false, s.nginx()
}

func rule(b *strings.Builder, path string, all ...Header) {
	b.WriteString(path + "\n")
	for _, h := range all {
		b.WriteString("  " + h.Name + ": " + h.Value + "\n")
	}
}

func (s *Site) common(b *strings.Builder) {
	rule(b, "/*", s.All()...)
	for _, folder := range s.Kept {
		rule(b, folder+"*", Header{"Cache-Control", forEver})
	}
}

// netlify names each copy: there, nothing of the path can stand in a header.
func (s *Site) netlify() []byte {
	var b strings.Builder
	s.common(&b)
	for _, page := range s.Twins {
		rule(&b, page+Twin, Copy(s.Origin+page)...)
	}
	return []byte(b.String())
}

// cloudflare has one rule for all copies: there may be a hundred.
func (s *Site) cloudflare() []byte {
	var b strings.Builder
	s.common(&b)
	if len(s.Twins) > 0 {
		rule(&b, "/*/"+Twin, Copy(s.Origin+"/:splat/")...)
	}
	return []byte(b.String())
}

// nginx repeats the headers of all files in each location, since a location with
// headers of its own inherits none.
func (s *Site) nginx() []byte {
	var b strings.Builder
	b.WriteString("# include in the server block of the site\n")
	add := func(indent string, all []Header) {
		for _, h := range all {
			b.WriteString(indent + "add_header " + h.Name + " \"" + strings.ReplaceAll(h.Value, `"`, `\"`) + "\" always;\n")
		}
	}
	add("", s.All())
	for _, folder := range s.Kept {
		b.WriteString("location " + folder + " {\n")
		add("  ", append(s.All(), Header{"Cache-Control", forEver}))
		b.WriteString("}\n")
	}
	if len(s.Twins) > 0 {
		b.WriteString("location ~ ^(?<page>.*/)" + strings.ReplaceAll(Twin, ".", `\.`) + "$ {\n  types { }\n  default_type \"text/markdown; charset=utf-8\";\n")
		add("  ", append(s.All(), Copy(s.Origin + "$page")[:2]...))
		b.WriteString("}\n")
	}
	return []byte(b.String())
}
