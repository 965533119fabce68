package qr

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// drawn paints a path as a browser would, so many pixels a module.
func drawn(t *testing.T, c Code, scale int) image.Image {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, c.Size*scale, c.Size*scale))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for piece := range strings.SplitSeq(strings.TrimSuffix(c.Path, "z"), "z") {
		var x, y, n, back int
		if _, err := fmt.Sscanf(piece, "M%d %dh%dv1h-%d", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("%q: %v", piece, err)
		}
		for px := x * scale; px < (x+n)*scale; px++ {
			for py := y * scale; py < (y+1)*scale; py++ {
				m.SetGray(px, py, color.Gray{})
			}
		}
	}
	return m
}

// TestReadBack reads codes as a telephone does.
func TestReadBack(t *testing.T) {
	for _, text := range []string{
		"https://example.org/", "https://example.org/blog/é-à-ü/?a=b&c=d#e", "x", strings.Repeat("a", Most),
	} {
		c, err := Of(text)
		if err != nil {
			t.Fatal(err)
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(drawn(t, c, 4))
		if err != nil {
			t.Fatal(err)
		}
		got, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil || got.GetText() != text {
			t.Errorf("%.40q: read %v, %v", text, got, err)
		}
		again, _ := Of(text)
		if again != c || c.URL != text {
			t.Errorf("%.40q: another code the second time", text)
		}
	}
}

// TestQuiet: nothing is drawn within four modules of an edge.
func TestQuiet(t *testing.T) {
	c, _ := Of("https://example.org/")
	m := drawn(t, c, 1)
	for i := range c.Size {
		for k := range 4 {
			for _, p := range []image.Point{{X: i, Y: k}, {X: k, Y: i}, {X: i, Y: c.Size - 1 - k}, {X: c.Size - 1 - k, Y: i}} {
				if r, _, _, _ := m.At(p.X, p.Y).RGBA(); r == 0 {
					t.Fatalf("a dark module at %v of %d", p, c.Size)
				}
			}
		}
	}
	if r, _, _, _ := m.At(4, 4).RGBA(); r != 0 {
		t.Error("the corner of the code is not where the quiet zone ends")
	}
}

func TestTooLong(t *testing.T) {
	if c, err := Of(strings.Repeat("a", 3000)); err == nil || c.Path != "" {
		t.Errorf("3000 bytes: %v, %d", err, len(c.Path))
	}
}
