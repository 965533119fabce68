// Package lock is site.lock: what a site has published, so that no address is lost
// unawares and every date of change is true on every machine.
//
// In: the text of the file. Out: a Lock, an Entry per address, and back. What
// linking makes of it, internal/link knows.
//
// # The file
//
// One line per address, sorted, after a line that says what the file is. A list
// without a text of its own has its address alone; a page has, between single
// spaces:
//
//	/blog/a-post/ 2026-01-05 2026-03-01 812 QuazUVq9bIA AAAB…AAAC until=2027-01-01 #prices
//
// its address, the day of its first publication, the day of its last change of
// substance, the number of words as they were then, a digest of its title and
// words, their sketch (internal/sketch; - for none, as for the digest), the day on
// which it expires, if it does, and the ids in it that links of the site have led
// to. Days are those of the site's time zone. The file holds no text.
//
// # Merging
//
// Two branches that both built are merged line by line (merge=union in
// .gitattributes), and where that leaves an address twice, or marks of a conflict,
// reading takes the union: the earliest publication, the latest change with the
// words that go with it, all ids. The outcome does not depend on the order, and the
// next build writes it once.
package lock

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lodestone/internal/sketch"
)

// Name is the file's name, beside site.yaml.
const Name = "site.lock"

// Day is a date as YYYY-MM-DD, so that days compare as texts; "" for none.
type Day string

// DayOf gives the day of a time, in the time's own zone; "" of the zero time.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return ""
	}
	return Day(t.Format(time.DateOnly))
}

// In gives the beginning of the day in a zone.
func (d Day) In(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Text is what is known of a page's words.
type Text struct {
	Words  int
	Sum    string // digest of title and words
	Sketch sketch.Sketch
}

// substance is which part of the words must have changed for the change to be one of
// substance (DESIGN §8).
const substance = 0.05

// Differs says whether a text that has become t has changed in substance.
func (old *Text) Differs(t *Text) bool {
	return sketch.Changed(old.Sketch, t.Sketch, old.Words, t.Words) >= substance
}

// kin is how much of its words a text may have changed and still be taken for the
// same one at another address.
const kin = 0.3

// Kin says how much two texts differ, and whether so little that one is surely the
// other. Of a few words nothing is sure but that they are the same.
func (old *Text) Kin(t *Text) (part float64, is bool) {
	const enough = 50
	if old.Sum == t.Sum && old.Sum != "" {
		return 0, true
	}
	part = sketch.Changed(old.Sketch, t.Sketch, old.Words, t.Words)
	return part, part < kin && old.Words >= enough
}

// Entry is an address. One without First has no text of its own.
type Entry struct {
	URL            string
	First, Changed Day
	Text
	Until   Day      // when it expires
	Anchors []string // sorted
	Line    int      // of the file that it was read from; 0 for none
}

// Lock holds the entries by address. The zero Lock is empty; it is not changed once
// it is made.
type Lock struct{ entries []Entry }

// New makes a Lock; of entries with one address the union.
func New(entries []Entry) *Lock {
	order := make([]int32, len(entries)) // which costs less to sort than the entries
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(strings.Compare(entries[a].URL, entries[b].URL), cmp.Compare(a, b))
	})
	all := make([]Entry, 0, len(entries))
	for _, i := range order {
		e := &entries[i]
		if n := len(all); n > 0 && all[n-1].URL == e.URL {
			all[n-1] = union(all[n-1], *e)
			continue
		}
		all = append(all, *e)
	}
	return &Lock{all}
}

// union is what two lines say of one address.
func union(a, b Entry) Entry {
	later := a
	if older(&a, &b) < 0 {
		later = b
	}
	later.First = earlier(a.First, b.First)
	later.Anchors = With(a.Anchors, b.Anchors)
	later.Line = a.Line
	return later
}

// earlier gives the first of two days that are known.
func earlier(a, b Day) Day {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// older orders what two entries say of the text: by the day of the change, then by
// anything, as long as the order does not matter.
func older(a, b *Entry) int {
	return cmp.Or(
		cmp.Compare(a.Changed, b.Changed), cmp.Compare(a.Words, b.Words), cmp.Compare(a.Sum, b.Sum),
		cmp.Compare(a.Sketch, b.Sketch), cmp.Compare(a.Until, b.Until),
	)
}

// With is the union of two lists of anchors, sorted.
func With(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// All gives the entries, by address. They are not to be changed.
func (l *Lock) All() []Entry { return l.entries }

// At gives the entry of an address, or nil.
func (l *Lock) At(url string) *Entry {
	i, ok := slices.BinarySearchFunc(l.entries, url, func(e Entry, url string) int { return strings.Compare(e.URL, url) })
	if !ok {
		return nil
	}
	return &l.entries[i]
}

// head is the file's first line.
const head = "# site.lock, format 1: what this site has published, one address a line. Builds keep it; commit it."

// Bytes writes the file.
func (l *Lock) Bytes() []byte {
	b := append(make([]byte, 0, 256+160*len(l.entries)), head...)
	b = append(b, '\n')
	for i := range l.entries {
		b = append(l.entries[i].append(b), '\n')
	}
	return b
}

func (e *Entry) append(b []byte) []byte {
	b = append(b, e.URL...)
	if e.First == "" {
		return b
	}
	b = append(append(b, ' '), e.First...)
	b = append(append(b, ' '), e.Changed...)
	b = strconv.AppendInt(append(b, ' '), int64(e.Words), 10)
	b = append(append(b, ' '), cmp.Or(e.Sum, "-")...)
	b = append(append(b, ' '), cmp.Or(e.Sketch, "-")...)
	if e.Until != "" {
		b = append(append(b, " until="...), e.Until...)
	}
	for _, a := range e.Anchors {
		b = append(append(b, " #"...), a...)
	}
	return b
}
