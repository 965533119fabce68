// Package reference finds where references lead: the links and pictures of
// bodies, front matter, menus.
//
// In: a site whose pages have their addresses and states, the list of its files
// and the book of its addresses; a reference as its author wrote it. Out: a
// site.Target, or a finding that says why it leads nowhere, with what was meant if
// that can be guessed.
//
// A reference is a file, relative to the page that it stands in, or a rooted
// address; or, where nobody has that address, a file from the content folder. A
// page in the default language gives way to its version in the reader's. What is
// held back by time leads nowhere and is no fault; an expired page gives way to
// its replacement. A fragment is an id of the page, or what a forge would have
// made of a heading.
package reference

import (
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/files"
	"lodestone/internal/site"
)

// Resolver finds where references of one site lead. It may be asked for targets
// when all addresses stand in the book.
type Resolver struct {
	site      *site.Site
	files     *files.List
	book      *addresses.Book
	awaited   map[string]int      // address → page that time holds back from it; nil until asked
	years     map[string][]string // section → addresses of its years; nil until asked
	terms     []map[string]int    // language → slug of a name → the page of a term; nil until asked
	titles    []string            // of all terms
	suggested int
}

// New makes a resolver. What it is given may still be incomplete.
func New(s *site.Site, f *files.List, b *addresses.Book) *Resolver {
	return &Resolver{site: s, files: f, book: b}
}
