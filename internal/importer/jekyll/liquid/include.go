package liquid

import (
	"html"
	"regexp"
	"strings"
)

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
			var ok bool
			if v, ok = sp.term(x[4]); !ok && idRE.MatchString(x[4]) {
				v = x[4]
			}
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
