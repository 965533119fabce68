package copied

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestHunks: what is kept, gone and come make both texts again.
func TestHunks(t *testing.T) {
	line := rapid.SampledFrom([]string{"a", "b", "c", ""})
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SliceOfN(line, 0, 12).Draw(t, "a"), rapid.SliceOfN(line, 0, 12).Draw(t, "b")
		got, from := []string(nil), 0
		for _, h := range hunks(a, b) {
			if !slices.Equal(h.gone, a[h.line:h.line+len(h.gone)]) || len(h.gone)+len(h.come) == 0 {
				t.Fatalf("%+v", h)
			}
			got = append(append(got, a[from:h.line]...), h.come...)
			from = h.line + len(h.gone)
		}
		if got = append(got, a[from:]...); !slices.Equal(got, b) {
			t.Fatalf("%q, not %q", got, b)
		}
	})
}

const was = "<header>\n\t<a href=\"/\">Home</a>\n\t<p>One</p>\n</header>\n"

// TestChanges: the author's own changes are none; the default's are told at the
// lines that they concern.
func TestChanges(t *testing.T) {
	own := strings.Replace(was, "Home", "Start", 1)
	for _, c := range []struct{ name, text, now, want string }{
		{"nobody changed it", was + Note(was), was, ""},
		{"only the author", own + Note(was), was, ""},
		{"the site's own file", own, "other", ""},
		{"both", own + Note(was), strings.Replace(was, "One", "Two", 1), "3:2 theme/copy-old | <p>One</p> | , | <p>Two</p> | parts/x\n"},
		{"a line below the note", was + Note(was) + "{{/* mine */}}\n", strings.Replace(was, "One", "Two", 1), "3:2 theme/copy-old | <p>One</p> | , | <p>Two</p> | parts/x\n"},
		{"lines of CRLF", strings.ReplaceAll(was+Note(was), "\n", "\r\n"), strings.Replace(was, "One", "Two", 1), "3:2 theme/copy-old | <p>One</p> | , | <p>Two</p> | parts/x\n"},
		{"a line more", own + Note(was), strings.Replace(was, "</header>", "\t<p>And</p>\n</header>", 1), "3:2 theme/copy-old |  |  | <p>And</p> | parts/x\n"},
		{"a line less, which the author changed", own + Note(was), strings.Replace(was, "\t<a href=\"/\">Home</a>\n", "", 1), "1:1 theme/copy-old | <a href=\"/\">Home</a> |  |  | parts/x\n"},
		{"everything", was + Note(was), strings.Repeat("x\n", 90), "1:1 theme/copy-old | <header> <a href=\"/\">Home</a> <p>One</p> </header> | , | " + strings.Repeat("x ", 60) + "… | parts/x\n"},
		{
			"a word in a long line", strings.Repeat("long ", 40) + "old" + strings.Repeat(" line", 40) + Note(strings.Repeat("long ", 40)+"old"+strings.Repeat(" line", 40)), strings.Repeat("long ", 40) + "new" + strings.Repeat(" line", 40),
			"1:1 theme/copy-old | …long long long long old line line line line… | , | …long long long long new line line line line… | parts/x\n",
		},
		{"many places", numbered("a") + Note(numbered("a")), numbered("b"), manyPlaces},
		{"a damaged note", was + "{{- /* The default that this is a copy of: AAAA */ -}}\n", was, "5:1 theme/copy-note | parts/x\n"},
		{"half a note", was + "{{- /* The default that this is a copy of: A */ -}}", was, "5:1 theme/copy-note | parts/x\n"},
		{"an empty note", was + "{{- /* The default that this is a copy of:  */ -}}", was, "5:1 theme/copy-note | parts/x\n"},
	} {
		got := ""
		for _, d := range Changes("layouts/parts/x.html", "parts/x", c.text, c.now) {
			got += fmt.Sprintf("%d:%d %s | %s\n", d.Pos.Line, d.Pos.Col, d.Code, strings.Join(d.Args, " | "))
		}
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// numbered is a text with seven lines that have a letter.
func numbered(letter string) (text string) {
	for i := range 7 {
		text += fmt.Sprintf("%d%s\nkept\n", i, letter)
	}
	return text
}

const manyPlaces = "1:1 theme/copy-old | 0a | , | 0b | parts/x\n3:1 theme/copy-old | 1a | , | 1b | parts/x\n5:1 theme/copy-old | 2a | , | 2b | parts/x\n" +
	"7:1 theme/copy-old | 3a | , | 3b | parts/x\n9:1 theme/copy-old | 4a | , | 4b | parts/x\n1:1 theme/copy-more | parts/x | 2\n"
