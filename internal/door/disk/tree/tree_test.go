package tree

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lodestone/internal/door/disk/ledger"
)

func open(t *testing.T, dir string) *Tree {
	t.Helper()
	tr, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	return tr
}

func plant(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// names gives all that stands below a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if rel, _ := filepath.Rel(dir, name); rel != "." {
			all = append(all, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

// TestNothingIsDoneForNobody asks for every change after the context has ended.
func TestNothingIsDoneForNobody(t *testing.T) {
	dir := t.TempDir()
	plant(t, filepath.Join(dir, "a", "b"), "text")
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	tr := open(t, dir)
	d, err := tr.In("a")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ended, end := context.WithCancel(t.Context())
	end()
	begun := func() *Temp {
		tmp, err := d.Create(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return tmp
	}
	for name, change := range map[string]func() error{
		"Make":        func() error { return tr.Make(ended, "x/y") },
		"Create":      func() error { _, err := d.Create(ended); return err },
		"Write":       func() error { return begun().Write(ended, []byte("x")) },
		"Copy":        func() error { return begun().Copy(ended, strings.NewReader("x")) },
		"Put":         func() error { _, err := begun().Put(ended, "b"); return err },
		"Remove":      func() error { return tr.Remove(ended, "a/b") },
		"RemoveEmpty": func() error { return tr.RemoveEmpty(ended, "empty") },
		"Replace":     func() error { return tr.Replace(ended, "list", []byte("x")) },
	} {
		if err := change(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s gives %v", name, err)
		}
		if got := names(t, dir); got != "a a/b empty" {
			t.Errorf("after %s there is %s", name, got)
		}
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "a", "b")); string(b) != "text" {
		t.Errorf("the file holds %q", b)
	}
}

func TestWhatStands(t *testing.T) {
	dir := t.TempDir()
	plant(t, filepath.Join(dir, "folder", "file"), "text")
	for name, to := range map[string]string{"link": "folder", "loop": "loop"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	tr := open(t, dir)
	for name, want := range map[string]Kind{
		"folder": Folder, "folder/file": Plain, "link": Link, "loop": Link, "absent": Absent, "folder/file/x": Absent,
	} {
		if s, err := tr.Look(name); err != nil || s.Kind != want || want == Plain && s.Size != 4 {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
	for name, want := range map[string]Kind{
		".": Folder, "folder": Folder, "folder/file": Plain, "link": Link, "link/file": Absent, "a/b/c": Absent,
	} {
		if k := tr.Folder(name); k != want {
			t.Errorf("%s is %v", name, k)
		}
	}
	if err := tr.Make(t.Context(), "a/b/c"); err != nil || tr.Folder("a/b") != Folder {
		t.Errorf("making a/b/c: %v", err)
	}
	if err := tr.Make(t.Context(), "link/x"); err == nil {
		t.Error("a folder is made through a link")
	}
	if err := tr.RemoveEmpty(t.Context(), "folder"); err != nil || tr.Folder("folder") != Folder {
		t.Errorf("a folder that is not empty: %v", err)
	}
	if err := tr.RemoveEmpty(t.Context(), "a/b/c"); err != nil || tr.Folder("a/b/c") != Absent {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestNoPathLeavesTheTree(t *testing.T) {
	top := t.TempDir()
	plant(t, filepath.Join(top, "outside", "file"), "precious")
	if err := os.MkdirAll(filepath.Join(top, "tree"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../outside", filepath.Join(top, "tree", "out")); err != nil {
		t.Fatal(err)
	}
	tr := open(t, filepath.Join(top, "tree"))
	before := names(t, top)
	for _, name := range []string{"out", "out/.", "..", "../outside", "out/x/y"} {
		if d, err := tr.In(name); err == nil {
			d.Close()
			t.Errorf("%s opens", name)
		}
	}
	for name, err := range map[string]error{
		"Make": tr.Make(t.Context(), "out/x"), "Remove": tr.Remove(t.Context(), "out/file"),
		"Replace": tr.Replace(t.Context(), "../x", nil),
	} {
		if err == nil {
			t.Errorf("%s leaves the tree", name)
		}
	}
	_ = tr.RemoveEmpty(t.Context(), "../outside")
	tr.Sweep("out")
	if after := names(t, top); after != before {
		t.Errorf("there was %s, there is %s", before, after)
	}
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"0123456789abcdef", "0123456789abcdeg", "0123", "0123456789abcdef0"} {
		plant(t, filepath.Join(dir, "a", ledger.TempName+name), "")
	}
	if err := os.Mkdir(filepath.Join(dir, "a", ledger.TempName+"ffffffffffffffff"), 0o755); err != nil {
		t.Fatal(err)
	}
	open(t, dir).Sweep("a")
	if got := names(t, dir); strings.Contains(got, "cdef ") || strings.Count(got, ledger.TempName) != 4 {
		t.Errorf("left: %s", got)
	}
}
