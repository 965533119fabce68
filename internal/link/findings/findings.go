// Package findings gathers what linking has to say, each finding where its cause
// was written.
//
// In: findings, of a page, of a key of its front matter, or of anything else; the
// pages as they were read, before they inherited. Out: a list without order. What
// is wrong with a page that nobody sees yet only warns. What several pages were
// given by one line, of the original that they translate or of the cascade of
// site.yaml, is said once, there: as the page that wrote it has it, else as the
// first has it, and as gravely as the gravest.
package findings

import (
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/files"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// Places finds where in a file something stands. It is asked only when there is
// something to say.
type Places interface {
	// Front gives the place of a front matter key, such as "authors.1".
	Front(path, key string) diag.Pos
	// Config gives the place of a key of site.yaml.
	Config(key string) diag.Pos
	// File gives the name of a content file in messages, relative to the source.
	File(path string) string
}

// Findings gathers. It is not safe for concurrent use.
type Findings struct {
	config *settings.Config
	read   []*site.Meta // parallel to the site's pages: as they were read
	files  *files.List
	places Places
	found  diag.List
	lent   diag.List // of keys that a page was given by another file
}

// New makes an empty Findings for the pages that were read, whose Metas must stay
// as they are, and which the list knows by the end of placing them.
func New(config *settings.Config, read []*site.Meta, list *files.List, places Places) *Findings {
	return &Findings{config: config, read: read, files: list, places: places}
}

// Say says a finding.
func (f *Findings) Say(items ...diag.Item) { f.found = append(f.found, items...) }

// Of says a finding of a page.
func (f *Findings) Of(p *site.Page, item diag.Item) { f.Say(Gently(p, item)) }

// Key says a finding of a key of a page's front matter.
func (f *Findings) Key(p *site.Page, key, code string, args ...string) {
	f.At(p, key, Gently(p, diag.At("", diag.Pos{}, code, args...)))
}

// At says a finding of a key of a page's front matter as gravely as it is given.
func (f *Findings) At(p *site.Page, key string, item diag.Item) {
	var own bool
	if item.File, item.Pos, own = f.written(p, key); own {
		f.Say(item)
		return
	}
	f.lent = append(f.lent, item)
}

// Gently makes a warning of an error in a page that nobody sees yet.
func Gently(p *site.Page, item diag.Item) diag.Item {
	if !p.Live || p.State != site.Published {
		item.Severity = min(item.Severity, diag.Warning)
	}
	return item
}

// File gives the name of a page's file in messages.
func (f *Findings) File(p *site.Page) string { return f.places.File(p.Path) }

// CascadeKey is the path of an entry of the cascade in site.yaml.
func CascadeKey(k int) string { return "cascade." + strconv.Itoa(k) }

// written finds where a key of a page's front matter was written: in the page
// itself, in the original that it translates, or in the cascade. Where nobody
// wrote it the page's own file is to be edited. It inherits once more, step by
// step, so that nothing need be kept of who gave what.
func (f *Findings) written(p *site.Page, key string) (file string, pos diag.Pos, own bool) {
	top, _, _ := strings.Cut(key, ".")
	i, _ := f.files.Page(p.Path)
	if slices.Contains(f.read[i].Front.Set, top) {
		return f.places.File(p.Path), f.places.Front(p.Path, key), true
	}
	front := f.read[i].Front
	has := func() bool { return slices.Contains(front.Set, top) }
	if len(p.Versions) > 0 && p.Versions[0] != i {
		original := f.read[p.Versions[0]]
		if front.Inherit(&original.Front, settings.Texts()...); has() {
			return f.places.File(original.Path), f.places.Front(original.Path, key), false
		}
	}
	for k := len(f.config.Cascade) - 1; k >= 0; k-- {
		if c := &f.config.Cascade[k]; c.Match.Meets(p.Section, p.Path, front.Tags) {
			if front.Inherit(&c.Set); has() {
				return "site.yaml", f.places.Config(CascadeKey(k) + ".set." + key), false
			}
		}
	}
	return f.places.File(p.Path), diag.Pos{}, true
}

// All gives everything that was said.
func (f *Findings) All() diag.List {
	type value struct {
		file, code string
		pos        diag.Pos
	}
	all, known := slices.Clone(f.found), map[value]int{}
	if len(f.lent) == 0 {
		return all
	}
	for n, item := range all {
		known[value{item.File, item.Code, item.Pos}] = n
	}
	for _, item := range f.lent {
		v := value{item.File, item.Code, item.Pos}
		n, said := known[v]
		if !said {
			known[v] = len(all)
			all = append(all, item)
			continue
		}
		all[n].Severity = max(all[n].Severity, item.Severity)
	}
	return all
}
