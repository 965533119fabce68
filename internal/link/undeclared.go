package link

import (
	"path"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/ending"
)

// undeclared speaks up for name.de.md where site.yaml has no German: its author
// hardly meant a page named "name.de". Where that is in doubt, it only warns.
func (l *linker) undeclared() {
	declares := l.Config.Declares
	for i, base := range l.bases {
		dir, name := path.Split(base)
		e, ok := ending.Of(name, declares)
		if !ok {
			continue
		}
		item := diag.At(l.places.File(l.Pages[i].Path), diag.Pos{}, "language/undeclared", e.Tag, l.declared(e.Tag))
		_, beside := l.versions[dir+e.Stem]
		switch e.Meant(beside) {
		case ending.Hardly:
			continue
		case ending.Perhaps:
			item.Severity = diag.Warning
		}
		l.found.Say(item)
	}
}

// declared gives the site's language that a tag is another spelling of, or "".
func (l *linker) declared(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	for _, t := range l.Languages {
		if of, _, _ := strings.Cut(t.Tag, "-"); strings.EqualFold(of, base) {
			return t.Tag
		}
	}
	return ""
}
