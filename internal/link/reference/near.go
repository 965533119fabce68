package reference

import "lodestone/internal/diag"

// Looking for the name that was meant costs time with every name there is. On a
// large site only the first faults get a suggestion: whoever mends these knows
// the cause of the rest.
const (
	manyNames   = 2_000
	suggestions = 50
)

// NearFile gives the content file whose name is most like a wrong one.
func (r *Resolver) NearFile(file string) string {
	return r.near(file, r.files.Names())
}

// nearURL gives the address that is most like a wrong one.
func (r *Resolver) nearURL(address string) string {
	return r.near(address, r.book.URLs())
}

func (r *Resolver) near(name string, all []string) string {
	if len(all) > manyNames {
		if r.suggested >= suggestions {
			return ""
		}
		r.suggested++
	}
	return diag.Nearest(name, all)
}
