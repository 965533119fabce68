// Package heads looks at what search engines will show of pages: titles and
// descriptions.
//
// In: a site whose outputs are known. Out: findings, all of them warnings, of the
// pages that search engines may list and that somebody wrote; what is made of
// others' words is mended where it is made. A title is too wide when it does so
// without the site's name, which is left out where both do not fit; it is too short
// only of a post, since a term or a page of the company is called what it is; a title
// that was made of a file's name is nobody's. Of descriptions the length is looked at
// where somebody wrote them; those that define a term or say who somebody is may be
// short, and the latter may be missing. Two of a language should not be alike. Rules:
// SEO rules on head/title and head/description.
package heads

import (
	"strconv"
	"unicode/utf8"

	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/snippet"
)

// Say takes a finding of a key of a page's front matter.
type Say func(p *site.Page, key, code string, args ...string)

// Check says what is weak.
func Check(s *site.Site, name func(path string) string, say Say) {
	seen := likeness{pages: s.Pages, name: name, say: say, first: map[shown]int{}}
	for i := range s.Outputs {
		o := &s.Outputs[i]
		if o.Own < 0 || !s.Listed(o) || s.Pages[o.Own].Unread {
			continue
		}
		p := &s.Pages[o.Own]
		if p.Front.Title != "" || p.Body.Title != "" {
			title(p, s.Languages[p.Lang].Title, say)
			seen.look(o.Own, "title", p.Title, "head/title-duplicate")
		}
		description(p, say)
		seen.look(o.Own, "description", p.Description, "head/description-duplicate")
	}
}

func title(p *site.Page, ofSite string, say Say) {
	if p.Kind == settings.Home {
		return // it stands behind the site's name, where there is room
	}
	if w := snippet.Width(p.Title); w > snippet.Widest {
		say(p, "title", "head/title-wide", strconv.Itoa(w), strconv.Itoa(snippet.Widest))
	}
	whole := snippet.Title(p.Title, ofSite)
	if whole == p.Title {
		ofSite = "" // both do not fit, or there is no other name
	}
	if n := utf8.RuneCountInString(whole); n < snippet.Shortest && p.Kind == settings.Post {
		say(p, "title", "head/title-short", strconv.Itoa(n), strconv.Itoa(snippet.Shortest), ofSite)
	}
}

func description(p *site.Page, say Say) {
	n := utf8.RuneCountInString(p.Front.Description)
	switch {
	case p.Description == "" && p.Kind != settings.Author:
		say(p, "description", "head/description-missing")
	case n == 0:
	case n < snippet.Shorter && (p.Kind == settings.Post || p.Kind == settings.Plain || p.Kind == settings.Home):
		say(p, "description", "head/description-short", strconv.Itoa(n), strconv.Itoa(snippet.Shorter), strconv.Itoa(snippet.Longest))
	case n > snippet.Longest:
		say(p, "description", "head/description-long", strconv.Itoa(n), strconv.Itoa(snippet.Shorter), strconv.Itoa(snippet.Longest))
	}
}

// likeness knows who showed a text first.
type likeness struct {
	pages []site.Page
	name  func(path string) string
	say   Say
	first map[shown]int // → into pages
}

// shown is a text of one key in one language.
type shown struct {
	lang      int
	key, text string
}

func (l *likeness) look(page int, key, text, code string) {
	if text == "" {
		return
	}
	p := &l.pages[page]
	s := shown{p.Lang, key, text}
	if first, again := l.first[s]; again {
		l.say(p, key, code, l.name(l.pages[first].Path))
		return
	}
	l.first[s] = page
}
