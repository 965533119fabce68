package folder

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReal(t *testing.T) {
	dir := Real(t.TempDir())
	plant(t, dir, map[string]string{"a/b/c": ""})
	for name, to := range map[string]string{"link": "a/b", "a/up": "..", "dangling": "nothing"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"a": "a", "link": "a/b", "link/c": "a/b/c", "link/not/yet": "a/b/not/yet", "a/up/a/up/link/x": "a/b/x", "absent": "absent",
		"dangling": "dangling",
	} {
		if got := Real(filepath.Join(dir, name)); got != filepath.Join(dir, want) {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	t.Chdir(filepath.Join(dir, "a"))
	if got := Real("b"); got != filepath.Join(dir, "a", "b") {
		t.Errorf("b is %s", got)
	}
	if got := Real("/"); got != "/" {
		t.Errorf("/ is %s", got)
	}
}

func TestBelow(t *testing.T) {
	for _, c := range []struct {
		name, dir, rel string
		in             bool
	}{
		{"/a/b", "/a", "b", true},
		{"/a", "/a", ".", true},
		{"/a/b", "/", "a/b", true},
		{"/a/..b", "/a", "..b", true},
		{"/a", "/a/b", "..", false},
		{"/ab", "/a", "../ab", false},
		{"/b/c", "/a", "../b/c", false},
	} {
		if rel, in := Below(c.name, c.dir); rel != c.rel || in != c.in {
			t.Errorf("%s from %s: %s, %v", c.name, c.dir, rel, in)
		}
	}
}
