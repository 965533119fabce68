package view

import "lodestone/internal/memo"

// TargetKind says what a reference of the text leads to.
type TargetKind uint8

// The kinds of targets.
const (
	Gone    TargetKind = iota // nothing: the text stays without a link, an image leaves its alternative text
	ToPage                    // a page or list of this site
	ToFile                    // a file of this site
	ToImage                   // an image of this site: Width and Height where they are known
)

// Target is where one reference of a Doc leads; a page has one for each of
// markdown.Meta.Refs, in that order.
type Target struct {
	Kind          TargetKind
	URL           string // rooted with the base's prefix, or a fragment alone
	Width, Height int
}

// Code implements memo.Coded.
func (t *Target) Code(c *memo.Coder) {
	memo.Enum(c, &t.Kind)
	c.Text(&t.URL)
	c.Int(&t.Width)
	c.Int(&t.Height)
}
