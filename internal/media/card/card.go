// Package card draws the picture that social networks show of a page.
//
// In: the few words that say what the page is, the direction of its script, the
// site's Style: colours, font, logo. Out: a PNG of 1200 × 630 pixels (1.91:1, what Open Graph's
// readers cut nothing from), the same bytes for the same words. Text is shaped
// and broken into lines as its script has it; a title that is too long becomes
// smaller and then ends in an ellipsis. A character that the font lacks is an
// ErrGlyph, never a box: the caller says so and shows another card.
//
// The fonts are Go's own (golang.org/x/image/font/gofont) and Liberation Serif:
// Latin, Greek and Cyrillic; or a file of the site's.
package card

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"

	"golang.org/x/image/math/fixed"
)

// The size of a card in pixels.
const (
	Width  = 1200
	Height = 630
)

// Version is the way of drawing: a card of another has another address.
const Version = 2

// Card is what a share card says. Only Title is needed.
type Card struct {
	Kicker string // above the title: the section
	Title  string
	Foot   string // below it: author and date
	Site   string // the site's name, beside its mark
	Lang   string // BCP 47
	RTL    bool
}

// Colours are those of a light page.
type Colours struct{ Paper, Ink, Soft, Accent color.RGBA }

// Style is what all cards of a site have in common.
type Style struct {
	Colours
	Family string // "sans", "serif" or "mono"; "" for sans
	Font   []byte // a TrueType or OpenType file that takes its place; nil for none
	Logo   *Logo  // nil for the theme's mark
}

// Logo is the picture in the place of the theme's mark.
type Logo struct {
	Wordmark bool // it holds the site's name
	// Open gives the picture. Where nil the card shows only the name: a drawing has
	// no pixels.
	Open func() (image.Image, error)
}

// ErrGlyph says that the font lacks a character.
var ErrGlyph = errors.New("card: no glyph for a character")

// Painter draws cards in one site's colours. It is safe for concurrent use.
type Painter struct {
	palette color.Palette
	fonts   *fonts
	logo    *Logo
}

// New makes a Painter. An error says that the Font cannot be read.
func New(s Style) (*Painter, error) {
	f, err := loadFonts(s.Family, s.Font)
	if err != nil {
		return nil, err
	}
	return &Painter{palette: palette(s.Colours), fonts: f, logo: s.Logo}, nil
}

// Layout of a card, in pixels.
const (
	margin    = 88
	column    = Width - 2*margin
	bar       = 14 // the accent at the head
	siteSize  = 34
	footSize  = 30
	kickSize  = 30
	titleTop  = 208 // first baseline may stand above this, not its line
	titleRoom = 262 // between the title's top and the foot
)

// titleSizes are tried from the largest; each with the lines that fit.
var titleSizes = []struct{ size, lines int }{{78, 3}, {66, 3}, {54, 4}, {46, 5}}

// PNG draws a card.
func (p *Painter) PNG(c *Card) ([]byte, error) {
	d := &drawing{Paletted: image.NewPaletted(image.Rect(0, 0, Width, Height), p.palette), rtl: c.RTL}
	d.fill(image.Rect(0, 0, Width, bar), accent)
	logo, name, err := p.mark(d, c.Site)
	if err != nil {
		return nil, err
	}
	site := text{from: p.fonts, font: p.fonts.bold, size: siteSize, lang: c.Lang, rtl: c.RTL}
	if err := d.line(site, name.text, name.x, 110, ink); err != nil {
		return nil, err
	}
	kick := text{from: p.fonts, font: p.fonts.bold, size: kickSize, lang: c.Lang, rtl: c.RTL}
	if err := d.line(kick, c.Kicker, 0, titleTop-14, accent); err != nil {
		return nil, err
	}
	if err := d.title(p.fonts, c); err != nil {
		return nil, err
	}
	foot := text{from: p.fonts, font: p.fonts.regular, size: footSize, lang: c.Lang, rtl: c.RTL}
	if err := d.line(foot, c.Foot, 0, Height-74, soft); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, logo.on(d.Paletted))
	return b.Bytes(), err
}

// title draws the title as large as it fits.
func (d *drawing) title(f *fonts, c *Card) error {
	for i, s := range titleSizes {
		t := text{from: f, font: f.bold, size: s.size, lang: c.Lang, rtl: c.RTL}
		last := i == len(titleSizes)-1
		lines, whole, err := t.wrap(c.Title, column, s.lines)
		if err != nil {
			return err
		}
		if !whole && !last {
			continue
		}
		height := s.size * 118 / 100
		y := titleTop + s.size
		for _, l := range lines {
			d.glyphs(t, l, 0, y, ink)
			y += height
		}
		return nil
	}
	return nil
}

// line draws one line of text, cut where it is too long. x counts from the side
// where reading begins.
func (d *drawing) line(t text, s string, x, y int, shade int) error {
	if s == "" {
		return nil
	}
	lines, _, err := t.wrap(s, column-x, 1)
	if err == nil && len(lines) > 0 {
		d.glyphs(t, lines[0], x, y, shade)
	}
	return err
}

// start gives the left edge of something so wide that stands where reading
// begins.
func (d *drawing) start(width int) int {
	if d.rtl {
		return Width - margin - width
	}
	return margin
}

func pixels(x fixed.Int26_6) float32 { return float32(x) / 64 }
