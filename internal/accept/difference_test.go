package accept

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestDifference checks that what stays is the same on both sides and that no
// longer common sequence exists.
func TestDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 30)
		from, to := text.Draw(t, "from"), text.Draw(t, "to")
		gone, come := difference(from, to)
		if a, b := without(from, gone), without(to, come); !slices.Equal(a, b) {
			t.Fatalf("%v stays of the one, %v of the other", a, b)
		}
		if n := longest(from, to); len(from)-len(gone) != n {
			t.Fatalf("%d words stay, %d could", len(from)-len(gone), n)
		}
	})
}

func without(words []string, at []int) []string {
	out := []string{}
	for i, w := range words {
		if !slices.Contains(at, i) {
			out = append(out, w)
		}
	}
	return out
}

// longest is the length of the longest common subsequence, by the plain table.
func longest(a, b []string) int {
	table := make([][]int, len(a)+1)
	table[0] = make([]int, len(b)+1)
	for i := range a {
		table[i+1] = make([]int, len(b)+1)
		for j := range b {
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	return table[len(a)][len(b)]
}
