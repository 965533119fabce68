package accept

import (
	"regexp"
	"strings"
)

var (
	commentTag = regexp.MustCompile(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}`)
	rawTag     = regexp.MustCompile(`(?s)\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}`)
	imageTag   = regexp.MustCompile(`(?s)\{%-?\s*image(?:_with_class)?\s+"([^"]*)".*?%\}`)
	anyTag     = regexp.MustCompile(`(?s)\{%.*?%\}|\{#.*?#\}`)
	urlOutput  = regexp.MustCompile(`\{\{-?\s*["']([^"']*)["']\s*\|\s*url\s*-?\}\}`)
	anyOutput  = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
)

// What stands between raw and endraw is text; it passes the other steps under
// these marks, which no post holds.
var (
	hideRaw = strings.NewReplacer("{{", "\ue000", "{%", "\ue001", "{#", "\ue002")
	showRaw = strings.NewReplacer("\ue000", "{{", "\ue001", "{%", "\ue002", "{#")
)

// nothing stands where a tag stood: no space, so that a line that held only a
// tag is not taken for a blank one, and no part of a word.
const nothing = "\u200b"

// withoutLiquid takes Liquid and Nunjucks away. Two tags have a plain meaning
// that a page shows without any template: a picture, and an address.
// Code between fences is left alone.
func withoutLiquid(body string) string {
	body = rawTag.ReplaceAllStringFunc(body, func(s string) string {
		return hideRaw.Replace(rawTag.FindStringSubmatch(s)[1])
	})
	var b strings.Builder
	var text []string
	flush := func() {
		s := strings.Join(text, "")
		s = commentTag.ReplaceAllString(s, nothing)
		s = imageTag.ReplaceAllString(s, `<img src="/$1">`)
		s = anyTag.ReplaceAllString(s, nothing)
		s = urlOutput.ReplaceAllString(s, "$1")
		b.WriteString(anyOutput.ReplaceAllString(s, nothing))
		text = nil
	}
	fence := ""
	for line := range strings.Lines(body) {
		m := fenceLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if fence == "" && m == nil {
			text = append(text, line)
			continue
		}
		flush()
		b.WriteString(line)
		switch {
		case m == nil:
		case fence == "":
			fence = m[1]
		case strings.HasPrefix(m[1], fence):
			fence = ""
		}
	}
	flush()
	return showRaw.Replace(b.String())
}

// body parts the front matter from the rest of a post.
func body(post string) string {
	post = strings.TrimPrefix(post, "\ufeff")
	rest, ok := strings.CutPrefix(strings.ReplaceAll(post, "\r\n", "\n"), "---\n")
	if !ok {
		return post
	}
	_, text, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		return post
	}
	return text
}
