package code

import (
	"strings"
	"testing"
)

// TestLongestName: no language is lost for the length of its name, and a longer
// one is not looked for.
func TestLongestName(t *testing.T) {
	for _, n := range Names() {
		if len(n) > longestName {
			t.Errorf("%q has %d bytes", n, len(n))
		}
	}
	var h Highlighter
	if h.Known(strings.Repeat("a", longestName+1)) {
		t.Error("a long name is known")
	}
	if _, looked := h.found.Load(strings.Repeat("a", longestName+1)); looked {
		t.Error("a long name was looked for")
	}
}
