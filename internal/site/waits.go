package site

import (
	"path"
	"strings"
)

// waiting finds the resources that belong to a page which is held back: those in
// the folder of its index.md that no live page shows. A draft's pictures are as
// private as its text.
func (l *linker) waiting() {
	var held []string
	for i := range l.Pages {
		if p := &l.Pages[i]; !p.Live && path.Base(p.base) == "index" && path.Dir(p.base) != "." {
			held = append(held, path.Dir(p.base)+"/")
		}
	}
	if len(held) == 0 {
		return
	}
	shown := map[int]bool{}
	for i := range l.Pages {
		for _, t := range l.Pages[i].Targets {
			if t.Kind == ToFile {
				shown[t.Resource] = true
			}
		}
		shown[l.Pages[i].Image] = shown[l.Pages[i].Image] || l.Pages[i].Live
	}
	l.Site.waits = map[int]bool{}
	for i, r := range l.Resources {
		for _, dir := range held {
			if strings.HasPrefix(r.Path, dir) && !shown[i] {
				l.Site.waits[i] = true
			}
		}
	}
}

// Waits says whether a resource is held back with the page that it belongs to.
func (s *Site) Waits(resource int) bool { return s.waits[resource] }
