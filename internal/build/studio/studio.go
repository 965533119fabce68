// Package studio decides which share card a page is shown with, and where it is
// published.
//
// In: a site's look, the words of a page's card and of its site's. Out: the card
// that the fonts can draw, its path, its key, its picture. The path names all that
// the picture depends on, so a card never changes under its address.
package studio

import (
	"encoding/hex"
	"image/color"

	"lodestone/internal/media/card"
	"lodestone/internal/memo"
	"lodestone/internal/theme/brand"
)

// Studio draws the cards of one site. It is safe for concurrent use.
type Studio struct {
	painter *card.Painter
	base    memo.Key // digest of the way of drawing and the look
}

// Look is what a site's cards have in common. The zero Look is the theme's own.
type Look struct {
	Colour  string // #rrggbb or #rgb
	Family  string // of the font: "sans", "serif" or "mono"
	Font    []byte // a font file that takes its place
	Logo    *card.Logo
	LogoKey memo.Key // digest of the logo's file
}

// New makes the studio of a site. An error says that the Font cannot be read.
func New(l Look) (*Studio, error) {
	c := brand.LightOf(l.Colour)
	painter, err := card.New(card.Style{Colours: card.Colours(c), Family: l.Family, Font: l.Font, Logo: l.Logo})
	h := memo.NewHash("studio")
	h.Int(card.Version)
	h.Text(l.Family)
	h.Bytes(l.Font)
	h.Bool(l.Logo != nil)
	h.Bool(l.Logo != nil && l.Logo.Wordmark)
	h.Bool(l.Logo != nil && l.Logo.Open != nil)
	h.Key(l.LogoKey)
	for _, x := range []color.RGBA{c.Paper, c.Ink, c.Soft, c.Accent} {
		h.Bytes([]byte{x.R, x.G, x.B})
	}
	return &Studio{painter, h.Sum()}, err
}

// Lacks gives the first character of a card that the fonts cannot show.
func (s *Studio) Lacks(c *card.Card) (r rune, lacks bool) {
	return s.painter.Lacks(c.Title + c.Kicker + c.Foot + c.Site)
}

// Key is the digest of all that a card's picture depends on.
func (s *Studio) Key(c *card.Card) memo.Key {
	h := memo.NewHash("card")
	h.Key(s.base)
	for _, t := range []string{c.Kicker, c.Title, c.Foot, c.Site, c.Lang} {
		h.Text(t)
	}
	h.Bool(c.RTL)
	return h.Sum()
}

// Path is where a card of this key is published.
func Path(key memo.Key) string { return "share/" + hex.EncodeToString(key[:10]) + ".png" }

// PNG draws a card.
func (s *Studio) PNG(c *card.Card) ([]byte, error) { return s.painter.PNG(c) }
