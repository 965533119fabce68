package link

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
)

// spoken is what may stand for a language in a file's name: "de", "pt-BR", and
// with other letter case or an underscore, as people write it.
var spoken = regexp.MustCompile(`^[A-Za-z]{2}(?:[-_][A-Za-z]{2})?$`)

// regional is a tag with a region in the usual letter case: nothing else looks
// like it.
var regional = regexp.MustCompile(`^[a-z]{2}[-_][A-Z]{2}$`)

// otherwise says whether the tag of a language is more often something else in
// the name of a file: a word, the ending of a program's file, a country's domain.
func otherwise(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return slices.Contains([]string{
		"am", "an", "as", "he", "is", "my", "no", "or", "so", "to",
		"cs", "el", "lo", "mk", "ml", "pl", "ps", "sh", "ts",
		"be", "co", "id", "io", "la",
	}, base)
}

// undeclared speaks up for name.de.md where site.yaml has no German: its author
// hardly meant a page named "name.de". Where an original stands beside it, or the
// tag can be nothing else, it is an error; of a name that may be meant as it is,
// such as amazon.de.md, it only warns, and of hello.ts.md nothing is said, though
// there are speakers of Tsonga.
func (l *linker) undeclared() {
	for i := range l.Pages {
		p := &l.Pages[i]
		name := path.Base(l.bases[i])
		dot := strings.LastIndexByte(name, '.')
		if dot < 1 || !spoken.MatchString(name[dot+1:]) || l.Config.Declares(name[dot+1:]) {
			continue
		}
		tag := strings.ReplaceAll(name[dot+1:], "_", "-")
		if !lang.Valid(tag) {
			continue
		}
		if usual := lang.For(tag).Tag(); !l.Config.Declares(usual) {
			tag = usual // else its letter case is what is wrong
		}
		item := diag.At(l.places.File(p.Path), diag.Pos{}, "language/undeclared", tag, l.declared(tag))
		original := strings.TrimSuffix(l.bases[i], name[dot:])
		beside := slices.Contains(l.bases, original)
		switch {
		case regional.MatchString(name[dot+1:]), lang.Messages(tag):
		case beside && !otherwise(tag):
		case beside != otherwise(tag) || lang.For(tag).Name() == tag: // rarely written
			continue
		default:
			item.Severity = diag.Warning
		}
		l.say(item)
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
