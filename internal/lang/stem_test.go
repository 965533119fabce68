package lang

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestStem(t *testing.T) {
	for _, c := range []struct {
		tag   string
		words []string // all of one stem
		other string   // and this of another
	}{
		{"en", []string{"link", "links", "linking", "linked"}, "lint"},
		{"en-US", []string{"author", "authors", "author's", "author’s"}, "autumn"},
		{"fr", []string{"article", "articles", "l’article", "d'articles"}, "arctique"},
		{"fr", []string{"lecteur", "lecteurs"}, "lecture"},
		{"it", []string{"articolo", "articoli", "dell’articolo"}, "artico"},
		{"de", []string{"leser", "lesern"}, "lied"},
		{"es", []string{"artículo", "artículos"}, "arte"},
		{"pt", []string{"artigo", "artigos"}, "arte"},
		{"ru", []string{"статья", "статьи", "статью"}, "статус"},
		{"nl", []string{"lezer", "lezers"}, "les"},
	} {
		l := For(c.tag)
		want := l.Stem(c.words[0])
		for _, w := range c.words {
			if got := l.Stem(w); got != want {
				t.Errorf("%s: %q of %q, %q of %q", c.tag, got, w, want, c.words[0])
			}
		}
		if l.Stem(c.other) == want {
			t.Errorf("%s: %q and %q fall together", c.tag, c.other, c.words[0])
		}
	}
	for _, word := range []string{"日本語", "", "links"} {
		if got := For("ja").Stem(word); got != word {
			t.Errorf("%q became %q in a language without stems", word, got)
		}
	}
	long := strings.Repeat("linking", 20)
	if got := For("en").Stem(long); got != long {
		t.Error("an endless word was stemmed")
	}
}

func TestStop(t *testing.T) {
	for tag, words := range map[string][2]string{
		"en": {"the and with isn't isn’t", "magnet link"},
		"fr": {"le des avec c’est qu'il d’un l", "article l’article aimant"},
		"it": {"il della con dell’altra", "articolo l’articolo"},
		"de": {"der und mit", "leser"},
		"es": {"el de con", "artículo"},
		"xx": {"", "the le il"},
	} {
		l := For(tag)
		for w := range strings.FieldsSeq(words[0]) {
			if !l.Stop(w) {
				t.Errorf("%s: %q is no stop word", tag, w)
			}
		}
		for w := range strings.FieldsSeq(words[1]) {
			if l.Stop(w) {
				t.Errorf("%s: %q is a stop word", tag, w)
			}
		}
	}
}

// A stem is the same however it is asked for: first, again, after its slot was
// taken by another word, from many goroutines.
func TestStemIsPure(t *testing.T) {
	words := make([]string, 5000)
	for i := range words {
		words[i] = fmt.Sprintf("%cword%dings", 'a'+i%26, i)
	}
	want := make([]string, len(words))
	for i, w := range words {
		fresh := &Language{stems: stemmersOf()["en"]()}
		want[i] = fresh.Stem(w)
		if i == 200 {
			break
		}
	}
	l := For("en")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i, w := range slices.Backward(words) {
				if got := l.Stem(w); i <= 200 && got != want[i] {
					t.Errorf("%q of %q, want %q", got, w, want[i])
				}
			}
		})
	}
	all.Wait()
}

var stemmed18 = []string{"ar", "da", "nl", "en", "fi", "fr", "de", "hu", "ga", "it", "nb", "pt", "ro", "ru", "es", "sv", "ta", "tr"}

func TestStemOfAnything(t *testing.T) {
	languages := make([]*Language, len(stemmed18))
	for i, tag := range stemmed18 {
		languages[i] = For(tag)
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.String(), rapid.StringMatching("[a-zà-ÿ'’]{0,12}"), rapid.StringMatching("[а-я]{0,12}|[ا-ي]{0,12}|[\u0b80-\u0bff]{0,9}")).Draw(t, "word")
		for _, l := range languages {
			if a, b := l.Stem(word), l.Stem(word); a != b {
				t.Fatalf("%s: %q, then %q of %q", l.Tag(), a, b, word)
			}
		}
	})
}

func FuzzStem(f *testing.F) {
	f.Add("nationality")
	f.Add("dell’arte")
	f.Add("\xff\xfe")
	languages := make([]*Language, len(stemmed18))
	for i, tag := range stemmed18 {
		languages[i] = For(tag)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, l := range languages {
			l.Stem(word)
			l.Stop(word)
		}
	})
}

func TestSort(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"Abel", "Ábel", "Adam", "Öberg", "Part 2", "Part 10", "Zoë"},
		"sv": {"Abel", "Zoë", "Årsta", "Öberg"},
		"de": {"Oberg", "Öberg", "Ohm"},
	} {
		l := For(tag)
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, l.Sort)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", tag, got)
		}
	}
	if l := For("en"); l.Sort("é", "e\u0301") == 0 || l.Sort("a", "a") != 0 {
		t.Error("only equal names are equal")
	}
}

func TestSortIsAnOrder(t *testing.T) {
	l := For("fr")
	name := rapid.StringOf(rapid.SampledFrom([]rune("aAéEz1 02-\u0301")))
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := name.Draw(t, "a"), name.Draw(t, "b"), name.Draw(t, "c")
		if l.Sort(a, b) != -l.Sort(b, a) {
			t.Fatalf("%q and %q: %d and %d", a, b, l.Sort(a, b), l.Sort(b, a))
		}
		if l.Sort(a, b) <= 0 && l.Sort(b, c) <= 0 && l.Sort(a, c) > 0 {
			t.Fatalf("%q, %q, %q turn in a circle", a, b, c)
		}
	})
}

func BenchmarkStem(b *testing.B) {
	words := strings.Fields(strings.Repeat("the quick readers were reading interesting articles about marketing and conversations with customers ", 10))
	b.Run("known", func(b *testing.B) {
		l := For("en")
		for i := 0; b.Loop(); i++ {
			l.Stem(words[i%len(words)])
		}
	})
	b.Run("new", func(b *testing.B) {
		l := For("en")
		for i := 0; b.Loop(); i++ {
			l.Stem(fmt.Sprint("conversations", i))
		}
	})
}

func BenchmarkFor(b *testing.B) {
	for b.Loop() {
		For("fr-CA")
	}
}
