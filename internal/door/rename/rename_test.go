package rename

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"lodestone/internal/door/fault"
)

func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o640)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func says(t *testing.T, dir, name, want string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if got := string(text); got != want || err != nil {
		t.Errorf("%s says %q (%v), want %q", name, got, err, want)
	}
}

func TestFiles(t *testing.T) {
	dir := plant(t, map[string]string{"a/x.md": "x", "a/y.png": "y", "b.md": "b", "c/.lodestone-move-123": "half"})
	if err := os.Symlink("b.md", filepath.Join(dir, "link.md")); err != nil {
		t.Fatal(err)
	}
	files := []File{{To: "link.md", Text: []byte("new")}, {From: "a/y.png", To: "c/d/y.png"}, {From: "a/x.md", To: "c/x.md", Text: []byte("X")}}
	for range 2 { // once more: there is nothing left to do
		if err := Files(context.Background(), dir, files); err != nil && files[1].From != "" {
			t.Fatal(err)
		}
		files = files[:1]
	}
	says(t, dir, "c/x.md", "X")
	says(t, dir, "c/d/y.png", "y")
	says(t, dir, "b.md", "new")
	if info, err := os.Lstat(filepath.Join(dir, "link.md")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is a file: %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, "c/x.md")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info, err)
	}
	for _, gone := range []string{"a", "c/.lodestone-move-123"} {
		if _, err := os.Lstat(filepath.Join(dir, gone)); err == nil {
			t.Errorf("%s is there", gone)
		}
	}
}

// TestNothingIsOverwritten: what stands in the way and differs stays, and so does
// the file that was to move.
func TestNothingIsOverwritten(t *testing.T) {
	for _, text := range [][]byte{nil, []byte("new")} {
		dir := plant(t, map[string]string{"a.md": "a", "b.md": "b"})
		err := Files(context.Background(), dir, []File{{From: "a.md", To: "b.md", Text: text}})
		if items := fault.Items(err); len(items) != 1 || items[0].Code != "new/exists" {
			t.Errorf("%v", err)
		}
		says(t, dir, "a.md", "a")
		says(t, dir, "b.md", "b")
	}
}

// TestOneFileWithTwoNames: on a disk that sees no letter case the new name is the old
// file; a link shows the same to the program.
func TestOneFileWithTwoNames(t *testing.T) {
	dir := plant(t, map[string]string{"Guide.md": "old"})
	if err := os.Link(filepath.Join(dir, "Guide.md"), filepath.Join(dir, "guide.md")); err != nil {
		t.Skip(err)
	}
	if err := Files(context.Background(), dir, []File{{From: "Guide.md", To: "guide.md", Text: []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	says(t, dir, "guide.md", "new")
	if _, err := os.Lstat(filepath.Join(dir, "Guide.md")); err == nil {
		t.Error("the old name is there")
	}
}
