// Package menu makes entries of what site.yaml says of menus and footers.
//
// In: items, each a page by its file or an address. Out: per language its entries,
// and findings; an item with a fault makes no entry. A language without a menu of
// its own gets the main menu's entries that are translated.
package menu

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/files"
	"lodestone/internal/link/reference"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// away is what leads out of the site from a menu.
var away = regexp.MustCompile(`^(?:https?://[^/\s]|(?:mailto|tel|sms|geo):)`)

// Reader makes entries. What it has found and shown grows with every language.
type Reader struct {
	Site  *site.Site
	Files *files.List
	Refs  *reference.Resolver
	At    func(key string) diag.Pos // the place of a key of site.yaml

	Found diag.List
	Shown []int // into Site.Resources: files that entries lead to
}

// Language makes the entries of one language.
func (r *Reader) Language(tongue int) (menu, footer []site.Entry) {
	c := r.Site.Config
	if tongue == 0 {
		return r.entries(0, c.Menu, "menu"), r.entries(0, c.Footer, "footer")
	}
	tag := r.Site.Languages[tongue].Tag
	own, key := c.Languages[tag], "languages."+tag+"."
	if own.Menu == nil {
		menu = r.translated(tongue, c.Menu)
	} else {
		menu = r.entries(tongue, own.Menu, key+"menu")
	}
	if own.Footer == nil {
		footer = r.translated(tongue, c.Footer)
	} else {
		footer = r.entries(tongue, own.Footer, key+"footer")
	}
	return menu, footer
}

// translated makes entries of the main menu's items that exist in a language.
func (r *Reader) translated(tongue int, main []settings.MenuItem) []site.Entry {
	var all []site.Entry
	for _, m := range main {
		i, ok := r.Files.Page(clean(m.Page))
		if !ok {
			continue
		}
		if v := r.Refs.InTongue(i, tongue, ""); v != i {
			all = append(all, site.Entry{Text: r.Site.Pages[v].Title, URL: r.Site.Pages[v].URL})
		}
	}
	return all
}

func (r *Reader) entries(tongue int, items []settings.MenuItem, key string) []site.Entry {
	var all []site.Entry
	for k, m := range items {
		if e, ok := r.entry(tongue, m, key+"."+strconv.Itoa(k)); ok {
			all = append(all, e)
		}
	}
	return all
}

func clean(file string) string { return path.Clean(strings.TrimPrefix(file, "/")) }

func (r *Reader) entry(tongue int, m settings.MenuItem, key string) (site.Entry, bool) {
	e := site.Entry{Text: m.Text, URL: m.URL}
	switch {
	case (m.Page == "") == (m.URL == ""):
		return e, r.fault(key, "config/menu-target")
	case m.Page != "":
		t, ok := r.target(tongue, clean(m.Page), key+".page")
		if !ok {
			return e, false
		}
		e.URL = t.URL
		if i, ok := r.Files.Page(clean(m.Page)); ok && e.Text == "" {
			e.Text = r.Site.Pages[r.Refs.InTongue(i, tongue, "")].Title
		}
	case strings.HasPrefix(m.URL, "/"):
		if _, ok := r.target(tongue, m.URL, key+".url"); !ok {
			return e, false
		}
	case !away.MatchString(m.URL):
		return e, r.fault(key+".url", "config/menu-url", diag.Clip(m.URL))
	}
	if e.Text == "" {
		return e, r.fault(key, "config/menu-text")
	}
	return e, true
}

// target finds where an item leads.
func (r *Reader) target(tongue int, dest, key string) (site.Target, bool) {
	root := &site.Page{Meta: &site.Meta{Path: "site.yaml"}, Lang: tongue, Live: true}
	t, item := r.Refs.Target(root, markdown.Ref{Use: markdown.UseLink, Dest: dest})
	if item.Code != "" {
		item.File, item.Pos = "site.yaml", r.At(key)
		r.Found = append(r.Found, item)
		return t, false
	}
	if t.Kind == site.ToFile {
		r.Shown = append(r.Shown, t.Resource)
	}
	return t, true
}

// fault says what is wrong with an item, which makes no entry then.
func (r *Reader) fault(key, code string, args ...string) (ok bool) {
	r.Found = append(r.Found, diag.At("site.yaml", r.At(key), code, args...))
	return false
}
