// Package fresh makes what was not there: a folder of Files, or one file, whole or
// not at all.
//
// In: Files, a path. Out: they stand there. Errors are Faults: new/not-empty and
// new/exists where something stands already, which stays as it is; out/… for
// what the system refused. An error of a File's Open is handed on as it is.
package fresh

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lodestone/internal/door/fault"
	"lodestone/internal/file"
)

// Folder makes a new folder of the given Files, whole or not at all: it is filled
// beside its place under another name and then renamed. dir must be absent or
// empty; otherwise the error is a *Fault with code new/not-empty and nothing is
// touched. Roots are ignored: every Path counts from dir. When ctx ends, no further
// File is opened.
func Folder(ctx context.Context, dir string, files []file.File) error {
	if err := Vacant(dir); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fault.Of(dir, err)
	}
	tmp, err := os.MkdirTemp(parent, ".lodestone-tmp-")
	if err != nil {
		return fault.Of(dir, err)
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil { // MkdirTemp makes it private
		return fault.Of(dir, err)
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := copyTo(ctx, filepath.Join(tmp, filepath.FromSlash(f.Path)), f); err != nil {
			return fault.Of(dir, err)
		}
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Of(dir, err)
	}
	if err := os.Rename(tmp, dir); err != nil {
		return fault.Of(dir, err)
	}
	return nil
}

// Vacant says whether nothing stands at dir yet; if something does, the error is
// the one that Folder would give.
func Vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fault.Of(dir, err)
	case len(entries) > 0:
		return fault.New(nil, "new/not-empty", dir)
	}
	return nil
}

// copyTo writes one File; whoever copies cleans up after a failure.
func copyTo(ctx context.Context, name string, f file.File) error {
	in, err := f.Open(ctx)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// File makes one new file, whole or not at all. A file that exists already is
// a *Fault with code new/exists and stays as it is.
func File(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fault.Of(name, err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".lodestone-tmp-")
	if err != nil {
		return fault.Of(name, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(text)
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err != nil {
		return fault.Of(name, err)
	}
	if err := os.Link(tmp.Name(), name); errors.Is(err, fs.ErrExist) {
		return fault.New(err, "new/exists", name)
	} else if err != nil {
		return fault.Of(name, err)
	}
	return nil
}
