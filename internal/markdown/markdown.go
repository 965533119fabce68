// Package markdown names what the body of a page becomes: a Doc, finished HTML
// with holes where the site decides; Meta, what other pages may know of it; and
// Marks, the places of both in the file. Options say how a body is read. The
// reading itself is package parse.
//
// # Holes and references
//
// Destinations that the site must resolve (relative, rooted, "#anchor") are
// holes, listed in Meta.Refs in the order of the text, each with its place in
// Marks.Refs: where the destination stands, also that of a reference-style
// definition. Absolute ones stay in the segments.
//
// # Text
//
// The HTML is compact and valid by itself: no white space between blocks, no
// XHTML slashes, every element closed, the author's text escaped wherever it
// stands. Who fills the holes escapes with the functions of this package, so
// that the whole is written one way.
package markdown

// Nesting is how deep blocks, brackets, tags and emphasis may stand in one
// another.
const Nesting = 100
