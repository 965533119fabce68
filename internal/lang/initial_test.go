package lang_test

import (
	"testing"

	"lodestone/internal/lang"
)

func TestInitial(t *testing.T) {
	for _, c := range []struct{ tag, name, want string }{
		{"en", "lead", "L"},
		{"fr", "Évaluation", "E"},
		{"fr", "e\u0301tape", "E"},
		{"sv", "äpple", "Ä"},
		{"sv", "Ål", "Å"},
		{"da", "Øl", "Ø"},
		{"ru", "Щит", "Щ"},
		{"ru", "Шар", "Ш"},
		{"el", "άνθρωπος", "Α"},
		{"ja", "磁石", "磁"},
		{"en", "4 P", ""},
		{"en", "“x", ""},
		{"en", "", ""},
	} {
		if got := lang.For(c.tag).Initial(c.name); got != c.want {
			t.Errorf("%s: %s is under %q, want %q", c.tag, c.name, got, c.want)
		}
	}
}
