// Package brand turns a site's one colour and pair of fonts into the theme's.
//
// In: a colour as #rrggbb or #rgb, two fonts. Out: a stylesheet that sets --sans
// and --serif, and --accent for light and dark pages, each shade corrected in lightness until text in it can
// be read: 4.5:1 or more (WCAG 2.2, 1.4.3) on the theme's raised surfaces, which
// are the harder of its two backgrounds. Hue stays; chroma stays as far as sRGB
// reaches. Colour arithmetic: Oklab (Björn Ottosson, 2020), sRGB (IEC 61966-2-1).
package brand

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
)

// surfaces are the backgrounds that accent text must be read on: --raised of
// the theme's tokens, light and dark.
var (
	lightSurface = oklch{.958, .007, 95}
	darkSurface  = oklch{.235, .014, 262}
)

const enough = 4.6 // a little over 4.5, for rounding to eight bits

// The theme's tokens for a light page, which pictures of it are drawn in.
var (
	paper  = oklch{.988, .004, 95}
	ink    = oklch{.22, .02, 262}
	soft   = oklch{.45, .018, 262}
	accent = oklch{.43, .135, 258}
)

// Light are the colours of a light page.
type Light struct{ Paper, Ink, Soft, Accent color.RGBA }

// LightOf gives the colours of a light page with an accent; the theme's own where
// the text is no colour.
func LightOf(colour string) Light {
	a := accent
	if c, ok := parse(colour); ok {
		a = readable(c, lightSurface, -.005)
	}
	return Light{paper.rgba(), ink.rgba(), soft.rgba(), a.rgba()}
}

func (c oklch) rgba() color.RGBA {
	x := c.rgb()
	return color.RGBA{uint8(encoded(x.r)), uint8(encoded(x.g)), uint8(encoded(x.b)), 255}
}

// Brand is what a site wants to look like; the zero Brand is the theme's own look.
type Brand struct {
	Colour         string // #rrggbb or #rgb
	Headings, Text Font
}

// CSS gives the stylesheet; it is empty where the look is the theme's own.
func (b *Brand) CSS() []byte {
	css := []byte(fonts(b.Headings, b.Text))
	c, ok := parse(b.Colour)
	if !ok {
		return css
	}
	light, dark := readable(c, lightSurface, -.005), readable(c, darkSurface, .005)
	return fmt.Appendf(css, ":root{--accent:%s;--code-name:%s}@media screen and (prefers-color-scheme:dark){:root{--accent:%s;--code-name:%s}}",
		light.hex(), light.hex(), dark.hex(), dark.hex())
}

type oklch struct{ l, c, h float64 } // lightness 0 to 1, chroma, hue in degrees

type rgb struct{ r, g, b float64 } // linear light, 0 to 1

func parse(text string) (oklch, bool) {
	if len(text) == 4 && text[0] == '#' {
		text = string([]byte{'#', text[1], text[1], text[2], text[2], text[3], text[3]})
	}
	if len(text) != 7 || text[0] != '#' {
		return oklch{}, false
	}
	n, err := strconv.ParseUint(text[1:], 16, 32)
	if err != nil {
		return oklch{}, false
	}
	return rgb{linear(byte(n >> 16)), linear(byte(n >> 8)), linear(byte(n))}.oklch(), true
}

// readable moves the lightness step by step until the contrast is enough.
func readable(c, surface oklch, step float64) oklch {
	for contrast(c.rgb(), surface.rgb()) < enough && (step < 0 && c.l > 0 || step > 0 && c.l < 1) {
		c.l += step
	}
	return c
}

// contrast is the ratio of WCAG 2.2 between two colours.
func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func (c rgb) luminance() float64 { return .2126*c.r + .7152*c.g + .0722*c.b }

func linear(v byte) float64 {
	x := float64(v) / 255
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}

func encoded(x float64) int {
	if x <= .0031308 {
		x *= 12.92
	} else {
		x = 1.055*math.Pow(x, 1/2.4) - .055
	}
	return int(math.Round(255 * x))
}

func (c oklch) hex() string {
	x := c.rgb()
	return fmt.Sprintf("#%02x%02x%02x", encoded(x.r), encoded(x.g), encoded(x.b))
}

func (c rgb) oklch() oklch {
	l := math.Cbrt(.4122214708*c.r + .5363325363*c.g + .0514459929*c.b)
	m := math.Cbrt(.2119034982*c.r + .6806995451*c.g + .1073969566*c.b)
	s := math.Cbrt(.0883024619*c.r + .2817188376*c.g + .6299787005*c.b)
	a := 1.9779984951*l - 2.4285922050*m + .4505937099*s
	b := .0259040371*l + .7827717662*m - .8086757660*s
	return oklch{.2104542553*l + .7936177850*m - .0040720468*s, math.Hypot(a, b), math.Atan2(b, a) * 180 / math.Pi}
}

// rgb gives the colour clipped to what a screen shows.
func (c oklch) rgb() rgb {
	a, b := c.c*math.Cos(c.h*math.Pi/180), c.c*math.Sin(c.h*math.Pi/180)
	l := cube(c.l + .3963377774*a + .2158037573*b)
	m := cube(c.l - .1055613458*a - .0638541728*b)
	s := cube(c.l - .0894841775*a - 1.2914855480*b)
	clip := func(x float64) float64 { return max(0, min(1, x)) }
	return rgb{
		clip(4.0767416621*l - 3.3077115913*m + .2309699292*s),
		clip(-1.2684380046*l + 2.6097574011*m - .3413193965*s),
		clip(-.0041960863*l - .7034186147*m + 1.7076147010*s),
	}
}

func cube(x float64) float64 { return x * x * x }
