package body

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"lodestone/internal/markdown"
)

// absolute rewrites the tags of a page's HTML for a feed: addresses absolute,
// ids with the entry's prefix, no tabindex. What no rule touches stays as it is,
// byte for byte.
func (f *Feed) absolute(page []byte) string {
	out := make([]byte, 0, len(page)+len(page)/8)
	ids := f.ids(page)
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			return string(append(out, raw...))
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			out = append(out, raw...)
			continue
		}
		raw = bytes.Clone(raw) // reading attributes overwrites it
		if tag, changed := f.tag(z, ids); changed {
			if kind == html.SelfClosingTagToken {
				tag = append(tag[:len(tag)-1], "/>"...)
			}
			out = append(out, tag...)
		} else {
			out = append(out, raw...)
		}
	}
}

// ids lists the ids of a page's HTML.
func (f *Feed) ids(page []byte) map[string]bool {
	ids := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ids
		case html.StartTagToken, html.SelfClosingTagToken:
			_, more := z.TagName()
			for more {
				var k, v []byte
				if k, v, more = z.TagAttr(); string(k) == "id" {
					ids[string(v)] = true
				}
			}
		}
	}
}

// tag writes the tag at hand anew and says whether that made a difference.
func (f *Feed) tag(z *html.Tokenizer, ids map[string]bool) (tag []byte, changed bool) {
	name, more := z.TagName()
	tag = append(append(tag, '<'), name...)
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		key, value := string(k), string(v)
		was := value
		switch key {
		case "tabindex":
			changed = true
			continue
		case "id":
			value = f.Prefix + value
		case "aria-labelledby", "aria-describedby", "aria-details", "for", "headers":
			value = f.names(value, ids)
		case "href", "src", "poster", "cite", "data", "longdesc":
			value = f.url(value, ids)
		case "srcset":
			value = f.srcset(value)
		}
		changed = changed || value != was
		tag = markdown.AppendAttr(tag, key, value)
	}
	return append(tag, '>'), changed
}

func (f *Feed) url(url string, ids map[string]bool) string {
	switch {
	case strings.HasPrefix(url, "#") && ids[url[1:]]:
		return "#" + f.Prefix + url[1:]
	case strings.HasPrefix(url, "#"):
		return f.Page + url
	case strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//"):
		return f.Base + url
	}
	return url
}

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
		all[i] = f.url(c, nil)
	}
	return strings.Join(all, ", ")
}
