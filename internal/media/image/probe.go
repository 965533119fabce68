// Package image reads what a page must know of a picture before it is loaded:
// how much room it takes.
//
// In: the first bytes of a file and its extension. Out: width and height in
// pixels as they are shown; for SVG in CSS pixels, 0 where the file does not
// say. Pixels are never decoded here, so a hostile file costs nothing.
package image

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif"  // registers the format
	_ "image/jpeg" // registers the format
	_ "image/png"  // registers the format
	"path"
	"regexp"
	"strconv"
	"strings"

	_ "golang.org/x/image/webp" // registers the format
)

// HeadBytes is how much of a file's beginning Probe wants: JPEG headers with
// large embedded profiles and previews end before it.
const HeadBytes = 512 << 10

// Named says whether a file is an image by its extension.
func Named(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".ico":
		return true
	}
	return false
}

// ErrFormat says that the bytes are not of the format that the name promises.
var ErrFormat = errors.New("the file is damaged or not of the format that its name says")

// Probe gives an image's width and height. Formats whose headers it does not
// read (AVIF, ICO) give 0, 0.
func Probe(head []byte, ext string) (width, height int, err error) {
	switch ext {
	case ".svg":
		return probeSVG(head)
	case ".avif", ".ico":
		return 0, 0, nil
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(head))
	if err != nil {
		return 0, 0, ErrFormat
	}
	if (ext == ".jpg" || ext == ".jpeg") && turned(head) {
		return c.Height, c.Width, nil
	}
	return c.Width, c.Height, nil
}

var (
	svgTag  = regexp.MustCompile(`(?s)<svg\b[^>]*>`)
	svgSize = regexp.MustCompile(`\s(width|height)\s*=\s*["']\s*([0-9.]+)(?:px)?\s*["']`)
	viewBox = regexp.MustCompile(`\sviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)`)
)

// probeSVG reads width and height, or the size of the viewBox.
func probeSVG(head []byte) (width, height int, err error) {
	tag := svgTag.Find(head)
	if tag == nil {
		return 0, 0, ErrFormat
	}
	for _, m := range svgSize.FindAllSubmatch(tag, -1) {
		n, _ := strconv.ParseFloat(string(m[2]), 64)
		if string(m[1]) == "width" {
			width = int(n + 0.5)
		} else {
			height = int(n + 0.5)
		}
	}
	if m := viewBox.FindSubmatch(tag); m != nil && (width == 0 || height == 0) {
		w, _ := strconv.ParseFloat(string(m[1]), 64)
		h, _ := strconv.ParseFloat(string(m[2]), 64)
		width, height = int(w+0.5), int(h+0.5)
	}
	if width == 0 || height == 0 {
		return 0, 0, nil
	}
	return width, height, nil
}

// turned says whether a JPEG's Exif orientation swaps width and height: values
// 5 to 8 of tag 0x0112 (Exif 2.32, 4.6.4).
func turned(head []byte) bool {
	i := bytes.Index(head, []byte("Exif\x00\x00"))
	if i < 0 || len(head) < i+14 {
		return false
	}
	t := head[i+6:]
	var u16 func(int) int
	switch string(t[:2]) {
	case "II":
		u16 = func(o int) int { return int(t[o]) | int(t[o+1])<<8 }
	case "MM":
		u16 = func(o int) int { return int(t[o+1]) | int(t[o])<<8 }
	default:
		return false
	}
	u32 := func(o int) int {
		if t[0] == 'I' {
			return u16(o) | u16(o+2)<<16
		}
		return u16(o)<<16 | u16(o+2)
	}
	ifd := u32(4)
	if ifd < 8 || ifd+2 > len(t) {
		return false
	}
	for k := range u16(ifd) {
		at := ifd + 2 + 12*k
		if at+10 > len(t) {
			return false
		}
		if u16(at) == 0x0112 {
			return u16(at+8) >= 5 && u16(at+8) <= 8
		}
	}
	return false
}
