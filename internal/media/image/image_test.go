package image_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"pgregory.net/rapid"

	media "lodestone/internal/media/image"
	"lodestone/internal/media/image/svg"
	"lodestone/internal/media/image/tint"
)

// plain is a picture of one colour.
func plain(w, h int, c color.Color) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return m
}

// exif is a segment with an orientation and a position.
func exif(turn byte) []byte {
	return segment(0xe1, []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00"+
		"\x12\x01\x03\x00\x01\x00\x00\x00"+string(turn)+"\x00\x00\x00"+
		"\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00"+"\x00\x00\x00\x00"+
		"\x01\x00\x01\x00\x02\x00\x02\x00\x00\x00N\x00\x00\x00\x00\x00\x00\x00"))
}

func TestFacts(t *testing.T) {
	room := media.NewRoom(media.RoomBytes)
	blue := color.NRGBA{0, 60, 200, 255}
	photo := jpegOf(plain(40, 30, blue))
	deep := image.NewNRGBA64(image.Rect(0, 0, 5, 6))
	clear := plain(40, 30, blue)
	clear.SetNRGBA(3, 3, color.NRGBA{})
	palette := image.NewPaletted(image.Rect(0, 0, 7, 8), color.Palette{color.White, color.Black})
	for _, c := range []struct {
		what, name string
		data       []byte
		want       media.Facts
	}{
		{"photo", "a.jpg", photo, media.Facts{Format: media.JPEG, Width: 40, Height: 30, Turn: 1, Opaque: true, Dense: true, Tint: "t013"}},
		{"turned", "a.jpeg", after(photo, 2, exif(6)), media.Facts{Format: media.JPEG, Width: 30, Height: 40, Turn: 6, Opaque: true, Says: true, Dense: true, Tint: "t013"}},
		{"mirrored", "a.jpeg", after(photo, 2, exif(2)), media.Facts{Format: media.JPEG, Width: 40, Height: 30, Turn: 2, Opaque: true, Says: true, Dense: true, Tint: "t013"}},
		{"turned by nine", "a.jpeg", after(photo, 2, exif(9)), media.Facts{Format: media.JPEG, Width: 40, Height: 30, Turn: 1, Opaque: true, Says: true, Dense: true, Tint: "t013"}},
		{"profile", "a.jpg", after(photo, 2, segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01abc"))), media.Facts{Format: media.JPEG, Width: 40, Height: 30, Turn: 1, Opaque: true, Dense: true, Tint: "t013"}},
		{"drawing", "a.png", pngOf(plain(400, 300, blue)), media.Facts{Format: media.PNG, Width: 400, Height: 300, Turn: 1, Opaque: true, Tint: "t013"}},
		{"hole", "a.png", pngOf(clear), media.Facts{Format: media.PNG, Width: 40, Height: 30, Turn: 1}},
		{"16 bits", "a.png", pngOf(deep), media.Facts{Format: media.PNG, Width: 5, Height: 6, Turn: 1, Dense: true}},
		{"palette", "a.png", pngOf(palette), media.Facts{Format: media.PNG, Width: 7, Height: 8, Turn: 1, Opaque: true, Palette: true, Dense: true, Tint: "t444"}},
		{"grey", "a.png", pngOf(image.NewGray(image.Rect(0, 0, 300, 300))), media.Facts{Format: media.PNG, Width: 300, Height: 300, Turn: 1, Opaque: true, Tint: "t000"}},
		{"remark", "a.png", after(pngOf(plain(400, 300, blue)), 33, chunk("tEXt", []byte("Author\x00A. Body"))), media.Facts{Format: media.PNG, Width: 400, Height: 300, Turn: 1, Opaque: true, Says: true, Tint: "t013"}},
		{"archive behind a photo", "a.jpg", append(bytes.Clone(photo), "PK"...), media.Facts{Format: media.JPEG, Width: 40, Height: 30, Turn: 1, Opaque: true, Says: true, Dense: true, Tint: "t013"}},
		{"archive behind a drawing", "a.png", append(pngOf(plain(400, 300, blue)), "PK"...), media.Facts{Format: media.PNG, Width: 400, Height: 300, Turn: 1, Opaque: true, Says: true, Tint: "t013"}},
		{"moving PNG", "a.png", after(pngOf(plain(400, 300, blue)), 33, chunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0})), media.Facts{Format: media.PNG, Width: 400, Height: 300, Turn: 1, Opaque: true, Animated: true}},
	} {
		if got, bad := media.Inspect(c.data, c.name, room); bad != nil || got != c.want {
			t.Errorf("%s: %v\n got %+v\nwant %+v", c.what, bad, got, c.want)
		}
	}
}

// TestStrip: what a camera says goes, what shows the picture stays, and the pixels
// with it.
func TestStrip(t *testing.T) {
	photo, drawing := jpegOf(noise(40, 30)), pngOf(noise(40, 30))
	icc := segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01abc"))
	said := []byte("56.1629 N")
	for _, c := range []struct {
		what string
		f    media.Format
		data []byte
		has  string
	}{
		{"JPEG", media.JPEG, after(photo, 2, exif(6), icc, segment(0xed, said), segment(0xfe, said), segment(0xe1, append([]byte("http://ns.adobe.com/xap/1.0/\x00"), said...))), "ICC_PROFILE"},
		{"JPEG, preview behind", media.JPEG, append(after(photo, 2, segment(0xe2, append([]byte("MPF\x00"), said...))), said...), ""},
		{"PNG", media.PNG, after(drawing, 33, chunk("eXIf", said), chunk("tEXt", said), chunk("iTXt", said), chunk("tIME", said), chunk("zTXt", said), chunk("gAMA", []byte{0, 0, 0xb1, 0x8f})), "gAMA"},
		{"PNG, archive behind", media.PNG, append(bytes.Clone(drawing), said...), ""},
		{"GIF, archive behind", media.GIF, append(gifOf(2, 3, 3), said...), ""},
		{"WebP", media.WebP, riff(piece("VP8X", []byte{0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0}), piece("VP8L", []byte("pixels")), piece("EXIF", said), piece("XMP ", said)), "VP8X\x0a\x00\x00\x00" + strings.Repeat("\x00", 10) + "VP8L\x06\x00\x00\x00pixels"},
	} {
		got := media.Strip(c.data, c.f)
		if bytes.Contains(got, said) || bytes.Contains(got, []byte("GPS")) || !strings.Contains(string(got), c.has) {
			t.Errorf("%s: %q", c.what, got[:min(len(got), 200)])
		}
		if again := media.Strip(got, c.f); !bytes.Equal(again, got) {
			t.Errorf("%s: stripped twice it is another", c.what)
		}
		if c.f != media.JPEG && c.f != media.PNG {
			continue
		}
		before, _ := media.Decode(c.data, c.f)
		later, err := media.Decode(got, c.f)
		if err != nil || !same(before, later) {
			t.Errorf("%s: other pixels, %v", c.what, err)
		}
	}
	f, bad := media.Inspect(media.Strip(after(photo, 2, exif(6)), media.JPEG), "a.jpg", media.NewRoom(0))
	if bad != nil || f.Turn != 6 || f.Width != 30 {
		t.Errorf("no longer turned: %+v %v", f, bad)
	}
}

// TestTalks: of an AVIF that says more than its picture, a person is told.
func TestTalks(t *testing.T) {
	const head = "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\x00\x07\x00\x00\x00\x05"
	for kind, code := range map[string]string{"av01": "", "Exif": "image/says", "mime": "image/says"} {
		f, bad := media.Inspect([]byte(head+"\x00\x00\x00\x15infe\x02\x00\x00\x00\x00\x01\x00\x00av01\x00\x00\x00\x00\x15infe\x02\x00\x00\x00\x00\x02\x00\x00"+kind+"\x00"), "a.avif", media.NewRoom(0))
		got := ""
		if bad != nil {
			got = bad.Code
		}
		if got != code || f.Width != 7 || f.Height != 5 {
			t.Errorf("%s: %q %+v", kind, got, f)
		}
	}
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			ar, ag, ab, aa := a.At(x, y).RGBA()
			br, bg, bb, ba := b.At(x, y).RGBA()
			if ar != br || ag != bg || ab != bb || aa != ba {
				return false
			}
		}
	}
	return true
}

// TestTint: the class of a colour is among those of the stylesheet, near it.
func TestTint(t *testing.T) {
	css := string(tint.CSS())
	if strings.Count(css, "{background:#") != 125 || len(css) > 4000 {
		t.Errorf("%d bytes: %s", len(css), css)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := color.NRGBA{rapid.Byte().Draw(t, "r"), rapid.Byte().Draw(t, "g"), rapid.Byte().Draw(t, "b"), 255}
		class := tint.Of(plain(3, 2, c))
		_, rule, ok := strings.Cut(css, "."+class+"{background:#")
		if !ok {
			t.Fatalf("no class %s", class)
		}
		for i, want := range []byte{c.R, c.G, c.B} {
			got := 0
			for _, digit := range rule[2*i : 2*i+2] {
				got = got*16 + strings.IndexRune("0123456789abcdef", digit)
			}
			if d := got - int(want); d > 33 || d < -33 {
				t.Fatalf("%v is %s: %s", c, class, rule[:6])
			}
		}
	})
}

// TestRoom: what is in at once fits, and what fits nowhere comes in alone.
func TestRoom(t *testing.T) {
	r := media.NewRoom(10)
	a := r.Take(6)
	if r.Try(5) != nil {
		t.Error("11 of 10")
	}
	b := r.Try(4)
	a()
	a() // once is enough
	if r.Try(20) != nil {
		t.Error("not alone")
	}
	b()
	if c := r.Try(20); c == nil {
		t.Error("alone")
	}
}

// FuzzInspect: whatever the bytes, there is an answer, and Strip gives a file of
// the same kind that is no longer.
func FuzzInspect(f *testing.F) {
	for _, h := range hostiles() {
		if len(h.data) < 10_000 {
			f.Add(h.data, h.name)
		}
	}
	f.Add(after(jpegOf(noise(3, 3)), 2, exif(6)), "a.jpg")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		facts, bad := media.Inspect(data, name, media.NewRoom(0))
		if bad == nil && media.Named(name) && (facts.Width < 1 || facts.Height < 1) {
			t.Fatalf("no size: %+v", facts)
		}
		out := media.Strip(data, facts.Format)
		if len(out) > len(data)+64 {
			t.Fatalf("%d bytes became %d", len(data), len(out))
		}
		if again, worse := media.Inspect(out, name, media.NewRoom(0)); bad == nil && (worse != nil || again.Width != facts.Width) {
			t.Fatalf("stripped it is %+v, %v", again, worse)
		}
	})
}

// FuzzSVG: whatever the text, there is an answer.
func FuzzSVG(f *testing.F) {
	f.Add([]byte(`<svg width="3"><style>a{b:url(#c)}</style><use href="#d"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if size, bad := svg.Read(data); bad == nil && (size.Width < 1 || size.Height < 1) {
			t.Fatalf("%+v", size)
		}
	})
}
