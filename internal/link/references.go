package link

import (
	"lodestone/internal/link/findings"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
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

// picture finds the image that a page names in its front matter.
func (l *linker) picture(p *site.Page) {
	if p.Front.Image == "" {
		return
	}
	t, item := l.refs.Target(p, markdown.Ref{Use: markdown.UseImage, Dest: p.Front.Image})
	if item.Code != "" {
		l.found.At(p, "image", findings.Gently(p, item))
	}
	if t.Kind == site.ToFile {
		p.Image = t.Resource
	}
}

// shareImage finds the picture that site.yaml names.
func (l *linker) shareImage() {
	l.Image = -1
	if l.Config.Image == "" {
		return
	}
	root := &site.Page{Meta: &site.Meta{Path: "site.yaml"}, Live: true}
	t, item := l.refs.Target(root, markdown.Ref{Use: markdown.UseImage, Dest: l.Config.Image})
	if item.Code != "" {
		item.File, item.Pos = "site.yaml", l.places.Config("image")
		l.found.Say(item)
	}
	if t.Kind == site.ToFile {
		l.Image = t.Resource
	}
}
