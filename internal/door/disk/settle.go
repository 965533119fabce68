package disk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"lodestone/internal/door/disk/ledger"
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
	dir         *os.Root // nil for none yet, or the tree's own root
}

func (h *hand) close() {
	if h.dir != nil && h.path != "." {
		h.dir.Close()
	}
	h.dir = nil
}

// enter opens a folder; make says whether to make it where it is missing.
func (h *hand) enter(j *job, make bool) error {
	dir := path.Dir(j.Path)
	if h.dir != nil && h.root == j.Root && h.path == dir {
		return nil
	}
	h.close()
	t := h.out.trees[j.Root]
	if make {
		h.out.making.Lock()
		err := t.make(dir)
		h.out.making.Unlock()
		if err != nil {
			return err
		}
	}
	h.root, h.path, h.dir = j.Root, dir, t.root
	if dir == "." {
		return nil
	}
	var err error
	h.dir, err = t.root.OpenRoot(dir)
	return err
}

// make makes a folder and those above it.
func (t *tree) make(dir string) error {
	if t.folder(dir) == directory {
		return nil
	}
	if err := t.make(path.Dir(dir)); err != nil {
		return err
	}
	if err := t.root.Mkdir(dir, 0o755); err != nil {
		return err
	}
	t.folders[dir] = directory
	return nil
}

// settle brings one file to what is planned.
func (h *hand) settle(ctx context.Context, j *job) error {
	name := h.out.shown(j)
	if j.remembered() && j.sight.size == j.rec.Size && h.unchanged(j) {
		j.stands(j.sight.size, j.sight.time, j.rec.Sum)
		return nil
	}
	r, err := j.Open(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	h.buffers()
	n, end, err := fill(h.fresh, r)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case end:
		return refused(name, h.whole(j, h.fresh[:n]))
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
	n, _, err := fill(h.held[:len(b)], f)
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
	h.buffers()
	digest := sha256.New()
	for {
		n, end, err := fill(h.held, f)
		digest.Write(h.held[:n])
		if end || err != nil {
			return err == nil && [32]byte(digest.Sum(nil)) == j.rec.Sum
		}
	}
}

func (h *hand) buffers() {
	if h.fresh == nil {
		h.fresh, h.held = make([]byte, wholeMax), make([]byte, wholeMax)
	}
}

// whole writes a file that is all in memory, unless these bytes stand already.
func (h *hand) whole(j *job, b []byte) error {
	sum := sha256.Sum256(b)
	if j.sight.kind == plain && j.sight.size == int64(len(b)) {
		same := j.rec != nil && j.rec.Sum == sum && j.rec.Matches(j.sight.size, j.sight.time)
		if same || h.holds(j, b) {
			j.stands(j.sight.size, j.sight.time, sum)
			return nil
		}
	}
	tmp, f, err := h.create(j)
	if err != nil {
		return err
	}
	if _, err := f.Write(b); err != nil {
		return h.drop(tmp, f, err)
	}
	return h.rename(j, tmp, f, sum)
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
			m, _, err := fill(h.held, old)
			if err != nil || !bytes.Equal(h.held[:m], h.fresh[:n]) {
				break
			}
			digest.Write(h.fresh[:n])
			agreed += int64(n)
			if end {
				j.stands(agreed, j.sight.time, [32]byte(digest.Sum(nil)))
				return nil
			}
			if n, end, err = fill(h.fresh, r); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	tmp, f, err := h.create(j)
	if err != nil {
		return refused(name, err)
	}
	if agreed > 0 {
		if _, err := io.Copy(f, io.NewSectionReader(old, 0, agreed)); err != nil {
			return refused(name, h.drop(tmp, f, err))
		}
	}
	for {
		digest.Write(h.fresh[:n])
		if _, err := f.Write(h.fresh[:n]); err != nil {
			return refused(name, h.drop(tmp, f, err))
		}
		if end {
			return refused(name, h.rename(j, tmp, f, [32]byte(digest.Sum(nil))))
		}
		if n, end, err = fill(h.fresh, r); err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, h.drop(tmp, f, err))
		}
	}
}

// open opens the file that stands in a planned place; nil for none.
func (h *hand) open(j *job) *os.File {
	if j.sight.kind != plain || h.enter(j, false) != nil {
		return nil
	}
	f, err := h.dir.Open(path.Base(j.Path))
	if err != nil {
		return nil
	}
	return f
}

// create opens a temporary file in the folder where a file belongs.
func (h *hand) create(j *job) (string, *os.File, error) {
	if err := h.out.begin(); err != nil {
		return "", nil, err
	}
	if err := h.enter(j, true); err != nil {
		return "", nil, err
	}
	tmp := h.out.temp()
	f, err := h.dir.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	return tmp, f, err
}

// rename closes a temporary file and puts it in place.
func (h *hand) rename(j *job, tmp string, f *os.File, sum [32]byte) error {
	st, err := f.Stat()
	if err != nil {
		return h.drop(tmp, f, err)
	}
	if err := f.Close(); err != nil {
		return h.drop(tmp, nil, err)
	}
	if err := h.dir.Rename(tmp, path.Base(j.Path)); err != nil {
		return h.drop(tmp, nil, err)
	}
	j.stands(st.Size(), st.ModTime().UnixNano(), sum)
	j.wrote = true
	return nil
}

// drop removes a temporary file and gives back the error that made it useless.
func (h *hand) drop(tmp string, f *os.File, err error) error {
	if f != nil {
		f.Close()
	}
	h.dir.Remove(tmp)
	return err
}

// temp gives a fresh temporary name. The run's own salt keeps it apart from
// what killed runs left.
func (d *output) temp() string {
	return fmt.Sprintf("%s%016x", ledger.TempName, d.salt+d.temps.Add(1))
}

func isTemp(e fs.DirEntry) bool {
	digits, ok := strings.CutPrefix(e.Name(), ledger.TempName)
	if !ok || !e.Type().IsRegular() || len(digits) != 16 {
		return false
	}
	_, err := hex.DecodeString(digits)
	return err == nil
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
		t := d.trees[f.Root]
		if !look || t.folder(f.Path) != directory {
			continue
		}
		dir, err := t.root.Open(f.Path)
		if err != nil {
			continue
		}
		in, _ := dir.ReadDir(-1)
		dir.Close()
		for _, e := range in {
			if isTemp(e) {
				t.root.Remove(path.Join(f.Path, e.Name()))
			}
		}
	}
}
