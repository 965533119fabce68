// Package tree is a folder that a build writes to: what stands at its paths, and
// the few ways to change it.
//
// In: the folder's name, then slash-separated paths below it, which no operation
// leaves. Out: what was seen, or done. Errors are the system's, or the context's.
//
// Make, Create, Write, Copy, Put, Remove and RemoveEmpty are all that changes
// anything, but for the removal of temporary files. Each asks its context first
// and, where that has ended, does nothing: so whoever gives a build up is obeyed
// between any two changes, and whoever tests it can end it there.
package tree

import (
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// Kind is what stands at a path.
type Kind uint8

// What may stand at a path.
const (
	Absent Kind = iota
	Plain
	Folder
	Link
	Other
)

// Sight is what lstat says of a path.
type Sight struct {
	Kind       Kind
	Size, Time int64 // bytes; Unix nanoseconds of the last change
}

// Tree is one of the folders written to. Its root keeps every operation below
// it; its fd serves the many lstats, which cost half of what they do by name.
type Tree struct {
	name string
	root *os.Root
	dir  *os.File
	fd   int

	mu      sync.Mutex
	folders map[string]Kind // what has been looked up
	last    *Dir            // see above; nil for none

	salt  uint64 // keeps temporary names apart from those that killed runs left
	temps atomic.Uint64
}

// Open opens a folder.
func Open(name string) (*Tree, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	dir, err := root.Open(".")
	if err != nil {
		root.Close()
		return nil, err
	}
	return &Tree{name: name, root: root, dir: dir, fd: int(dir.Fd()), folders: map[string]Kind{}, salt: rand.Uint64()}, nil
}

// Close ends the use of the Tree.
func (t *Tree) Close() {
	t.mu.Lock()
	t.leave()
	t.mu.Unlock()
	t.root.Close()
	t.dir.Close()
}

// Join is how a person finds a path.
func (t *Tree) Join(slashed string) string {
	return filepath.Join(t.name, filepath.FromSlash(slashed))
}

// Look gives the lstat of a path whose folder is known to be one.
func (t *Tree) Look(name string) (Sight, error) {
	var st unix.Stat_t
	err := unix.Fstatat(t.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
	switch {
	case err == unix.ENOENT, err == unix.ENOTDIR:
		return Sight{}, nil
	case err != nil:
		return Sight{}, err
	}
	s := Sight{Kind: Other, Size: st.Size, Time: st.Mtim.Nano()}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		s.Kind = Plain
	case unix.S_IFDIR:
		s.Kind = Folder
	case unix.S_IFLNK:
		s.Kind = Link
	}
	return s, nil
}

// Folder says what stands at a path that should be a folder; Absent too when
// anything but a folder stands above it. Each is looked up once.
func (t *Tree) Folder(dir string) Kind {
	if dir == "." {
		return Folder
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.folder(dir)
}

func (t *Tree) folder(dir string) Kind {
	if dir == "." {
		return Folder
	}
	k, known := t.folders[dir]
	if known {
		return k
	}
	if t.folder(path.Dir(dir)) == Folder {
		s, err := t.Look(dir)
		if k = s.Kind; err != nil {
			k = Other
		}
	}
	t.folders[dir] = k
	return k
}

// Forget makes Folder look again.
func (t *Tree) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.folders)
	t.leave()
}

// List gives what a folder holds, in no order.
func (t *Tree) List(dir string) ([]fs.DirEntry, error) {
	f, err := t.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}

// Make makes a folder and those above it, where they are missing.
func (t *Tree) Make(ctx context.Context, dir string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.make(ctx, dir)
}

func (t *Tree) make(ctx context.Context, dir string) error {
	if t.folder(dir) == Folder {
		return nil
	}
	if err := t.make(ctx, path.Dir(dir)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	above, err := t.above(dir)
	if err == nil {
		err = above.do("mkdir", path.Base(dir), func() error { return unix.Mkdirat(above.fd, path.Base(dir), 0o755) })
	}
	if err != nil {
		return err
	}
	t.folders[dir] = Folder
	return nil
}

// Remove removes a file.
func (t *Tree) Remove(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return t.root.Remove(name)
}

// RemoveEmpty removes a folder, if nothing is in it. The error is the context's.
func (t *Tree) RemoveEmpty(ctx context.Context, dir string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if t.root.Remove(dir) == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.folders, dir)
		t.leave()
	}
	return nil
}

// Replace gives a file at the top of the tree other bytes; whoever reads it sees
// the old or the new.
func (t *Tree) Replace(ctx context.Context, name string, text []byte) error {
	tmp, err := t.top().Create(ctx)
	if err != nil {
		return err
	}
	if err := tmp.Write(ctx, text); err != nil {
		return err
	}
	_, err = tmp.Put(ctx, name)
	return err
}
