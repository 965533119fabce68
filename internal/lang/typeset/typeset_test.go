package typeset

import (
	"bytes"
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
		{"en", `"One," 'two', the '90s, 'tis, rock 'n' roll, dogs' tails`, `“One,” ‘two’, the ’90s, ’tis, rock ’n’ roll, dogs’ tails`},
		{"en", `the '90s were the boys' time; 'Twas the dogs' night`, `the ’90s were the boys’ time; ’Twas the dogs’ night`},
		{"en", `("Yes")--"no"---"why?"`, `(“Yes”)–“no”—“why?”`},
		{"en", `He is 5'10" tall, 6' wide, 12' x 14', 5" deep`, `He is 5'10" tall, 6' wide, 12' x 14', 5" deep`},
		{"en", `"He is 5'10" tall," she said. "Yes."`, `“He is 5'10" tall,” she said. “Yes.”`},
		{"en", `"A 19" screen," he said`, `“A 19" screen,” he said`},
		{"en", `"Route 66" and "Route 67"`, `“Route 66” and “Route 67”`},
		{"en", `"But--" she said, "I never--"`, `“But–” she said, “I never–”`},
		{"en", `The prefixes "pre-" and "post-" differ from "re".`, `The prefixes “pre-” and “post-” differ from “re”.`},
		{"en", `Use "/" as the root and "public/" as output; "(" opens`, `Use “/” as the root and “public/” as output; “(” opens`},
		{"en", `git --amend and --no-cache; a -- b, a--b <!-- x --> .../path a....b`, `git --amend and --no-cache; a – b, a–b <!-- x --> .../path a....b`},
		{"en", `c; why ? ----- 10:30`, `c; why ? ----- 10:30`},
		{"fr", `L'aimant attire : c'est "tout" ! Vraiment ? Oui ; non.`, `L’aimant attire` + w + `: c’est «` + n + `tout` + n + `»` + n + `! Vraiment` + n + `? Oui` + n + `; non.`},
		{"fr", `Oui, vraiment !`, `Oui, vraiment` + n + `!`},
		{"fr", `Voici la liste :`, `Voici la liste` + w + `:`},
		{"fr", `l'"inbound" et qu'"il"`, `l’«` + n + `inbound` + n + `» et qu’«` + n + `il` + n + `»`},
		{"fr", `« Déjà » et « l'autre "interne" »`, `«` + n + `Déjà` + n + `» et «` + n + `l’autre “interne”` + n + `»`},
		{"fr", `Bonjour! http://a.b :-) ;) 10:30 a :b`, `Bonjour! http://a.b :-) ;) 10:30 a :b`},
		{"fr-CA", `Vraiment ? Oui : non`, `Vraiment ? Oui` + w + `: non`},
		{"fr-CH", `"oui"`, `«oui»`},
		{"it", `L'ago dice "gira 'piano'"; gli anni '80, un po' po', dell'"articolo"`, `L’ago dice «gira “piano”»; gli anni ’80, un po’ po’, dell’«articolo»`},
		{"de", `"Er sagte 'nein'", sagte sie, "gut"`, `„Er sagte ‚nein‘“, sagte sie, „gut“`},
	} {
		if got := New(lang.For(c.tag)).Text(c.text); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", c.tag, c.text, got, c.want)
		}
	}
}

// TestPieces: it does not matter where a block is cut, and what is literal stays.
func TestPieces(t *testing.T) {
	var pieces []Piece
	for _, text := range []string{`'`, "`code'`", `' and "one `, `two" `, `"`, `three`, `"`, "`x--y`", `'s --`} {
		pieces = append(pieces, Piece{Text: []byte(strings.Trim(text, "`")), Literal: text[0] == '`'})
	}
	got := bytes.Join(New(lang.For("en")).Set(nil, pieces), []byte("|"))
	if want := `‘|code'|’ and “one |two” |“|three|”|x--y|’s –`; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := New(lang.For(rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "language")))
		text := rapid.StringMatching(`([a-z]{1,3}|["'.;:!?«» -]{1,3}){1,20}`).Draw(t, "text")
		at := rapid.IntRange(0, len(text)).Draw(t, "cut")
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		for at > 0 && at < len(text) && text[at-1] == text[at] { // a run is one mark
			at++
		}
		two := l.Set(nil, []Piece{{Text: []byte(text[:at])}, {Text: []byte(text[at:])}})
		if got, want := string(two[0])+string(two[1]), l.Text(text); got != want {
			t.Fatalf("%q cut at %d is %q, else %q", text, at, got, want)
		}
	})
}

// TestCode: code stays as it is wherever it stands, in the middle of a run of marks too,
// and so do the words around it.
func TestCode(t *testing.T) {
	words := strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "", "…", "...", "–", "--", "—", "---")
	rapid.Check(t, func(t *rapid.T) {
		l := New(lang.For(rapid.SampledFrom([]string{"en", "fr", "it", "de"}).Draw(t, "language")))
		text := rapid.StringMatching(`[a .;-]{0,4}`)
		var pieces []Piece
		for range rapid.IntRange(1, 5).Draw(t, "pieces") {
			pieces = append(pieces, Piece{Text: []byte(text.Draw(t, "text")), Literal: rapid.Bool().Draw(t, "code")})
		}
		for i, out := range l.Set(nil, pieces) {
			p := pieces[i]
			if p.Literal && !bytes.Equal(out, p.Text) || words.Replace(string(out)) != words.Replace(string(p.Text)) {
				t.Fatalf("%q became %q", p.Text, out)
			}
		}
	})
}

// TestOnlyMarks: nothing but marks and spaces changes, and once is enough.
func TestOnlyMarks(t *testing.T) {
	bare := strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "", `"`, "", "'", "", "’", "", "‘", "", "“", "", "”", "", "„", "", "‚", "",
		"«", "", "»", "", ".", "", "…", "", "-", "", "–", "", "—", "").Replace
	text := rapid.StringMatching(`([a-z]{1,4}|["'.;:!?«» -]{1,3}){1,20}`)
	rapid.Check(t, func(t *rapid.T) {
		l := New(lang.For(rapid.SampledFrom([]string{"en", "fr", "it", "de"}).Draw(t, "language")))
		in := text.Draw(t, "text")
		out := l.Text(in)
		if bare(in) != bare(out) || !utf8.ValidString(out) {
			t.Fatalf("%q became %q", in, out)
		}
	})
}

func TestTypesetLinear(t *testing.T) {
	l := New(lang.For("fr"))
	for _, unit := range []string{`"`, `'`, `'a `, `.`, ` `, `« `, `"a `, `-`} {
		growth.Linear(t, unit, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(text string) { l.Text(text) })
	}
}
