package spelling

import (
	"slices"
	"strings"
	"testing"
)

func TestTerms(t *testing.T) {
	tally := New(func(name string) string { return strings.ToLower(strings.Trim(name, "!")) })
	var at []int
	for _, name := range []string{"go", "Web", "web", "!!", "Go", "go", "WEB"} {
		at = append(at, tally.Add(name))
	}
	terms, of := tally.Terms()
	if !slices.Equal(terms, []Term{{"go", "go"}, {"web", "WEB"}}) { // most often; first of the alphabet
		t.Errorf("%v", terms)
	}
	var got []int
	for _, n := range at {
		got = append(got, of[n])
	}
	if !slices.Equal(got, []int{0, 1, 1, -1, 0, 0, 1}) {
		t.Errorf("%v", got)
	}
}
