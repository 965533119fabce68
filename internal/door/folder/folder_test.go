package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
)

func plant(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func open(t *testing.T, dir string) *FS {
	t.Helper()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestItIsAnFS(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir, map[string]string{"site.yaml": "title: x\n", "content/é/a.md": "text", "content/b.md": "", "content/c": "c"})
	f := open(t, dir)
	var names []string
	err := fs.WalkDir(f, ".", func(name string, d fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if want := []string{".", "content", "content/b.md", "content/c", "content/é", "content/é/a.md", "site.yaml"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, %v", names, err)
	}
	for name, text := range map[string]string{"site.yaml": "title: x\n", "content/é/a.md": "text", "content/b.md": ""} {
		if b, err := fs.ReadFile(f, name); err != nil || string(b) != text {
			t.Errorf("%s: %q, %v", name, b, err)
		}
		in, err := f.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		info, err := in.Stat()
		if err != nil || info.Size() != int64(len(text)) || info.Name() != filepath.Base(name) || !info.Mode().IsRegular() {
			t.Errorf("%s: %v, %v", name, info, err)
		}
		if b, err := io.ReadAll(in); err != nil || string(b) != text {
			t.Errorf("%s after Stat: %q, %v", name, b, err)
		}
		if n, err := in.Read(nil); n != 0 || err != nil {
			t.Errorf("reading nothing at the end: %d, %v", n, err)
		}
		in.Close()
		_, read := in.Read(make([]byte, 1))
		_, stat := in.Stat()
		for what, err := range map[string]error{"read": read, "stat": stat, "close": in.Close()} {
			if !errors.Is(err, fs.ErrClosed) {
				t.Errorf("%s after Close: %v", what, err)
			}
		}
	}
	if err := fstest.TestFS(f, "site.yaml", "content/b.md", "content/é/a.md"); err != nil {
		t.Error(err)
	}
}

func TestNothingOutsideIsRead(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "site")
	plant(t, top, map[string]string{"secret": "secret", "out/x": "secret", "site/in/a.md": "text", "site/b": "b"})
	for name, to := range map[string]string{
		"link": "in/a.md", "folder": "in", "out": "../secret", "outside": "../out", "root": "/etc/hostname",
		"loop": "loop", "dangling": "nothing",
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	f := open(t, dir)
	if b, err := fs.ReadFile(f, "link"); err != nil || string(b) != "text" {
		t.Errorf("a link that stays inside: %q, %v", b, err)
	}
	if in, err := f.ReadDir("folder"); err != nil || len(in) != 1 || in[0].Name() != "a.md" {
		t.Errorf("a link to a folder inside: %v, %v", in, err)
	}
	if info, err := f.Stat("folder"); err != nil || !info.IsDir() {
		t.Errorf("a link to a folder inside: %v, %v", info, err)
	}
	for _, name := range []string{"out", "outside", "root", "loop", "dangling", "absent", "../secret", "/etc/hostname", "in/../b", ""} {
		if in, err := f.Open(name); err == nil {
			in.Close()
			t.Errorf("%q opens", name)
		} else if pe := (*fs.PathError)(nil); !errors.As(err, &pe) || pe.Path != name || strings.Contains(err.Error(), top) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"outside", "loop", "dangling", "absent", "b", ".."} {
		if in, err := f.ReadDir(name); err == nil {
			t.Errorf("%q lists %v", name, in)
		} else if strings.Contains(err.Error(), top) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"outside", "out", "absent"} {
		if _, err := f.Stat(name); err == nil || strings.Contains(err.Error(), top) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestAPipeDoesNotHang opens what would wait for a writer.
func TestAPipeDoesNotHang(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Skip(err)
	}
	in, err := open(t, dir).Open("pipe")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if b, err := io.ReadAll(in); err != nil || len(b) > 0 {
		t.Errorf("%q, %v", b, err)
	}
}

func TestAFolderThatIsNone(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir, map[string]string{"file": ""})
	for _, name := range []string{"absent", "file"} {
		if _, err := Open(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s opens", name)
		}
	}
}
