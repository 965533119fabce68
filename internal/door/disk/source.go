package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Tree is a site's folder to read from. Symbolic links are followed only where
// they stay inside of it. It implements fs.FS, fs.ReadDirFS and fs.StatFS.
type Tree struct {
	dir  string
	root *os.Root
}

// OpenTree opens a folder for reading.
func OpenTree(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Tree{dir, root}, nil
}

// Close ends the use of the Tree; files opened from it stay open.
func (t *Tree) Close() error { return t.root.Close() }

// Open opens a file or folder. os.Root looks at each part of a path, which costs
// more than reading a small file; so a plain open is tried first that refuses a
// link in the last part, and links among the folders cannot come up, since
// walking a tree does not follow them.
func (t *Tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := os.OpenFile(filepath.Join(t.dir, filepath.FromSlash(name)), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) {
		f, err = t.root.Open(filepath.FromSlash(name))
	}
	if err != nil {
		return nil, named(name, err)
	}
	return f, nil
}

// ReadDir lists a folder, sorted by name.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(t.root.FS(), name)
}

// Stat says what a name stands for, links followed.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	info, err := t.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, named(name, err)
	}
	return info, nil
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
