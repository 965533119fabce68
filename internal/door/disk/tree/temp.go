package tree

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"lodestone/internal/door/disk/ledger"
)

// Dir is a folder of a tree that is held open, for the files side by side in it.
type Dir struct {
	tree *Tree
	root *os.Root
}

// In opens a folder; "." is the tree itself.
func (t *Tree) In(dir string) (*Dir, error) {
	if dir == "." {
		return &Dir{t, t.root}, nil
	}
	root, err := t.root.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Dir{t, root}, nil
}

// Close ends the use of the Dir.
func (d *Dir) Close() {
	if d.root != d.tree.root {
		d.root.Close()
	}
}

// Open opens a file for reading.
func (d *Dir) Open(name string) (*os.File, error) { return d.root.Open(name) }

// Temp is a file that is being written, under a temporary name beside its place.
// An operation that fails removes it.
type Temp struct {
	dir  *Dir
	name string
	f    *os.File
}

// Create begins a file.
func (d *Dir) Create(ctx context.Context) (*Temp, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s%016x", ledger.TempName, d.tree.salt+d.tree.temps.Add(1))
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &Temp{d, name, f}, nil
}

// Write appends bytes.
func (t *Temp) Write(ctx context.Context, b []byte) error {
	err := ctx.Err()
	if err == nil {
		_, err = t.f.Write(b)
	}
	if err != nil {
		return t.Drop(err)
	}
	return nil
}

// Copy appends what a reader gives, which on some disks costs no copying.
func (t *Temp) Copy(ctx context.Context, r io.Reader) error {
	err := ctx.Err()
	if err == nil {
		_, err = io.Copy(t.f, r)
	}
	if err != nil {
		return t.Drop(err)
	}
	return nil
}

// Put ends a file and puts it in its place, where it takes over from what stands
// there.
func (t *Temp) Put(ctx context.Context, name string) (Sight, error) {
	st, err := t.f.Stat()
	if err == nil {
		err = t.f.Close()
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = t.dir.root.Rename(t.name, name)
	}
	if err != nil {
		return Sight{}, t.Drop(err)
	}
	return Sight{Kind: Plain, Size: st.Size(), Time: st.ModTime().UnixNano()}, nil
}

// Drop gives a file up, and gives back the error that is the reason.
func (t *Temp) Drop(err error) error {
	t.f.Close()
	t.dir.root.Remove(t.name)
	return err
}

// IsTemp says whether an entry is a temporary file of a build.
func IsTemp(e fs.DirEntry) bool {
	digits, ok := strings.CutPrefix(e.Name(), ledger.TempName)
	if !ok || !e.Type().IsRegular() || len(digits) != 16 {
		return false
	}
	_, err := hex.DecodeString(digits)
	return err == nil
}

// Sweep removes from a folder the temporary files that killed builds left.
func (t *Tree) Sweep(dir string) {
	in, _ := t.List(dir)
	for _, e := range in {
		if IsTemp(e) {
			t.root.Remove(path.Join(dir, e.Name()))
		}
	}
}
