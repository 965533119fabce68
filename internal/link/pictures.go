package link

import (
	"lodestone/internal/diag"
	"lodestone/internal/link/findings"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// picture finds the image that a page names in its front matter, and whether networks
// show it as well. People's faces are small, and nobody need be told that a card
// stands in for them.
func (l *linker) picture(p *site.Page) {
	if p.Front.Image == "" {
		return
	}
	t, item := l.refs.Target(p, markdown.Ref{Use: markdown.UseImage, Dest: p.Front.Image})
	if item.Code != "" {
		l.found.At(p, "image", findings.Gently(p, item))
	}
	if t.Kind != site.ToFile {
		return
	}
	p.Image = t.Resource
	if why := l.unshared(p.Image); why.Code == "" {
		p.Share = p.Image
	} else if p.Kind != settings.Author && !l.told(p.Image) {
		l.found.At(p, "image", findings.Gently(p, why))
	}
}

// shareFile gives the image of site.yaml where networks show it; else -1.
func (l *linker) shareFile(n int) int {
	if n < 0 {
		return n
	}
	why := l.unshared(n)
	if why.Code == "" {
		return n
	}
	if !l.Resources[n].Unread {
		l.found.Say(diag.At("site.yaml", l.places.Config("image"), why.Code, why.Args...))
	}
	return -1
}

// unshared says why networks do not show a picture; no code where they do.
func (l *linker) unshared(n int) (why diag.Item) {
	r := &l.Resources[n]
	if bad := r.Unshared(r.Size); bad != nil {
		return diag.At("", diag.Pos{}, bad.Code, bad.Args...)
	}
	return why
}

// told says whether a picture has a finding of its own that says enough.
func (l *linker) told(n int) bool { return l.Resources[n].Unread || l.Resources[n].Print }

// inks tells of the pictures in inks that pages show, each once.
func (l *linker) inks() {
	seen := map[int]bool{}
	add := func(n int) {
		if n < 0 || !l.Resources[n].Print || seen[n] {
			return
		}
		seen[n] = true
		l.found.Say(diag.At(l.places.File(l.Resources[n].Path), diag.Pos{}, "image/inks"))
	}
	for i := range l.Pages {
		if !l.Pages[i].Live {
			continue
		}
		add(l.Pages[i].Image)
		for _, t := range l.Pages[i].Targets {
			if t.Kind == site.ToFile && t.Shown {
				add(t.Resource)
			}
		}
	}
}
