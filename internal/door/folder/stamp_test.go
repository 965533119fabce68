package folder

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestStamp: a file that was left alone has a stamp, always the same; one of the
// same size with its old time restored has none to be trusted, since its inode
// changed just now. Links, folders and what is not there have none.
func TestStamp(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	if err := os.WriteFile(name, []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.md", filepath.Join(dir, "link.md")); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if s := f.Stamp("a.md"); s != nil {
		t.Errorf("a file made just now has the stamp %x", s)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	if s := f.Stamp("a.md"); s != nil {
		t.Errorf("a file whose time was set just now has the stamp %x", s)
	}
	var s unix.Stat_t
	if err := unix.Lstat(name, &s); err != nil {
		t.Fatal(err)
	}
	later := time.Unix(s.Ctim.Unix()).Add(settled + time.Second)
	first := stamp(&s, later)
	if first == nil || !bytes.Equal(first, stamp(&s, later.Add(time.Hour))) {
		t.Fatalf("stamp %x", first)
	}
	for what, change := range map[string]func(*unix.Stat_t){
		"device": func(s *unix.Stat_t) { s.Dev++ }, "inode": func(s *unix.Stat_t) { s.Ino++ }, "size": func(s *unix.Stat_t) { s.Size++ },
		"seconds": func(s *unix.Stat_t) { s.Mtim.Sec-- }, "nanoseconds": func(s *unix.Stat_t) { s.Mtim.Nsec++ },
		"change": func(s *unix.Stat_t) { s.Ctim.Sec-- }, "its nanoseconds": func(s *unix.Stat_t) { s.Ctim.Nsec++ },
	} {
		other := s
		change(&other)
		if b := stamp(&other, later); b == nil || bytes.Equal(b, first) {
			t.Errorf("another %s: stamp %x", what, b)
		}
	}
	for _, none := range []string{"link.md", ".", "no.md", "../" + filepath.Base(dir) + "/a.md"} {
		if b := f.Stamp(none); b != nil {
			t.Errorf("%s has the stamp %x", none, b)
		}
	}
}
