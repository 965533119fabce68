package lines

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestThereAndBack: the place of an offset leads back to it, but for those that
// lie between the two bytes that end a line, or within a character.
func TestThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("aé日 \r\n:")), 0, 20, -1).Draw(t, "text")
		s := New(text)
		for o := 0; o <= len(text); o++ {
			if o < len(text) && !utf8.RuneStart(text[o]) || o > 0 && o < len(text) && text[o-1] == '\r' && text[o] == '\n' {
				continue
			}
			if at := s.Place(o); s.Offset(at) != o {
				t.Fatalf("%q: %d is at %v, which is %d", text, o, at, s.Offset(at))
			}
		}
	})
}

func TestKeyOf(t *testing.T) {
	for said, want := range map[string]struct {
		key   string
		after int
	}{
		"a: b": {"a", 3}, "a:": {"a", 2}, "a b :  c": {"a b", 7}, "a:b: c": {"a:b", 5}, `"a:b" : c`: {"a:b", 8}, "'d''e': f": {"d''e", 8},
		"a:b": {"", -1}, `"a`: {"", -1}, "": {"", -1}, "- a: b": {"- a", 5}, "*a : b": {"", -1}, `"a":b`: {"", -1}, "[a: b]": {"", -1},
	} {
		if key, after := KeyOf(said); key != want.key || after != want.after {
			t.Errorf("%q: %q %d, want %q %d", said, key, after, want.key, want.after)
		}
	}
	for said, want := range map[string]bool{"-": true, "- a": true, "-\ta": true, "-a": false, "--- a": false, "": false} {
		if IsItem(said) != want {
			t.Errorf("%q: %t", said, !want)
		}
	}
}
