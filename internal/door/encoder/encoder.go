// Package encoder runs the programs that a site declares for making pictures.
//
// In: a command as a list of words, the extension of what it makes, by which some
// programs choose, the bytes of a PNG. Out: the bytes of the file that the program
// made. It runs without a shell, with the names of two files in
// place of {in} and {out}, which stand in a folder of their own that is removed
// afterwards, and for a minute at most. It is the only room that starts programs,
// and starts none that site.yaml does not name.
//
// Whatever a program has started ends with it, after its time, or when the build is
// interrupted: each run is a group of processes. A command that once took too long is
// not started again by the same build, since a site has thousands of prints.
//
// Errors of the program are Failures, which say what a person can mend; others are
// the context's or the disk's.
package encoder

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"lodestone/internal/diag"
)

// Limits of a run. A photograph takes avifenc some seconds.
const (
	longest  = time.Minute
	grace    = time.Second // for what a program that was ended has left running
	maxBytes = 64 << 20    // of what it makes
	maxWords = 4 << 10     // of what it says
)

// Failure is a program that did not do what it was declared for.
type Failure struct {
	Program string
	Reason  string // its last words, or the system's; "" where there is no such program
}

func (f *Failure) Error() string { return f.Program + ": " + f.Reason }

// Finding makes a finding of it: image/encoder-missing or image/encoder-failed.
func (f *Failure) Finding(output string) diag.Item {
	if f.Reason == "" {
		return diag.At("", diag.Pos{}, "image/encoder-missing", f.Program, output, "")
	}
	return diag.At("", diag.Pos{}, "image/encoder-failed", diag.Clip(f.Error()), output, "")
}

// Under gives what makes a picture of a PNG, as long as a context lasts. It is safe
// for concurrent use.
func Under(ctx context.Context) func(command []string, ext string, png []byte) ([]byte, error) {
	return (&runner{ended: ctx.Done(), why: ctx.Err, longest: longest}).run
}

// runner starts the programs of one build.
type runner struct {
	ended   <-chan struct{} // the build's end
	why     func() error
	longest time.Duration
	hung    sync.Map // commands that took too long
}

func (r *runner) run(command []string, ext string, png []byte) (made []byte, err error) {
	whole := strings.Join(command, "\x00")
	if _, hung := r.hung.Load(whole); hung {
		return nil, &Failure{command[0], "it is not started again after it took longer than " + r.longest.String()}
	}
	if err := r.why(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "lodestone-picture-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out"+ext)
	if err := os.WriteFile(in, png, 0o600); err != nil {
		return nil, err
	}
	names := strings.NewReplacer("{in}", in, "{out}", out)
	var words []string
	for _, word := range command[1:] {
		words = append(words, names.Replace(word))
	}
	said := &tail{}
	c := exec.Command(command[0], words...)
	c.Stdout, c.Stderr, c.WaitDelay = said, said, grace
	late, err := r.start(c)
	switch {
	case r.why() != nil:
		return nil, r.why()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return nil, &Failure{Program: command[0]}
	case late:
		r.hung.Store(whole, true)
		return nil, &Failure{command[0], "it took longer than " + r.longest.String()}
	case err != nil:
		return nil, &Failure{command[0], strings.ReplaceAll(last(said.String(), err.Error()), dir+string(filepath.Separator), "")}
	}
	return read(command, out)
}

// start runs a program to its end, to its time's or to the build's, and ends what it
// has left running; late says that its time was over.
func (r *runner) start(c *exec.Cmd) (late bool, err error) {
	group(c)
	if err := c.Start(); err != nil {
		return false, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	clock := time.NewTimer(r.longest)
	defer clock.Stop()
	select {
	case err = <-ended:
		end(c)
		return false, err
	case <-clock.C:
		late = true
	case <-r.ended:
	}
	end(c)
	return late, <-ended
}

// read reads what the program made.
func read(command []string, out string) ([]byte, error) {
	info, err := os.Stat(out)
	switch {
	case err != nil:
		return nil, &Failure{command[0], "it made no file"}
	case !info.Mode().IsRegular() || info.Size() > maxBytes:
		return nil, &Failure{command[0], "it made too large a file"}
	}
	return os.ReadFile(out)
}

// last gives the last line of a text that is not empty.
func last(text, otherwise string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if line := strings.TrimSpace(lines[len(lines)-1]); line != "" {
		return line
	}
	return otherwise
}

// tail keeps the last of what is written to it.
type tail struct{ bytes.Buffer }

func (t *tail) Write(p []byte) (int, error) {
	t.Buffer.Write(p)
	if extra := t.Len() - maxWords; extra > 0 {
		t.Next(extra)
	}
	return len(p), nil
}
