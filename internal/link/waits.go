package link

import (
	"path"
	"slices"
	"strings"

	"lodestone/internal/site"
)

// waiting finds the resources that belong to a page which is held back: those in
// the folder of its index.md that no live page shows. A draft's pictures are as
// private as its text.
func (l *linker) waiting() {
	var held []string
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live && path.Base(l.bases[i]) == "index" && path.Dir(p.Path) != "." && !l.liveVersion(p) {
			held = append(held, path.Dir(p.Path)+"/")
		}
	}
	if len(held) == 0 {
		return
	}
	shown := map[int]bool{l.Image: true}
	for _, r := range l.shown {
		shown[r] = true
	}
	for i := range l.Pages {
		if !l.Pages[i].Live {
			continue
		}
		for _, t := range l.Pages[i].Targets {
			if t.Kind == site.ToFile {
				shown[t.Resource] = true
			}
		}
		shown[l.Pages[i].Image] = true
	}
	l.Waits = map[int]bool{}
	for i, r := range l.Resources {
		for _, dir := range held {
			if strings.HasPrefix(r.Path, dir) && !shown[i] {
				l.Waits[i] = true
			}
		}
	}
}

// liveVersion says whether the page is published in another language.
func (l *linker) liveVersion(p *site.Page) bool {
	return slices.ContainsFunc(p.Versions, func(v int) bool { return l.Pages[v].Live })
}
