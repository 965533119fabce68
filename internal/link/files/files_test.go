package files

import (
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRelative: what a page is told to write leads from it to the file.
func TestRelative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c.d"}), 1, 4)
		from, to := strings.Join(parts.Draw(t, "from"), "/"), strings.Join(parts.Draw(t, "to"), "/")
		written := Relative(from, to)
		if got := path.Join(path.Dir(from), written); got != to || strings.HasPrefix(written, "/") {
			t.Fatalf("from %s, %q leads to %s, not to %s", from, written, got, to)
		}
	})
	for to, want := range map[string]string{"": "", "a/c.md": "c.md", "c.md": "../c.md", "b/c.md": "../b/c.md"} {
		if got := Relative("a/b.md", to); got != want {
			t.Errorf("%q became %q, want %q", to, got, want)
		}
	}
}

// TestNamed: a name means the file beside the page before that of the content
// folder, in whatever letter case, and the rooted one only the latter.
func TestNamed(t *testing.T) {
	l := New(0, 0)
	for i, file := range []string{"blog/a.md", "a.md", "b.md", "blog/Caf\u00e9.md"} {
		l.AddPage(file, i)
	}
	for name, want := range map[string]string{
		"a.md":          "blog/a.md",
		"A.md":          "blog/A.md",
		"/a.md":         "a.md",
		"../a.md":       "a.md",
		"b.md":          "b.md",
		"./b.md":        "b.md",
		"none.md":       "blog/none.md",
		"Cafe\u0301.md": "blog/Caf\u00e9.md",
	} {
		if got := l.Named("blog/x.md", name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// TestCased: letter case is told apart where it matters and nowhere else.
func TestCased(t *testing.T) {
	l := New(0, 0)
	l.AddPage("Blog/A.md", 1)
	l.AddResource("b.PNG", 2)
	if _, ok := l.Page("blog/a.md"); ok {
		t.Error("a page with other letter case")
	}
	if n, ok := l.Page("Blog/A.md"); !ok || n != 1 {
		t.Error("no page")
	}
	if n, ok := l.Resource("b.PNG"); !ok || n != 2 {
		t.Error("no resource")
	}
	for small, want := range map[string]string{"blog/a.md": "Blog/A.md", "B.png": "b.PNG"} {
		if got, ok := l.Cased(small); !ok || got != want {
			t.Errorf("%s is spelt %s", small, got)
		}
	}
	if got := strings.Join(l.Names(), " "); got != "Blog/A.md b.PNG" {
		t.Errorf("names: %s", got)
	}
}
