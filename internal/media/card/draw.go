package card

import (
	"image"
	"image/color"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/vector"
)

// A card has few colours: paper, and three others in steps towards it, which are
// the edges of letters. So it is small.
const (
	steps  = 15
	ink    = 1
	soft   = 1 + steps
	accent = 1 + 2*steps
)

func palette(c Colours) color.Palette {
	p := color.Palette{c.Paper}
	for _, to := range []color.RGBA{c.Ink, c.Soft, c.Accent} {
		for i := 1; i <= steps; i++ {
			p = append(p, color.RGBA{mix(c.Paper.R, to.R, i), mix(c.Paper.G, to.G, i), mix(c.Paper.B, to.B, i), 255})
		}
	}
	return p
}

func mix(from, to uint8, i int) uint8 { return uint8((int(from)*(steps-i) + int(to)*i) / steps) }

// drawing is a card at work.
type drawing struct {
	*image.Paletted
	rtl  bool
	mask *image.Alpha
	fine vector.Rasterizer
}

func (d *drawing) fill(r image.Rectangle, shade int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			d.SetColorIndex(x, y, uint8(shade+steps-1))
		}
	}
}

// glyphs draws a line of text. x counts from the side where reading begins.
func (d *drawing) glyphs(t text, line shaping.Line, x, y, shade int) {
	var width float32
	for _, run := range line {
		width += pixels(run.Advance)
	}
	pen := float32(margin + x)
	if d.rtl {
		pen = float32(Width-margin-x) - width
	}
	top := y - t.size*3/2
	d.fine.Reset(Width, t.size*2)
	line = slices.Clone(line)
	slices.SortFunc(line, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
	for _, run := range line {
		scale := pixels(run.Size) / float32(run.Face.Upem())
		for _, g := range run.Glyphs {
			if outline, ok := run.Face.GlyphDataOutline(g.GlyphID); ok {
				d.outline(outline, pen+pixels(g.XOffset), float32(y-top)-pixels(g.YOffset), scale)
			}
			pen += pixels(g.Advance)
		}
	}
	d.paint(image.Rect(0, top, Width, top+t.size*2), shade)
}

func (d *drawing) outline(o font.GlyphOutline, x, y, scale float32) {
	at := func(p opentype.SegmentPoint) (float32, float32) { return x + p.X*scale, y - p.Y*scale }
	for _, s := range o.Segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			d.fine.ClosePath()
			d.fine.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			d.fine.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			d.fine.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			d.fine.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	d.fine.ClosePath()
}

// needle draws the mark, as wide as high, around a middle line.
func (d *drawing) needle(left, middle, size int) {
	w, h := float32(size), float32(size)
	tilt := func(x, y float32) (float32, float32) { // a quarter of a right angle, as in the icon
		const cos, sin = .924, .383
		x, y = x-w/2, y-h/2
		return float32(left) + w/2 + x*cos - y*sin, h/2 + x*sin + y*cos
	}
	half := func(tip float32, shade int) {
		d.fine.Reset(Width, size)
		d.fine.MoveTo(tilt(w/2, tip))
		d.fine.LineTo(tilt(w*.64, h/2))
		d.fine.LineTo(tilt(w*.36, h/2))
		d.fine.ClosePath()
		d.paint(image.Rect(0, middle-size/2, Width, middle+size/2), shade)
	}
	half(0, accent)
	half(h, ink)
}

// paint lays what was drawn upon the card.
func (d *drawing) paint(r image.Rectangle, shade int) {
	if d.mask == nil || d.mask.Rect.Dy() < r.Dy() {
		d.mask = image.NewAlpha(image.Rect(0, 0, Width, r.Dy()))
	}
	clear(d.mask.Pix)
	d.fine.Draw(d.mask, image.Rect(0, 0, Width, r.Dy()), image.Opaque, image.Point{})
	for y := range r.Dy() {
		if r.Min.Y+y < 0 || r.Min.Y+y >= Height {
			continue
		}
		row := d.mask.Pix[y*d.mask.Stride : y*d.mask.Stride+Width]
		out := d.Pix[(r.Min.Y+y)*d.Stride:]
		for x, a := range row {
			if i := (int(a)*steps + 127) / 255; i > 0 {
				out[x] = uint8(shade + i - 1)
			}
		}
	}
}
