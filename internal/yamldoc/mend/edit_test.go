package mend

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestBefore: what stands outside of edits is found again where it stood.
func TestBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z]{1,20}`).Draw(t, "text")
		var edits Edits
		for at := 0; at < len(text); {
			e := Edit{Start: rapid.IntRange(at, len(text)-1).Draw(t, "start")}
			e.End = rapid.IntRange(e.Start+1, len(text)).Draw(t, "end")
			e.With = strings.ToUpper(rapid.StringMatching(`[a-z]{1,5}`).Draw(t, "with"))
			edits, at = append(edits, e), e.End+1
		}
		after := edits.Apply(text)
		for o := range len(after) {
			was := edits.Before(o)
			if lower := after[o] >= 'a'; lower && text[was] != after[o] {
				t.Fatalf("%q became %q: %d was %d", text, after, o, was)
			} else if !lower && !starts(edits, was) {
				t.Fatalf("%q became %q: %d within an edit was %d", text, after, o, was)
			}
		}
	})
}

func starts(edits Edits, at int) bool {
	for _, e := range edits {
		if e.Start == at {
			return true
		}
	}
	return false
}

func TestQuotedText(t *testing.T) {
	for text, want := range map[string]string{"a : b": `"a : b"`, `"a" b`: `'"a" b'`, `a\'b`: `'a\''b'`, "a\nb \"c\"": `"a\nb \"c\""`} {
		if got := quotedText(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
