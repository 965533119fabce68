package image

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"lodestone/internal/media/image/svg"
	"lodestone/internal/media/image/tint"
)

// Inspect looks at a picture. It gives a Fault for one that cannot be shown; with
// Facts for one that can, but is not what its name says. Of what pages do not show,
// by its name and its bytes, it gives the format alone, and a Fault where it is
// published with what a camera said.
func Inspect(data []byte, name string, room *Room) (Facts, *Fault) {
	promised, is := of(name), sniff(data)
	switch {
	case promised == SVG:
		is = SVG // which begins in many ways
	case !is.Shown() && !promised.Shown():
		return unshown(data, promised, is)
	case !is.Shown():
		return Facts{Turn: 1}, fault("image/format", promised.String(), is.String())
	}
	f, bad := Facts{Format: is, Turn: 1}, (*Fault)(nil)
	switch is {
	case JPEG:
		bad = f.jpeg(data, room)
	case PNG:
		bad = f.png(data, room)
	case GIF:
		bad = f.gif(data, room)
	case WebP:
		bad = f.webp(data, room)
	case SVG:
		bad = f.svg(data)
	case AVIF:
		bad = f.avif(data)
	case ICO:
		bad = f.ico(data)
	}
	switch {
	case bad != nil && !promised.Shown(): // nobody takes it for a picture, and nobody can strip it
		return Facts{Turn: 1}, fault("image/says", is.String())
	case bad != nil && bad.Code != "image/svg-size": // which only warns
		return Facts{Format: is, Turn: 1}, bad
	}
	f.Dense = len(data)*1000 >= DenseBytes*f.Width*f.Height
	switch {
	case bad != nil:
		return f, bad
	case is == AVIF && talks(data):
		return f, fault("image/says", is.String())
	case is != promised:
		return f, fault("image/extension", is.String(), is.Ext())
	}
	return f, nil
}

// Is says whether bytes begin as those of a format do.
func Is(data []byte, f Format) bool { return sniff(data) == f }

// sniff tells a format by its first bytes.
func sniff(data []byte) Format {
	begins := func(at int, s string) bool { return len(data) >= at+len(s) && string(data[at:at+len(s)]) == s }
	switch {
	case begins(0, "\xff\xd8\xff"):
		return JPEG
	case begins(0, pngMagic):
		return PNG
	case begins(0, "GIF87a"), begins(0, "GIF89a"):
		return GIF
	case begins(0, "RIFF") && begins(8, "WEBP"):
		return WebP
	case begins(4, "ftyp"):
		return brand(data)
	case begins(0, "II*\x00"), begins(0, "MM\x00*"), begins(0, "II+\x00"), begins(0, "MM\x00+"):
		return TIFF
	case begins(0, "\x00\x00\x00\x0cJXL \r\n\x87\n"):
		return JXL
	case begins(0, "\x00\x00\x01\x00"):
		return ICO
	}
	return None
}

func (f *Facts) jpeg(data []byte, room *Room) *Fault {
	j, bad := readJPEG(data)
	if bad != nil {
		return bad
	}
	most := MaxPixels
	weight := 4
	if j.passes {
		most, weight = MaxPixels/2, 16
	}
	if bad := roomy(j.width, j.height, most); bad != nil {
		return bad
	}
	if j.scans > MaxScans {
		return fault("image/too-many-scans")
	}
	f.Width, f.Height, f.Turn = j.width, j.height, orientation(data)
	f.Says, f.Opaque, f.Print = j.says, true, j.inks == 4
	if f.Turn >= 5 {
		f.Width, f.Height = f.Height, f.Width
	}
	bad = f.look(data, room, weight*j.width*j.height, jpeg.Decode)
	if f.Print { // what screens make of inks the file's profile says, which is not read here
		f.Tint = ""
	}
	return bad
}

func (f *Facts) png(data []byte, room *Room) *Fault {
	p, bad := readPNG(data)
	if bad != nil {
		return bad
	}
	if bad := roomy(p.width, p.height, MaxPixels); bad != nil {
		return bad
	}
	f.Width, f.Height, f.Says, f.Animated, f.Palette = p.width, p.height, p.says, p.animated, p.palette
	return f.look(data, room, 2*p.bytes*p.width*p.height, png.Decode)
}

func (f *Facts) webp(data []byte, room *Room) *Fault {
	w, bad := readWebP(data)
	if bad != nil {
		return bad
	}
	f.Says, f.Animated = w.says, w.animated
	if f.Animated {
		f.Width, f.Height = w.width, w.height
		return roomy(w.width, w.height, MaxPixels)
	}
	c, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return unreadable(err)
	}
	if bad := roomy(c.Width, c.Height, MaxPixels); bad != nil {
		return bad
	}
	f.Width, f.Height = c.Width, c.Height
	return f.look(data, room, 8*c.Width*c.Height, webp.Decode)
}

func (f *Facts) gif(data []byte, room *Room) *Fault {
	g, bad := readGIF(data)
	if bad != nil {
		return bad
	}
	if bad := roomy(g.width, g.height, MaxPixels); bad != nil {
		return bad
	}
	if g.width*g.height*g.frames > MaxFrames {
		return fault("image/too-many-frames")
	}
	f.Width, f.Height, f.Animated, f.Palette, f.Says = g.width, g.height, g.frames > 1, true, g.says
	return f.look(data, room, 2*g.width*g.height, gif.Decode)
}

func (f *Facts) svg(data []byte) *Fault {
	s, bad := svg.Read(data)
	f.Width, f.Height = s.Width, s.Height
	if bad != nil {
		return &Fault{bad.Code, bad.Line, bad.Col, bad.Args}
	}
	return nil
}

// look decodes a picture to see whether it can be, and what colour it has.
func (f *Facts) look(data []byte, room *Room, weight int, decode func(io.Reader) (image.Image, error)) *Fault {
	defer room.Take(weight)()
	m, err := decode(bytes.NewReader(data))
	switch unknown := jpeg.UnsupportedError(""); {
	case f.Print && errors.As(err, &unknown):
		return nil // inks in a way that Go cannot tell; no print is made of them
	case err != nil:
		return unreadable(err)
	}
	f.Opaque = opaque(m)
	if f.Opaque && !f.Animated {
		f.Tint = tint.Of(m)
	}
	return nil
}

// opaque says whether nothing shows through a picture.
func opaque(m image.Image) bool {
	if p, ok := m.(*image.Paletted); ok { // its own Opaque asks only for the colours in use
		for _, c := range p.Palette {
			if _, _, _, a := c.RGBA(); a != 0xffff {
				return false
			}
		}
		return true
	}
	o, ok := m.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// unreadable tells apart what ends too early and what is damaged.
func unreadable(err error) *Fault {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fault("image/truncated")
	}
	return fault("image/damaged")
}

// Decode gives the pixels of a JPEG, PNG or still WebP that Inspect has passed, as
// the file has them: not turned. What it takes is the caller's to have room for.
func Decode(data []byte, f Format) (image.Image, error) {
	r := bytes.NewReader(data)
	switch f {
	case JPEG:
		return jpeg.Decode(r)
	case PNG:
		return png.Decode(r)
	case WebP:
		return webp.Decode(r)
	}
	return nil, errors.New("image: " + f.String() + " is not decoded")
}

// Weight is about how many bytes of memory a picture takes while it is decoded.
func Weight(f *Facts) int { return 8 * f.Width * f.Height }
