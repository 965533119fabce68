package settings

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Term writes the name of a tag, an author or a series in the one way in which it is
// compared and shown: in Unicode NFC, without spaces about it and with single
// ones inside. Two spellings that look alike are the same then.
func Term(name string) string {
	return strings.Join(strings.Fields(norm.NFC.String(name)), " ")
}

// Called says whether an alias of a glossary's term is another name of it, such as
// "A/B test", and no former address, which begins with a slash.
func Called(alias string) bool {
	return !strings.HasPrefix(alias, "/") && !strings.Contains(alias, "://")
}

// Tidy writes all names of tags, authors and series as Term does.
func (f *Front) Tidy() {
	f.Series = Term(f.Series)
	for _, names := range [][]string{f.Tags, f.Authors} {
		for i, name := range names {
			names[i] = Term(name)
		}
	}
}
