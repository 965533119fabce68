// Package rename gives files of a folder other names and texts, so that whoever stops
// it half-way may begin again.
//
// In: a folder, what becomes of which file. Out: they stand so. Errors are Faults:
// new/exists where something else stands in the way, out/… for what the system
// refused. The context is asked before every change.
//
// First the new files are made, whole or not at all, each of them once; then others
// get their new texts, each at one moment; then the old files go, in the order that is
// given, and the folders that they leave empty. Where a disk sees no difference in
// letter case and two names differ in nothing else, the file is renamed.
package rename

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lodestone/internal/door/fault"
)

// File is what becomes of a file: From a name, "" for one that stays, To another, both
// slash-separated from the folder. Text is what it says then, nil for what it says.
type File struct {
	From, To string
	Text     []byte
}

// Files renames and rewrites.
func Files(ctx context.Context, dir string, files []File) error {
	in := folder(dir)
	in.sweep(files)
	for _, step := range []func(File) error{in.make, in.change, in.remove} {
		for _, f := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := step(f); err != nil {
				return err
			}
		}
	}
	return nil
}

type folder string

func (in folder) path(name string) string { return filepath.Join(string(in), filepath.FromSlash(name)) }

// make makes a new file beside the old one.
func (in folder) make(f File) error {
	if f.From == "" {
		return nil
	}
	from, to := in.path(f.From), in.path(f.To)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fault.Of(to, err)
	}
	switch {
	case oneFile(from, to) && strings.EqualFold(from, to):
		if err := os.Rename(from, to); err != nil {
			return fault.Of(to, err)
		}
		if f.Text == nil {
			return nil
		}
		return in.change(File{To: f.To, Text: f.Text})
	case f.Text == nil:
		if err := os.Link(from, to); err == nil || oneFile(from, to) {
			return nil
		}
		text, err := os.ReadFile(from) // a disk without links
		if err != nil {
			return fault.Of(from, err)
		}
		f.Text = text
	}
	return fault.Of(to, put(from, to, f.Text, func(tmp string) error {
		err := os.Link(tmp, to)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			if _, there := os.Lstat(to); there != nil {
				return os.Rename(tmp, to)
			}
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		if text, _ := os.ReadFile(to); bytes.Equal(text, f.Text) {
			return nil // made before
		}
		return fault.New(err, "new/exists", to)
	}))
}

// change gives a file that stays its new text. A link goes on leading where it does.
func (in folder) change(f File) error {
	if f.From != "" {
		return nil
	}
	to, err := filepath.EvalSymlinks(in.path(f.To))
	if err != nil {
		return fault.Of(in.path(f.To), err)
	}
	return fault.Of(to, put(to, to, f.Text, func(tmp string) error { return os.Rename(tmp, to) }))
}

// remove removes an old file, and the folders that it leaves empty.
func (in folder) remove(f File) error {
	from := in.path(f.From)
	if f.From == "" || strings.EqualFold(f.From, f.To) && !listed(from) {
		return nil
	}
	if err := os.Remove(from); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Of(from, err)
	}
	for dir := filepath.Dir(from); dir != filepath.Clean(string(in)) && os.Remove(dir) == nil; {
		dir = filepath.Dir(dir)
	}
	return nil
}

// listed says whether a folder has a file of exactly this name.
func listed(name string) bool {
	entries, err := os.ReadDir(filepath.Dir(name))
	for _, e := range entries {
		if e.Name() == filepath.Base(name) {
			return true
		}
	}
	return err != nil
}

func oneFile(a, b string) bool {
	x, err := os.Lstat(a)
	y, other := os.Lstat(b)
	return err == nil && other == nil && os.SameFile(x, y)
}

// temporary begins the names of files that are not whole yet.
const temporary = ".lodestone-move-"

// put writes a text under a temporary name beside its place, as readable as like is,
// and then takes the step that puts it there.
func put(like, to string, text []byte, step func(tmp string) error) error {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(like); err == nil {
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(to), temporary)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(text)
	if err := errors.Join(err, tmp.Chmod(mode), tmp.Close()); err != nil {
		return err
	}
	return step(tmp.Name())
}

// sweep removes what a run left that was killed while it wrote.
func (in folder) sweep(files []File) {
	for _, f := range files {
		left, _ := filepath.Glob(filepath.Join(filepath.Dir(in.path(f.To)), temporary+"*")) // a pattern that is none finds nothing
		for _, name := range left {
			os.Remove(name)
		}
	}
}
