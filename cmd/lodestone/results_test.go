package main

import (
	"context"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// full takes nothing, as a full disk does.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

// TestUnwrittenResults: whoever reads the results must learn that there are none.
func TestUnwrittenResults(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	dir := smallSite(t)
	old := t.TempDir()
	save(t, old, "_posts/2020-03-04-hello.md", "---\ntitle: Hello\n---\nText.\n")
	for _, args := range [][]string{
		{"build", "--source", dir},
		{"build", "--source", dir, "--format", "json"},
		{"build", "--source", dir, "--format", "sarif"},
		{"explain", "link/missing-file"},
		{"version"},
		{"help"},
		{"completion", "bash"},
		{"new", "post", "A title", "--source", dir},
		{"new", "site", dir + "/new"},
		{"import", "jekyll", old, dir + "/imported"},
	} {
		var errs strings.Builder
		status := run(context.Background(), args, strings.NewReader(""), full{}, &errs)
		if want := "stdout cannot be written: no space left on device [out/write]"; status != environment || strings.Count(errs.String(), want) != 1 {
			t.Errorf("%s: status %d\n%s", args, status, &errs)
		}
	}
}
