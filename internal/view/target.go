package view

import (
	"html/template"

	"lodestone/internal/memo"
)

// URL is an address that was looked at where its author wrote it. html/template
// writes no others of a scheme that it does not know, such as tel:.
type URL = template.URL

// Target is what a reference in a page's text leads to, once the site has been
// linked. Targets stand parallel to markdown's Meta.Refs and are part of the
// page's key.
type Target struct {
	Kind    TargetKind
	URL     string  // as it is written into the page: path from the root of the host, "#anchor", or absolute; not escaped for HTML
	Text    string  // of a term that is named without a text: its title
	Picture Picture // of a TargetImage: how it is shown; without Alt, which the reference has
}

// TargetKind says what a Target is.
type TargetKind uint8

// The kinds of targets.
const (
	// TargetGone is nothing any more: a link's text stays, a picture leaves its
	// alternative text.
	TargetGone     TargetKind = iota
	TargetPage                // a page of the site, or an anchor in one
	TargetFile                // a file of the site
	TargetExternal            // an address elsewhere
	TargetImage               // a picture of the site
)

// Code implements memo.Coded.
func (t *Target) Code(c *memo.Coder) {
	memo.Enum(c, &t.Kind)
	c.Text(&t.URL)
	c.Text(&t.Text)
	t.Picture.Code(c)
}
