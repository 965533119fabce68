package settings

import "testing"

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"*.psd", "a/b/c.psd", true},
		{"*.psd", "a.png", false},
		{"blog/**", "blog/2024/x.md", true},
		{"blog/**", "blogs/x.md", false},
		{"blog/2024/*", "blog/2024/x.md", true},
		{"blog/*/x.md", "blog/2024/x.md", true},
		{"**/x.md", "x.md", true},
		{"**/x.md", "a/b/x.md", true},
		{"notes/", "notes/a/b", true},
		{"/notes/", "notes/a", true},
		{"a/**/z", "a/z", true},
		{"a/**/z", "a/b/c/z", true},
		{"a/**/z", "a/b/c", false},
	} {
		if got := Glob(c.pattern, c.name); got != c.want {
			t.Errorf("%s on %s: %v", c.pattern, c.name, got)
		}
	}
}
