package related

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const tags, words = 6, 12

func entry(t *rapid.T, label string) Entry {
	e := Entry{Group: rapid.IntRange(0, 1).Draw(t, label), At: rapid.Int64Range(0, 50).Draw(t, label)}
	for n := range tags {
		if rapid.IntRange(0, 3).Draw(t, label) == 0 {
			e.Tags = append(e.Tags, n)
		}
	}
	for n := range words {
		if rapid.IntRange(0, 3).Draw(t, label) == 0 {
			e.Words = append(e.Words, Word{n, rapid.IntRange(1, 20).Draw(t, label)})
		}
	}
	return e
}

// naive scores every pair, as the index does when no list is longer than its
// window.
func naive(all []Entry, i, n int) []int {
	score := make([]int32, len(all))
	for j, e := range all {
		for _, tag := range e.Tags {
			if slices.Contains(all[i].Tags, tag) {
				score[j] += tagWeight
			}
		}
		for _, w := range e.Words {
			for _, v := range all[i].Words {
				if v.ID == w.ID {
					score[j] += int32(min(v.Weight, w.Weight))
				}
			}
		}
	}
	x := newIndex(all, tags, words)
	var best []int
	for j := range all {
		if j != i && all[j].Group == all[i].Group && score[j] >= leastScore {
			best = append(best, j)
		}
	}
	slices.SortFunc(best, func(a, b int) int {
		if x.better(score, i, a, b) {
			return -1
		}
		return 1
	})
	return best[:min(len(best), n)]
}

func TestAllAreTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := make([]Entry, rapid.IntRange(1, 14).Draw(t, "n"))
		for i := range all {
			all[i] = entry(t, "entry")
		}
		for i, got := range All(&Question{all, tags, words, 4}) {
			if want := naive(all, i, 4); !slices.Equal(got, want) {
				t.Fatalf("entry %d: %v, want %v", i, got, want)
			}
		}
	})
}

// TestUnrelatedChangesNothing adds an entry that shares nothing.
func TestUnrelatedChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := make([]Entry, rapid.IntRange(1, 60).Draw(t, "n"))
		for i := range all {
			all[i] = entry(t, "entry")
		}
		at := rapid.IntRange(0, len(all)).Draw(t, "at")
		with := slices.Insert(slices.Clone(all), at, Entry{Tags: []int{tags}, Words: []Word{{words, 99}}, At: 7})
		before, after := All(&Question{all, tags, words, 4}), All(&Question{with, tags + 1, words + 1, 4})
		for i := range all {
			shifted := i
			if i >= at {
				shifted++
			}
			got := after[shifted]
			for n, j := range got {
				if j > at {
					got[n]--
				}
			}
			if want := before[i]; !slices.Equal(got, want) {
				t.Fatalf("entry %d: %v, want %v", i, got, want)
			}
		}
	})
}
