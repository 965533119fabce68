package link

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// away is what leads out of the site from a menu.
var away = regexp.MustCompile(`^(?:https?://[^/\s]|mailto:|tel:)`)

// menus resolves the menus of every language. A language without one of its own
// gets the main menu's entries that exist in it.
func (l *linker) menus() {
	for i := range l.Languages {
		t := &l.Languages[i]
		own := l.Config.Languages[t.Tag]
		key := "languages." + t.Tag + "."
		if i == 0 {
			own, key = settings.Language{Menu: l.Config.Menu, Footer: l.Config.Footer}, ""
		}
		t.Menu = l.menu(i, own.Menu, l.Config.Menu, key+"menu")
		t.Footer = l.menu(i, own.Footer, l.Config.Footer, key+"footer")
	}
}

func (l *linker) menu(tongue int, own, main []settings.MenuItem, key string) []site.Entry {
	var all []site.Entry
	if own == nil && tongue > 0 {
		for _, m := range main {
			if i, ok := l.files.Page(clean(m.Page)); ok && l.refs.InTongue(i, tongue, "") != i {
				v := &l.Pages[l.refs.InTongue(i, tongue, "")]
				all = append(all, site.Entry{Text: v.Title, URL: v.URL})
			}
		}
		return all
	}
	for k, m := range own {
		if e, ok := l.entry(tongue, m, key+"."+strconv.Itoa(k)); ok {
			all = append(all, e)
		}
	}
	return all
}

func clean(file string) string { return path.Clean(strings.TrimPrefix(file, "/")) }

func (l *linker) entry(tongue int, m settings.MenuItem, key string) (site.Entry, bool) {
	e := site.Entry{Text: m.Text, URL: m.URL}
	root := &site.Page{Meta: &site.Meta{Path: "site.yaml"}, Lang: tongue, Live: true}
	switch {
	case (m.Page == "") == (m.URL == ""):
		l.say(diag.At("site.yaml", l.places.Config(key), "config/menu-target"))
		return e, false
	case m.Page != "":
		t, item := l.refs.Target(root, markdown.Ref{Use: markdown.UseLink, Dest: clean(m.Page)})
		if item.Code != "" {
			item.File, item.Pos = "site.yaml", l.places.Config(key+".page")
			l.say(item)
			return e, false
		}
		e.URL = t.URL
		if t.Kind == site.ToFile {
			l.shown[t.Resource] = true
		}
		if i, ok := l.files.Page(clean(m.Page)); ok && e.Text == "" {
			e.Text = l.Pages[l.refs.InTongue(i, tongue, "")].Title
		}
	case strings.HasPrefix(m.URL, "/"):
		t, item := l.refs.Target(root, markdown.Ref{Use: markdown.UseLink, Dest: m.URL})
		if item.Code != "" {
			item.File, item.Pos = "site.yaml", l.places.Config(key+".url")
			l.say(item)
			return e, false
		}
		if t.Kind == site.ToFile {
			l.shown[t.Resource] = true
		}
	case !away.MatchString(m.URL):
		l.say(diag.At("site.yaml", l.places.Config(key+".url"), "key/bad-url", "url", m.URL, ""))
		return e, false
	}
	if e.Text == "" {
		l.say(diag.At("site.yaml", l.places.Config(key), "config/menu-text"))
		return e, false
	}
	return e, true
}
