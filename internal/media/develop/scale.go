package develop

import (
	"image"
	"image/draw"
	"math"
)

// Scale makes a picture of another size, at least 1 × 1, by the cubic filter of
// Catmull and Rom. golang.org/x/image/draw has the same, and needs 32 bytes for
// each pixel of the new width and the old height: 150 MB for a photograph of 12
// megapixels. Here rows come and go, and a few of them are held. All sums are of
// whole numbers, so that every machine gives the same bytes.
func Scale(m image.Image, width, height int) *image.RGBA {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	across, down := taps(b.Dx(), width), taps(b.Dy(), height)
	most := 0
	for _, t := range down {
		most = max(most, len(t.weights))
	}
	rows := make([][]int32, most+1) // a ring: row y stands at y modulo its length
	for i := range rows {
		rows[i] = make([]int32, 4*width)
	}
	line := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	read := 0
	for y, t := range down {
		for ; read < t.from+len(t.weights); read++ {
			draw.Draw(line, line.Rect, m, image.Pt(b.Min.X, b.Min.Y+read), draw.Src)
			narrow(rows[read%len(rows)], line.Pix, across)
		}
		mix(out.Pix[y*out.Stride:], rows, t, width)
	}
	return out
}

// tap is what one new pixel takes of the old ones.
type tap struct {
	from    int
	weights []int32 // together one
}

// one is the sum of a tap's weights. Eight bits of a colour, 12 of a weight and
// what cubic filters overshoot fit 32; after the first direction six bits are
// dropped.
const (
	one  = 1 << 12
	drop = 6
)

// taps gives the weights for going from n pixels to another number.
func taps(n, to int) []tap {
	all := make([]tap, to)
	ratio := float64(n) / float64(to)
	wide := math.Max(ratio, 1)
	for i := range all {
		centre := float64((float64(i)+0.5)*ratio) - 0.5
		from, end := max(0, int(math.Ceil(centre-2*wide))), min(n-1, int(math.Floor(centre+2*wide)))
		t := tap{from: from, weights: make([]int32, end-from+1)}
		sum := 0.0
		for k := range t.weights {
			sum += catmullRom(float64(from+k)-centre, wide)
		}
		left, heaviest := int32(one), 0
		for k := range t.weights {
			w := int32(math.Round(float64(catmullRom(float64(from+k)-centre, wide)*one) / sum))
			t.weights[k] = w
			if left -= w; w > t.weights[heaviest] {
				heaviest = k
			}
		}
		t.weights[heaviest] += left
		all[i] = t
	}
	return all
}

// catmullRom is the filter at a distance; conversions keep processors from joining
// two roundings into one.
func catmullRom(x, wide float64) float64 {
	x = math.Abs(x / wide)
	switch {
	case x < 1:
		return float64(float64(1.5*x-2.5)*x)*x + 1
	case x < 2:
		return float64(float64(float64(-0.5*x+2.5)*x-4)*x) + 2
	}
	return 0
}

// narrow scales one row.
func narrow(to []int32, from []byte, across []tap) {
	for x, t := range across {
		var r, g, b, a int32
		p := from[4*t.from:]
		for k, w := range t.weights {
			q := p[4*k : 4*k+4 : 4*k+4]
			r += w * int32(q[0])
			g += w * int32(q[1])
			b += w * int32(q[2])
			a += w * int32(q[3])
		}
		q := to[4*x : 4*x+4 : 4*x+4]
		q[0], q[1], q[2], q[3] = r>>drop, g>>drop, b>>drop, a>>drop
	}
}

// mix makes one row of those that a tap takes. Colours are those of pixels that
// show something through, already faded by it, so that none may exceed it.
func mix(to []byte, rows [][]int32, t tap, width int) {
	const shift = 12 + 12 - drop
	const half = 1 << (shift - 1)
	for i := range width {
		var c [4]int32
		for k, w := range t.weights {
			q := rows[(t.from+k)%len(rows)][4*i : 4*i+4 : 4*i+4]
			c[0] += w * q[0]
			c[1] += w * q[1]
			c[2] += w * q[2]
			c[3] += w * q[3]
		}
		a := min(max((c[3]+half)>>shift, 0), 255)
		for n := range 3 {
			to[4*i+n] = byte(min(max((c[n]+half)>>shift, 0), a))
		}
		to[4*i+3] = byte(a)
	}
}

// Turn turns and mirrors a picture as an Exif orientation says (Exif 2.32, 4.6.4).
func Turn(m *image.RGBA, orientation int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if orientation < 2 || orientation > 8 {
		return m
	}
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := x, y
			switch orientation {
			case 2:
				fx = w - 1 - x
			case 3:
				fx, fy = w-1-x, h-1-y
			case 4:
				fy = h - 1 - y
			case 5:
				fx, fy = y, x
			case 6:
				fx, fy = y, w-1-x
			case 7:
				fx, fy = h-1-y, w-1-x
			case 8:
				fx, fy = h-1-y, x
			}
			copy(out.Pix[y*out.Stride+4*x:][:4], m.Pix[fy*m.Stride+4*fx:][:4])
		}
	}
	return out
}
