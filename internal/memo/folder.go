package memo

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"lodestone/internal/memo/pack"
)

const (
	lockName  = "memo.lock"
	packName  = "memo.pack"
	indexName = "memo.index"
	spillName = "memo.spill-" // then random digits; unlinked as soon as it is open
)

// Open opens the store in a folder, making the folder where it is missing. With
// dir "" the store lives in an unnamed temporary file and goes with the
// process. What is in the folder never makes it fail: whatever is not a sound
// store of this engine is as good as nothing. It fails when the folder or the
// temporary file cannot be made.
func Open(dir string, engine Key) (*Store, error) {
	s := &Store{dir: dir, engine: engine}
	if dir == "" {
		return s.spilling(os.TempDir())
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("memo: %w", err)
	}
	if s.lock = takeLock(filepath.Join(dir, lockName)); s.lock != nil {
		if s.own() {
			return s, nil
		}
		s.lock.Close()
		s.lock = nil
	}
	s.borrow()
	return s.spilling(dir)
}

// takeLock gives the locked file, or nil when another process holds it or the
// file cannot be had.
func takeLock(name string) *os.File {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o644)
	if err != nil {
		return nil
	}
	if err := flock(f); err != nil {
		f.Close()
		return nil
	}
	return f
}

func flock(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			return err
		}
	}
}

// own makes the folder's pack this process's to write, a fresh one where there
// is no sound one. False when something foreign stands in the way.
func (s *Store) own() bool {
	s.sweep()
	name := filepath.Join(s.dir, packName)
	f, id, size, ok := pack.Open(name, os.O_RDWR, s.engine)
	if ok {
		s.files[shared], s.id = f, id
		s.end = s.load(size)
		return f.Truncate(s.end) == nil || s.dropped()
	}
	head, id := pack.NewHead(s.engine)
	if err := pack.Replace(name, func(out *bufio.Writer) error { _, err := out.Write(head); return err }); err != nil {
		return false
	}
	f, _, size, ok = pack.Open(name, os.O_RDWR, s.engine)
	s.files[shared], s.id, s.end = f, id, size
	return ok
}

// sweep removes the temporary files of killed processes.
func (s *Store) sweep() {
	in, _ := os.ReadDir(s.dir)
	for _, f := range in {
		switch name := f.Name(); {
		case name == packName+pack.Temp, name == indexName+pack.Temp, strings.HasPrefix(name, spillName):
			if f.Type().IsRegular() {
				os.Remove(filepath.Join(s.dir, name))
			}
		}
	}
}

// dropped forgets a pack that turned out not to be writable; always false.
func (s *Store) dropped() bool {
	s.files[shared].Close()
	s.files[shared], s.table, s.loaded = nil, table{}, 0
	return false
}

// borrow opens the folder's pack for reading only.
func (s *Store) borrow() {
	f, id, size, ok := pack.Open(filepath.Join(s.dir, packName), os.O_RDONLY, s.engine)
	if ok {
		s.files[shared], s.id = f, id
		s.load(size)
	}
}

// load fills the table from the index and from the records that the index does
// not cover, and gives the end of the last whole record.
func (s *Store) load(size int64) int64 {
	f := s.files[shared]
	var t table
	x, ok := pack.ReadIndex(filepath.Join(s.dir, indexName), s.id, s.engine, size, func(n int) { t.reserve(uint32(n)) },
		func(r pack.Record, used uint64) { t.set(entryOf(r, used)) })
	if !ok {
		x, t = pack.Index{Covered: pack.Head}, table{}
	}
	now := uint64(x.Session)<<32 | uint64(x.Build)
	s.now.Store(now)
	end := x.Covered
	if end > size { // the pack was cut: what the index places beyond is gone
		end = pack.Head
		for i := range t.n {
			end = max(end, t.at(i).offset()+int64(t.at(i).size))
		}
	}
	end = pack.Walk(f, end, size, func(r pack.Record) { t.set(entryOf(r, now)) })
	s.table, s.loaded = t, t.n
	return end
}

// spilling gives the store an unnamed file of its own.
func (s *Store) spilling(dir string) (*Store, error) {
	f, err := os.CreateTemp(dir, spillName+"*")
	if err != nil {
		if s.files[shared] != nil {
			s.files[shared].Close()
		}
		return nil, fmt.Errorf("memo: %w", err)
	}
	os.Remove(f.Name())
	s.home, s.end, s.files[spill] = spill, 0, f
	return s, nil
}

// save ends the life of a store that owns its pack: compaction if it pays, then
// the index. A folder that was deleted meanwhile is no fault.
func (s *Store) save() error {
	s.files[shared].Truncate(s.end) // drops the rest of a write that failed; else nothing to do
	s.compact()
	now := s.now.Load()
	x := pack.Index{Pack: s.id, Engine: s.engine, Covered: s.end, Session: uint32(now >> 32), Build: uint32(now)}
	if err := x.Write(filepath.Join(s.dir, indexName), s.table.shared(), s.table.records); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	return nil
}

const (
	keepBuilds   = 3       // a value unused for so many builds in turn may go
	keepSessions = 3       // and for so many processes, when it is older than this one
	compactFrom  = 1 << 20 // bytes; a smaller pack is never worth it
)

// live says whether the last builds used a value.
func (s *Store) live(n uint32) bool {
	e, now := s.table.at(n), s.now.Load()
	if e.place() != shared {
		return false
	}
	used := atomic.LoadUint64(&e.used)
	return uint32(used)+keepBuilds > uint32(now) ||
		n < s.loaded && uint32(used>>32)+keepSessions > uint32(now>>32)
}

// compact writes the values in use to a new pack when they are less than half
// of the old one. Small ones come first, each kind in its old order. When it
// fails the old pack stays: it is sound.
func (s *Store) compact() {
	var keep []uint32
	var bytes int64
	for i := range s.table.n {
		if s.live(i) {
			keep = append(keep, i)
			bytes += pack.RecordHead + int64(s.table.at(i).size)
		}
	}
	if s.end < compactFrom || bytes*2 >= s.end-pack.Head {
		return
	}
	slices.SortFunc(keep, func(i, j uint32) int {
		a, b := s.table.at(i), s.table.at(j)
		if x, y := a.size <= smallValue, b.size <= smallValue; x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.spot, b.spot)
	})
	head, id := pack.NewHead(s.engine)
	end := int64(pack.Head)
	spots := make([]uint64, len(keep))
	err := pack.Replace(filepath.Join(s.dir, packName), func(out *bufio.Writer) error {
		out.Write(head) // a bufio.Writer keeps its first error
		var rec []byte
		for i, n := range keep {
			e := s.table.at(n)
			rec = pack.AppendRecord(rec[:0], &e.key, e.size, e.sum)
			rec = slices.Grow(rec, int(e.size))[:pack.RecordHead+int(e.size)]
			v := rec[pack.RecordHead:]
			if _, err := s.files[shared].ReadAt(v, e.offset()); err != nil || pack.Sum(&e.key, v) != e.sum {
				spots[i] = spotAt(lost, 0)
				continue
			}
			if _, err := out.Write(rec); err != nil {
				return err
			}
			spots[i] = spotAt(shared, end+pack.RecordHead)
			end += int64(len(rec))
		}
		return nil
	})
	if err != nil {
		return
	}
	for i := range s.table.n {
		s.table.at(i).spot = spotAt(lost, 0)
	}
	for i, n := range keep {
		s.table.at(n).spot = spots[i]
	}
	s.id, s.end = id, end
}
