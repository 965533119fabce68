package disk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path"

	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/door/disk/tree"
	"lodestone/internal/door/fault"
	"lodestone/internal/file"
)

// wholeMax is the size from which files are not held in memory.
const wholeMax = 1 << 20

// settle opens every file that does not stand as planned for sure, and writes
// those whose bytes differ.
func (d *output) settle(ctx context.Context) error {
	return d.each(ctx, func(h *hand, j *job) error { return h.settle(ctx, j) })
}

// hand is what one worker holds: buffers, and the folder it is in.
type hand struct {
	out         *output
	fresh, held []byte
	root        file.Root
	path        string
	dir         *tree.Dir // nil for none yet
}

func (h *hand) close() {
	if h.dir != nil {
		h.dir.Close()
	}
	h.dir = nil
}

// enter opens the folder of a file.
func (h *hand) enter(j *job) (err error) {
	dir := path.Dir(j.Path)
	if h.dir != nil && h.root == j.Root && h.path == dir {
		return nil
	}
	h.close()
	h.root, h.path = j.Root, dir
	h.dir, err = h.out.trees[j.Root].In(dir)
	return err
}

// settle brings one file to what is planned.
func (h *hand) settle(ctx context.Context, j *job) error {
	name := h.out.shown(j)
	if j.remembered() && j.sight.Size == j.rec.Size && h.unchanged(j) {
		j.stands(j.sight.Size, j.sight.Time, j.rec.Sum)
		return nil
	}
	r, err := j.Open(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	if h.fresh == nil {
		h.fresh = make([]byte, wholeMax)
	}
	n, end, err := fill(h.fresh, r)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case end:
		return fault.Of(name, h.whole(ctx, j, h.fresh[:n]))
	}
	return h.streamed(ctx, j, r)
}

// fill reads until the buffer is full or the reader at its end.
func fill(b []byte, r io.Reader) (n int, end bool, err error) {
	for n < len(b) {
		m, err := r.Read(b[n:])
		n += m
		if err == io.EOF {
			return n, true, nil
		}
		if err != nil {
			return n, false, err
		}
	}
	return n, false, nil
}

// holds says whether the file that stands in a planned place holds these bytes;
// their number is known to agree.
func (h *hand) holds(j *job, b []byte) bool {
	f := h.open(j)
	if f == nil {
		return false
	}
	defer f.Close()
	n, _, err := fill(h.other()[:len(b)], f)
	return err == nil && bytes.Equal(h.held[:n], b)
}

// unchanged says whether the file that stands in a planned place has the sum
// that the state remembers.
func (h *hand) unchanged(j *job) bool {
	f := h.open(j)
	if f == nil {
		return false
	}
	defer f.Close()
	held := h.other()
	digest := sha256.New()
	for {
		n, end, err := fill(held, f)
		digest.Write(held[:n])
		if end || err != nil {
			return err == nil && [32]byte(digest.Sum(nil)) == j.rec.Sum
		}
	}
}

// other gives the memory for what stands already, which new output does without.
func (h *hand) other() []byte {
	if h.held == nil {
		h.held = make([]byte, wholeMax)
	}
	return h.held
}

// whole writes a file that is all in memory, unless these bytes stand already.
func (h *hand) whole(ctx context.Context, j *job, b []byte) error {
	sum := sha256.Sum256(b)
	if j.sight.Kind == tree.Plain && j.sight.Size == int64(len(b)) {
		same := j.rec != nil && j.rec.Sum == sum && j.rec.Matches(j.sight.Size, j.sight.Time)
		if same || h.holds(j, b) {
			j.stands(j.sight.Size, j.sight.Time, sum)
			return nil
		}
	}
	tmp, err := h.create(ctx, j)
	if err != nil {
		return err
	}
	if err := tmp.Write(ctx, b); err != nil {
		return err
	}
	return put(ctx, j, tmp, sum)
}

// streamed writes a file that is larger than the buffers, whose first bytes
// fill h.fresh. As long as they agree with the file that stands nothing is
// written; what agreed is copied from there.
func (h *hand) streamed(ctx context.Context, j *job, r io.Reader) error {
	name := h.out.shown(j)
	digest := sha256.New()
	n, end := len(h.fresh), false
	var agreed int64
	old := h.open(j)
	if old != nil {
		defer old.Close()
		for {
			m, _, err := fill(h.other(), old)
			if err != nil || !bytes.Equal(h.held[:m], h.fresh[:n]) {
				break
			}
			digest.Write(h.fresh[:n])
			agreed += int64(n)
			if end {
				j.stands(agreed, j.sight.Time, [32]byte(digest.Sum(nil)))
				return nil
			}
			if n, end, err = fill(h.fresh, r); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	tmp, err := h.create(ctx, j)
	if err == nil && agreed > 0 {
		err = tmp.Copy(ctx, io.NewSectionReader(old, 0, agreed))
	}
	if err != nil {
		return fault.Of(name, err)
	}
	for {
		digest.Write(h.fresh[:n])
		if err := tmp.Write(ctx, h.fresh[:n]); err != nil {
			return fault.Of(name, err)
		}
		if end {
			return fault.Of(name, put(ctx, j, tmp, [32]byte(digest.Sum(nil))))
		}
		if n, end, err = fill(h.fresh, r); err != nil {
			return fmt.Errorf("%s: %w", name, tmp.Drop(err))
		}
	}
}

// open opens the file that stands in a planned place; nil for none.
func (h *hand) open(j *job) *os.File {
	if j.sight.Kind != tree.Plain || h.enter(j) != nil {
		return nil
	}
	f, err := h.dir.Open(path.Base(j.Path))
	if err != nil {
		return nil
	}
	return f
}

// create begins a file in the folder where it belongs.
func (h *hand) create(ctx context.Context, j *job) (*tree.Temp, error) {
	if err := h.out.begin(ctx); err != nil {
		return nil, err
	}
	if err := h.out.trees[j.Root].Make(ctx, path.Dir(j.Path)); err != nil {
		return nil, err
	}
	if err := h.enter(j); err != nil {
		return nil, err
	}
	return h.dir.Create(ctx)
}

// put ends a file and puts it in its place.
func put(ctx context.Context, j *job, tmp *tree.Temp, sum [32]byte) error {
	s, err := tmp.Put(ctx, path.Base(j.Path))
	if err != nil {
		return err
	}
	j.stands(s.Size, s.Time, sum)
	j.wrote = true
	return nil
}

// sweep removes the temporary files of killed builds. All stand in folders that
// the unfinished list names, or beside the list itself.
func (d *output) sweep() {
	where := map[ledger.Folder]bool{{Root: file.Private, Path: "."}: true}
	if d.old.Unfinished {
		where[ledger.Folder{Root: file.Public, Path: "."}] = true
		where[ledger.Folder{Root: file.Source, Path: "."}] = d.trees[file.Source] != nil
		for _, m := range d.old.Files {
			where[ledger.Folder{Root: m.Root, Path: path.Dir(m.Path)}] = true
		}
		for i := range d.jobs {
			where[ledger.Folder{Root: d.jobs[i].Root, Path: path.Dir(d.jobs[i].Path)}] = true
		}
	}
	for f, look := range where {
		if t := d.trees[f.Root]; look && t.Folder(f.Path) == tree.Folder {
			t.Sweep(f.Path)
		}
	}
}
