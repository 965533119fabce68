package lang

import (
	"reflect"
	"strings"
	"testing"
)

var spoken = []string{"en", "fr", "it"}

func TestValid(t *testing.T) {
	for tag, want := range map[string]bool{
		"en": true, "fr-CA": true, "FR-ca": true, "pt-BR": true, "zh-Hant-TW": true, "sr-Latn": true, "es-419": true,
		"sl-rozaj-biske": true, "de-CH-1996": true, "en-u-ca-gregory": true, "fr-x-mine": true, "fil": true, "gsw": true,
		"": false, "e": false, "english": false, "deutsch": false, "fr_CA": false, "fr-": false, "-fr": false, "xx": false,
		"fr-CAN-extra-long-subtag-is-bad": false, "x-mine": false, "i-klingon": false, "en US": false, "e\u0301n": false,
		"fr\n": false, "en-UK": false, "en-GB": true, "fr-QX": false, "fr-ZZ": false, "en-001": true, "de-DD": false, "en-" + strings.Repeat("variants-", 9) + "variants": false,
	} {
		if Valid(tag) != want {
			t.Errorf("Valid(%q) = %v", tag, !want)
		}
	}
}

func TestMessages(t *testing.T) {
	for tag, want := range map[string]bool{"en": true, "fr": true, "IT": true, "fr-CA": true, "de": false, "": false, "fry": false, "fr_CA": false, "eng": true} {
		if Messages(tag) != want {
			t.Errorf("Messages(%q) = %v", tag, !want)
		}
	}
}

func TestFor(t *testing.T) {
	for _, c := range []struct{ tag, want, name, dir string }{
		{"en", "en", "English", "ltr"},
		{"FR", "fr", "français", "ltr"},
		{"fr-ca", "fr-CA", "français (Canada)", "ltr"},
		{"fr-LU", "fr-LU", "français (LU)", "ltr"},
		{"pt-br", "pt-BR", "português (Brasil)", "ltr"},
		{"ZH-HANT-tw", "zh-Hant-TW", "中文 (TW)", "ltr"},
		{"ar", "ar", "العربية", "rtl"},
		{"he-IL", "he-IL", "עברית (IL)", "rtl"},
		{"az-Arab", "az-Arab", "azərbaycan", "rtl"},
		{"ur-Latn", "ur-Latn", "اردو", "ltr"},
		{"xx", "xx", "xx", "ltr"},
		{"", "", "", "ltr"},
		{"not a tag", "not a tag", "not a tag", "ltr"},
	} {
		l := For(c.tag)
		if l.Tag() != c.want || l.Name() != c.name || l.Dir() != c.dir {
			t.Errorf("For(%q): %q %q %q", c.tag, l.Tag(), l.Name(), l.Dir())
		}
	}
}

func TestNamesAreOfValidTags(t *testing.T) {
	for tag, name := range texts().names {
		if !Valid(tag) || name == "" {
			t.Errorf("%q: %q", tag, name)
		}
	}
}

func TestNoWordIsMissing(t *testing.T) {
	for _, tag := range spoken {
		words := reflect.ValueOf(For(tag).Words())
		for i := range words.NumField() {
			if strings.TrimSpace(words.Field(i).String()) == "" {
				t.Errorf("%s: no %s", tag, words.Type().Field(i).Name)
			}
		}
		for key := range texts().messages["en"].counted {
			if texts().messages[tag].counted[key] == "" {
				t.Errorf("%s: no %s", tag, key)
			}
		}
		if len(texts().messages[tag].counted) != len(texts().messages["en"].counted) {
			t.Errorf("%s has counted texts that English lacks", tag)
		}
	}
	if For("de").Words() != For("en").Words() || For("fr-CA").Words() != For("fr").Words() {
		t.Error("a language without messages has English ones, a region those of its language")
	}
}

func TestTypographyOfMessages(t *testing.T) {
	for _, tag := range spoken {
		words := reflect.ValueOf(For(tag).Words())
		for i := range words.NumField() {
			if text := words.Field(i).String(); strings.ContainsAny(text, `'"`) || strings.Contains(text, "  ") {
				t.Errorf("%s: %s is typed, not set: %q", tag, words.Type().Field(i).Name, text)
			}
		}
	}
}

func TestParseMessagesPanics(t *testing.T) {
	for _, text := range []string{"Home", "NoSuchWord: x", "Home: a\nHome: b"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was accepted", text)
				}
			}()
			parseMessages("x.txt", text)
		}()
	}
}

func TestCounted(t *testing.T) {
	for _, c := range []struct {
		tag  string
		n    int
		want []string
	}{
		{"en", 0, []string{"0-minute read", "0 posts"}},
		{"en", 1, []string{"1-minute read", "1 post"}},
		{"en", 1200, []string{"1,200-minute read", "1,200 posts"}},
		{"fr", 0, []string{"0 minute de lecture", "0 article"}},
		{"fr", 1, []string{"1 minute de lecture", "1 article"}},
		{"fr-CH", 2, []string{"2 minutes de lecture", "2 articles"}},
		{"fr", 1200, []string{"1\u202f200 minutes de lecture", "1\u202f200 articles"}},
		{"it", 0, []string{"0 minuti di lettura", "0 articoli"}},
		{"it", 1, []string{"1 minuto di lettura", "1 articolo"}},
		{"it", 4, []string{"4 minuti di lettura", "4 articoli"}},
		{"de", 2, []string{"2-minute read", "2 posts"}},
	} {
		l := For(c.tag)
		if got := []string{l.Reading(c.n), l.Entries(c.n)}; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %d: %q", c.tag, c.n, got)
		}
	}
}

func TestPageOfAndJoin(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"Page 3 of 1,007", "", "A", "A and B", "A, B and C"},
		"fr": {"Page 3 sur 1\u202f007", "", "A", "A et B", "A, B et C"},
		"it": {"Pagina 3 di 1.007", "", "A", "A e B", "A, B e C"},
	} {
		l := For(tag)
		got := []string{l.PageOf(3, 1007), l.Join(), l.Join("A"), l.Join("A", "B"), l.Join("A", "B", "C")}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", tag, got)
		}
	}
	if got := For("en").Join("{b}", "{a}"); got != "{b} and {a}" {
		t.Errorf("names are names: %q", got)
	}
}

func TestReadingMinutes(t *testing.T) {
	for _, c := range []struct {
		tag         string
		words, want int
	}{
		{"en", 0, 0},
		{"en", -1, 0},
		{"en", 1, 1},
		{"en", 228, 1},
		{"en", 341, 1},
		{"en", 342, 2},
		{"en", 2280, 10},
		{"fr", 1950, 10},
		{"it", 1880, 10},
		{"de", 1790, 10},
		{"es-MX", 2180, 10},
		{"zh", 2550, 10},
		{"ja", 3570, 10},
		{"xx", 1840, 10},
	} {
		if got := For(c.tag).ReadingMinutes(c.words); got != c.want {
			t.Errorf("%s, %d words: %d minutes, want %d", c.tag, c.words, got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	for tag, want := range map[string][2]string{
		"en":      {"1 November 2026", "22 May 2026"},
		"en-GB":   {"1 November 2026", "22 May 2026"},
		"en-US":   {"November 1, 2026", "May 22, 2026"},
		"fr":      {"1er novembre 2026", "22 mai 2026"},
		"fr-CA":   {"1er novembre 2026", "22 mai 2026"},
		"it":      {"1º novembre 2026", "22 maggio 2026"},
		"de":      {"1. November 2026", "22. Mai 2026"},
		"de-AT":   {"1. November 2026", "22. Mai 2026"},
		"es":      {"1 de noviembre de 2026", "22 de mayo de 2026"},
		"pt-BR":   {"1 de novembro de 2026", "22 de maio de 2026"},
		"nl":      {"1 november 2026", "22 mei 2026"},
		"ru":      {"1 ноября 2026\u202fг.", "22 мая 2026\u202fг."},
		"pl":      {"1 listopada 2026", "22 maja 2026"},
		"ja":      {"2026年11月1日", "2026年5月22日"},
		"zh-Hant": {"2026年11月1日", "2026年5月22日"},
		"ar":      {"1 نوفمبر 2026", "22 مايو 2026"},
		"th":      {"1 พฤศจิกายน 2026", "22 พฤษภาคม 2026"},
		"xx":      {"1 November 2026", "22 May 2026"},
	} {
		l := For(tag)
		if got := [2]string{l.Date(2026, 11, 1), l.Date(2026, 5, 22)}; got != want {
			t.Errorf("%s: %q", tag, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for tag, want := range map[string]string{"en": "1,234,567", "fr": "1\u202f234\u202f567", "fr-CA": "1\u202f234\u202f567", "it": "1.234.567", "it-CH": "1.234.567", "de": "1.234.567", "xx": "1,234,567"} {
		if got := For(tag).Number(1234567); got != want {
			t.Errorf("%s: %q", tag, got)
		}
	}
	if got := For("en").Number(-1234); got != "-1,234" {
		t.Errorf("%q", got)
	}
}

func TestQuotes(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "“a”", "fr": "«\u202fa\u202f»", "fr-CH": "«a»", "it": "«a»", "de": "„a“", "de-CH": "«a»", "pl": "„a”",
		"ja": "「a」", "zh": "“a”", "zh-TW": "「a」", "sv": "”a”", "xx": "“a”",
	} {
		if q := For(tag).Quotes(); q.Open+"a"+q.Close != want {
			t.Errorf("%s: %q", tag, q)
		}
	}
}

func TestParts(t *testing.T) {
	for tag, want := range map[string][4]string{
		"en": {"Part 4 of 9", "1 part", "9 parts", "March 2026"},
		"fr": {"Partie 4 sur 9", "1 partie", "9 parties", "mars 2026"},
		"it": {"Parte 4 di 9", "1 parte", "9 parti", "marzo 2026"},
		"ja": {"Part 4 of 9", "1 part", "9 parts", "2026年3月"},
	} {
		l := For(tag)
		if got := [4]string{l.PartOf(4, 9), l.Parts(1), l.Parts(9), l.Month(2026, 3)}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestHreflang(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "FR-ca": "fr-CA", "es-419": "es", "zh-hant-tw": "zh-Hant-TW", "de-CH-1996": "de-CH", "sl-rozaj": "sl", "fr-x-mine": "fr",
	} {
		if got := For(tag).Hreflang(); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}
