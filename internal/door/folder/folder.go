// Package folder is a folder to read from, and where folders lie to each other.
//
// In: a path of this machine, then slash-separated names below it. Out: an
// fs.FS. Errors are fs.PathErrors with the name as it was asked for, so that no
// path of this machine gets into a message. Nothing outside the folder is read:
// a symbolic link is followed only where it stays inside, and folders that links
// lead to are for the walker to leave alone (fs.WalkDir does).
//
// A site of 10,000 pages is read whole at every build, so a file costs what it
// must: one open, the reads, one close; and a folder's names cost no look at
// each file.
package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// FS is a folder to read from. It implements fs.FS, fs.ReadDirFS,
// fs.ReadFileFS and fs.StatFS.
type FS struct {
	dir  string
	root *os.Root
}

// Open opens a folder for reading.
func Open(dir string) (*FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &FS{dir, root}, nil
}

// Close ends the use of the FS; files opened from it stay open.
func (f *FS) Close() error { return f.root.Close() }

// Open opens a file or folder. os.Root looks at each part of a path, which costs
// more than reading a small file; so a plain open is tried first that refuses a
// link in the last part, and links among the folders cannot come up, since
// walking a folder does not follow them.
func (f *FS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	place := f.place(name)
	fd, err := openPlain(place)
	for err == syscall.EINTR {
		fd, err = openPlain(place)
	}
	switch {
	case err == nil:
		return &file{name: name, place: place, fd: fd}, nil
	case err != syscall.ELOOP:
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	linked, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, named(name, err)
	}
	return linked, nil
}

// ReadFile reads a whole file.
func (f *FS) ReadFile(name string) ([]byte, error) {
	in, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	all := make([]byte, 0, 16<<10) // most files of a site
	for {
		n, err := in.Read(all[len(all):cap(all)])
		all = all[:len(all)+n]
		switch {
		case err == io.EOF:
			return all, nil
		case err != nil:
			return nil, err
		case len(all) == cap(all):
			all = slices.Grow(all, len(all))
		}
	}
}

func openPlain(place string) (fd int, err error) {
	return syscall.Open(place, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
}

// ReadDir lists a folder, sorted by name. As with Open a plain way goes first:
// what os.Root lists it also looks at, file by file.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	dir, err := os.OpenFile(f.place(name), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_DIRECTORY, 0)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.ENOTDIR) { // a link, or no folder
		dir, err = f.root.Open(filepath.FromSlash(name))
	}
	if err != nil {
		return nil, named(name, err)
	}
	defer dir.Close()
	all, err := dir.ReadDir(-1)
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, named(name, err)
}

// Stat says what a name stands for, links followed.
func (f *FS) Stat(name string) (fs.FileInfo, error) {
	info, err := f.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, named(name, err)
	}
	return info, nil
}

func (f *FS) place(name string) string {
	return f.dir + string(filepath.Separator) + filepath.FromSlash(name)
}

// named puts the name as the caller knows it into an error, in place of a path of
// this machine.
func named(name string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return &fs.PathError{Op: pe.Op, Path: name, Err: pe.Err}
	}
	return err
}
