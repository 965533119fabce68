package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestClip(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " a\n\tb ": "a b", strings.Repeat("é", 60): strings.Repeat("é", 60), strings.Repeat("é", 61): strings.Repeat("é", 59) + "…",
	} {
		if got := Clip(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestUnread: the path and the operation are left out, and what os.Root says of a
// link that leads out of its folder has a code of its own.
func TestUnread(t *testing.T) {
	why := errors.New("why")
	for _, err := range []error{why, &fs.PathError{Op: "open", Path: "x", Err: why}, fmt.Errorf("read: %w", &fs.PathError{Path: "x", Err: why})} {
		if got := Unread("x", "theme/unreadable", err); got.Code != "theme/unreadable" || !slices.Equal(got.Args, []string{"why"}) {
			t.Errorf("%v: %v", err, got)
		}
	}
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := os.Symlink("../x", filepath.Join(dir, "x")); err != nil {
		t.Skip(err)
	}
	_, err = root.Open("x")
	if got := Unread("x", "file/unreadable", err); got.Code != "file/outside" {
		t.Errorf("%v: %v", err, got)
	}
}
