package brand

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var shades = regexp.MustCompile(`--accent:(#[0-9a-f]{6})`)

func css(colour string) []byte { return (&Brand{Colour: colour}).CSS() }

// TestFonts: a pair takes the place of the theme's own, and the theme's own says
// nothing.
func TestFonts(t *testing.T) {
	for _, c := range []struct {
		headings, text Font
		want           string
	}{
		{Font{}, Font{}, ""},
		{Font{Family: "sans"}, Font{Family: "serif"}, ""},
		{Font{Family: "serif"}, Font{Family: "sans"}, ":root{--sans:" + stacks["serif"] + ";--serif:" + stacks["sans"] + "}"},
		{
			Font{URL: "/f/A%20b.otf"},
			Font{URL: "/f/t.TTF"},
			`@font-face{font-family:"Brand Headings";src:url("/f/A%20b.otf") format("opentype");font-display:swap}` +
				`@font-face{font-family:"Brand Text";src:url("/f/t.TTF") format("truetype");font-display:swap}` +
				`:root{--sans:"Brand Headings",` + stacks["sans"] + `;--serif:"Brand Text",` + stacks["serif"] + `}`,
		},
	} {
		if got := string((&Brand{Headings: c.headings, Text: c.text}).CSS()); got != c.want {
			t.Errorf("%+v %+v:\n%s\nwant\n%s", c.headings, c.text, got, c.want)
		}
	}
}

// TestReadable: whatever the colour, its shades can be read on both surfaces.
func TestReadable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		css := css(fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "colour")))
		found := shades.FindAllSubmatch(css, -1)
		if len(found) != 2 {
			t.Fatalf("%s", css)
		}
		for i, surface := range []oklch{lightSurface, darkSurface} {
			c, _ := parse(string(found[i][1]))
			if r := contrast(c.rgb(), surface.rgb()); r < 4.5 {
				t.Fatalf("%s: %.2f", found[i][1], r)
			}
		}
	})
}

// TestKeepsWhatIsGood: a colour that can be read on both stays as it is.
func TestKeepsWhatIsGood(t *testing.T) {
	if css := css("#0b5"); shades.FindSubmatch(css) == nil {
		t.Errorf("%s", css)
	}
	if got := shades.FindAllSubmatch(css("#1d4fa3"), -1); string(got[0][1]) != "#1d4fa3" {
		t.Errorf("light: %s, want the colour itself", got[0][1])
	}
	for _, text := range []string{"", "blue", "#12", "#12345g", "123456"} {
		if len(css(text)) > 0 {
			t.Errorf("%q is taken for a colour", text)
		}
	}
}

// TestTokens: cards are drawn in the colours that the theme's light pages have.
func TestTokens(t *testing.T) {
	css, err := os.ReadFile("../../../assets/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]oklch{"paper": paper, "ink": ink, "soft": soft, "accent": accent} {
		want := fmt.Sprintf("--%s: oklch(%g%% %g %g)", name, math.Round(c.l*1000)/10, c.c, c.h)
		if at := bytes.Index(css, []byte(want)); at < 0 || at > bytes.Index(css, []byte("@media")) {
			t.Errorf("tokens.css does not say %s", want)
		}
	}
	for family, stack := range stacks {
		if want := "--" + family + ": " + strings.ReplaceAll(stack, ",", ", ") + ";"; !bytes.Contains(css, []byte(want)) {
			t.Errorf("tokens.css does not say %s", want)
		}
	}
	if l := LightOf("#174d98"); l.Accent != (color.RGBA{0x17, 0x4d, 0x98, 255}) || LightOf("").Accent != accent.rgba() {
		t.Errorf("%+v", l)
	}
}
