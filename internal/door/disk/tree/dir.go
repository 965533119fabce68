package tree

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"golang.org/x/sys/unix"

	"lodestone/internal/door/disk/ledger"
)

// Dir is a folder of a tree that is held open, for the files side by side in it.
// A name in an open folder cannot lead out of it, so the system is asked by name
// and not by way of an os.Root, which costs twice the calls.
type Dir struct {
	tree *Tree
	path string
	fd   int
}

// In opens a folder; "." is the tree itself.
func (t *Tree) In(dir string) (*Dir, error) {
	if dir == "." {
		return t.top(), nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	above, err := t.above(dir)
	if err != nil {
		return nil, err
	}
	return above.sub(path.Base(dir))
}

// above gives the folder above one, which stays open for the next: folders are
// made and filled side by side. The caller holds mu.
func (t *Tree) above(dir string) (*Dir, error) {
	parent := path.Dir(dir)
	if parent == "." {
		return t.top(), nil
	}
	if t.last != nil && t.last.path == parent {
		return t.last, nil
	}
	d := t.top()
	for part := range strings.SplitSeq(parent, "/") {
		next, err := d.sub(part)
		d.Close()
		if err != nil {
			return nil, err
		}
		d = next
	}
	t.leave()
	t.last = d
	return d, nil
}

// leave closes the folder that above holds.
func (t *Tree) leave() {
	if t.last != nil {
		t.last.Close()
	}
	t.last = nil
}

func (t *Tree) top() *Dir { return &Dir{tree: t, path: ".", fd: t.fd} }

// sub opens a folder in the Dir; not through a link.
func (d *Dir) sub(name string) (*Dir, error) {
	fd, err := d.open(name, unix.O_RDONLY|unix.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return &Dir{d.tree, path.Join(d.path, name), fd}, nil
}

// open gives a file of the Dir; not through a link.
func (d *Dir) open(name string, how int, mode uint32) (fd int, err error) {
	err = d.do("open", name, func() error {
		fd, err = unix.Openat(d.fd, name, how|unix.O_NOFOLLOW|unix.O_CLOEXEC, mode)
		return err
	})
	return fd, err
}

// do asks the system, again where a signal came in between, for something about
// a name in the Dir.
func (d *Dir) do(op, name string, ask func() error) error {
	err := error(unix.EINVAL) // for a name that leads elsewhere
	if name != ".." && !strings.Contains(name, "/") {
		for err = ask(); err == unix.EINTR; err = ask() {
		}
	}
	if err != nil {
		return &fs.PathError{Op: op, Path: path.Join(d.path, name), Err: err}
	}
	return nil
}

// Close ends the use of the Dir.
func (d *Dir) Close() {
	if d.fd != d.tree.fd {
		unix.Close(d.fd)
	}
}

// Open opens a file for reading.
func (d *Dir) Open(name string) (*os.File, error) {
	fd, err := d.open(name, unix.O_RDONLY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), name), nil
}

// Create begins a file.
func (d *Dir) Create(ctx context.Context) (*Temp, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s%016x", ledger.TempName, d.tree.salt+d.tree.temps.Add(1))
	fd, err := d.open(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &Temp{d, name, fd}, nil
}
