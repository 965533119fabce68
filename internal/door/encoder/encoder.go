// Package encoder runs the programs that a site declares for making pictures.
//
// In: a command as a list of words, the extension of what it makes, by which some
// programs choose, the bytes of a PNG. Out: the bytes of the file
// that the program made. It runs without a shell, in a folder of its own that is
// removed afterwards, with the names of two files in place of {in} and {out}, and
// for a minute at most. It is the only room that starts programs, and starts none
// that site.yaml does not name.
//
// Errors of the program are Failures, which say what a person can mend; others are
// the disk's.
package encoder

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// Run makes a picture of a PNG.
func Run(command []string, ext string, png []byte) ([]byte, error) {
	return run(command, ext, png, longest)
}

func run(command []string, ext string, png []byte, longest time.Duration) (made []byte, err error) {
	dir, err := os.MkdirTemp("", "lodestone-picture-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out"+ext)
	if err := os.WriteFile(in, png, 0o600); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(context.Background(), longest)
	defer stop()
	names := strings.NewReplacer("{in}", in, "{out}", out)
	var words []string
	for _, word := range command[1:] {
		words = append(words, names.Replace(word))
	}
	c := exec.CommandContext(ctx, command[0], words...)
	said := &tail{}
	c.Stdout, c.Stderr, c.WaitDelay = said, said, grace
	err = c.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return nil, &Failure{Program: command[0]}
	case ctx.Err() != nil:
		return nil, &Failure{command[0], "it took longer than " + longest.String()}
	case err != nil:
		return nil, &Failure{command[0], strings.ReplaceAll(last(said.String(), err.Error()), dir+string(filepath.Separator), "")}
	}
	return read(command, out)
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
