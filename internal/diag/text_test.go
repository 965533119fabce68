package diag

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// one prints a single finding over a source of one file.
func one(t *testing.T, p Printer, text string, pos Pos, args ...string) string {
	t.Helper()
	if p.Source == nil {
		p.Source = func(string) []byte { return []byte(text) }
	}
	var b strings.Builder
	if err := p.Text(&b, List{At("a.md", pos, "link/missing-file", args...)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	const hint = "  hint: correct the path, or remove the link\n1 error\n"
	const head = "error: no file x.md [link/missing-file]\n"
	for _, c := range []struct {
		name, source, want string
		pos                Pos
		width              int
	}{
		{"plain", "one\nSee [x](x.md).\n", "a.md:2:5: " + head + "    2 | See [x](x.md).\n      |     ^\n" + hint, Pos{2, 5}, 0},
		{"no line", "one\n", "a.md: " + head + hint, Pos{}, 0},
		{"no column", "one\n", "a.md:1: " + head + "    1 | one\n" + hint, Pos{1, 0}, 0},
		{"past the end of the file", "one\n", "a.md:9:1: " + head + hint, Pos{9, 1}, 0},
		{"past the end of the line", "one\n", "a.md:1:9: " + head + "    1 | one\n      |    ^\n" + hint, Pos{1, 9}, 0},
		{"empty line", "\n", "a.md:1:1: " + head + hint, Pos{1, 1}, 0},
		{"empty file", "", "a.md:1:1: " + head + hint, Pos{1, 1}, 0},
		{"CRLF and BOM", "\ufeffone\r\ntwo\r\n", "a.md:1:3: " + head + "    1 | one\n      |   ^\n" + hint, Pos{1, 3}, 0},
		{"tabs", "\ta\tb\n", "a.md:1:4: " + head + "    1 |     a   b\n      |         ^\n" + hint, Pos{1, 4}, 0},
		{"wide", "日本x\n", "a.md:1:3: " + head + "    1 | 日本x\n      |     ^\n" + hint, Pos{1, 3}, 0},
		{"combining", "e\u0301e\u0301x\n", "a.md:1:5: " + head + "    1 | e\u0301e\u0301x\n      |   ^\n" + hint, Pos{1, 5}, 0},
		{"emoji", "👩‍👩‍👧🇫🇷👍🏽x\n", "a.md:1:10: " + head + "    1 | 👩‍👩‍👧🇫🇷👍🏽x\n      |       ^\n" + hint, Pos{1, 10}, 0},
		{"emoji by selector", "❤\ufe0fx\n", "a.md:1:3: " + head + "    1 | ❤\ufe0fx\n      |   ^\n" + hint, Pos{1, 3}, 0},
		{"control", "a\x1b[31mb\x00\u202ec\n", "a.md:1:7: " + head + "    1 | a\\x1b[31mb\\x00\\u202ec\n      |          ^\n" + hint, Pos{1, 7}, 0},
		{"not UTF-8", "caf\xe9 x\n", "a.md:1:6: " + head + "    1 | caf\\xe9 x\n      |         ^\n" + hint, Pos{1, 6}, 0},
		{"long, middle", strings.Repeat("a", 50) + "X" + strings.Repeat("b", 50), "a.md:1:51: " + head +
			"    1 | …aaaaaaaaaXbbbbbbbbbbbbbbbbbbb…\n      |           ^\n" + hint, Pos{1, 51}, 40},
		{"long, beginning", "X" + strings.Repeat("b", 99), "a.md:1:1: " + head +
			"    1 | X" + strings.Repeat("b", 28) + "…\n      | ^\n" + hint, Pos{1, 1}, 40},
		{"long, end", strings.Repeat("b", 99) + "X", "a.md:1:100: " + head +
			"    1 | …" + strings.Repeat("b", 28) + "X\n      |  " + strings.Repeat(" ", 28) + "^\n" + hint, Pos{1, 100}, 40},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := one(t, Printer{Width: c.width}, c.source, c.pos, "x.md", ""); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestLongLines(t *testing.T) {
	accents := strings.Repeat("e\u0301", 100)
	for col := 60; col < 140; col++ {
		if got := one(t, Printer{Width: 40}, accents, Pos{1, col}, "x.md"); strings.Contains(got, "…\u0301") {
			t.Fatalf("column %d: an accent without its letter: %s", col, got)
		}
	}
	if got := one(t, Printer{}, strings.Repeat("a", longLine+1), Pos{1, 9}, "x.md"); strings.Contains(got, "^") {
		t.Errorf("a line of 64 KiB is shown: %q", got[:200])
	}
}

func TestTextOfManyFiles(t *testing.T) {
	texts := map[string]string{"a.md": "first\n", "b.md": "second\n"}
	p := Printer{Lang: "fr-CA", Base: "docs", Source: func(f string) []byte { return []byte(texts[f]) }}
	list := List{
		At("b.md", Pos{1, 1}, "link/draft", "x.md"),
		At("a.md", Pos{1, 2}, "link/expired", "y.md", "1er mai"),
		At("a.md", Pos{1, 2}, "link/expired", "y.md", "1er mai"),
		At("", Pos{}, "link/escape", "%"),
	}
	var b strings.Builder
	if err := p.Text(&b, list); err != nil {
		t.Fatal(err)
	}
	want := `erreur : % n’est pas une adresse valide : % doit être suivi de deux chiffres hexadécimaux [link/escape]
  conseil : écrivez %25 pour un signe pour cent
docs/a.md:1:2: avertissement : y.md a expiré le 1er mai ; le texte reste sans lien [link/expired]
    1 | first
      |  ^
  conseil : indiquez par replaced_by, dans son en-tête, la page qui la remplace, ou supprimez le lien
docs/b.md:1:1: erreur : x.md est un brouillon et n’est pas publié [link/draft]
    1 | second
      | ^
  conseil : publiez la page, supprimez le lien ou faites aussi de cette page un brouillon
2 erreurs, 1 avertissement
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if list[0].File != "b.md" {
		t.Error("printing changed the caller's list")
	}
	b.Reset()
	if err := p.Text(&b, nil); err != nil || b.Len() > 0 {
		t.Errorf("an empty list printed %q, %v", b.String(), err)
	}
}

func TestColour(t *testing.T) {
	if got := one(t, Printer{}, "x\n", Pos{1, 1}, "x.md"); strings.Contains(got, "\x1b") {
		t.Errorf("colour without Color: %q", got)
	}
	got := one(t, Printer{Color: true}, "x\n", Pos{1, 1}, "x.md")
	if !strings.Contains(got, "\x1b[1;31merror:\x1b[0m") || strings.Count(got, "\x1b[0m")*2 != strings.Count(got, "\x1b[") {
		t.Errorf("want a red error and each colour ended: %q", got)
	}
}

// Whatever stands in a file, its name or an argument: no terminal obeys it, no
// line is added, and the caret stays within the width.
func TestNothingEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "bytes")) + rapid.String().Draw(t, "text")
		arg := string(rapid.SliceOfN(rapid.Byte(), 0, 9).Draw(t, "argument")) + rapid.String().Draw(t, "more")
		pos := Pos{1, rapid.IntRange(0, 400).Draw(t, "column")}
		width := rapid.IntRange(0, 120).Draw(t, "width")
		p := Printer{Width: width, Source: func(string) []byte { return []byte(text) }}
		var b strings.Builder
		item := At("a"+arg, pos, "link/missing-file", arg, arg)
		if err := p.Text(&b, List{item}); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r != '\n' && hidden(r) {
				t.Fatalf("%U got through: %q", r, b.String())
			}
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if n := len(lines); n < 2 || n > 5 {
			t.Fatalf("%d lines: %q", n, lines)
		}
		for _, l := range lines {
			if strings.HasPrefix(l, "      |") && pos.Col > 0 && width > 40 && len(l) > width {
				t.Fatalf("caret beyond %d columns: %q", width, l)
			}
		}
	})
}
