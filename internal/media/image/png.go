package image

import (
	"encoding/binary"
	"slices"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// pngFile is what the chunks of a PNG say (PNG, third edition, 5 and 11).
type pngFile struct {
	width, height           int
	bytes                   int // a pixel
	palette, animated, says bool
	kept                    [][]byte
}

// readPNG walks the chunks up to the last. What stands behind it is no part of the
// picture.
func readPNG(data []byte) (p pngFile, bad *Fault) {
	at, pixels := len(pngMagic), false
	for at+12 <= len(data) {
		size := int(binary.BigEndian.Uint32(data[at:]))
		name := string(data[at+4 : at+8])
		end := at + 12 + size
		if end > len(data) {
			break
		}
		chunk := data[at:end]
		body := chunk[8 : 8+size]
		switch name {
		case "IHDR":
			if size != 13 || p.width > 0 {
				return p, fault("image/damaged")
			}
			if bad := p.header(body); bad != nil {
				return p, bad
			}
		case "IDAT":
			pixels = true
		case "acTL":
			p.animated = size >= 4 && binary.BigEndian.Uint32(body) > 1
		}
		if p.width == 0 {
			return p, fault("image/damaged") // the header comes first
		}
		if needed(name) {
			p.kept = append(p.kept, chunk)
		} else {
			p.says = true
		}
		if name == "IEND" {
			p.says = p.says || end < len(data)
			if !pixels {
				return p, fault("image/truncated")
			}
			return p, nil
		}
		at = end
	}
	return p, fault("image/truncated")
}

// needed says whether a picture, or its animation, is shown by a chunk.
func needed(name string) bool {
	switch name {
	case "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT":
		return true
	}
	return false
}

// header reads the size and kind of the pixels.
func (p *pngFile) header(body []byte) *Fault {
	width, height := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	if width == 0 || height == 0 || width > 1<<31-1 || height > 1<<31-1 {
		return fault("image/damaged")
	}
	p.width, p.height = int(width), int(height)
	p.palette = body[9] == 3
	p.bytes = 4
	switch {
	case p.palette:
		p.bytes = 1
	case body[8] == 16:
		p.bytes = 8
	}
	return nil
}

// stripPNG leaves out all that readPNG found needless.
func stripPNG(data []byte) []byte {
	p, bad := readPNG(data)
	if bad != nil {
		return data
	}
	return slices.Concat(append([][]byte{[]byte(pngMagic)}, p.kept...)...)
}
