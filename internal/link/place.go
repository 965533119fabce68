package link

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/findings"
	"lodestone/internal/link/reference"
	"lodestone/internal/schema/date"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// place makes a page of each file.
func (l *linker) place(metas []*site.Meta) {
	l.book = addresses.New(len(metas) + len(l.Resources))
	l.refs = reference.New(l.Site, l.files, l.book)
	l.Pages = make([]site.Page, len(metas))
	l.bases, l.versions = make([]string, len(metas)), make(map[string][]int, len(metas))
	all := sync.WaitGroup{}
	all.Go(func() {
		for i, m := range metas {
			w := l.Config.Locate(m.Path)
			l.Pages[i] = site.Page{
				Meta: m, Kind: w.Kind, Lang: l.tongue(w.Lang), Section: w.Section, Slug: w.Name, Index: w.Index,
				Published: w.Date, Image: -1, Share: -1, Series: -1, Newer: -1, Older: -1,
			}
			l.bases[i] = w.Base
			l.versions[w.Base] = append(l.versions[w.Base], i)
			if path.Base(w.Base) == "_index" {
				l.found.Say(diag.At(l.places.File(m.Path), diag.Pos{}, "file/underscore-index"))
			}
		}
	})
	for i, m := range metas {
		l.files.AddPage(m.Path, i)
	}
	all.Wait()
	l.undeclared()
	for i := range l.Resources {
		l.files.AddResource(l.Resources[i].Path, i)
	}
}

func (l *linker) tongue(tag string) int {
	return max(0, slices.IndexFunc(l.Languages, func(t site.Tongue) bool { return t.Tag == tag && tag != "" }))
}

// inherit gives translations the keys of their original, then every page what
// the cascade sets; and finds the versions of each page.
func (l *linker) inherit() {
	met := make([]bool, len(l.Config.Cascade))
	for i := range l.Pages {
		p := &l.Pages[i]
		group := l.versions[l.bases[i]]
		if len(group) > 1 || p.Lang > 0 || len(l.Config.Cascade) > 0 {
			own := *p.Meta // the caller's Meta stays as it was read
			p.Meta = &own
		}
		if len(group) > 1 {
			slices.SortFunc(group, func(a, b int) int { return cmp.Compare(l.Pages[a].Lang, l.Pages[b].Lang) })
			p.Versions = group
			if group[0] != i {
				p.Front.Inherit(&l.Pages[group[0]].Front, settings.Texts()...)
			}
		}
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		for k := len(l.Config.Cascade) - 1; k >= 0; k-- { // the last match wins: it comes first
			if c := &l.Config.Cascade[k]; c.Match.Meets(p.Section, p.Path, p.Front.Tags) {
				met[k] = true
				p.Front.Inherit(&c.Set)
			}
		}
	}
	l.versions = nil
	for k, ok := range met {
		if !ok {
			l.found.Say(diag.At("site.yaml", l.places.Config(findings.CascadeKey(k)), "config/cascade-unmet", strconv.Itoa(k+1)))
		}
	}
}

// date settles titles, descriptions and dates.
func (l *linker) date() {
	for i := range l.Pages {
		p := &l.Pages[i]
		f := &p.Front
		if !f.Date.Time.IsZero() {
			p.Published = f.Date.In(l.Zone)
		} else if !p.Published.IsZero() {
			p.Published = date.Date{Time: p.Published, Day: true}.In(l.Zone)
		}
		p.Updated, p.Expires = f.Updated.In(l.Zone), f.Expires.In(l.Zone)
		if code := l.clock.Misdates(p); code != "" {
			l.found.At(p, "updated", diag.At("", diag.Pos{}, code, p.Updated.Format(time.DateOnly), p.Published.Format(time.DateOnly)))
			p.Updated = time.Time{}
		}
		if p.Title = cmp.Or(f.Title, f.Name, p.Body.Title); p.Title == "" {
			p.Title = l.titleOf(p)
		}
		if p.Description = f.Description; p.Description == "" {
			p.Description = strings.Clone(p.Body.Summary) // the rest of what it stands in is let go of
		}
		if f.Slug != "" {
			p.Slug = f.Slug
		} else {
			p.Slug = cmp.Or(l.Languages[p.Lang].Slug(p.Slug), "page")
		}
	}
}

// titleOf makes a title of a file name: "how-to-start" → "How to start".
func (l *linker) titleOf(p *site.Page) string {
	switch p.Kind {
	case settings.Home:
		return l.Languages[p.Lang].Title
	case settings.NotFound:
		return l.Languages[p.Lang].Words().NotFoundTitle
	case settings.Authors:
		return l.Languages[p.Lang].Words().Authors
	case settings.Glossary:
		return l.Languages[p.Lang].Words().Glossary
	case settings.Tags:
		return l.Languages[p.Lang].Words().Tags
	case settings.Topics:
		return l.Languages[p.Lang].Words().Topics
	case settings.AllSeries:
		return l.Languages[p.Lang].Words().Series
	}
	return titled(p.Slug)
}

func titled(name string) string {
	r := []rune(strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(name)))
	if len(r) > 0 {
		r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	}
	return string(r)
}
