package card

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goitalic"
)

func painter(t testing.TB) *Painter {
	t.Helper()
	return styled(t, Style{})
}

func styled(t testing.TB, s Style) *Painter {
	t.Helper()
	s.Colours = Colours{
		Paper: color.RGBA{252, 251, 248, 255}, Ink: color.RGBA{22, 26, 36, 255}, Soft: color.RGBA{84, 90, 104, 255}, Accent: color.RGBA{23, 77, 152, 255},
	}
	p, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// square is a logo of one colour that no card has.
func square(w, h int) *Logo {
	return &Logo{Wordmark: w > 2*h, Open: func() (image.Image, error) {
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{200, 30, 90, 255}), image.Point{}, draw.Src)
		return img, nil
	}}
}

// TestStyles: a card shows the logo in its own colours and beside it the name, if
// it does not hold that, from either side; and other fonts draw other letters.
func TestStyles(t *testing.T) {
	seen := map[string]string{}
	for name, s := range map[string]Style{
		"theme": {}, "serif": {Family: "serif"}, "mono": {Family: "mono"}, "file": {Font: goitalic.TTF},
		"square": {Logo: square(300, 300)}, "wide": {Logo: square(600, 100)}, "banner": {Logo: square(9000, 10)}, "drawing": {Logo: &Logo{}},
	} {
		for _, rtl := range []bool{false, true} {
			c := *samples["short"]
			c.RTL = rtl
			data, err := styled(t, s).PNG(&c)
			if err != nil {
				t.Fatal(err)
			}
			look := fmt.Sprint(name, rtl)
			if dir := os.Getenv("LODESTONE_SCREENS"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "card-style-"+look+".png"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if other, same := seen[string(data)]; same {
				t.Errorf("%s looks like %s", look, other)
			}
			seen[string(data)] = look
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			at := margin + 5
			if rtl {
				at = Width - margin - 6
			}
			r, g, b, _ := img.At(at, markMiddle).RGBA()
			if own := r>>8 == 200 && g>>8 == 30 && b>>8 == 90; own != (s.Logo != nil && s.Logo.Open != nil) {
				t.Errorf("%s: %d %d %d where a logo begins", look, r>>8, g>>8, b>>8)
			}
		}
	}
	broken := &Logo{Open: func() (image.Image, error) { return nil, errors.New("broken") }}
	if _, err := styled(t, Style{Logo: broken}).PNG(samples["short"]); err == nil {
		t.Error("a broken logo is drawn")
	}
}

var samples = map[string]*Card{
	"short":   {Kicker: "Articles", Title: "Permission first", Foot: "The editors · 11 August 2026", Site: "Lodestone", Lang: "en"},
	"long":    {Kicker: "Articles", Title: "L’aimant et le marteau : pourquoi nous n’interrompons personne, et ce que cela change pour qui écrit, publie et mesure", Foot: "La rédaction", Site: "Lodestone", Lang: "fr"},
	"longer":  {Title: strings.Repeat("Many words and no end ", 20), Site: strings.Repeat("Long names ", 12), Foot: strings.Repeat("foot ", 60)},
	"word":    {Title: strings.Repeat("a", 200), Lang: "de"},
	"greek":   {Title: "Ο μαγνήτης έλκει, το σφυρί χτυπά", Kicker: "Άρθρα", Lang: "el", Site: "Μαγνήτης"},
	"russian": {Title: "Магнит притягивает, молоток бьёт", Lang: "ru", Site: "Магнит"},
	"right":   {Title: "A page that reads from the right", Kicker: "Kicker", Foot: "Foot", Site: "Site", RTL: true},
	"empty":   {},
}

// TestCards: every card is a picture of the right size, the same each time, small,
// and with its words inside. LODESTONE_SCREENS names a folder to look at them in.
func TestCards(t *testing.T) {
	p := painter(t)
	for name, c := range samples {
		data, err := p.PNG(c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if dir := os.Getenv("LODESTONE_SCREENS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "card-"+name+".png"), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		again, _ := p.PNG(c)
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Dx() != Width || img.Bounds().Dy() != Height || !bytes.Equal(data, again) || len(data) > 60<<10 {
			t.Errorf("%s: %v, %v, %d bytes", name, err, img.Bounds(), len(data))
		}
		paper := img.At(2, Height-2)
		for y := bar; y < Height; y++ {
			for _, x := range []int{0, margin / 2, Width - margin/2, Width - 1} {
				if img.At(x, y) != paper {
					t.Fatalf("%s: something stands in the margin at %d, %d", name, x, y)
				}
			}
		}
	}
}

func TestGlyphs(t *testing.T) {
	p := painter(t)
	if _, err := p.PNG(&Card{Title: "磁石"}); !errors.Is(err, ErrGlyph) {
		t.Errorf("%v", err)
	}
	if r, lacks := p.Lacks("a\u202f b\u00ad 石"); !lacks || r != '石' {
		t.Errorf("%q %v", r, lacks)
	}
	if r, lacks := p.Lacks("Où ? “là” – là-bas… Ω ж"); lacks {
		t.Errorf("%q", r)
	}
}

func BenchmarkCard(b *testing.B) {
	p := painter(b)
	for b.Loop() {
		if _, err := p.PNG(samples["long"]); err != nil {
			b.Fatal(err)
		}
	}
}
