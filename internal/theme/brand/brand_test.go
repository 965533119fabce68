package brand

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"os"
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

var shades = regexp.MustCompile(`--accent:(#[0-9a-f]{6})`)

// TestReadable: whatever the colour, its shades can be read on both surfaces.
func TestReadable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		css, ok := CSS(fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "colour")))
		found := shades.FindAllSubmatch(css, -1)
		if !ok || len(found) != 2 {
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
	if css, _ := CSS("#0b5"); shades.FindSubmatch(css) == nil {
		t.Errorf("%s", css)
	}
	css, _ := CSS("#1d4fa3")
	if got := shades.FindAllSubmatch(css, -1); string(got[0][1]) != "#1d4fa3" {
		t.Errorf("light: %s, want the colour itself", got[0][1])
	}
	for _, text := range []string{"", "blue", "#12", "#12345g", "123456"} {
		if _, ok := CSS(text); ok {
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
	if l := LightOf("#174d98"); l.Accent != (color.RGBA{0x17, 0x4d, 0x98, 255}) || LightOf("").Accent != accent.rgba() {
		t.Errorf("%+v", l)
	}
}
