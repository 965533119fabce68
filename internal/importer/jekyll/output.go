package jekyll

import (
	"html"
	"regexp"
	"strings"
)

// output spends {{ … }} and gives what is left of the text behind it.
func (sp *spender) output(tag, rest string) string {
	inner := strings.TrimSpace(strings.Trim(tag[2:len(tag)-2], "-"))
	text, ok := sp.value(inner)
	if !ok {
		sp.unknown(tag)
		return rest
	}
	sp.replace(tag, text, "liquid")
	return rest
}

var filterRE = regexp.MustCompile(`(?s)^\s*([A-Za-z_]\w*)\s*(?::\s*(.*?))?\s*$`)

// value gives the text of an output.
func (sp *spender) value(expr string) (string, bool) {
	parts := bars(expr)
	s, ok := sp.term(strings.TrimSpace(parts[0]))
	if !ok {
		return "", false
	}
	for _, p := range parts[1:] {
		m := filterRE.FindStringSubmatch(p)
		if m == nil {
			return "", false
		}
		if s, ok = sp.filter(m[1], m[2], s); !ok {
			return "", false
		}
	}
	return s, true
}

// bars cuts an expression at the bars outside of quotes.
func bars(s string) []string {
	var out []string
	quote, from := byte(0), 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '|':
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

var variableRE = regexp.MustCompile(`^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$`)

// term gives the value of a literal or variable.
func (sp *spender) term(t string) (string, bool) {
	if len(t) >= 2 && (t[0] == '"' || t[0] == '\'') && t[len(t)-1] == t[0] {
		return t[1 : len(t)-1], true
	}
	if !variableRE.MatchString(t) {
		return "", false
	}
	scope, key, dotted := strings.Cut(t, ".")
	switch {
	case t == "site.baseurl" || t == "baseurl" || t == "site.url" || t == "pathPrefix":
		return "", true
	case scope == "site" && dotted:
		s := sp.s.config.front.text(key)
		return s, s != ""
	case t == "page.url" || t == "page.permalink":
		return sp.p.url, true
	case scope == "page" && dotted:
		s := sp.p.front.text(key)
		return s, s != ""
	case !dotted:
		s := sp.p.front.text(t)
		return s, s != ""
	}
	return "", false
}

// foldRE is where an address was folded over lines of a quotation.
var foldRE = regexp.MustCompile(`\s*\n[ \t]*(?:>[ \t]?)*`)

// filter applies one filter.
func (sp *spender) filter(name, arg, s string) (string, bool) {
	switch name {
	case "url", "relative_url", "absolute_url", "asset_path", "asset_url":
		s = foldRE.ReplaceAllString(s, "")
		if strings.Contains(s, "://") || strings.HasPrefix(s, "#") {
			return s, true
		}
		return rooted(s), true
	case "escape", "xml_escape", "escape_once", "markdownify", "safe", "strip_newlines", "cgi_escape", "uri_escape", "html_safe":
		return s, true
	case "strip", "lstrip", "rstrip", "trim":
		return strings.TrimSpace(s), true
	case "downcase", "lower":
		return strings.ToLower(s), true
	case "upcase", "upper":
		return strings.ToUpper(s), true
	case "capitalize":
		if r := []rune(s); len(r) > 0 {
			s = strings.ToUpper(string(r[:1])) + string(r[1:])
		}
		return s, true
	case "append", "prepend":
		v, ok := sp.term(strings.TrimSpace(arg))
		if name == "append" {
			return s + v, ok
		}
		return v + s, ok
	case "team_link":
		return `<a href="/author/` + html.EscapeString(strings.ToLower(s)) + `/">` + html.EscapeString(sp.person(s)) + `</a>`, true
	case "team_photo":
		photo := "/assets/img/team/" + s + ".jpg"
		if !sp.s.found.assets[photo[1:]] {
			return "", true
		}
		return img(photo, sp.person(s)), true
	case "embed":
		title := strings.TrimSpace(arg)
		if len(title) >= 2 && (title[0] == '"' || title[0] == '\'') && title[len(title)-1] == title[0] {
			title = title[1 : len(title)-1]
		}
		return frame(s, strings.Join(strings.Fields(title), " ")), true
	}
	return "", false
}

// person gives the name of an author by slug.
func (sp *spender) person(slug string) string {
	if a := sp.s.links.byFile[fileName(slug)]; a != nil {
		return a.name
	}
	return nameOf(slug)
}

var (
	includeRE = regexp.MustCompile(`^["']?([^"'\s,]+)["']?[\s,]*((?s).*)$`)
	argRE     = regexp.MustCompile(`(?s)([A-Za-z_][\w-]*)\s*[:=]\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s,]+))`)
)

// include spends the includes that many sites share: figures, images, videos,
// notes.
func (sp *spender) include(args string) (string, bool) {
	m := includeRE.FindStringSubmatch(args)
	if m == nil {
		return "", false
	}
	name := strings.ToLower(m[1])
	a := map[string]string{}
	for _, x := range argRE.FindAllStringSubmatch(m[2], -1) {
		v := x[2] + x[3]
		if x[4] != "" {
			v, _ = sp.term(x[4])
		}
		a[x[1]] = strings.Join(strings.Fields(v), " ")
	}
	get := func(keys ...string) string {
		for _, k := range keys {
			if a[k] != "" {
				return a[k]
			}
		}
		return ""
	}
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("youtube", "vimeo", "video"):
		service := "youtube"
		if has("vimeo") || a["provider"] == "vimeo" {
			service = "vimeo"
		}
		if id := get("id", "video_id", "videoid"); idRE.MatchString(id) {
			return frame(videoURL(service, id), get("title", "caption")), true
		}
		if u := get("url", "src"); u != "" {
			return frame(u, get("title", "caption")), true
		}
	case has("figure", "image", "img", "photo"):
		return figureOf(name, get)
	case has("note", "tip", "warning", "important", "callout", "alert", "caution"):
		if text := get("content", "text", "message", "body"); text != "" {
			kind := get("type", "kind", "class")
			return `<aside class="note ` + html.EscapeString(kind+" "+strings.TrimSuffix(name, ".html")) + `"><p>` + text + `</p></aside>`, true
		}
	}
	return "", false
}

// figureOf makes a figure of an include's arguments.
func figureOf(name string, get func(...string) string) (string, bool) {
	src := get("image", "image_path", "src", "file", "filename", "path", "img")
	link := get("url", "link", "href")
	if src == "" {
		src, link = link, ""
	}
	if src == "" {
		return "", false
	}
	if !strings.Contains(src, "://") {
		src = rooted(src)
	}
	if strings.HasPrefix(name, "linked-") && link == "" {
		link = src
	}
	inner := img(src, get("alt", "alt_text", "image_alt_text", "description"))
	if link != "" {
		inner = `<a href="` + html.EscapeString(link) + `">` + inner + `</a>`
	}
	if c := get("caption", "text", "title"); c != "" {
		inner += `<figcaption>` + c + `</figcaption>`
	}
	return "<figure>" + inner + "</figure>", true
}
