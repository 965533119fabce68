// Package flow writes the blocks of HTML as Markdown and generic directives, and
// every heading at the level that its place allows.
//
// In: nodes of an HTML block, and a function that converts the Markdown inside.
// Out: lines; lists, quotations, code, simple tables and headings as Markdown,
// figures of one image, details, notes and frames as directives, other tables
// and definition lists as balanced HTML. No input is an error; what nests deeper
// than MaxDepth is kept as text.
package flow

import (
	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/report"
)

// MaxDepth is how deep containers are followed; what lies deeper is kept as it
// is. Real pages stay under ten.
const MaxDepth = 40

// Heading is a heading of the result.
type Heading struct {
	Level int
	Text  string // plain
	ID    string // explicit, else empty
}

// Writer writes the headings and the HTML of one body.
type Writer struct {
	*prose.Writer
	Headings []Heading
	Blocks   func(in []lines.Line, depth int) []lines.Line // converts Markdown inside HTML
	levels   []int                                         // original levels of the headings around this place
	InNote   int                                           // footnotes around this place: their headings are none
}

// New makes the writer of one body. Blocks is to be set before it is used.
func New(log *report.Log, r prose.Resolver) *Writer { return &Writer{Writer: prose.New(log, r)} }
