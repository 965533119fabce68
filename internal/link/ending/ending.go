// Package ending knows what language a file's name may seem to end in, as in
// name.de, where the site has no such language.
//
// In: the name without its extension, the languages of the site, and whether the
// same name without the ending stands beside it. Out: the language's tag, and how
// likely its author meant it: about.de beside about, surely; amazon.de alone,
// perhaps; and hello.ts hardly, though there are speakers of Tsonga.
package ending

import (
	"regexp"
	"slices"
	"strings"

	"lodestone/internal/lang"
)

// spoken is what may stand for a language in a file's name: "de", "pt-BR", and
// with other letter case or an underscore, as people write it.
var spoken = regexp.MustCompile(`^[A-Za-z]{2}(?:[-_][A-Za-z]{2})?$`)

// regional is a tag with a region in the usual letter case: nothing else looks
// like it.
var regional = regexp.MustCompile(`^[a-z]{2}[-_][A-Z]{2}$`)

// Ending is what a name ends in.
type Ending struct {
	Stem    string // the name without it
	Tag     string // of the language
	written string
}

// Of reads the end of a name. Not ok is one that is no language's or that the site
// declares.
func Of(name string, declares func(tag string) bool) (e Ending, ok bool) {
	dot := strings.LastIndexByte(name, '.')
	if dot < 1 || !spoken.MatchString(name[dot+1:]) || declares(name[dot+1:]) {
		return e, false
	}
	e = Ending{Stem: name[:dot], Tag: strings.ReplaceAll(name[dot+1:], "_", "-"), written: name[dot+1:]}
	if !lang.Valid(e.Tag) {
		return e, false
	}
	if usual := lang.For(e.Tag).Tag(); !declares(usual) {
		e.Tag = usual // else its letter case is what is wrong
	}
	return e, true
}

// Likelihood says whether a language is what an author meant.
type Likelihood uint8

// From the least likely.
const (
	Hardly Likelihood = iota
	Perhaps
	Surely
)

// Meant weighs an ending: where the original stands beside the file, or where the
// tag can be nothing else, it is meant.
func (e Ending) Meant(beside bool) Likelihood {
	other := e.otherwise()
	switch {
	case regional.MatchString(e.written), lang.Messages(e.Tag), beside && !other:
		return Surely
	case beside != other || lang.For(e.Tag).Name() == e.Tag: // rarely written
		return Hardly
	}
	return Perhaps
}

// otherwise says whether the tag of a language is more often something else in
// the name of a file: a word, the ending of a program's file, a country's domain.
func (e Ending) otherwise() bool {
	base, _, _ := strings.Cut(e.Tag, "-")
	return slices.Contains([]string{
		"am", "an", "as", "he", "is", "my", "no", "or", "so", "to",
		"cs", "el", "lo", "mk", "ml", "pl", "ps", "sh", "ts",
		"be", "co", "id", "io", "la",
	}, base)
}
