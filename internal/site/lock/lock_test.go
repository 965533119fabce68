package lock_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lodestone/internal/site/lock"
	"lodestone/internal/sketch"
)

func day(t *rapid.T, what string) lock.Day {
	return lock.DayOf(time.Date(2026, 1, 1+rapid.IntRange(0, 9).Draw(t, what), 0, 0, 0, 0, time.UTC))
}

// entry draws an entry of one of a few addresses.
func entry(t *rapid.T) lock.Entry {
	e := lock.Entry{URL: rapid.SampledFrom([]string{"/", "/a/", "/b/", "/b/%C3%A9/", "/c.html"}).Draw(t, "url")}
	if rapid.Bool().Draw(t, "list") {
		return e
	}
	e.First, e.Changed = day(t, "first"), day(t, "changed")
	if e.Words = rapid.IntRange(0, 3).Draw(t, "words"); e.Words > 0 {
		e.Sum = strings.Repeat(rapid.SampledFrom([]string{"A", "_"}).Draw(t, "sum"), 11)
		e.Sketch = sketch.Sketch(strings.Repeat(rapid.SampledFrom([]string{"B", "-"}).Draw(t, "sketch"), sketch.Size))
	}
	if rapid.Bool().Draw(t, "expires") {
		e.Until = day(t, "until")
	}
	e.Anchors = lock.With(rapid.SliceOf(rapid.SampledFrom([]string{"x", "é", "fn:1"})).Draw(t, "anchors"), nil)
	return e
}

func draw(t *rapid.T) *lock.Lock { return lock.New(rapid.SliceOf(rapid.Custom(entry)).Draw(t, "lock")) }

func text(l *lock.Lock) string { return string(l.Bytes()) }

func parse(t *rapid.T, s string) *lock.Lock {
	l, faults := lock.Parse(s)
	if slices.ContainsFunc(faults, func(f lock.Fault) bool { return f.What != lock.Conflict }) {
		t.Fatalf("%v in\n%s", faults, s)
	}
	return l
}

// TestWhatIsWrittenIsRead: once over the file and back changes nothing, not on a
// system that ends lines otherwise either.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := draw(t)
		s := text(l)
		for _, as := range []string{s, strings.ReplaceAll(s, "\n", "\r\n"), strings.TrimSuffix(s, "\n")} {
			if got := text(parse(t, as)); got != s {
				t.Fatalf("read back\n%s\nwant\n%s", got, s)
			}
		}
	})
}

// TestMerge: however version control puts the lines of two or three branches
// together, reading gives the same, and each line says the earliest publication,
// the latest change, and all ids.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := draw(t), draw(t), draw(t)
		whole := text(parse(t, text(a)+text(b)+text(c)))
		marked := "<<<<<<< HEAD\n" + text(a) + "||||||| base\n/gone/\n=======\n" + text(b) + ">>>>>>> other\n" + text(c)
		for _, other := range []string{text(c) + text(a) + text(b), text(parse(t, text(b)+text(a))) + text(c), text(b) + text(parse(t, text(c)+text(a))), whole + whole, marked} {
			if got := text(parse(t, other)); got != whole {
				t.Fatalf("the order matters:\n%s\nand\n%s", got, whole)
			}
		}
		merged := parse(t, whole)
		for _, l := range []*lock.Lock{a, b, c} {
			for _, e := range l.All() {
				m := merged.At(e.URL)
				if m == nil || e.First != "" && m.First > e.First || m.Changed < e.Changed || len(lock.With(m.Anchors, e.Anchors)) != len(m.Anchors) {
					t.Fatalf("%+v became %+v", e, m)
				}
			}
		}
	})
}

func TestParseFaults(t *testing.T) {
	good := "/a/ 2026-01-05 2026-03-01 812 QuazUVq9bIA " + strings.Repeat("A", 64)
	for _, c := range []struct {
		line string
		want string
	}{
		{good, "[]"},
		{good + " until=2027-01-01 #x #y", "[]"},
		{"/tags/x/", "[]"},
		{"", "[]"},
		{"# a remark", "[]"},
		{"# site.lock, format 2: whatever", "[{1 2}]"},
		{"a/", "[{0 2}]"},
		{"/a b/", "[{0 2}]"},
		{"/é/", "[{0 2}]"},
		{strings.Replace(good, "01-05", "13-05", 1), "[{0 2}]"},
		{strings.Replace(good, "812", "-1", 1), "[{0 2}]"},
		{strings.Replace(good, "QuazUV", "QuazU", 1), "[{0 2}]"},
		{good + "A", "[{0 2}]"},
		{good[:len(good)-1] + "!", "[{0 2}]"},
		{good + " until=soon", "[{0 2}]"},
		{good + " #", "[{0 2}]"},
		{good + " #x until=2027-01-01", "[{0 2}]"},
		{good + " x", "[{0 2}]"},
		{"<<<<<<< HEAD", "[{2 2}]"},
		{"=======", "[]"},
		{"<<<<<<<<", "[{0 2}]"},
	} {
		l, faults := lock.Parse("# first\n" + c.line)
		if got := fmt.Sprint(faults); got != c.want && !(c.want == "[]" && len(faults) == 0) {
			t.Errorf("%q: %s, want %s", c.line, got, c.want)
		}
		if len(faults) > 0 && len(l.All()) > 0 {
			t.Errorf("%q is an entry", c.line)
		}
	}
}

// FuzzParse: whatever stands in the file, what is read of it can be written and
// read again.
func FuzzParse(f *testing.F) {
	f.Add("/a/ 2026-01-05 2026-03-01 812 QuazUVq9bIA " + strings.Repeat("A", 64) + " until=2027-01-01 #x\n/b/\n<<<<<<< x\n")
	f.Fuzz(func(t *testing.T, s string) {
		l, _ := lock.Parse(s)
		again, faults := lock.Parse(string(l.Bytes()))
		if len(faults) > 0 || string(again.Bytes()) != string(l.Bytes()) {
			t.Errorf("%v in\n%s", faults, l.Bytes())
		}
	})
}
