// Package prose writes inlines as Markdown that the strict engine takes.
//
// In: nodes, the place where they are to stand, and a Resolver that knows where
// links and images lead. Out: text, and in the log what became of every link,
// image, element and attribute that did not stay. What Markdown has a mark for
// is written with it; the elements of a phrase that it has none for stay HTML.
// No input is an error.
package prose

import "lodestone/internal/importer/jekyll/report"

// Target is what a Resolver makes of a destination.
type Target struct {
	Dest string // the new destination
	Kind string // of the note to leave: "" when nothing is to be said
	Gone bool   // leads nowhere: keep the text alone
	Out  bool   // an image of another site: becomes a link
}

// Resolver knows the site.
type Resolver interface {
	Link(dest string) Target
	Image(src string) Target
	KeepID(id string) bool // whether some link names this id of the page
}

// Writer writes the inlines of one body.
type Writer struct {
	*report.Log
	Resolver Resolver
	Used     map[string]bool // ids, and labels of footnotes
	IDs      []string        // of raw HTML, headings left out
}

// New makes the writer of one body.
func New(log *report.Log, r Resolver) *Writer {
	return &Writer{Log: log, Resolver: r, Used: map[string]bool{}}
}
