package theme_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lodestone/assets"
	"lodestone/internal/theme/brand"
)

// oklch is a colour as the style sheet writes it: lightness 0 to 1, chroma, hue
// in degrees.
type oklch struct{ l, c, h float64 }

// linear gives linear-light sRGB, clipped to what a screen shows. The matrices
// are those of CSS Color 4.
func (o oklch) linear() [3]float64 {
	a, b := o.c*math.Cos(o.h*math.Pi/180), o.c*math.Sin(o.h*math.Pi/180)
	l := cube(o.l + 0.3963377773761749*a + 0.2158037573099136*b)
	m := cube(o.l - 0.1055613458156586*a - 0.0638541728258133*b)
	s := cube(o.l - 0.0894841775298119*a - 1.2914855480194092*b)
	rgb := [3]float64{
		4.0767416360759574*l - 3.3077115392580616*m + 0.2309699031821044*s,
		-1.2684379732850317*l + 2.6097573492876887*m - 0.3413193760026573*s,
		-0.0041960761386756*l - 0.7034186179359362*m + 1.7076146940746117*s,
	}
	for i := range rgb {
		rgb[i] = min(max(rgb[i], 0), 1)
	}
	return rgb
}

func cube(x float64) float64 { return x * x * x }

// luminance is WCAG's relative luminance of the colour as eight bits hold it.
func (o oklch) luminance() float64 {
	rgb := o.linear()
	for i, v := range rgb {
		g := 12.92 * v
		if v > 0.0031308 {
			g = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		g = math.Round(g*255) / 255
		if rgb[i] = g / 12.92; g > 0.04045 {
			rgb[i] = math.Pow((g+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2]
}

func contrast(a, b oklch) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastItself(t *testing.T) {
	for _, c := range []struct {
		a, b oklch
		want float64
	}{
		{oklch{1, 0, 0}, oklch{0, 0, 0}, 21},
		{oklch{1, 0, 0}, oklch{1, 0, 0}, 1},
		{oklch{0.62796, 0.25768, 29.234}, oklch{1, 0, 0}, 3.998}, // #f00 on white
		{oklch{0.45201, 0.31321, 264.05}, oklch{1, 0, 0}, 8.592}, // #00f on white
	} {
		if got := contrast(c.a, c.b); math.Abs(got-c.want) > 0.02 {
			t.Errorf("%v on %v: %.3f, want %.3f", c.a, c.b, got, c.want)
		}
	}
}

var (
	colour = regexp.MustCompile(`--([a-z-]+):\s*oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)`)
	scheme = regexp.MustCompile(`(?s)@media ([^{]*)\{\s*:root \{(.*?)\}\s*\}`)
)

// schemes reads the tokens for each state of the reader's preferences.
func schemes(t *testing.T) map[string]map[string]oklch {
	text, err := assets.FS.ReadFile("tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	base, rest, _ := strings.Cut(string(text), "@media")
	light := colours(base, nil)
	all := map[string]map[string]oklch{"light": light}
	for _, m := range scheme.FindAllStringSubmatch("@media"+rest, -1) {
		switch name := strings.TrimSpace(m[1]); name {
		case "screen and (prefers-color-scheme: dark)":
			all["dark"] = colours(m[2], light)
		case "(prefers-contrast: more)":
			all["light, more contrast"] = colours(m[2], light)
		case "screen and (prefers-contrast: more) and (prefers-color-scheme: dark)":
			all["dark, more contrast"] = colours(m[2], all["dark"])
		default:
			t.Errorf("unknown scheme %s", name)
		}
	}
	if len(all) != 4 || len(light) < 15 {
		t.Fatalf("read %d schemes, %d tokens", len(all), len(light))
	}
	return all
}

func colours(css string, from map[string]oklch) map[string]oklch {
	all := map[string]oklch{}
	for k, v := range from {
		all[k] = v
	}
	for _, m := range colour.FindAllStringSubmatch(css, -1) {
		var n [3]float64
		for i := range n {
			n[i], _ = strconv.ParseFloat(m[i+2], 64)
		}
		all[m[1]] = oklch{n[0] / 100, n[1], n[2]}
	}
	return all
}

// TestContrast holds WCAG 2.2 AA for every pair that text is set in (4.5:1) and
// for the outlines of things that can be pressed (3:1); 7:1 for the two main
// pairs where the reader asks for more contrast.
func TestContrast(t *testing.T) {
	grounds := map[string]string{
		"ink": "paper raised mark code-lit", "soft": "paper raised", "accent": "paper raised", "signal": "paper raised",
		"ok": "paper raised", "warn": "paper raised", "paper": "ink", "edge": "paper raised",
		"code-word": "raised code-lit", "code-text": "raised code-lit", "code-number": "raised code-lit",
		"code-name": "raised code-lit", "code-remark": "raised code-lit", "code-gone": "raised code-lit", "code-new": "raised code-lit",
	}
	for name, tokens := range schemes(t) {
		for fore, backs := range grounds {
			for back := range strings.FieldsSeq(backs) {
				f, ok := tokens[fore]
				b, also := tokens[back]
				if !ok || !also {
					t.Errorf("%s: no token %s or %s", name, fore, back)
					continue
				}
				least := 4.5
				switch {
				case fore == "edge":
					least = 3
				case strings.Contains(name, "more") && (fore == "ink" || fore == "soft"):
					least = 7
				}
				if got := contrast(f, b); got < least {
					t.Errorf("%s: %s on %s is %.2f:1, want %.1f:1", name, fore, back, got, least)
				}
			}
		}
	}
}

// TestEveryColourIsAToken: no colour stands outside of tokens.css, and every
// custom property that is used is set.
func TestEveryColourIsAToken(t *testing.T) {
	tokens, err := assets.FS.ReadFile("tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	set := regexp.MustCompile(`(--[a-z0-9-]+)\s*:`)
	used := regexp.MustCompile(`var\((--[a-z0-9-]+)\)`)
	loose := regexp.MustCompile(`#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(|:\s*(?:white|black|red|blue|gr[ae]y)\b`)
	for _, m := range set.FindAllStringSubmatch(string(tokens), -1) {
		known[m[1]] = true
	}
	files, err := assets.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".css") {
			continue
		}
		data, err := assets.FS.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		text := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(data), "")
		for _, m := range used.FindAllStringSubmatch(text, -1) {
			if !known[m[1]] && !strings.Contains(text, m[1]+":") {
				t.Errorf("%s uses %s, which is set nowhere", f.Name(), m[1])
			}
		}
		if m := loose.FindString(text); m != "" && f.Name() != "tokens.css" {
			t.Errorf("%s has a colour of its own: %s", f.Name(), m)
		}
		for _, side := range []string{"margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right", "float: left", "float: right"} {
			if strings.Contains(text, side) {
				t.Errorf("%s says %s: right-to-left pages need logical properties", f.Name(), side)
			}
		}
	}
}

// TestBrandColours: whatever colour a site asks for, package brand's shades of
// it can be read on the surfaces that tokens.css really has.
func TestBrandColours(t *testing.T) {
	shade := regexp.MustCompile(`--accent:#([0-9a-f]{6})`)
	for _, asked := range []string{"#000000", "#ffffff", "#ff0000", "#ffff00", "#1d4fa3", "#777777", "#0b5"} {
		css := (&brand.Brand{Colour: asked}).CSS()
		found := shade.FindAllSubmatch(css, -1)
		if len(found) != 2 {
			t.Fatalf("%s: %s", asked, css)
		}
		for i, scheme := range []string{"light", "dark"} {
			n, err := strconv.ParseUint(string(found[i][1]), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			for _, ground := range []string{"paper", "raised"} {
				x, y := eightBits(byte(n>>16), byte(n>>8), byte(n)), schemes(t)[scheme][ground].luminance()
				if got := (max(x, y) + 0.05) / (min(x, y) + 0.05); got < 4.5 {
					t.Errorf("%s: #%s on %s %s is %.2f:1", asked, found[i][1], scheme, ground, got)
				}
			}
		}
	}
}

// eightBits is the relative luminance of an sRGB colour.
func eightBits(r, g, b byte) float64 {
	lin := func(v byte) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}
