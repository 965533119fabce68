package lang

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmer runs one Snowball algorithm. Few words make up most of a text, so it
// remembers recent ones: a fixed number of slots, each holding the last word
// that fell into it. That bounds memory and needs no lock.
type stemmer struct {
	run    func(*snowballstem.Env) bool
	elides bool // articles lean on the next word: "l’art", "dell’arte"
	envs   sync.Pool
	seed   maphash.Seed
	slots  [slots]atomic.Pointer[stemmed]
}

type stemmed struct{ word, stem string }

const (
	slots   = 1 << 15
	longest = 64 // bytes; what is longer is no word
)

// stemmersOf gives the stemmers of all languages that have one, each made when
// first asked for. All Languages of a process share them, so that asking For
// for each page costs nothing and forgets nothing.
func stemmersOf() map[string]func() *stemmer {
	all := map[string]func() *stemmer{}
	for _, base := range []string{"ar", "da", "de", "en", "es", "fi", "fr", "ga", "hu", "it", "nb", "nl", "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"} {
		all[base] = sync.OnceValue(func() *stemmer {
			s := &stemmer{run: algorithm(base), seed: maphash.MakeSeed()}
			s.elides = base == "fr" || base == "it"
			s.envs.New = func() any { return snowballstem.NewEnv("") }
			return s
		})
	}
	return all
}

func algorithm(base string) func(*snowballstem.Env) bool {
	switch base {
	case "ar":
		return arabic.Stem
	case "da":
		return danish.Stem
	case "nl":
		return dutch.Stem
	case "en":
		return english.Stem
	case "fi":
		return finnish.Stem
	case "fr":
		return french.Stem
	case "de":
		return german.Stem
	case "hu":
		return hungarian.Stem
	case "ga":
		return irish.Stem
	case "it":
		return italian.Stem
	case "nb", "nn", "no":
		return norwegian.Stem
	case "pt":
		return portuguese.Stem
	case "ro":
		return romanian.Stem
	case "ru":
		return russian.Stem
	case "es":
		return spanish.Stem
	case "sv":
		return swedish.Stem
	case "ta":
		return tamil.Stem
	case "tr":
		return turkish.Stem
	}
	return nil
}

// Stem gives the part that the forms of a word share: "links" and "linking"
// are both "link". The word comes in lower case. Articles that lean on a French
// or Italian word are taken off first. A word of a language without an
// algorithm is its own stem.
func (l *Language) Stem(word string) string {
	s := l.stems
	if s == nil || len(word) > longest {
		return word
	}
	slot := &s.slots[maphash.String(s.seed, word)%slots]
	if known := slot.Load(); known != nil && known.word == word {
		return known.stem
	}
	word = strings.Clone(word) // not a part of a whole page, kept alive by its slot
	env := s.envs.Get().(*snowballstem.Env)
	env.SetCurrent(s.bare(word))
	s.run(env)
	stem := env.Current()
	s.envs.Put(env)
	slot.Store(&stemmed{word, stem})
	return stem
}

// bare makes the apostrophe the one that the algorithms know and takes elided
// articles off.
func (s *stemmer) bare(word string) string {
	word = strings.ReplaceAll(word, "’", "'")
	if !s.elides {
		return word
	}
	return unelided(word)
}

// unelided is the word after an article that leans on it: "art" of "l'art".
func unelided(word string) string {
	at := strings.IndexByte(word, '\'')
	if at <= 0 || at == len(word)-1 {
		return word
	}
	switch word[:at] {
	case "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", // French
		"un", "all", "dall", "dell", "nell", "sull", "coll", "quell", "quest", "bell", "sant", "gl", "v": // Italian
		return word[at+1:]
	}
	return word
}

// Stop says whether a lower-case word is one that every text is full of, such
// as "the" or "est". Lists exist for English, French, Italian, German and
// Spanish; in other languages no word is one.
func (l *Language) Stop(word string) bool {
	if l.stops == nil {
		return false
	}
	if l.stops[word] {
		return true
	}
	if strings.ContainsAny(word, "'’") {
		word = strings.ReplaceAll(word, "’", "'")
		return l.stops[word] || l.stems != nil && l.stems.elides && l.stops[unelided(word)]
	}
	return false
}
