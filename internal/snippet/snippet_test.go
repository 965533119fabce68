package snippet

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// blocks are the characters of the table: Latin, Greek, Cyrillic and Hebrew letters,
// punctuation, signs of currency, arrows.
var blocks = [][2]rune{{0x20, 0x7e}, {0xa0, 0x24f}, {0x370, 0x52f}, {0x590, 0x5ff}, {0x1e00, 0x1eff}, {0x2000, 0x206f}, {0x20a0, 0x20bf}, {0x2100, 0x21ff}}

// TestGenerated holds the table to the font. LODESTONE_GENERATE=1 (make generate)
// writes it anew.
func TestGenerated(t *testing.T) {
	f, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	if f.UnitsPerEm() != em {
		t.Fatalf("%d units", f.UnitsPerEm())
	}
	var want strings.Builder
	var buf sfnt.Buffer
	for _, b := range blocks {
		open := false
		for r := b[0]; r <= b[1]; r++ {
			n, err := f.GlyphIndex(&buf, r)
			if err != nil || n == 0 {
				open = false
				continue
			}
			w, err := f.GlyphAdvance(&buf, n, fixed.I(em), font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			if !open || r%32 == 0 {
				if want.Len() > 0 {
					want.WriteByte('\n')
				}
				fmt.Fprintf(&want, "%04x", r)
				open = true
			}
			fmt.Fprintf(&want, " %d", w.Round())
		}
	}
	want.WriteByte('\n')
	if os.Getenv("LODESTONE_GENERATE") != "" {
		if err := os.WriteFile("widths.txt", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != want.String() {
		t.Error("widths.txt is not what the font says; run make generate")
	}
}

// TestWidth knows the widths that a browser gives, letter by letter.
func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"":                            0,
		"i":                           5,  // 455/2048 × 20 = 4.4
		"W":                           19, // 1933/2048 × 20 = 18.9
		"磁":                           20,
		"e\u0301":                     12, // an accent takes no room
		strings.Repeat("m", 36):       600,
		strings.Repeat("m", 36) + "i": 605,
	} {
		if got := Width(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	long := strings.Repeat("m", 33)
	for _, c := range []struct {
		title   string
		endings []string
		want    string
	}{
		{"A post", []string{"Notes"}, "A post – Notes"},
		{"Notes", []string{"Notes"}, "Notes"},
		{"Notes", []string{"", "What we know"}, "Notes – What we know"},
		{long, []string{"Notes"}, long},
		{long, []string{"Notes", "i"}, long + " – i"},
	} {
		if got := Title(c.title, c.endings...); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestDescription(t *testing.T) {
	words := strings.Repeat("four ", 40)
	for _, c := range []struct{ text, want string }{
		{"Short.", "Short."},
		{words[:156], words[:156]},
		{words, strings.TrimSuffix(words[:155], " ") + "…"},
		{strings.Repeat("é", 200), strings.Repeat("é", 155) + "…"},
	} {
		got := Description(c.text)
		if got != c.want || utf8.RuneCountInString(got) > Longest {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
