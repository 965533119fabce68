package lang_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lodestone/internal/growth"
	"lodestone/internal/lang"
)

func TestTypeset(t *testing.T) {
	const n, w = "\u202f", "\u00a0"
	for _, c := range []struct{ tag, text, want string }{
		{"en", `She said "it's 'fine'" -- and left...`, `She said “it’s ‘fine’” – and left…`},
		{"en", `"One," 'two', the '90s, 'tis, rock 'n' roll, dogs' tails`, `“One,” ‘two’, the ’90s, ’tis, rock ‘n’ roll, dogs’ tails`},
		{"en", `("Yes")--"no"---"why?"`, `(“Yes”)–“no”—“why?”`},
		{"en", `6'2" tall, 5" wide`, `6’2" tall, 5" wide`},
		{"en", `a....b ----- c; why ?`, `a....b ----- c; why ?`},
		{"en", `He said "no" and "yes"`, `He said “no” and “yes”`},
		{"fr", `L'aimant attire : c'est "tout" ! Vraiment ? Oui ; non.`, `L’aimant attire` + w + `: c’est «` + n + `tout` + n + `»` + n + `! Vraiment` + n + `? Oui` + n + `; non.`},
		{"fr", `« Déjà » et « l'autre »`, `«` + n + `Déjà` + n + `» et «` + n + `l’autre` + n + `»`},
		{"fr", `Bonjour! http://a.b :-) 10:30 a :b`, `Bonjour! http://a.b :-) 10:30 a :b`},
		{"fr-CA", `Vraiment ? Oui : non`, `Vraiment ? Oui` + w + `: non`},
		{"fr-CH", `"oui"`, `«oui»`},
		{"it", `L'ago dice "gira 'piano'".`, `L’ago dice «gira “piano”».`},
		{"de", `"Ja", sagte er, 'nein'`, `„Ja“, sagte er, ‚nein‘`},
	} {
		if got := lang.For(c.tag).Typeset(c.text); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", c.tag, c.text, got, c.want)
		}
	}
}

// TestPieces: it does not matter where a block is cut, but that a mark cannot see
// what comes after the cut.
func TestPieces(t *testing.T) {
	ts := lang.For("en").Typesetter()
	var got []byte
	for _, piece := range []string{`"one `, `two" `, `"`, `three`, `"`} {
		got = ts.Append(got, []byte(piece))
	}
	ts.Pass([]byte("code"))
	got = ts.Append(got, []byte(`'s`))
	ts.Begin()
	got = ts.Append(got, []byte(`"x"`))
	if want := `“one two” “three”’s“x”`; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestOnlyMarks: nothing but marks and spaces changes, and once is enough.
func TestOnlyMarks(t *testing.T) {
	bare := strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "", `"`, "", "'", "", "’", "", "‘", "", "“", "", "”", "", "„", "", "‚", "",
		"«", "", "»", "", ".", "", "…", "", "-", "", "–", "", "—", "").Replace
	text := rapid.StringMatching(`([a-z]{1,4}|["'.;:!?«» -]{1,3}){1,20}`)
	rapid.Check(t, func(t *rapid.T) {
		l := lang.For(rapid.SampledFrom([]string{"en", "fr", "it", "de"}).Draw(t, "language"))
		in := text.Draw(t, "text")
		out := l.Typeset(in)
		if bare(in) != bare(out) || !utf8.ValidString(out) {
			t.Fatalf("%q became %q", in, out)
		}
	})
}

func TestTypesetLinear(t *testing.T) {
	l := lang.For("fr")
	for _, unit := range []string{`"`, `'`, `'a `, `.`, ` `, `« `, `"a `, `-`} {
		growth.Linear(t, unit, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(text string) { l.Typeset(text) })
	}
}
