// Package develop makes pictures of pictures: in another size, turned as they are to
// be seen, in another format.
//
// In: pixels as package image decodes them, a size, a quality, a colour profile.
// Out: the bytes of a JPEG, PNG or lossless WebP, the same on every machine. They
// hold the picture and its colour profile, and nothing else.
package develop

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"

	"github.com/HugoSmits86/nativewebp"
)

// Version is the way of making pictures: one made in another has another address.
const Version = 1

// JPEG gives a picture as JPEG of a quality from 1 to 100. What shows through
// becomes black.
func JPEG(m image.Image, quality int, profile []byte) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	data := b.Bytes()
	return slices.Concat(data[:2], iccSegments(profile), data[2:]), nil
}

// iccSegments writes a colour profile as a JPEG has it (ICC.1:2010, B.4).
func iccSegments(profile []byte) (out []byte) {
	const most = 65535 - 2 - 14
	parts := slices.Collect(slices.Chunk(profile, most))
	if len(parts) > 255 {
		return nil
	}
	for i, part := range parts {
		out = append(out, 0xff, 0xe2)
		out = binary.BigEndian.AppendUint16(out, uint16(len(part)+16))
		out = append(out, "ICC_PROFILE\x00"...)
		out = append(append(out, byte(i+1), byte(len(parts))), part...)
	}
	return out
}

// PNG gives a picture as PNG; fast where it is only to be read by a program on this
// machine.
func PNG(m image.Image, profile []byte, fast bool) ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if fast {
		e.CompressionLevel = png.BestSpeed
	}
	if err := e.Encode(&b, m); err != nil {
		return nil, err
	}
	const head = 8 + 25 // magic and IHDR
	data := b.Bytes()
	if len(profile) == 0 {
		return data, nil
	}
	chunk, err := iccChunk(profile)
	return slices.Concat(data[:head], chunk, data[head:]), err
}

// iccChunk writes a colour profile as a PNG has it (PNG, third edition, 11.3.2.3).
func iccChunk(profile []byte) ([]byte, error) {
	var body bytes.Buffer
	body.WriteString("iCCPicc\x00\x00")
	z := zlib.NewWriter(&body)
	_, err := z.Write(profile)
	err = errors.Join(err, z.Close())
	out := binary.BigEndian.AppendUint32(nil, uint32(body.Len()-4))
	out = append(out, body.Bytes()...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body.Bytes())), err
}

// MaxWebP is how many pixels a lossless WebP is made of at most: its encoder takes
// some 40 bytes of memory for each.
const MaxWebP = 6_000_000

// MinWebP is how many pixels it is made of at least: the encoder panics on black
// pictures of up to three.
const MinWebP = 4

// WebP gives a picture as lossless WebP.
func WebP(m image.Image, profile []byte) ([]byte, error) {
	var b bytes.Buffer
	if err := nativewebp.Encode(&b, straight(m), nil); err != nil {
		return nil, err
	}
	if len(profile) == 0 {
		return b.Bytes(), nil
	}
	return wrap(b.Bytes(), m, profile), nil
}

// wrap puts a colour profile around a WebP (RFC 9649, 2.7).
func wrap(plain []byte, m image.Image, profile []byte) []byte {
	u24 := func(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }
	flags := byte(0x20)
	if o, ok := m.(interface{ Opaque() bool }); !ok || !o.Opaque() {
		flags |= 0x10
	}
	body := append([]byte("WEBPVP8X\x0a\x00\x00\x00"), flags, 0, 0, 0)
	body = u24(u24(body, m.Bounds().Dx()-1), m.Bounds().Dy()-1)
	body = binary.LittleEndian.AppendUint32(append(body, "ICCP"...), uint32(len(profile)))
	body = append(body, profile...)
	if len(profile)%2 == 1 {
		body = append(body, 0)
	}
	body = append(body, plain[12:]...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// straight gives the pixels as the encoder reads them best.
func straight(m image.Image) image.Image {
	switch m := m.(type) {
	case *image.NRGBA, *image.Paletted:
		return m
	case *image.RGBA:
		if m.Opaque() {
			return &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
		}
	}
	out := image.NewNRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}
