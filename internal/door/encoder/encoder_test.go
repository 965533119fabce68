package encoder

import (
	"context"
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
			r := &runner{why: t.Context().Err, longest: limit}
			made, err := r.run(c.command, ".webp", []byte("png"))
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

// child runs a program that starts another, which writes its number into a file and
// then sleeps, and gives the number once it is there.
func child(t *testing.T, r *runner) (number string, ended <-chan error) {
	t.Helper()
	file, done := filepath.Join(t.TempDir(), "pid"), make(chan error, 1)
	go func() {
		_, err := r.run([]string{"sh", "-c", "sh -c 'echo $$ > " + file + ".new; mv " + file + ".new " + file + "; exec sleep 60' & wait", "{in}", "{out}"}, ".webp", nil)
		done <- err
	}()
	for range 1000 {
		if text, err := os.ReadFile(file); err == nil {
			return strings.TrimSpace(string(text)), done
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it did not start")
	return "", nil
}

// gone waits until a process is no more, or is but an entry that nobody has read.
func gone(number string) bool {
	for range 500 {
		state, err := os.ReadFile("/proc/" + number + "/stat")
		if _, rest, _ := strings.Cut(string(state), ") "); err != nil || strings.HasPrefix(rest, "Z") {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// TestEnds: when its time is over and when the build is interrupted, a program ends
// at once with all that it has started, and its folder goes with it.
func TestEnds(t *testing.T) {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("this system does not tell which processes there are")
	}
	t.Setenv("TMPDIR", t.TempDir())
	for _, interrupted := range []bool{false, true} {
		ctx, stop := context.WithCancel(t.Context())
		r := &runner{ended: ctx.Done(), why: ctx.Err, longest: 500 * time.Millisecond}
		if interrupted {
			r.longest = time.Hour
		}
		number, ended := child(t, r)
		if interrupted {
			stop()
		}
		var late *Failure
		select {
		case err := <-ended:
			if errors.As(err, &late) == interrupted || errors.Is(err, context.Canceled) != interrupted {
				t.Errorf("interrupted %t: %v", interrupted, err)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("interrupted %t: it goes on", interrupted)
		}
		if !gone(number) {
			t.Errorf("interrupted %t: what it had started goes on", interrupted)
		}
		if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "lodestone*")); len(left) > 0 {
			t.Errorf("interrupted %t: left behind: %s", interrupted, left)
		}
		stop()
	}
}

// TestHangsOnce: a program that hung is not waited for again, and nothing is started
// for a build that has ended.
func TestHangsOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	r := &runner{ended: ctx.Done(), why: ctx.Err, longest: 200 * time.Millisecond}
	for _, want := range []string{"sh: it took longer than 200ms", "sh: it is not started again after it took longer than 200ms"} {
		if _, err := r.run([]string{"sh", "-c", "sleep 60", "{in}", "{out}"}, ".webp", nil); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if made, err := r.run([]string{"sh", "-c", "cp {in} {out}"}, ".webp", []byte("x")); err != nil || string(made) != "x" {
		t.Errorf("another program: %q, %v", made, err)
	}
	stop()
	if _, err := r.run([]string{"cp", "{in}", "{out}"}, ".webp", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}
