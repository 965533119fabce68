package image_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"slices"
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

// inks is a JPEG of 8 × 8 pixels in four inks: one block each, all of one code.
func inks() []byte {
	var b bytes.Buffer
	b.WriteString("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00")
	b.WriteString("\xff\xdb\x00\x43\x00" + strings.Repeat("\x01", 64))
	b.WriteString("\xff\xc0\x00\x14\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00")
	b.WriteString("\xff\xc4\x00\x14\x00\x01" + strings.Repeat("\x00", 16) + "\xff\xc4\x00\x14\x10\x01" + strings.Repeat("\x00", 16))
	b.WriteString("\xff\xda\x00\x0e\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00\x00\xff\xd9")
	return b.Bytes()
}

// TestInks: what screens make of inks the file alone knows; whatever is wrong with
// one, there is an answer.
func TestInks(t *testing.T) {
	room := media.NewRoom(media.RoomBytes)
	whole := inks()
	bare := slices.Concat(whole[:2], whole[18:]) // without the segment that says which inks
	icc := segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01abc"))
	for what, data := range map[string][]byte{"inks": whole, "inks of no name": bare, "inks with a profile": after(whole, 2, icc)} {
		got, bad := media.Inspect(data, "a.jpg", room)
		if bad != nil || !got.Print || got.Width != 8 || got.Tint != "" || got.Unshared(100).Code != "image/share-format" {
			t.Errorf("%s: %+v, %v", what, got, bad)
		}
		if out := media.Strip(append(data, "PLACE"...), media.JPEG); !bytes.Equal(out, data) {
			t.Errorf("%s: stripped it is %q", what, out)
		}
		for i := range data {
			if cut, bad := media.Inspect(data[:i], "a.jpg", room); bad == nil {
				t.Errorf("%s, cut at %d: %+v", what, i, cut)
			}
			media.Inspect(patched(data, i, data[i]^0xff), "a.jpg", room)
		}
	}
}

// TestUnshared: networks get JPEG, PNG and WebP that stand still, of a fair size and
// shape.
func TestUnshared(t *testing.T) {
	for _, c := range []struct {
		f    media.Facts
		size int64
		want string
	}{
		{media.Facts{Format: media.JPEG, Width: 1200, Height: 630}, 100, ""},
		{media.Facts{Format: media.WebP, Width: 600, Height: 315}, 100, ""},
		{media.Facts{Format: media.PNG, Width: 800, Height: 1000}, 100, ""},
		{media.Facts{Format: media.PNG, Width: 4000, Height: 1000}, 100, ""},
		{media.Facts{Format: media.PNG, Width: 1200, Height: 400, Animated: true}, 100, ""},
		{media.Facts{Format: media.JPEG, Width: 8000, Height: 5000}, 40_000_000, ""},
		{media.Facts{Format: media.PNG, Width: 8000, Height: 5000, Dense: true}, 60_000_000, ""},
		{media.Facts{Format: media.SVG, Width: 1200, Height: 630}, 100, "image/share-format"},
		{media.Facts{Format: media.AVIF, Width: 1200, Height: 630}, 100, "image/share-format"},
		{media.Facts{Format: media.GIF, Width: 1200, Height: 630}, 100, "image/share-format"},
		{media.Facts{Format: media.WebP, Width: 1200, Height: 630, Animated: true}, 100, "image/share-format"},
		{media.Facts{Format: media.JPEG, Width: 1200, Height: 630, Print: true}, 100, "image/share-format"},
		{media.Facts{}, 100, "image/share-format"},
		{media.Facts{Format: media.JPEG, Width: 1, Height: 1}, 100, "image/share-size"},
		{media.Facts{Format: media.JPEG, Width: 599, Height: 400}, 100, "image/share-size"},
		{media.Facts{Format: media.JPEG, Width: 700, Height: 314}, 100, "image/share-size"},
		{media.Facts{Format: media.JPEG, Width: 800, Height: 1001}, 100, "image/share-size"},
		{media.Facts{Format: media.JPEG, Width: 4001, Height: 1000}, 100, "image/share-size"},
		{media.Facts{Format: media.PNG, Width: 4000, Height: 2000}, 5_000_001, "image/share-weight"},
		{media.Facts{Format: media.WebP, Width: 4000, Height: 2000}, 5_000_001, "image/share-weight"},
	} {
		got := ""
		if bad := c.f.Unshared(c.size); bad != nil {
			got = bad.Code
		}
		if got != c.want {
			t.Errorf("%+v of %d bytes: %q, want %q", c.f, c.size, got, c.want)
		}
	}
}

// TestAnyName: a picture is what its bytes say, under every name; and of what pages
// do not show a person is told where it holds more than pixels.
func TestAnyName(t *testing.T) {
	photo := after(jpegOf(plain(40, 30, color.Black)), 2, exif(6))
	heif := func(brands, kind string) []byte {
		return []byte("\x00\x00\x00" + string(byte(16+len(brands)-4)) + "ftyp" + brands[:4] + "\x00\x00\x00\x00" + brands[4:] + "\x00\x00\x00\x15infe\x02\x00\x00\x00\x00\x02\x00\x00" + kind + "\x00")
	}
	tiff := func(order string, tag ...byte) []byte {
		return []byte(order + string(tag) + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	}
	const jxl = "\x00\x00\x00\x0cJXL \r\n\x87\n\x00\x00\x00\x14ftypjxl \x00\x00\x00\x00jxl "
	for _, c := range []struct {
		what, name string
		data       []byte
		looks, is  media.Format
		code       string
	}{
		{"photo", "a.jpg", photo, media.JPEG, media.JPEG, ""},
		{"photo", "a.JPE", photo, media.JPEG, media.JPEG, "image/extension"},
		{"photo", "a.jfif", photo, media.JPEG, media.JPEG, "image/extension"},
		{"photo", "a.heic", photo, media.JPEG, media.JPEG, "image/extension"},
		{"photo", "photo", photo, media.JPEG, media.JPEG, "image/extension"},
		{"photo cut off", "photo.part", photo[:200], media.JPEG, media.None, "image/says"},
		{"film", "a.mp4", heif("isommp42", "Exif"), media.None, media.None, ""},
		{"AVIF as mif1", "a.avif", slices.Concat(heif("mif1avif", "av01"), []byte("\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\x00\x07\x00\x00\x00\x05")), media.AVIF, media.AVIF, ""},
		{"HEIC", "a.heic", heif("heicmif1", "Exif"), media.HEIC, media.HEIC, "image/says"},
		{"HEIC with long numbers", "a.heic", []byte(strings.Replace(string(heif("heicmif1", "\x00\x00Exif")), "infe\x02", "infe\x03", 1)), media.HEIC, media.HEIC, "image/says"},
		{"HEIC of pixels", "a.heic", heif("heicmif1", "hvc1"), media.HEIC, media.HEIC, ""},
		{"HEIC", "a.jpg", heif("heicmif1", "Exif"), media.HEIC, media.None, "image/format"},
		{"HEIC", "backup", heif("mif1heic", "Exif"), media.HEIC, media.HEIC, "image/says"},
		{"TIFF with a place", "a.tif", tiff("II*\x00\x08\x00\x00\x00\x01\x00", 0x25, 0x88), media.TIFF, media.TIFF, "image/says"},
		{"TIFF with a place", "a.dng", tiff("MM\x00*\x00\x00\x00\x08\x00\x01", 0x88, 0x25), media.TIFF, media.TIFF, "image/says"},
		{"TIFF", "a.tif", tiff("II*\x00\x08\x00\x00\x00\x01\x00", 0, 1), media.TIFF, media.TIFF, ""},
		{"TIFF that leads nowhere", "a.tif", []byte("II*\x00\x08\x00\x00\x70"), media.TIFF, media.TIFF, "image/says"},
		{"large TIFF", "a.tif", []byte("II+\x00\x08\x00\x00\x00"), media.TIFF, media.TIFF, "image/says"},
		{"JPEG XL", "a.jxl", []byte(jxl + "\x00\x00\x00\x09jxlc."), media.JXL, media.JXL, ""},
		{"JPEG XL with Exif", "a.jxl", []byte(jxl + "\x00\x00\x00\x09Exif."), media.JXL, media.JXL, "image/says"},
		{"bare JPEG XL", "a.jxl", []byte("\xff\x0a"), media.JXL, media.JXL, ""},
		{"BMP", "a.bmp", []byte("BM"), media.BMP, media.BMP, ""},
		{"text", "a.txt", []byte("text"), media.None, media.None, ""},
		{"no icon", "a.bin", []byte("\x00\x00\x01\x00"), media.None, 0, ""},
	} {
		if got := media.Looks(c.name, c.data[:min(len(c.data), media.HeadBytes)]); got != c.looks {
			t.Errorf("%s, %s: looks as %s", c.what, c.name, got)
		}
		if c.looks == media.None {
			continue
		}
		f, bad := media.Inspect(c.data, c.name, media.NewRoom(0))
		code := ""
		if bad != nil {
			code = bad.Code
		}
		if f.Format != c.is || code != c.code {
			t.Errorf("%s, %s: %s %q, want %s %q", c.what, c.name, f.Format, code, c.is, c.code)
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
		{"GIF with remarks", media.GIF, remarked(said), "NETSCAPE2.0"},
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
		if f, bad := media.Inspect(c.data, "a"+c.f.Ext(), media.NewRoom(0)); c.f != media.WebP && (bad != nil || !f.Says) {
			t.Errorf("%s: %+v, %v", c.what, f, bad)
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

// remarked is an animation with a remark, XMP and something of a program's own, each
// of which says the same.
func remarked(said []byte) []byte {
	film := gifOf(3, 3, 3)
	at := bytes.Index(film, []byte("\x21\xff\x0bNETSCAPE2.0"))
	block := func(head string) []byte { return slices.Concat([]byte(head), []byte{byte(len(said))}, said, []byte{0}) }
	return slices.Concat(film[:at], block("\x21\xfe"), block("\x21\xff\x0bXMP DataXMP"), block("\x21\xff\x0bPROGRAM 1.0"), film[at:])
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
	f.Add([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="3"><style>a{b:url(#c)}</style><use href="#d"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if size, bad := svg.Read(data); bad == nil && (size.Width < 1 || size.Height < 1) {
			t.Fatalf("%+v", size)
		}
	})
}
