package link

import (
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// written finds where a key of a page's front matter was written: in the page
// itself, in the original that it translates, or in the cascade of site.yaml.
// Where nobody wrote it the page's own file is to be edited. It inherits once
// more, step by step, so that nothing need be kept of who gave what.
func (l *linker) written(p *site.Page, key string) (file string, pos diag.Pos, own bool) {
	i, _ := l.files.Page(p.Path)
	top, _, _ := strings.Cut(key, ".")
	f := l.read[i].Front
	has := func() bool { return slices.Contains(f.Set, top) }
	if !has() && len(p.Versions) > 0 && p.Versions[0] != i {
		original := l.read[p.Versions[0]]
		if f.Inherit(&original.Front, settings.Texts()...); has() {
			return l.places.File(original.Path), l.places.Front(original.Path, key), false
		}
	}
	for k := len(l.Config.Cascade) - 1; k >= 0 && !has(); k-- {
		if c := &l.Config.Cascade[k]; c.Match.Meets(p.Section, p.Path, f.Tags) {
			if f.Inherit(&c.Set); has() {
				return "site.yaml", l.places.Config(cascadeKey(k) + ".set." + key), false
			}
		}
	}
	return l.places.File(p.Path), l.places.Front(p.Path, key), true
}

// sayAt says a finding of a key of a page's front matter where that was written.
func (l *linker) sayAt(p *site.Page, key string, item diag.Item) {
	var own bool
	if item.File, item.Pos, own = l.written(p, key); own {
		l.say(item)
		return
	}
	l.lent = append(l.lent, item)
}

// settle says once what several pages have of one value that was given to them:
// as the page that wrote it has it, else as the first has it, and as gravely as
// the gravest.
func (l *linker) settle() {
	if len(l.lent) == 0 {
		return
	}
	type value struct {
		file, code string
		pos        diag.Pos
	}
	known := map[value]int{}
	for n, item := range l.found {
		known[value{item.File, item.Code, item.Pos}] = n
	}
	for _, item := range l.lent {
		v := value{item.File, item.Code, item.Pos}
		n, said := known[v]
		if !said {
			known[v] = len(l.found)
			l.say(item)
			continue
		}
		l.found[n].Severity = max(l.found[n].Severity, item.Severity)
	}
}
