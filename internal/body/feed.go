package body

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"lodestone/internal/markdown"
)

// absolute appends a page's HTML as a feed has it: addresses absolute, ids with
// the entry's prefix, no tabindex. What no rule touches stays as it is, byte for
// byte.
func (f *Feed) absolute(out, page []byte) []byte {
	out = slices.Grow(out, len(page)+len(page)/8)
	ids := idsOf(page)
	done := 0
	for t := (tags{page: page}); t.next(); {
		a := t.attr
		switch to, kept := f.attribute(a.name, t.value, ids); {
		case !kept:
			out = append(out, page[done:a.from]...)
			done = a.to
		case to != t.value:
			out = markdown.AppendAttr(append(out, page[done:a.from]...), string(a.name), to)
			done = a.to
		}
	}
	return append(out, page[done:]...)
}

// idsOf lists the ids of a page's HTML.
func idsOf(page []byte) map[string]bool {
	ids := map[string]bool{}
	for t := (tags{page: page}); t.next(); {
		if string(t.attr.name) == "id" {
			ids[t.value] = true
		}
	}
	return ids
}

// attribute gives the value that an attribute has in a feed, and whether it is
// there at all.
func (f *Feed) attribute(name []byte, value string, ids map[string]bool) (to string, kept bool) {
	switch string(name) {
	case "tabindex":
		return "", false
	case "id":
		value = f.Prefix + value
	case "aria-labelledby", "aria-describedby", "aria-details", "for", "headers":
		value = f.names(value, ids)
	case "href", "src", "poster", "cite", "data", "longdesc":
		value = f.url(value, ids)
	case "srcset":
		value = f.srcset(value)
	}
	return value, true
}

// url makes an address absolute: a reference to the page that the entry came
// from, as RFC 3986 §5.2 resolves it, but for a place within the entry.
func (f *Feed) url(address string, ids map[string]bool) string {
	switch {
	case strings.HasPrefix(address, "#") && f.Prefix != "" && ids[address[1:]]:
		return "#" + f.Prefix + address[1:]
	case address == "", address[0] == '#', address[0] == '?':
		return f.Page + address
	case strings.HasPrefix(address, "//"):
		scheme, _, _ := strings.Cut(f.Page, ":")
		return scheme + ":" + address
	case address[0] == '/':
		return f.Base + address
	case !schemed.MatchString(address):
		if page, err := url.Parse(f.Page); err == nil {
			if abs, err := page.Parse(address); err == nil {
				return abs.String()
			}
		}
	}
	return address
}

// schemed is what an absolute address begins with (RFC 3986 §3.1).
var schemed = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// names prefixes a list of ids.
func (f *Feed) names(list string, ids map[string]bool) string {
	all := strings.Fields(list)
	for i, id := range all {
		if ids[id] {
			all[i] = f.Prefix + id
		}
	}
	return strings.Join(all, " ")
}

func (f *Feed) srcset(list string) string {
	all := strings.Split(list, ", ")
	for i, c := range all {
		address, descriptor, has := strings.Cut(c, " ")
		if all[i] = f.url(address, nil); has {
			all[i] += " " + descriptor
		}
	}
	return strings.Join(all, ", ")
}
