package jekyll

import (
	"regexp"
	"strings"
	"unicode"

	"lodestone/internal/importer/jekyll/markup"
	"lodestone/internal/markdown"
)

// dialect are the directives that the importer writes.
func dialect() markdown.Options {
	text := func(name string, required bool) markdown.ArgType {
		return markdown.ArgType{Name: name, Type: markdown.TextArg, Required: required}
	}
	both := []markdown.Form{markdown.Leaf, markdown.Container}
	return markdown.Options{Lang: "en", Directives: []markdown.Declaration{
		{Name: "note", Forms: both[1:], Label: true, Args: []markdown.ArgType{text("kind", false)}},
		{Name: "figure", Forms: both, Label: true, Args: []markdown.ArgType{{Name: "src", Type: markdown.ImageArg}, text("alt", false)}},
		{Name: "details", Forms: both[1:], Label: true},
		{Name: "embed", Forms: both[:1], Label: true, Args: []markdown.ArgType{text("url", true)}},
	}}
}

// anchors converts every body once to learn which anchors it will have, and
// which ids of raw HTML somebody links to.
func (s *importer) anchors() {
	parser := markdown.New(dialect())
	for _, p := range s.pages {
		r := markup.Convert(s.spend(p, nil), view{&s.links, p, true})
		_, meta, _, _ := parser.Parse(p.target, []byte(join(r.Lines)), 1)
		p.anchors = map[string]string{}
		p.ids = map[string]bool{}
		for _, a := range meta.Anchors {
			p.anchors[a] = a
		}
		for _, h := range meta.Headings {
			for _, old := range oldAnchors(h.Text) {
				if _, taken := p.anchors[old]; !taken && old != "" {
					p.anchors[old] = h.ID
				}
			}
		}
		raw := map[string]bool{}
		for _, id := range r.IDs {
			raw[id] = true
		}
		for _, n := range meta.Refs {
			to, fragment, ok := strings.Cut(n.Dest, "#")
			if ok && to == "" && raw[fragment] {
				p.ids[fragment] = true
			}
		}
		for id := range raw {
			if !p.ids[id] && p.anchors[id] == id && !headed(meta.Headings, id) {
				delete(p.anchors, id)
			}
		}
	}
}

func headed(all []markdown.Heading, id string) bool {
	for _, h := range all {
		if h.ID == id {
			return true
		}
	}
	return false
}

var (
	kramdownRE = regexp.MustCompile(`[^a-zA-Z0-9 -]+`)
	startRE    = regexp.MustCompile(`^[^a-zA-Z]+`)
	dashesRE   = regexp.MustCompile(`-{2,}`)
)

// oldAnchors gives the ids that kramdown, GitHub and Eleventy's slug filters
// make of a heading.
func oldAnchors(text string) []string {
	kramdown := strings.ToLower(strings.ReplaceAll(kramdownRE.ReplaceAllString(startRE.ReplaceAllString(text, ""), ""), " ", "-"))
	github := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, text)
	plain := dashesRE.ReplaceAllString(github, "-")
	spaced := strings.Trim(dashesRE.ReplaceAllString(strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, text), "-"), "-")
	return []string{kramdown, github, plain, strings.Trim(plain, "-"), spaced, strings.ToLower(strings.ReplaceAll(text, " ", "-"))}
}

func join(lines []markup.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
