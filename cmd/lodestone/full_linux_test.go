package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull builds with a cache on a disk that is too small: it says so once
// and writes nothing.
func TestDiskFull(t *testing.T) {
	small := t.TempDir()
	if err := syscall.Mount("none", small, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("a small disk cannot be mounted: ", err)
	}
	defer syscall.Unmount(small, syscall.MNT_DETACH)
	dir := smallSite(t)
	for i := range 4 {
		save(t, dir, fmt.Sprintf("content/%d.md", i), "# Much\n\n"+strings.Repeat("So many words of this page.\n", 20000))
	}
	var out, errs strings.Builder
	args := []string{"build", "--source", dir, "--workers", "4", "--clock", "2026-06-01"}
	kept := filepath.Join(small, "kept")
	status := run(t.Context(), append(args, "--cache", kept), strings.NewReader(""), &out, &errs)
	want := "lodestone: the cache " + kept + " cannot be written: no space left on device\n" +
		"lodestone: try: --cache DIR on a disk that has room, or --no-cache\n"
	if status != environment || out.Len() > 0 || errs.String() != want {
		t.Errorf("cache: status %d: %s%s", status, &out, &errs)
	}
	if made, _ := filepath.Glob(filepath.Join(dir, "p*")); made != nil {
		t.Errorf("written: %v", made)
	}

	t.Setenv("TMPDIR", small)
	errs.Reset()
	status = run(t.Context(), append(args, "--no-cache"), strings.NewReader(""), &out, &errs)
	if !strings.HasPrefix(errs.String(), "lodestone: no temporary file can be written in "+small+": no space left") ||
		status != environment || strings.Count(errs.String(), "\n") != 2 {
		t.Errorf("no cache: status %d: %s", status, &errs)
	}
}
