// Package policy holds templates to what the site promises of every page: that one
// strict content security policy serves it, and that it fetches from no host that the
// site does not allow.
//
// In: the text of a template, and the hosts. Out: findings, each where the tag begins.
// What actions of the template make of a value, html/template looks at; here it is
// what the template itself says: style=, on…=, a script or a style between tags,
// addresses of other hosts where browsers fetch by themselves. Scripts that are data,
// such as JSON-LD, run nothing.
package policy

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"lodestone/internal/diag"
	"lodestone/internal/markdown/rawhtml"
)

// Check finds what a template says and must not. Found is asked for the place of an
// offset.
func Check(path, text string, hosts []string, at func(offset int) diag.Pos) (ds diag.List) {
	z := html.NewTokenizer(strings.NewReader(blank(text)))
	offset, inside := 0, html.Token{}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return ds
		}
		start := offset
		offset += len(z.Raw())
		say := func(code string, args ...string) { ds = append(ds, diag.At(path, at(start), code, args...)) }
		t := z.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			inside = t
			for _, what := range forbidden(&t) {
				say("theme/inline", what)
			}
			for _, address := range fetched(&t) {
				if host := elsewhere(address, hosts); host != "" {
					say("theme/remote", address, host)
				}
			}
		case html.TextToken:
			if (inside.Data == "style" || inside.Data == "script" && runs(&inside)) && strings.TrimSpace(t.Data) != "" {
				say("theme/inline", "<"+inside.Data+">…</"+inside.Data+">")
			}
		case html.EndTagToken:
			inside = html.Token{}
		}
	}
}

// blank puts spaces in the place of a template's actions and comments.
func blank(text string) string {
	out := []byte(text)
	for from := 0; ; {
		i := strings.Index(text[from:], "{{")
		if i < 0 {
			return string(out)
		}
		from += i
		end := from + length(text[from:])
		for k := from; k < end; k++ {
			if out[k] != '\n' {
				out[k] = ' '
			}
		}
		from = end
	}
}

// length is that of the action that a text begins with: its end may stand in a text
// in quotes, or in a comment, where it is none.
func length(text string) int {
	for i := 2; i < len(text); i++ {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "}}"):
			return i + 2
		case strings.HasPrefix(rest, "/*"):
			if n := strings.Index(rest, "*/"); n >= 0 {
				i += n + 1
			}
		case rest[0] == '`':
			if n := strings.IndexByte(rest[1:], '`'); n >= 0 {
				i += n + 1
			}
		case rest[0] == '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		}
	}
	return len(text)
}

// forbidden names the attributes of a tag that the policy keeps from working.
func forbidden(t *html.Token) (all []string) {
	for _, a := range t.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") && len(a.Key) > 2 {
			all = append(all, a.Key+"=")
		}
	}
	return all
}

// runs says whether what stands in a script is a program.
func runs(t *html.Token) bool {
	kind := strings.ToLower(strings.TrimSpace(attribute(t, "type")))
	return attribute(t, "src") == "" && !strings.HasSuffix(kind, "json")
}

// fetched gives the addresses that a browser fetches where it meets a tag.
func fetched(t *html.Token) (all []string) {
	keys := map[string][]string{
		"img": {"src", "srcset"}, "source": {"src", "srcset"}, "script": {"src"}, "iframe": {"src"}, "audio": {"src"},
		"video": {"src", "poster"}, "track": {"src"}, "embed": {"src"}, "object": {"data"}, "input": {"src"},
		"image": {"href", "xlink:href"}, "use": {"href", "xlink:href"},
	}[t.Data]
	if rel := strings.Fields(strings.ToLower(attribute(t, "rel"))); t.Data == "link" && slices.ContainsFunc(rel, func(r string) bool {
		return slices.Contains([]string{"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}, r)
	}) {
		keys = []string{"href"}
	}
	for _, key := range keys {
		value := attribute(t, key)
		if key != "srcset" {
			all = append(all, strings.TrimSpace(value))
			continue
		}
		for _, candidate := range rawhtml.Srcset(value) {
			all = append(all, candidate.URL)
		}
	}
	return all
}

// elsewhere gives the host of an address that is not the site's nor allowed, or "".
func elsewhere(address string, hosts []string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || slices.Contains(hosts, strings.ToLower(u.Host)) {
		return ""
	}
	return strings.ToLower(u.Host)
}

func attribute(t *html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
