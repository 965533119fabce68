package paging

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSpan: the pages hold every entry once, in order; all but the newest are
// full; and one more entry on top changes none of them.
func TestSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, size := rapid.IntRange(0, 50).Draw(t, "n"), rapid.IntRange(2, 7).Draw(t, "size")
		pages := Count(n, size)
		next := 0
		for number := pages; number >= 1; number-- {
			from, to := Span(n, size, number)
			if from != next || to < from {
				t.Fatalf("page %d of %d is %d to %d, want it from %d", number, pages, from, to, next)
			}
			next = to
			switch held := to - from; {
			case number < pages:
				if above, below := Span(n+1, size, number); held != size || above != from+1 || below != to+1 {
					t.Fatalf("page %d of %d holds %d; with one more %d to %d", number, pages, held, above, below)
				}
			case pages > 1 && (held < size/2 || held >= size+size-size/2), held >= size+size:
				t.Fatalf("the newest of %d pages holds %d of %d", pages, held, size)
			}
		}
		if next != n {
			t.Fatalf("the pages hold %d of %d", next, n)
		}
	})
}

func TestAddress(t *testing.T) {
	for number, want := range []string{"", "/blog/page/1/", "/blog/page/2/", "/blog/", ""} {
		if got := Address("/blog/", number, 3); got != want {
			t.Errorf("page %d is at %s, want %s", number, got, want)
		}
	}
}
