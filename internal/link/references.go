package link

import (
	"slices"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// references finds where every reference of every page leads, and says why where it
// leads nowhere. Of drafts and scheduled pages it speaks beforehand, in warnings;
// that they lead to each other is no fault of theirs.
func (l *linker) references() {
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.State == site.Expired && !p.Live {
			continue // of a page with faults, what could be read is looked at
		}
		if len(p.Body.Refs) > 0 {
			p.Targets = make([]site.Target, len(p.Body.Refs))
		}
		for k, ref := range p.Body.Refs {
			t, item := l.refs.Target(p, ref)
			p.Targets[k] = t
			if item.Code != "" {
				item.File, item.Pos = l.places.File(p.Path), l.places.Ref(p.Path, k)
				l.found.Of(p, item)
			}
		}
		l.picture(p)
	}
}

// siteFiles finds the files that site.yaml names.
func (l *linker) siteFiles() {
	b := &l.Config.Brand
	l.Image = l.shareFile(l.siteFile("image", l.Config.Image, markdown.UseImage))
	l.Logo = l.siteFile("brand.logo", b.Logo, markdown.UseImage)
	l.Headings, l.Text = l.fontFile("brand.fonts.headings", b.Fonts.Headings), l.fontFile("brand.fonts.text", b.Fonts.Text)
}

// fontFile finds a font; -1 where the author names a family that every system has.
func (l *linker) fontFile(key, name string) int {
	switch {
	case name == "" || slices.Contains(settings.FontFamilies(), name):
		return -1
	case !settings.FontFile(name):
		l.found.Say(diag.At("site.yaml", l.places.Config(key), "brand/font", name, diag.Nearest(name, settings.FontFamilies())))
		return -1
	}
	return l.siteFile(key, name, markdown.UseFile)
}

// siteFile finds the file that a key of site.yaml names; -1 for none.
func (l *linker) siteFile(key, dest string, use markdown.Use) int {
	if dest == "" {
		return -1
	}
	root := &site.Page{Meta: &site.Meta{Path: "site.yaml"}, Live: true}
	t, item := l.refs.Target(root, markdown.Ref{Use: use, Dest: dest})
	if item.Code != "" {
		item.File, item.Pos = "site.yaml", l.places.Config(key)
		l.found.Say(item)
	}
	if t.Kind != site.ToFile {
		return -1
	}
	return t.Resource
}
