// Package liquid spends the Liquid and Nunjucks of a page's body, as Jekyll and
// Eleventy would before they read the Markdown.
//
// In: the body, the source line at which it begins, a Site to ask. Out: its
// lines, each with its source line, and every change through a function. What a
// tag makes is written as the HTML that the old site would have made of it;
// package markup then finds the Markdown for it. No body is an error.
//
// What is known of Liquid and Nunjucks, tags first:
//
//	raw … endraw, comment … endcomment      the text; nothing
//	highlight LANG … endhighlight           a code fence
//	image "src" "alt"                       an image
//	image_with_class "src" "class" "alt"    an image
//	link FILE, post_url NAME                an address
//	include figure, image, youtube, note …  figure, embed, note (include.go)
//	youtube, vimeo ID                       embed
//	toc                                     nothing: the theme has one
//
// and outputs:
//
//	"text", page.KEY, KEY, site.KEY         the text, front matter, configuration
//	| url, relative_url, absolute_url,      the address
//	  prepend: site.baseurl, asset
//	| team_link, | team_photo               link to the author; photo if there
//	| embed: "title"                        embed
//	| escape, strip, downcase, upcase,      as Liquid
//	  capitalize, append, prepend, markdownify
//
// Everything else stays visible: as a code span in text, as it is in code.
package liquid

import (
	"html"
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
)

var liquidRE = regexp.MustCompile(`(?s)\{%-?.*?-?%\}|\{\{.*?\}\}`)

// weaver gathers the lines of a body and where each comes from.
type weaver struct {
	lines []lines.Line
	cur   strings.Builder
	n     int  // source line of the one that grows
	fence byte // of the code that is open: ` or ~, or 0
}

// put adds text that begins at a source line. Inserted text has no lines of
// its own: each counts as that of the tag.
func (w *weaver) put(s string, line int, inserted bool) {
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			w.line()
			if !inserted {
				line++
			}
			w.n = line
		}
		w.cur.WriteString(part)
	}
}

// line ends a line.
func (w *weaver) line() {
	s := w.cur.String()
	w.cur.Reset()
	w.lines = append(w.lines, lines.Line{Text: s, N: w.n})
	t := strings.TrimLeft(s, " \t>-*+0123456789.)")
	if len(t) < 3 || t[:3] != "```" && t[:3] != "~~~" {
		return
	}
	switch w.fence {
	case 0:
		w.fence = t[0]
	case t[0]:
		w.fence = 0
	}
}

func (w *weaver) end() []lines.Line {
	return append(w.lines, lines.Line{Text: w.cur.String(), N: w.n})
}

// spender spends the Liquid of one body.
type spender struct {
	site    Site
	w       weaver
	body    string
	line    int // of the source
	changed func(line int, kind, before, after string)
	endless map[string]bool // block tags whose end the rest of the body lacks
}

// Site answers what a body asks.
type Site interface {
	// Value gives a variable such as page.title or site.email.
	Value(name string) (string, bool)
	// Address gives the address of a source file ("link") or of a post by the
	// name of its file ("post_url").
	Address(tag, name string) (string, bool)
	// Person gives an author's name by slug, and the address of their picture,
	// which may be empty.
	Person(slug string) (name, photo string)
}

// Spend spends the Liquid of a body that begins at the given line. Changes go
// to the function: line, kind, text before and after.
func Spend(body string, line int, site Site, changed func(line int, kind, before, after string)) []lines.Line {
	sp := spender{site: site, body: body, line: line, changed: changed, w: weaver{n: line}, endless: map[string]bool{}}
	sp.spend()
	return sp.w.end()
}

func (sp *spender) spend() {
	rest := sp.body
	for rest != "" {
		at := liquidRE.FindStringIndex(rest)
		if at == nil {
			break
		}
		sp.literal(rest[:at[0]])
		tag := rest[at[0]:at[1]]
		rest = rest[at[1]:]
		if strings.HasPrefix(tag, "{{") {
			rest = sp.output(tag, rest)
			continue
		}
		rest = sp.tag(tag, rest)
	}
	sp.literal(rest)
}

// literal passes source text on.
func (sp *spender) literal(s string) {
	sp.w.put(s, sp.line, false)
	sp.line += strings.Count(s, "\n")
}

// skip leaves source text out and puts other text in its place.
func (sp *spender) replace(src, text, kind string) {
	sp.changed(sp.line, kind, src, text)
	sp.w.put(text, sp.line, true)
	sp.line += strings.Count(src, "\n")
	sp.w.n = max(sp.w.n, 0)
}

// inCode says whether the text so far ends inside a code fence or span.
func (sp *spender) inCode() bool {
	return sp.w.fence != 0 || openSpan(sp.w.cur.String()) ||
		strings.HasPrefix(sp.w.cur.String(), "    ") && (len(sp.w.lines) == 0 || strings.TrimSpace(sp.w.lines[len(sp.w.lines)-1].Text) == "")
}

// openSpan says whether a line ends inside a code span.
func openSpan(s string) bool {
	open := 0
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		run := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		switch open {
		case 0:
			open = run
		case run:
			open = 0
		}
		i += run
	}
	return open > 0
}

var tagNameRE = regexp.MustCompile(`^\{%-?\s*([A-Za-z_][\w-]*)\s*((?s).*?)\s*-?%\}$`)

// tag spends {% … %} and gives what is left of the text behind it.
func (sp *spender) tag(tag, rest string) string {
	m := tagNameRE.FindStringSubmatch(tag)
	if m == nil {
		sp.unknown(tag)
		return rest
	}
	name, args := m[1], m[2]
	switch name {
	case "raw", "verbatim", "comment", "highlight":
		return sp.block(tag, name, args, rest)
	}
	if text, ok := sp.known(name, args); ok {
		sp.replace(tag, text, "liquid")
		return rest
	}
	sp.unknown(tag)
	return rest
}

// block spends a tag that reaches to its end tag, with all in between.
func (sp *spender) block(tag, name, args, rest string) string {
	inner, after, whole := sp.until(rest, name)
	if whole == "" {
		sp.unknown(tag)
		return rest
	}
	switch name {
	case "comment":
		sp.replace(tag+whole, "", "comment")
	case "highlight":
		lang, _, _ := strings.Cut(args, " ")
		sp.replace(tag, "```"+lang, "liquid")
		if !strings.HasPrefix(inner, "\n") {
			sp.w.put("\n", sp.line, true)
		}
		inner = strings.TrimRight(inner, " \t\n")
		sp.literal(inner)
		sp.w.put("\n```", sp.line, true)
		sp.line += strings.Count(whole, "\n") - strings.Count(inner, "\n")
	default:
		sp.changed(sp.line, "liquid", tag, "")
		sp.line += strings.Count(tag, "\n")
		sp.literal(inner)
		sp.line += strings.Count(whole[len(inner):], "\n")
	}
	return after
}

// until finds {% endNAME %}: the text before, the text after, and both text
// and end tag.
func (sp *spender) until(rest, name string) (inner, after, whole string) {
	if sp.endless[name] {
		return "", rest, ""
	}
	at := regexp.MustCompile(`\{%-?\s*end` + name + `\s*-?%\}`).FindStringIndex(rest)
	if at == nil {
		sp.endless[name] = true
		return "", rest, ""
	}
	return rest[:at[0]], rest[at[1]:], rest[:at[1]]
}

// unknown keeps a tag visible.
func (sp *spender) unknown(tag string) {
	if sp.inCode() {
		sp.changed(sp.line, "liquid-kept", tag, tag)
		sp.literal(tag)
		return
	}
	one := strings.Join(strings.Fields(tag), " ")
	sp.replace(tag, "<code>"+html.EscapeString(one)+"</code>", "liquid-kept")
}

// known spends the tags that make one piece of HTML.
func (sp *spender) known(name, args string) (string, bool) {
	switch name {
	case "image", "image_with_class", "img", "picture":
		return imageTag(name, args)
	case "link", "post_url":
		return sp.site.Address(name, strings.Trim(strings.TrimSpace(args), `"'/`))
	case "include", "include_relative", "include_cached", "render":
		return sp.include(args)
	case "youtube", "vimeo":
		if id := strings.Trim(strings.TrimSpace(args), `"'`); idRE.MatchString(id) {
			return frame(videoURL(name, id), ""), true
		}
	case "toc", "TOC":
		return "", true
	}
	return "", false
}

var (
	idRE    = regexp.MustCompile(`^[\w-]+$`)
	quoteRE = regexp.MustCompile(`^["']([^"']*)["']`)
)

// imageTag spends {% image "src" "alt" %}. The texts may hold quotes that
// nobody escaped: the first is the source, the last the alternative text.
func imageTag(name, args string) (string, bool) {
	m := quoteRE.FindStringSubmatch(args)
	if m == nil {
		return "", false
	}
	rest := strings.TrimLeft(args[len(m[0]):], " \t\n,")
	class := quoteRE.FindStringSubmatch(rest)
	if class != nil && (name == "image_with_class" || classRE.MatchString(class[1])) {
		if after := strings.TrimLeft(rest[len(class[0]):], " \t\n,"); name == "image_with_class" || strings.HasPrefix(after, `"`) {
			rest = after
		}
	}
	alt := strings.TrimSpace(rest)
	if len(alt) >= 2 && (alt[0] == '"' || alt[0] == '\'') && alt[len(alt)-1] == alt[0] {
		alt = alt[1 : len(alt)-1]
		for len(alt) >= 2 && alt[0] == '"' && alt[len(alt)-1] == '"' && strings.Count(alt, `"`) == 2 {
			alt = alt[1 : len(alt)-1]
		}
	}
	src := m[1]
	if !strings.Contains(src, "://") {
		src = rooted(src)
	}
	return img(src, alt), true
}

var classRE = regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)+$`)

func img(src, alt string) string {
	alt = strings.Join(strings.Fields(html.UnescapeString(alt)), " ")
	return `<img src="` + html.EscapeString(src) + `" alt="` + html.EscapeString(alt) + `">`
}

func frame(src, title string) string {
	return `<iframe src="` + html.EscapeString(src) + `" title="` + html.EscapeString(title) + `"></iframe>`
}

func videoURL(service, id string) string {
	if service == "vimeo" {
		return "https://player.vimeo.com/video/" + id
	}
	return "https://www.youtube-nocookie.com/embed/" + id
}

// rooted gives an address one slash at the start.
func rooted(s string) string { return "/" + strings.TrimLeft(s, "/") }
