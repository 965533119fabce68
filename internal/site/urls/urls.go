// Package urls makes addresses: permalinks from patterns, output files from
// addresses, absolute addresses from a base.
//
// An address is a rooted path without host and base prefix, such as
// "/blog/a-post/". Addresses that end in a slash, or whose last part has no
// dot, are folders served by their index.html (RFC 3986 for the syntax; the
// index convention is what every static host follows).
package urls

import (
	"errors"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Base is the absolute address that a site is published under.
type Base struct {
	Origin string // "https://www.example.com"; "" when not known
	Prefix string // "/docs", or "" at the root of the host
}

// ErrBase says that a base URL is not usable.
var ErrBase = errors.New("want an absolute http or https URL without query or fragment, such as https://www.example.com")

// ParseBase reads a base URL. The empty text gives the zero Base.
func ParseBase(text string) (Base, error) {
	if text == "" {
		return Base{}, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return Base{}, ErrBase
	}
	return Base{Origin: u.Scheme + "://" + u.Host, Prefix: strings.TrimRight(u.EscapedPath(), "/")}, nil
}

// Path puts the base's prefix before an address; fragments stay alone.
func (b Base) Path(address string) string {
	if b.Prefix == "" || !strings.HasPrefix(address, "/") {
		return address
	}
	return b.Prefix + address
}

// Abs makes an address absolute.
func (b Base) Abs(address string) string { return b.Origin + b.Path(address) }

// OutputPath gives the file that serves an address: "blog/x/index.html" for
// "/blog/x/" and "/blog/x", "feed.xml" for "/feed.xml".
func OutputPath(address string) string {
	p := strings.TrimPrefix(address, "/")
	if unescaped, err := url.PathUnescape(p); err == nil {
		p = unescaped
	}
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	if path.Ext(p) == "" {
		return p + "/index.html"
	}
	return p
}

// Parts are what a permalink pattern may speak of.
type Parts struct {
	Section, Slug string
	Date          time.Time
}

// Names are the placeholders of a pattern. :title is an old name of :slug that
// other generators use.
func Names() []string { return []string{"section", "year", "month", "day", "slug", "title"} }

var placeholder = regexp.MustCompile(`:[a-z]*`)

// Unknown gives the first placeholder of a pattern that does not exist, or "".
func Unknown(pattern string) string {
	for _, p := range placeholder.FindAllString(pattern, -1) {
		if !slices.Contains(Names(), p[1:]) {
			return p
		}
	}
	return ""
}

// Permalink fills a pattern such as "/:section/:year/:slug/". Where the page
// lacks something that the pattern asks for, which is only ever a date, missing
// names the placeholder. Placeholders that do not exist stay as they are.
func Permalink(pattern string, p Parts) (address, missing string) {
	filled := placeholder.ReplaceAllStringFunc(pattern, func(name string) string {
		switch name {
		case ":section":
			return p.Section
		case ":slug", ":title":
			return p.Slug
		case ":year", ":month", ":day":
			if p.Date.IsZero() && missing == "" {
				missing = name
			}
			return p.Date.Format(map[string]string{":year": "2006", ":month": "01", ":day": "02"}[name])
		}
		return name
	})
	return Clean(filled), missing
}

// Rooted says whether a text can be an address: a path from the root of the
// site, without host, query and fragment.
func Rooted(text string) bool {
	return strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") && !strings.ContainsAny(text, "?#\\")
}

// Unfit gives the first part of a rooted path that is no folder's name on every
// disk, or "": one that leads elsewhere, is not text, or holds what some systems
// forbid or take for a separator. Percent-encoding hides nothing.
func Unfit(address string) string {
	for part := range strings.SplitSeq(address, "/") {
		name, err := url.PathUnescape(part)
		if err != nil || name == "." || name == ".." || !utf8.ValidString(name) ||
			strings.ContainsAny(name, `/\<>"|?*`) || strings.ContainsFunc(name, unicode.IsControl) {
			return part
		}
	}
	return ""
}

// MaxPart is how many bytes a part of an address may have, decoded: what the name
// of a file may have on all common file systems.
const MaxPart = 255

// Overlong gives the length of the first part of an address that is longer than
// MaxPart, or 0.
func Overlong(address string) int {
	for part := range strings.SplitSeq(address, "/") {
		if len(part) <= MaxPart {
			continue
		}
		if name, err := url.PathUnescape(part); err == nil {
			part = name
		}
		if len(part) > MaxPart {
			return len(part)
		}
	}
	return 0
}

// Clean gives an address one leading slash, no doubled ones and no dot parts,
// keeping a slash at the end, and adding one where the last part has no dot.
// What is not ASCII is percent-encoded (RFC 3986), in capitals, so that every
// address has one spelling wherever it stands.
func Clean(address string) string {
	a := path.Clean("/" + address)
	if a != "/" && (strings.HasSuffix(address, "/") || path.Ext(a) == "") {
		a += "/"
	}
	if plain, err := url.PathUnescape(a); err == nil { // one spelling of every address
		return Escape(plain)
	}
	return a
}

// Unescape gives the text that an address or a part of one stands for; one that is
// escaped wrongly stays as it is.
func Unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// Sitemap gives the address of the n-th part of a sitemap, from 1.
func Sitemap(n int) string { return "/sitemap-" + strconv.Itoa(n) + ".xml" }

// Escape percent-encodes a file's path for use as an address.
func Escape(path string) string { return (&url.URL{Path: path}).EscapedPath() }
