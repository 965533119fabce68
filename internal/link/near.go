package link

import (
	"maps"
	"slices"

	"lodestone/internal/diag"
)

// Looking for the name that was meant costs time with every name there is. On a
// large site only the first faults get a suggestion: whoever mends these knows
// the cause of the rest.
const (
	manyNames   = 2_000
	suggestions = 50
)

// nearFile gives the content file whose name is most like a wrong one.
func (l *linker) nearFile(file string) string {
	if l.fileNames == nil {
		l.fileNames = slices.Sorted(maps.Keys(l.byPath))
		l.fileNames = append(l.fileNames, slices.Sorted(maps.Keys(l.files))...)
	}
	return l.near(file, l.fileNames)
}

// nearURL gives the address that is most like a wrong one.
func (l *linker) nearURL(address string) string {
	return l.near(address, l.book.URLs())
}

func (l *linker) near(name string, all []string) string {
	if len(all) > manyNames {
		if l.suggested >= suggestions {
			return ""
		}
		l.suggested++
	}
	return diag.Nearest(name, all)
}
