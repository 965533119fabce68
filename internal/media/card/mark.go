package card

import (
	"image"

	"golang.org/x/image/draw"
)

// What stands at the head of a card, in pixels: a mark, then the name.
const (
	markMiddle = 98
	markSize   = 44
	markGap    = 20
	logoHeight = 60
	logoWidth  = 420 // of a wordmark
)

// named is the site's name, or nothing, and how far it stands from the margin.
type named struct {
	text string
	x    int
}

// placed is a logo in its place; the zero one is none.
type placed struct {
	image.Image
	at image.Rectangle
}

// mark draws the theme's mark, or says where the logo goes, which has colours of
// its own; and what stands beside it.
func (p *Painter) mark(d *drawing, site string) (placed, named, error) {
	switch {
	case p.logo == nil:
		d.needle(d.start(markSize), markMiddle, markSize)
		return placed{}, named{site, markSize + markGap}, nil
	case p.logo.Open == nil:
		return placed{}, named{site, 0}, nil
	}
	img, err := p.logo.Open()
	if err != nil || img.Bounds().Empty() {
		return placed{}, named{site, 0}, err
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	w, h = max(1, w*logoHeight/h), logoHeight
	if most := logoWidth; w > most {
		w, h = most, max(1, h*most/w)
	}
	left := d.start(w)
	where := placed{img, image.Rect(left, markMiddle-h/2, left+w, markMiddle-h/2+h)}
	if p.logo.Wordmark {
		return where, named{}, nil
	}
	return where, named{site, w + markGap}, nil
}

// on lays the logo upon a card that has no colours for it.
func (l placed) on(card *image.Paletted) image.Image {
	if l.Image == nil {
		return card
	}
	out := image.NewNRGBA(card.Rect)
	draw.Draw(out, out.Rect, card, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, l.at, l.Image, l.Bounds(), draw.Over, nil)
	return out
}
