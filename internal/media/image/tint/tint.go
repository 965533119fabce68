// Package tint names the colour that stands where a picture will be.
//
// In: pixels. Out: a class, and the stylesheet of all classes. The colours are 125,
// five steps of each of red, green and blue, whatever the site shows: so the
// stylesheet is the same for every site, and a new picture changes no page but
// those that show it.
package tint

import (
	"fmt"
	"image"
	"strings"
)

// steps is how many values red, green and blue each have.
const steps = 5

// grid is how many points of a picture are looked at in each direction.
const grid = 48

// Of gives the class of the colour that most of a picture has. Of equals the
// darker wins.
func Of(m image.Image) string {
	var count [steps * steps * steps]int
	b := m.Bounds()
	for i := range grid {
		for k := range grid {
			x, y := b.Min.X+(2*k+1)*b.Dx()/(2*grid), b.Min.Y+(2*i+1)*b.Dy()/(2*grid)
			r, g, bl, _ := m.At(x, y).RGBA()
			count[(step(r)*steps+step(g))*steps+step(bl)]++
		}
	}
	most := 0
	for i, n := range count {
		if n > count[most] {
			most = i
		}
	}
	return class(most)
}

// step gives the nearest step of a 16-bit value.
func step(v uint32) int { return int(v*(steps-1)+0x7fff) / 0xffff }

func class(i int) string { return fmt.Sprintf("t%d%d%d", i/steps/steps, i/steps%steps, i%steps) }

// CSS is the stylesheet of all classes.
func CSS() []byte {
	var b strings.Builder
	for i := range steps * steps * steps {
		value := func(n int) int { return n % steps * 255 / (steps - 1) }
		fmt.Fprintf(&b, ".%s{background:#%02x%02x%02x}", class(i), value(i/steps/steps), value(i/steps), value(i))
	}
	return []byte(b.String())
}
