package tree

import (
	"context"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/sys/unix"

	"lodestone/internal/door/disk/ledger"
)

// Temp is a file that is being written, under a temporary name beside its place.
// An operation that fails removes it.
type Temp struct {
	dir  *Dir
	name string
	fd   int // below 0 when closed
}

// Write appends bytes.
func (t *Temp) Write(ctx context.Context, b []byte) error {
	err := ctx.Err()
	if err == nil {
		err = t.append(b)
	}
	if err != nil {
		return t.Drop(err)
	}
	return nil
}

// Copy appends what a reader gives.
func (t *Temp) Copy(ctx context.Context, r io.Reader) error {
	err := ctx.Err()
	for b := make([]byte, 1<<20); err == nil; {
		n, end := r.Read(b)
		if err = t.append(b[:n]); err == nil {
			err = end
		}
	}
	if err != io.EOF {
		return t.Drop(err)
	}
	return nil
}

func (t *Temp) append(b []byte) error {
	for len(b) > 0 {
		err := t.dir.do("write", t.name, func() error {
			n, err := unix.Write(t.fd, b[:min(len(b), mostAtOnce)])
			b = b[max(n, 0):]
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mostAtOnce is what every system takes in one write.
const mostAtOnce = 1 << 30

// Put ends a file and puts it in its place, where it takes over from what stands
// there.
func (t *Temp) Put(ctx context.Context, name string) (Sight, error) {
	var st unix.Stat_t
	err := t.dir.do("stat", t.name, func() error { return unix.Fstat(t.fd, &st) })
	if err == nil {
		err = t.close()
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = t.dir.do("rename", name, func() error { return unix.Renameat(t.dir.fd, t.name, t.dir.fd, name) })
	}
	if err != nil {
		return Sight{}, t.Drop(err)
	}
	return Sight{Kind: Plain, Size: st.Size, Time: st.Mtim.Nano()}, nil
}

// close closes the file once: some systems say only then that the disk is full.
func (t *Temp) close() error {
	fd := t.fd
	t.fd = -1
	if fd < 0 {
		return nil
	}
	if err := unix.Close(fd); err != nil && err != unix.EINTR { // after EINTR it is closed all the same
		return &fs.PathError{Op: "close", Path: t.name, Err: err}
	}
	return nil
}

// Drop gives a file up, and gives back the error that is the reason.
func (t *Temp) Drop(err error) error {
	_ = t.close()
	_ = unix.Unlinkat(t.dir.fd, t.name, 0)
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
