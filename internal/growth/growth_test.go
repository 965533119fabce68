package growth

import (
	"strings"
	"testing"
)

// teller takes note of a failure instead of failing.
type teller struct {
	testing.TB
	told int
}

func (t *teller) Errorf(string, ...any) { t.told++ }

func TestLinear(t *testing.T) {
	text := func(n int) string { return strings.Repeat("a", n) }
	var kept [][]byte
	for name, c := range map[string]struct {
		read func(string)
		want int
	}{
		"once": {func(s string) {
			for range 100 {
				strings.Count(s, "ab")
			}
		}, 0},
		"time": {func(s string) {
			for i := 0; i < len(s); i += 8 {
				strings.Count(s[i:], "ab")
			}
		}, 1},
		"room": {func(s string) {
			for i := 0; i < len(s); i += 128 {
				kept = append(kept[:0], []byte(s[i:]))
			}
		}, 1},
	} {
		got := &teller{TB: t}
		Linear(got, name, text, c.read)
		if got.told != c.want {
			t.Errorf("%s: told %d times, want %d", name, got.told, c.want)
		}
	}
}
