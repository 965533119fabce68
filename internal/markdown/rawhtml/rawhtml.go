// Package rawhtml holds the rules for HTML that authors write into Markdown:
// which elements and attributes may be written, what may stand in what, which
// URLs are safe.
//
// In: names and values from an HTML tokenizer. Out: verdicts. No text is kept
// or written here.
//
// Allowed is what is content: text, lists, tables, figures, pictures, sound and
// video, SVG and MathML without behaviour. Not allowed is what acts (scripts,
// event attributes), what fetches other pages (frames, objects), what asks
// (forms have their own objects), what styles (style=, so that one strict
// content security policy serves the whole site), and what belongs to the
// page's frame (html, head, main).
package rawhtml

import (
	"slices"
	"strings"
)

// Kind is what an attribute is to the site.
type Kind uint8

// The kinds of attributes.
const (
	Plain   Kind = iota // any text
	Boolean             // present or absent
	ID                  // an anchor
	URL                 // one URL
	URLs                // srcset: URLs with descriptors
	Banned              // may not be written
	Bad                 // not a name of an attribute at all
)

// Attribute sorts an attribute, given by lower-case name.
func Attribute(name string) Kind {
	switch name {
	case "href", "src", "poster", "cite", "data", "action", "xlink:href", "longdesc":
		return URL
	case "srcset":
		return URLs
	case "id":
		return ID
	case "style", "srcdoc", "formaction", "ping", "background", "nonce", "http-equiv", "is", "autofocus", "contenteditable",
		"manifest", "integrity", "slot", "part", "imagesrcset":
		return Banned
	case "controls", "loop", "muted", "open", "reversed", "hidden", "itemscope", "default", "ismap", "playsinline",
		"inert", "autoplay", "download":
		return Boolean
	}
	if strings.HasPrefix(name, "on") {
		return Banned
	}
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (i == 0 || (c < '0' || c > '9') && c != '-' && c != '_' && c != ':' && c != '.') {
			return Bad
		}
	}
	if name == "" {
		return Bad
	}
	return Plain
}

// Place says where a URL leads.
type Place uint8

// The places.
const (
	Site    Place = iota // relative, rooted, or an anchor: the site resolves it
	Away                 // absolute: another host, mail, telephone
	Picture              // data: with an image in it
	Unsafe               // would run code or open what only the reader's machine has
)

// Where sorts a URL as browsers read it: white space around it and line breaks
// and tabs in it do not count (WHATWG URL, "basic URL parser").
func Where(url string) Place {
	s := strings.TrimFunc(url, func(r rune) bool { return r <= ' ' })
	if strings.HasPrefix(s, "//") || strings.HasPrefix(s, `\\`) || strings.HasPrefix(s, `/\`) || strings.HasPrefix(s, `\/`) {
		return Away
	}
	scheme, rest, ok := scheme(s)
	switch {
	case !ok:
		return Site
	case scheme == "data":
		if len(rest) >= 6 && strings.EqualFold(rest[:6], "image/") {
			return Picture
		}
		return Unsafe
	case slices.Contains([]string{"javascript", "vbscript", "file", "blob", "filesystem", "view-source", "about", "jar"}, scheme):
		return Unsafe
	}
	return Away
}

// Remote says whether a URL of Place Away is fetched from another host.
func Remote(url string) bool {
	s := strings.ToLower(strings.TrimSpace(url))
	return strings.HasPrefix(s, "http:") || strings.HasPrefix(s, "https:") || strings.HasPrefix(s, "//")
}

// Strange gives the scheme of a URL that browsers are not known to follow; "" for
// every other. Source: WHATWG HTML, "safelisted scheme", which are those that a
// site may ask to handle, and the web's own. Applications bring others with
// them, which lead nowhere for whoever has not installed these.
func Strange(url string) string {
	name, _, ok := scheme(strings.TrimFunc(url, func(r rune) bool { return r <= ' ' }))
	if !ok || slices.Contains(Schemes(), name) || strings.HasPrefix(name, "web+") {
		return ""
	}
	return name
}

// Schemes are those that a link may have.
func Schemes() []string {
	return []string{
		"https", "http", "mailto", "tel", "sms", "geo", "bitcoin", "ftp", "ftps", "im", "irc", "ircs", "magnet", "matrix", "mms",
		"news", "nntp", "openpgp4fpr", "sftp", "sip", "smsto", "ssh", "urn", "webcal", "wtai", "xmpp",
	}
}

// scheme cuts a URL after its scheme, if it has one, in lower case.
func scheme(s string) (name, rest string, ok bool) {
	var b []byte
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '\t' || c == '\n' || c == '\r':
		case c == ':' && len(b) > 0:
			return string(b), s[i+1:], true
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			b = append(b, c|0x20)
		case len(b) > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
			b = append(b, c)
		default:
			return "", "", false
		}
	}
	return "", "", false
}

// Candidate is one entry of a srcset: a URL and what follows it.
type Candidate struct{ URL, Rest string }

// Srcset reads the candidates of a srcset.
func Srcset(value string) []Candidate {
	var all []Candidate
	for value = strings.TrimLeft(value, " \t\r\n,"); value != ""; value = strings.TrimLeft(value, " \t\r\n,") {
		end := strings.IndexAny(value, " \t\r\n")
		if end < 0 {
			end = len(value)
		}
		url := value[:end]
		value = value[end:]
		if cut := strings.TrimRight(url, ","); cut != url {
			all = append(all, Candidate{URL: cut})
			continue
		}
		desc, rest, _ := strings.Cut(value, ",")
		all = append(all, Candidate{url, strings.TrimSpace(desc)})
		value = rest
	}
	return all
}
