package encoder

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRun(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	sh := func(script string) []string { return []string{"sh", "-c", script, "{in}", "{out}"} }
	for _, c := range []struct {
		what    string
		command []string
		made    string
		failed  string // "" for none; "missing" where there is no program
	}{
		{"copy", []string{"cp", "{in}", "{out}"}, "png", ""},
		{"name within a word", []string{"sh", "-c", "cat {in} {in} > {out}"}, "pngpng", ""},
		{"extension", []string{"sh", "-c", "basename {out} > {out}"}, "out.webp\n", ""},
		{"no shell", []string{"cp", "{in}", "{out}", ";", "rm"}, "", "cp: cp: target 'rm': No such file or directory"},
		{"missing", []string{"no-such-program-here", "{in}", "{out}"}, "", "missing"},
		{"missing by path", []string{"./no-such-program", "{in}", "{out}"}, "", "missing"},
		{"failure with words", sh("echo a; echo b >&2; exit 3"), "", "sh: b"},
		{"failure without", sh("exit 3"), "", "sh: exit status 3"},
		{"no file", sh("true"), "", "sh: it made no file"},
		{"hang", sh("sleep 60"), "", "sh: it took longer than 300ms"},
		{"hang in the background", sh("sleep 60 & wait"), "", "sh: it took longer than 300ms"},
		{"flood", sh("yes | head -c 10000000; echo end; exit 1"), "", "sh: end"},
	} {
		t.Run(c.what, func(t *testing.T) {
			begun := time.Now()
			limit := 20 * time.Second
			if strings.HasPrefix(c.what, "hang") {
				limit = 300 * time.Millisecond
			}
			made, err := run(c.command, ".webp", []byte("png"), limit)
			if string(made) != c.made {
				t.Errorf("made %q, want %q", made, c.made)
			}
			got := ""
			if f := (*Failure)(nil); errors.As(err, &f) {
				got = f.Error()
				code := "image/encoder-failed"
				if c.failed == "missing" {
					code, got = "image/encoder-missing", strings.TrimPrefix(got, c.command[0]+": ")+"missing"
				}
				if item := f.Finding("img/a.webp"); item.Code != code || item.Args[1] != "img/a.webp" || len(item.Args) != 3 {
					t.Errorf("%+v", item)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if got != c.failed {
				t.Errorf("failed with %q, want %q", got, c.failed)
			}
			if time.Since(begun) > 15*time.Second {
				t.Error("hung")
			}
			if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
				t.Errorf("left behind: %s", left)
			}
		})
	}
}
