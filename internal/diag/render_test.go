package diag

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFill(t *testing.T) {
	for _, c := range []struct {
		text string
		args []string
		want string
	}{
		{"no file {1}", []string{"x"}, "no file x"},
		{"no file {1}[, did you mean {2}?]", []string{"x", "y"}, "no file x, did you mean y?"},
		{"no file {1}[, did you mean {2}?]", []string{"x", ""}, "no file x"},
		{"no file {1}[, did you mean {2}?]", []string{"x"}, "no file x"},
		{"[{1} and {2}][ or {3}] end", []string{"a", "", "c"}, " or c end"},
		{"write [[[[]{{x}", nil, "write [[]{x}"},
		{"languages: {{{1}: {{}}", []string{"fr"}, "languages: {fr: {}}"},
		{"{1} {0} {} {x} {123}", []string{"a"}, "a {0} {} {x} {123}"},
		{"{2}{1}", []string{"[a]", "{1}"}, "{1}[a]"},
		{"[[{1}]", []string{"a"}, "[a]"},
		{"{1}", []string{"a\nb\x1b[0m\u202e\u009b"}, `a\nb\x1b[0m\u202e\u009b`},
		{"", nil, ""},
	} {
		if got := fill(c.text, c.args); got != c.want {
			t.Errorf("fill(%q, %q) = %q, want %q", c.text, c.args, got, c.want)
		}
	}
}

func TestRenderFallsBackToEnglish(t *testing.T) {
	i := At("", Pos{}, "link/draft", "x")
	for lang, want := range map[string]string{"": "x is a draft", "de": "x is a draft", "FR-ca": "x est un brouillon", "it": "x è una bozza", "fry": "x is a draft"} {
		if text, _ := Render(i, lang); !strings.HasPrefix(text, want) {
			t.Errorf("%q: %q", lang, text)
		}
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "description", "question", "date", "updated", "draft", "expires", "replaced_by", "authors", "reviewed_by", "tags", "url", "slug"}
	for _, c := range []struct {
		word  string
		names []string
		want  string
	}{
		{"titel", keys, "title"},
		{"Title", keys, "title"},
		{"desciption", keys, "description"},
		{"desc", keys, "description"},
		{"replacedby", keys, "replaced_by"},
		{"replaced-by", keys, "replaced_by"},
		{"author", keys, "authors"},
		{"tag", keys, "tags"},
		{"taggs", keys, "tags"},
		{"ur", keys, "url"},
		{"zzz", keys, ""},
		{"categories", keys, ""},
		{"", keys, ""},
		{"x", nil, ""},
		{"gide.md", []string{"guide.md", "side.md", "bide.md"}, "guide.md"},
		{"bat", []string{"rat", "cat"}, "cat"},
		{"blog/guide.md", []string{"blog/other.md", "docs/deep/guide.md"}, "docs/deep/guide.md"},
		{"blog/gide.md", []string{"docs/deep/gide.md", "blog/guide.md"}, "blog/guide.md"},
		{"ÉTÉ", []string{"été", "ete"}, "été"},
	} {
		if got := Nearest(c.word, c.names); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

// The order of the names changes nothing, and a name one letter away is found.
func TestNearestIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringMatching("[a-c/.]{1,8}"), 0, 12).Draw(t, "names")
		word := rapid.StringMatching("[a-cA-C/.]{1,8}").Draw(t, "word")
		want := Nearest(word, names)
		shuffled := rapid.Permutation(names).Draw(t, "order")
		if got := Nearest(word, shuffled); got != want {
			t.Fatalf("%q or %q by order of %q", got, want, names)
		}
		if want != "" && !slices.Contains(names, want) {
			t.Fatalf("%q is none of %q", want, names)
		}
		near := rapid.StringMatching("[a-z]{4,12}").Draw(t, "near")
		at := rapid.IntRange(0, len(near)-1).Draw(t, "at")
		if got := Nearest(near[:at]+near[at+1:], []string{near, "0000"}); got != near {
			t.Fatalf("%q without letter %d gave %q", near, at, got)
		}
	})
}

// The quick distance is the plain one, as far as the limit.
func TestDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := []rune(rapid.StringMatching("[ab]{0,7}").Draw(t, "a"))
		b := []rune(rapid.StringMatching("[ab]{0,7}").Draw(t, "b"))
		limit := rapid.IntRange(0, 7).Draw(t, "limit")
		var rows [3][]int
		want := min(plain(a, b), limit+1)
		if got := min(distance(a, b, limit, &rows), limit+1); got != want {
			t.Fatalf("distance(%q, %q, %d) = %d, want %d", string(a), string(b), limit, got, want)
		}
	})
}

func plain(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	i, j := len(a)-1, len(b)-1
	cost := 1
	if a[i] == b[j] {
		cost = 0
	}
	d := min(plain(a[:i], b)+1, plain(a, b[:j])+1, plain(a[:i], b[:j])+cost)
	if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
		d = min(d, plain(a[:i-1], b[:j-1])+1)
	}
	return d
}

func TestExplain(t *testing.T) {
	got, ok := Explain("link/missing-file")
	want := `link/missing-file (error)

  no file …, did you mean …?

Cause:  A link, an image or a front matter key names a file that is not in the content folder.
Remedy: Correct the path (it is relative to the page; a leading slash starts at the content folder), or create the file.

Example:

    See [the guide](gide.md).
`
	if !ok || got != want {
		t.Errorf("%v\n%s", ok, got)
	}
	if got, ok := Explain("link/mising-file"); ok || got != "no code link/mising-file, did you mean link/missing-file?\n" {
		t.Errorf("%v %q", ok, got)
	}
	if got, ok := Explain("\x1b"); ok || got != "no code \\x1b\n" {
		t.Errorf("%v %q", ok, got)
	}
}
