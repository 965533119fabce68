package image_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	media "lodestone/internal/media/image"
)

// noise is a picture that no compression makes small.
func noise(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range m.Pix {
		m.Pix[i] = byte(r.Uint32()) | byte(255*(i%4/3))
	}
	return m
}

func jpegOf(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func pngOf(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// gifOf makes an animation.
func gifOf(frames, w, h int) []byte {
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White}))
		g.Delay = append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// chunk writes a chunk of a PNG.
func chunk(name string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// header writes the beginning of a PNG of that size.
func header(w, h uint32, depth, kind byte) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(body, depth, kind, 0, 0, 0))...)
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

// segment writes a segment of a JPEG.
func segment(marker byte, body []byte) []byte {
	return append([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// after puts something behind the first bytes of a file.
func after(data []byte, at int, more ...[]byte) []byte {
	return slices.Concat(data[:at], slices.Concat(more...), data[at:])
}

// frameOf changes the size that a JPEG claims.
func frameOf(data []byte, marker byte, w, h uint16) []byte {
	data = bytes.Clone(data)
	at := bytes.Index(data, []byte{0xff, 0xc0})
	data[at+1] = marker
	binary.BigEndian.PutUint16(data[at+5:], h)
	binary.BigEndian.PutUint16(data[at+7:], w)
	return data
}

// patched changes bytes from a place on.
func patched(data []byte, at int, to ...byte) []byte {
	data = bytes.Clone(data)
	copy(data[at:], to)
	return data
}

// riff writes a WebP of chunks.
func riff(chunks ...[]byte) []byte {
	body := slices.Concat(chunks...)
	return slices.Concat([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len(body)+4)), []byte("WEBP"), body)
}

func piece(name string, body []byte) []byte {
	return slices.Concat([]byte(name), binary.LittleEndian.AppendUint32(nil, uint32(len(body))), body, make([]byte, len(body)%2))
}

// passes is a progressive JPEG of many scans: each is a header without pixels.
func passes(n int) []byte {
	data := frameOf(jpegOf(noise(16, 16)), 0xc2, 16, 16)
	at := bytes.Index(data, []byte{0xff, 0xda})
	scan := segment(0xda, []byte{1, 1, 0, 0, 0, 0})
	return after(data, at, bytes.Repeat(scan, n))
}

func drawn(text string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">` + text + `</svg>`)
}

// uses is a drawing of 10 to the n shapes.
func uses(n int) string {
	text := `<g id="a0"><path d="M0 0"/></g>`
	for i := range n {
		text += fmt.Sprintf(`<g id="a%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#a%d"/>`, i), 10))
	}
	return text
}

type hostile struct {
	what, name string
	data       []byte
	code       string
}

// hostiles are pictures that would harm a reader or a build, or show nothing.
func hostiles() []hostile {
	photo, drawing, film := jpegOf(noise(64, 64)), pngOf(noise(64, 64)), gifOf(3, 8, 8)
	return []hostile{
		{"a PNG of 4 gigapixels", "a.png", slices.Concat(header(65535, 65535, 8, 2), chunk("IDAT", deflated(nil)), chunk("IEND", nil)), "image/too-many-pixels"},
		{"a PNG wider than any screen", "a.png", slices.Concat(header(1<<20, 1, 8, 2), chunk("IDAT", deflated(nil)), chunk("IEND", nil)), "image/too-many-pixels"},
		{"a PNG of size 2^31", "a.png", slices.Concat(header(1<<31, 1<<31, 8, 2), chunk("IEND", nil)), "image/damaged"},
		{"a PNG without width", "a.png", slices.Concat(header(0, 10, 8, 2), chunk("IDAT", deflated(nil)), chunk("IEND", nil)), "image/damaged"},
		{"a PNG whose pixels unpack without end", "a.png", slices.Concat(header(10, 10, 8, 2), chunk("IDAT", deflated(make([]byte, 50<<20))), chunk("IEND", nil)), "image/damaged"},
		{"a PNG with too few pixels", "a.png", slices.Concat(header(100, 100, 8, 2), chunk("IDAT", deflated(make([]byte, 10))), chunk("IEND", nil)), "image/damaged"},
		{"a PNG cut in its header", "a.png", drawing[:20], "image/truncated"},
		{"a PNG cut in its pixels", "a.png", drawing[:len(drawing)/2], "image/truncated"},
		{"a PNG without pixels", "a.png", slices.Concat(header(10, 10, 8, 2), chunk("IEND", nil)), "image/truncated"},
		{"a PNG with a wrong checksum", "a.png", patched(drawing, 60, 0xaa, 0xbb), "image/damaged"},
		{"a PNG with a palette of 400 colours", "a.png", slices.Concat(header(10, 10, 8, 3), chunk("PLTE", make([]byte, 1200)), chunk("IDAT", deflated(make([]byte, 110))), chunk("IEND", nil)), "image/damaged"},
		{"a PNG with a chunk of 4 GB", "a.png", after(drawing, 33, []byte("\xff\xff\xff\xf0tEXt")), "image/truncated"},
		{"a PNG of an unknown kind", "a.png", slices.Concat(header(10, 10, 3, 7), chunk("IDAT", deflated(nil)), chunk("IEND", nil)), "image/damaged"},
		{"a JPEG of 4 gigapixels", "a.jpg", frameOf(photo, 0xc0, 65535, 65535), "image/too-many-pixels"},
		{"a progressive JPEG of 50 megapixels", "a.jpg", frameOf(photo, 0xc2, 8000, 6300), "image/too-many-pixels"},
		{"a JPEG without height", "a.jpg", frameOf(photo, 0xc0, 64, 0), "image/damaged"},
		{"a JPEG cut in its header", "a.jpg", photo[:30], "image/truncated"},
		{"a JPEG cut in its pixels", "a.jpg", photo[:len(photo)/2], "image/truncated"},
		{"a JPEG that ends at once", "a.jpg", []byte("\xff\xd8\xff\xd9"), "image/damaged"},
		{"a JPEG of a thousand passes", "a.jpg", passes(1000), "image/too-many-scans"},
		{"a JPEG with two frames", "a.jpg", after(photo, 2, segment(0xc0, make([]byte, 15)), segment(0xc0, []byte{8, 0, 9, 0, 9, 1, 1, 0x11, 0})), "image/damaged"},
		{"a JPEG with a segment of no length", "a.jpg", after(photo, 2, []byte{0xff, 0xe1, 0, 0}), "image/damaged"},
		{"a JPEG with damaged tables", "a.jpg", after(photo, 2, segment(0xc4, bytes.Repeat([]byte{0xff}, 40))), "image/damaged"},
		{"a GIF of 4 gigapixels", "a.gif", patched(film, 6, 0xff, 0xff, 0xff, 0xff), "image/too-many-pixels"},
		{"a GIF of ten thousand large frames", "a.gif", patched(gifOf(10_000, 1, 1), 6, 0xd0, 0x07, 0xd0, 0x07), "image/too-many-frames"},
		{"a GIF cut off", "a.gif", film[:len(film)-9], "image/truncated"},
		{"a script that begins as a GIF", "a.gif", []byte("GIF89a/*\x01\x00\x00\x00*/=1;alert(document.cookie)//;"), "image/damaged"},
		{"a WebP of 4 gigapixels", "a.webp", riff(piece("VP8X", []byte{2, 0, 0, 0, 0xff, 0xff, 0, 0xff, 0xff, 0}), piece("ANIM", make([]byte, 6)), piece("ANMF", make([]byte, 16))), "image/too-many-pixels"},
		{"a WebP cut off", "a.webp", riff(piece("VP8L", make([]byte, 100)))[:60], "image/truncated"},
		{"a WebP of zeros", "a.webp", riff(piece("VP8L", make([]byte, 100))), "image/damaged"},
		{"an AVIF of 4 gigapixels", "a.avif", []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\xff\xff"), "image/too-many-pixels"},
		{"an ICO whose icon stands outside of it", "a.ico", []byte("\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x20\x00\xff\xff\xff\x7f\x16\x00\x00\x00"), "image/truncated"},
		{"a page named as a photo", "a.jpg", []byte("<!doctype html><script>alert(1)</script>"), "image/format"},
		{"a program named as an icon", "a.ico", []byte("MZ\x90\x00\x03\x00\x00\x00"), "image/format"},
		{"nothing", "a.webp", nil, "image/format"},
		{"a GIF that ends within a remark", "a.gif", slices.Concat(film[:13], []byte("\x21\xfe\x09abc")), "image/truncated"},
		{"a drawing without a namespace", "a.svg", []byte(`<svg width="3" height="4"/>`), "image/svg-namespace"},
		{"a drawing in another namespace", "a.svg", []byte(`<svg xmlns="http://www.w3.org/1999/xhtml" width="3" height="4"/>`), "image/svg-namespace"},
		{"a drawing with a script", "a.svg", drawn(`<script>alert(1)</script>`), "image/svg-script"},
		{"a drawing with a script in its own prefix", "a.svg", []byte(`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`), "image/svg-script"},
		{"a drawing that acts when loaded", "a.svg", drawn(`<g onload="alert(1)"/>`), "image/svg-script"},
		{"a drawing with a page in it", "a.svg", drawn(`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`), "image/svg-script"},
		{"a link that is a script", "a.svg", drawn("<a xlink:href=\"java\tscript:alert(1)\"><text>a</text></a>"), "image/svg-script"},
		{"an animation that sets a script", "a.svg", drawn(`<a><set attributeName="xlink:href" to="javascript:alert(1)"/></a>`), "image/svg-script"},
		{"a picture from elsewhere", "a.svg", drawn(`<image href="https://tracker.example/a.gif"/>`), "image/svg-outside"},
		{"a file of this machine", "a.svg", drawn(`<image xlink:href="file:///etc/passwd"/>`), "image/svg-outside"},
		{"a shape from elsewhere", "a.svg", drawn(`<use href="//evil.example/a.svg#x"/>`), "image/svg-outside"},
		{"a drawing within a drawing", "a.svg", drawn(`<image href="data:image/svg+xml;base64,PHN2Zy8+"/>`), "image/svg-outside"},
		{"a style from elsewhere", "a.svg", drawn(`<style>@import "https://evil.example/a.css";</style>`), "image/svg-outside"},
		{"a font from elsewhere", "a.svg", drawn(`<style>@font-face{src:url( 'https://evil.example/a.woff')}</style>`), "image/svg-outside"},
		{"a filling from elsewhere", "a.svg", drawn(`<path fill="url(https://evil.example/#a)"/>`), "image/svg-outside"},
		{"a hidden address", "a.svg", drawn(`<path style="fill:u\72l(https://evil.example/)"/>`), "image/svg-outside"},
		{"a stylesheet before the drawing", "a.svg", append([]byte(`<?xml-stylesheet href="https://evil.example/a.css"?>`), drawn("")...), "image/svg-outside"},
		{"a billion laughs", "a.svg", append([]byte(`<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`), drawn(`<text>&b;</text>`)...), "image/svg-entities"},
		{"an entity that is a file", "a.svg", append([]byte(`<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>`), drawn(`<text>&a;</text>`)...), "image/svg-entities"},
		{"a billion shapes", "a.svg", drawn(uses(9)), "image/svg-too-much"},
		{"elements without end", "a.svg", drawn(strings.Repeat("<g>", 100_000)), "image/svg-too-much"},
		{"a drawing that is not closed", "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><g>`), "image/svg-broken"},
		{"a page named as a drawing", "a.svg", []byte(`<html><body/></html>`), "image/svg-broken"},
		{"two drawings", "a.svg", append(drawn(""), drawn("")...), "image/svg-broken"},
	}
}

// TestHostile: each is refused with a code that says why, in little time and
// memory.
func TestHostile(t *testing.T) {
	if n := len(hostiles()); n < 50 {
		t.Errorf("%d hostile pictures", n)
	}
	room := media.NewRoom(media.RoomBytes)
	for _, h := range hostiles() {
		t.Run(h.what, func(t *testing.T) {
			var before, later runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := time.Now()
			_, bad := media.Inspect(h.data, h.name, room)
			took := time.Since(begun)
			runtime.ReadMemStats(&later)
			got := ""
			if bad != nil {
				got = bad.Code
			}
			if got != h.code {
				t.Errorf("%q, want %q", got, h.code)
			}
			if took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if used := later.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("allocated %d MB", used>>20)
			}
		})
	}
}

// TestHarmless: what drawing programs and cameras write is let through.
func TestHarmless(t *testing.T) {
	photo := jpegOf(noise(64, 48))
	loop := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08\x00\x00\x00") // an IFD within itself, followed by itself
	var huge [][]byte
	for range 400 {
		huge = append(huge, segment(0xe1, append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff"), bytes.Repeat([]byte{1}, 60_000)...)))
	}
	for _, c := range []struct {
		what, name string
		data       []byte
		w, h       int
	}{
		{"plain", "a.JPG", photo, 64, 48},
		{"fill bytes", "a.jpg", after(photo, 2, []byte{0xff, 0xff, 0xff}), 64, 48},
		{"Exif that leads back to itself", "a.jpg", after(photo, 2, segment(0xe1, loop)), 64, 48},
		{"24 MB of Exif", "a.jpg", after(photo, 2, huge...), 64, 48},
		{"an archive behind it", "a.jpg", append(bytes.Clone(photo), "PK\x03\x04…"...), 64, 48},
		{"a link, a style, a font, a picture within", "a.svg", drawn(`<a href="https://example.com"><style>/* a \ b */ @font-face{src:url(data:font/woff2;base64,AA==)} path{fill:url(#g)}</style><image href="data:image/png;base64,AA=="/></a>`), 10, 10},
		{"Illustrator's head", "a.svg", append([]byte("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!-- Generator -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n"), drawn("")...), 10, 10},
		{"Inkscape's names", "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="i" inkscape:export-filename="C:\data\a.png" width="1in" height="2pc"/>`), 96, 32},
		{"a use of itself", "a.svg", drawn(`<g id="a"><use href="#a"/></g>`), 10, 10},
		{"one side and a viewBox", "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="200" viewBox="0 0 40,10"/>`), 200, 50},
		{"no size", "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>`), 300, 150},
		{"an animation", "a.gif", gifOf(3, 9, 7), 9, 7},
	} {
		f, bad := media.Inspect(c.data, c.name, media.NewRoom(0))
		if bad != nil || f.Width != c.w || f.Height != c.h {
			t.Errorf("%s: %d × %d, %v", c.what, f.Width, f.Height, bad)
		}
	}
	f, bad := media.Inspect(pngOf(noise(3, 4)), "a.jpg", media.NewRoom(0))
	if bad == nil || bad.Code != "image/extension" || f.Format != media.PNG || f.Height != 4 {
		t.Errorf("a PNG named as a JPEG: %+v, %v", f, bad)
	}
}
