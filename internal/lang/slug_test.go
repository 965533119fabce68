package lang

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestSlug(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"en", "Hello, World!", "hello-world"},
		{"en", "already-a-slug", "already-a-slug"},
		{"en", "  -- spaces__and--hyphens -- ", "spaces-and-hyphens"},
		{"en", "It’s what it's worth", "its-what-its-worth"},
		{"en", "C++ and C#, not C", "c-plus-plus-and-c-sharp-not-c"},
		{"en", "#hashtag a#b 18+", "hashtag-a-b-18-plus"},
		{"en", "R&D 100%", "r-d-100"},
		{"en", "Lodestone™ ﬁne ½ m² Ａ…b 5 µm", "lodestone-fine-1-2-m2-a-b-5-um"},
		{"en", "co\u00adope\u200bra\u2060tion", "cooperation"},
		{"en", "!!!", ""},
		{"en", "", ""},
		{"en", "👍🏽❤\ufe0f", ""},
		{"en", "-", ""},
		{"en", "-a", "a"},
		{"en", "a-", "a"},
		{"en", "+1 a + b", "1-a-b"},
		{"en", "\xff\xfe a", "a"},
		{"fr", "L’été à Noël : œuvre, ex æquo !", "lete-a-noel-oeuvre-ex-aequo"},
		{"fr", "e\u0301te\u0301", "ete"},
		{"fr", "ÉTÉ", "ete"},
		{"fr", "Größe", "grosse"},
		{"de", "Größe über Äpfel", "groesse-ueber-aepfel"},
		{"de", "GRO\u1e9eE STRASSE", "grosse-strasse"},
		{"de", "u\u0308ber", "ueber"},
		{"sv", "Åsa på ön", "asa-pa-on"},
		{"da", "Rødgrød på ærø", "rodgrod-pa-aero"},
		{"nb", "Blåbærsyltetøy", "blabaersyltetoy"},
		{"is", "Þórður", "thordur"},
		{"pl", "Zażółć gęślą jaźń", "zazolc-gesla-jazn"},
		{"tr", "İstanbul ışığı", "istanbul-isigi"},
		{"es", "¿Qué año?", "que-ano"},
		{"vi", "Tiếng Việt Đường", "tieng-viet-duong"},
		{"ru", "Чему учит ёжик: объём", "chemu-uchit-ezhik-obem"},
		{"uk", "Згурський Київ", "zhurskyi-kyiv"},
		{"bg", "Щъркел", "shtarkel"},
		{"sr", "Ћевапчићи", "cevapcici"},
		{"el", "Ευρώπη του ουρανού, Μαΐου", "europi-tou-ouranou-maiou"},
		{"el", "Προϋπόθεση", "proypothesi"},
		{"ru", "а\u0483б", "ab"},
		{"ja", "日本語 の ガイド", "日本語-の-ガイド"},
		{"ja", "カ\u3099イト\u3099", "ガイド"},
		{"ko", "한국어", "한국어"},
		{"ar", "مَرْحَبًا بالعالم", "مرحبا-بالعالم"},
		{"he", "שלום עולם", "שלום-עולם"},
		{"hi", "हिन्दी में", "हिन्दी-में"},
		{"th", "ภาษาไทย", "ภาษาไทย"},
		{"xx", "Ünïcode", "unicode"},
	} {
		if got := For(c.tag).Slug(c.text); got != c.want {
			t.Errorf("%s: Slug(%q) = %q, want %q", c.tag, c.text, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct {
		tag, a, b string
		same      bool
	}{
		{"en", "Open Source", "open-source", true},
		{"en", "open_source", "OpenSource", true},
		{"en", "e‑mail", "email", true},
		{"fr", "Été", "ete", true},
		{"fr", "l’art", "l'art", true},
		{"de", "Lösung", "Loesung", true},
		{"fr", "Lösung", "Loesung", false},
		{"en", "C", "C++", false},
		{"en", "C#", "C", false},
		{"ja", "ガイド", "ガイト", false},
		{"el", "ΟΔΟΣ", "οδός", true},
	} {
		l := For(c.tag)
		if got := l.Fold(c.a) == l.Fold(c.b); got != c.same {
			t.Errorf("%s: %q and %q: %q, %q", c.tag, c.a, c.b, l.Fold(c.a), l.Fold(c.b))
		}
	}
}

var someTags = []string{"en", "fr", "de", "tr", "uk", "bg", "sr", "el", "ja", "ar", "hi", "xx"}

func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("aZéß+#' -_’\u0301\u0345\u3099αυούΐЙйїћカ한ا\u064eİıſꭠẚ½™µ…٣"))))
}

func TestSlugIsASlug(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := For(rapid.SampledFrom(someTags).Draw(t, "language"))
		checkSlug(t, l, anyText().Draw(t, "text"))
	})
}

func FuzzSlug(f *testing.F) {
	f.Add("L’été C++ Ευρώπη ガイド\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range someTags {
			checkSlug(t, For(tag), text)
		}
	})
}

func checkSlug(t interface{ Errorf(string, ...any) }, l *Language, text string) {
	s := l.Slug(text)
	switch {
	case strings.HasPrefix(s, "-"), strings.HasSuffix(s, "-"), strings.Contains(s, "--"):
		t.Errorf("%s: hyphens of %q", l.Tag(), s)
	case !utf8.ValidString(s), !norm.NFC.IsNormalString(s):
		t.Errorf("%s: %q of %q is not NFC", l.Tag(), s, text)
	case l.Slug(s) != s:
		t.Errorf("%s: %q of %q again is %q", l.Tag(), s, text, l.Slug(s))
	case l.Slug(norm.NFD.String(text)) != l.Slug(norm.NFC.String(text)):
		t.Errorf("%s: %q depends on its normal form", l.Tag(), text)
	}
	for _, r := range s {
		if unicode.IsUpper(r) || unicode.IsSpace(r) || unicode.IsPunct(r) && r != '-' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			t.Errorf("%s: %U in %q of %q", l.Tag(), r, s, text)
		}
	}
	if f := l.Fold(text); l.Fold(f) != f || l.Fold(strings.ToUpper(s)) != l.Fold(s) {
		t.Errorf("%s: %q folds to %q, that to %q; %q", l.Tag(), text, f, l.Fold(f), s)
	}
}

func BenchmarkSlug(b *testing.B) {
	l := For("fr")
	for b.Loop() {
		l.Slug("Comment l’été à Noël a changé la façon d’écrire")
	}
}
