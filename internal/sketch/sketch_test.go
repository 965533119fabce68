package sketch_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/sketch"
)

func of(words []string) (sketch.Sketch, int) {
	var b sketch.Bag
	b.Reset()
	for _, w := range words {
		b.Add(sketch.Of([]byte(w)))
	}
	return b.Sketch(), b.Words()
}

// prose gives n words as unevenly spread as those of a language (Zipf).
func prose(rng *rand.Rand, n int) []string {
	z := rand.NewZipf(rng, 1.1, 3, 8000)
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("w%d", z.Uint64())
	}
	return all
}

// TestEstimate replaces a known part of texts of several lengths: the estimate is
// right on average and as near as the package says.
func TestEstimate(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{300, 1000, 5000} {
		for _, part := range []float64{0.02, 0.05, 0.1, 0.3} {
			const times = 200
			var sum, squares float64
			for range times {
				old := prose(rng, n)
				changed := append([]string(nil), old...)
				for _, i := range rng.Perm(n)[:int(part*float64(n))] {
					changed[i] = fmt.Sprintf("new%d", rng.Uint64())
				}
				a, na := of(old)
				b, nb := of(changed)
				got := sketch.Changed(a, b, na, nb) / part
				sum += got
				squares += (got - 1) * (got - 1)
			}
			mean, off := sum/times, math.Sqrt(squares/times)
			if math.Abs(mean-1) > 0.08 || off > 0.25 {
				t.Errorf("%d words, %g of them: estimated %.2f of that on average, off by %.2f", n, part, mean, off)
			}
		}
	}
}

// TestNothingIsNothing: equal words differ by nothing in whatever order and
// surroundings, and a few words never look like many.
func TestNothingIsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-d]{1,2}`)).Draw(t, "words")
		a, n := of(words)
		turned := append([]string(nil), words...)
		rand.Shuffle(n, func(i, j int) { turned[i], turned[j] = turned[j], turned[i] })
		if b, m := of(turned); sketch.Changed(a, b, n, m) != 0 || a != b {
			t.Fatalf("%v: %s %s", words, a, b)
		}
		more := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,3}`), 0, 5).Draw(t, "more")
		b, _ := of(append(turned, more...))
		if d := sketch.Differ(a, b); d > len(more)*len(more) {
			t.Fatalf("%d words more look like %d", len(more), d)
		}
		if !a.Valid() || !b.Valid() {
			t.Fatalf("%q, %q", a, b)
		}
	})
}

// TestFormStays: these characters stand in sites' locks.
func TestFormStays(t *testing.T) {
	var b sketch.Bag
	b.Reset()
	for _, w := range strings.Fields("The needle finds the north and the reader finds the answer") {
		b.Add(sketch.Of([]byte(w)))
	}
	if got, want := string(b.Sketch())+" "+sketch.Digits(b.Sum()), "AAAAAAAABAAABAAAABAAAAAAAAAAAABAABAAAAAAAAABAABAAAAABAABAACAAAAA QuazUVq9bIA"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, bad := range []sketch.Sketch{"A", sketch.Sketch(strings.Repeat("!", sketch.Size))} {
		if bad.Valid() {
			t.Errorf("%q is valid", bad)
		}
	}
}

// TestBagsAreUsedAgain: what one text left changes nothing for the next, however
// long it was.
func TestBagsAreUsedAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var b sketch.Bag
	for _, n := range []int{5, 100_000, 5, 3000, 0, 700} {
		words := prose(rng, n)
		b.Reset()
		for _, w := range words {
			b.Add(sketch.Of([]byte(w)))
		}
		if want, _ := of(words); b.Sketch() != want {
			t.Errorf("%d words: %s, want %s", n, b.Sketch(), want)
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	words := prose(rand.New(rand.NewPCG(1, 2)), 800)
	var bag sketch.Bag
	for b.Loop() {
		bag.Reset()
		for _, w := range words {
			bag.Add(sketch.Of([]byte(w)))
		}
		_ = bag.Sketch()
	}
}
