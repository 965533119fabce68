package develop_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"golang.org/x/image/draw"
	"pgregory.net/rapid"

	"lodestone/internal/media/develop"
	media "lodestone/internal/media/image"
)

// quarters is a picture with a colour of its own in each corner.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 20, 20, 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.RGBA{20, 200, 20, 255}
			case x < w/2 && y >= h/2:
				c = color.RGBA{20, 20, 200, 255}
			case x >= w/2:
				c = color.RGBA{220, 220, 220, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// corners names the colours of a picture's corners, from the first row on.
func corners(m image.Image) string {
	b := m.Bounds()
	name := ""
	for _, p := range []image.Point{{0, 0}, {b.Dx() - 1, 0}, {0, b.Dy() - 1}, {b.Dx() - 1, b.Dy() - 1}} {
		r, g, bl, _ := m.At(b.Min.X+p.X, b.Min.Y+p.Y).RGBA()
		switch {
		case r > 40000 && g > 40000:
			name += "w"
		case r > 40000:
			name += "r"
		case g > 40000:
			name += "g"
		case bl > 40000:
			name += "b"
		default:
			name += "?"
		}
	}
	return name
}

// TestTurn: each of the eight orientations shows the picture upright (Exif 2.32,
// table of tag 0x0112).
func TestTurn(t *testing.T) {
	for i, want := range []string{"rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"} {
		m := develop.Turn(develop.Scale(quarters(40, 20), 20, 10), i+1)
		w, h := 20, 10
		if i >= 4 {
			w, h = h, w
		}
		if got := corners(m); got != want || m.Rect.Dx() != w || m.Rect.Dy() != h {
			t.Errorf("orientation %d: %s, want %s; %v", i+1, got, want, m.Rect)
		}
	}
}

// TestScale: the same as golang.org/x/image/draw makes, but for rounding.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := image.NewRGBA(image.Rect(0, 0, rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h")))
		seen := rapid.Bool().Draw(t, "through")
		for i := 0; i < len(m.Pix); i += 4 {
			a := byte(255)
			if seen {
				a = rapid.Byte().Draw(t, "a")
			}
			for k := range 3 {
				m.Pix[i+k] = byte(int(rapid.Byte().Draw(t, "c")) * int(a) / 255)
			}
			m.Pix[i+3] = a
		}
		w, h := rapid.IntRange(1, 60).Draw(t, "to"), rapid.IntRange(1, 60).Draw(t, "high")
		want := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.CatmullRom.Scale(want, want.Rect, m, m.Rect, draw.Src, nil)
		got := develop.Scale(m, w, h)
		for i := range got.Pix {
			if d := int(got.Pix[i]) - int(want.Pix[i]); d > 2 || d < -2 {
				t.Fatalf("%v to %d × %d: byte %d is %d, not %d", m.Rect, w, h, i, got.Pix[i], want.Pix[i])
			}
		}
	})
}

// TestKinds: from every kind of pixels that decoders give.
func TestKinds(t *testing.T) {
	all := map[string]draw.Image{
		"palette": image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.RGBA{200, 20, 20, 255}, color.RGBA{20, 200, 20, 255}, color.RGBA{20, 20, 200, 255}, color.RGBA{220, 220, 220, 255}}),
		"16 bit":  image.NewNRGBA64(image.Rect(0, 0, 30, 20)), "straight": image.NewNRGBA(image.Rect(0, 0, 30, 20)), "inks": image.NewCMYK(image.Rect(0, 0, 30, 20)), "apart": image.NewRGBA(image.Rect(7, 9, 37, 29)),
	}
	for name, m := range all {
		draw.Draw(m, m.Bounds(), quarters(30, 20), image.Point{}, draw.Src)
		if got := corners(develop.Scale(m, 15, 10)); got != "rgbw" {
			t.Errorf("%s: %s", name, got)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, quarters(64, 48), nil); err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(&b)
	if err != nil || corners(develop.Scale(m, 10, 7)) != "rgbw" {
		t.Errorf("JPEG: %v", err)
	}
}

// TestFormats: what is made can be read, holds the profile and nothing else, and is
// the same every time.
func TestFormats(t *testing.T) {
	profile := bytes.Repeat([]byte("profile "), 10_000) // more than one segment
	through := quarters(20, 10)
	through.SetRGBA(3, 3, color.RGBA{})
	for _, m := range []*image.RGBA{quarters(20, 10), through} {
		for _, icc := range [][]byte{nil, profile} {
			for name, make := range map[string]func() ([]byte, error){
				"a.jpg":  func() ([]byte, error) { return develop.JPEG(m, 90, icc) },
				"a.png":  func() ([]byte, error) { return develop.PNG(m, icc, false) },
				"b.png":  func() ([]byte, error) { return develop.PNG(m, icc, true) },
				"a.webp": func() ([]byte, error) { return develop.WebP(m, icc) },
			} {
				data, err := make()
				again, _ := make()
				if err != nil || !bytes.Equal(data, again) {
					t.Errorf("%s: %v, or another the second time", name, err)
				}
				f, bad := media.Inspect(data, name, media.NewRoom(0))
				if bad != nil || f.Width != 20 || f.Says || f.Format == media.WebP && bytes.Contains(data, []byte("ICCP")) != (icc != nil) {
					t.Errorf("%s: %+v %v", name, f, bad)
				}
				if got := media.Profile(data, f.Format); f.Format != media.WebP && !bytes.Equal(got, icc) {
					t.Errorf("%s: a profile of %d bytes, want %d", name, len(got), len(icc))
				}
				switch { // decoders of Go do not look at these
				case icc == nil:
				case f.Format == media.JPEG && (!bytes.Contains(data, []byte("ICC_PROFILE\x00\x01\x02")) || !bytes.Contains(data, []byte("ICC_PROFILE\x00\x02\x02"))):
					t.Errorf("%s: the profile's parts are not numbered", name)
				case f.Format == media.WebP && (data[20]&0x10 != 0) != (m == through):
					t.Errorf("%s: flags %x", name, data[20])
				}
				back, err := media.Decode(data, f.Format)
				if err != nil || corners(back) != "rgbw" {
					t.Errorf("%s: %v", name, err)
				}
				if _, _, _, a := back.At(3, 3).RGBA(); (a == 0) != (m == through && f.Format != media.JPEG) {
					t.Errorf("%s: alpha %d", name, a)
				}
			}
		}
	}
}

// TestFewColours: pictures of a few pixels and colours, down to the smallest that are
// made, come back as they were.
func TestFewColours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(1, 9).Draw(t, "w")
		m := image.NewNRGBA(image.Rect(0, 0, w, rapid.IntRange((develop.MinWebP+w-1)/w, 9).Draw(t, "h")))
		colours := []color.NRGBA{{A: 255}, {R: 255, G: 255, B: 255, A: 255}, {}, {1, 2, 3, 255}}[:rapid.IntRange(1, 4).Draw(t, "colours")]
		for i := 0; i < len(m.Pix); i += 4 {
			c := rapid.SampledFrom(colours).Draw(t, "colour")
			m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = c.R, c.G, c.B, c.A
		}
		data, err := develop.WebP(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := media.Decode(data, media.WebP)
		if err != nil {
			t.Fatal(err)
		}
		for y := range m.Rect.Dy() {
			for x := range w {
				if got := color.NRGBAModel.Convert(back.At(x, y)); got != m.NRGBAAt(x, y) {
					t.Fatalf("%d, %d: %v of %v", x, y, got, m.Pix)
				}
			}
		}
	})
}
