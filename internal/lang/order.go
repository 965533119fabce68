package lang

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// order compares names. A collator keeps buffers and serves one goroutine at a
// time, so each Language has a pool of them, filled when first asked.
type order struct{ pool, loose sync.Pool }

func newOrder(tag string) *order {
	o := &order{}
	o.pool.New = func() any { return collate.New(language.Make(tag), collate.Numeric) }
	o.loose.New = func() any { return collate.New(language.Make(tag), collate.Loose) }
	return o
}

// Sort compares two names for a list from A to Z: negative when a comes first.
// Letter case and accents decide only between equal letters, numbers count by
// their value ("Part 2" before "Part 10"). Names that collate alike are told
// apart by their bytes, so that only equal names give 0.
func (l *Language) Sort(a, b string) int {
	c := l.order.pool.Get().(*collate.Collator)
	defer l.order.pool.Put(c)
	if n := c.CompareString(a, b); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}

// Initial gives the letter under which a list from A to Z has a name, "" where it
// begins with none: a letter with its accent where the language counts that as a
// letter of its own (Swedish Ä), else without.
func (l *Language) Initial(name string) string {
	first, _ := utf8.DecodeRuneInString(norm.NFC.String(name))
	if !unicode.IsLetter(first) {
		return ""
	}
	letter := string(unicode.ToUpper(first))
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(letter))
	c := l.order.loose.Get().(*collate.Collator)
	defer l.order.loose.Put(c)
	if bare := string(base); unicode.IsLetter(base) && c.CompareString(letter, bare) == 0 {
		return bare
	}
	return letter
}
