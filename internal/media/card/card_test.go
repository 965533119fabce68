package card

import (
	"bytes"
	"errors"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func painter(t testing.TB) *Painter {
	t.Helper()
	p, err := New(Colours{
		Paper: color.RGBA{252, 251, 248, 255}, Ink: color.RGBA{22, 26, 36, 255}, Soft: color.RGBA{84, 90, 104, 255}, Accent: color.RGBA{23, 77, 152, 255},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
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
