// Package qr writes an address as a QR code: one path of SVG.
//
// In: a text, of up to Most bytes. Out: a path over a square of Size by Size
// modules, its origin in the upper left corner, dark modules filled; the quiet zone
// of four modules that ISO/IEC 18004 asks for is part of the square. A seventh of
// the code may be unreadable (level M), as on paper that was folded. The same text
// gives the same path. An error is a text that is too long.
package qr

import (
	"strconv"

	"rsc.io/qr"
)

// Most is how many bytes a text may have, so that what comes of it can be read
// from a page: at 177 modules a side nobody holds a telephone still enough.
const Most = 1000

// Code is a QR code. The zero Path is none.
type Code struct {
	URL  string
	Path string
	Size int
}

// quiet is the width of the margin, in modules.
const quiet = 4

// Of makes the code of a text.
func Of(text string) (Code, error) {
	made, err := qr.Encode(text, qr.M)
	if err != nil {
		return Code{URL: text}, err
	}
	c := Code{URL: text, Size: made.Size + 2*quiet}
	var path []byte
	for y := range made.Size {
		for x := 0; x < made.Size; x++ {
			from := x
			for x < made.Size && made.Black(x, y) {
				x++
			}
			if n := x - from; n > 0 {
				path = run(path, from+quiet, y+quiet, n)
			}
		}
	}
	c.Path = string(path)
	return c, nil
}

// run draws n modules beside each other.
func run(path []byte, x, y, n int) []byte {
	path = strconv.AppendInt(append(path, 'M'), int64(x), 10)
	path = strconv.AppendInt(append(path, ' '), int64(y), 10)
	path = strconv.AppendInt(append(path, 'h'), int64(n), 10)
	path = strconv.AppendInt(append(path, "v1h-"...), int64(n), 10)
	return append(path, 'z')
}
