package memo

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"sync"
	"sync/atomic"

	"lodestone/internal/memo/pack"
)

// ErrClosed is given by a Put after Close.
var ErrClosed = errors.New("memo: the store is closed")

// ErrWrite is in every error of a write to the store's file: the disk is full,
// or worse.
var ErrWrite = errors.New("memo: cannot write")

// Store is the key → value store. All its methods are safe for concurrent use.
type Store struct {
	dir    string // "" for a store without a folder
	engine Key
	lock   *os.File // held while this process may write to the folder
	id     pack.ID

	home  place       // where Put writes: shared, or spill without a folder or where another process holds the lock
	files [2]*os.File // by place; nil where there is none

	// now marks what is used: session<<32 | build. A session is a process that
	// builds.
	now    atomic.Uint64
	loaded uint32 // entries below this number were there when the store was opened
	builds atomic.Uint32

	near   near   // small values
	recent recent // larger ones

	// write is held by whoever appends; mu guards what readers see too. The
	// order is write before mu, and no file is read or written under mu.
	write sync.Mutex
	end   int64 // bytes of the home file that are written and count
	fail  error // the first error of a Put

	mu     sync.RWMutex
	table  table
	lanes  [2]lane // small, large
	closed bool
}

// lane gathers records until they are worth a write. Small values have their
// own, so that those that every build reads stand side by side in the file.
type lane struct {
	buf []byte
	who []uint32 // numbers of the entries in buf
}

const (
	laneSize   = 512 << 10
	smallValue = 4 << 10
)

// Get gives the value of a key: false when the store lacks it, or when its
// bytes do not match their sum. The caller must not modify the value.
func (s *Store) Get(k Key) ([]byte, bool) {
	s.mu.RLock()
	n, ok := s.table.find(&k)
	if !ok || s.closed || s.table.at(n).place() == lost {
		s.mu.RUnlock()
		return nil, false
	}
	e := s.table.at(n)
	e.mark(s.now.Load())
	spot, size, sum, off := e.spot, e.size, e.sum, e.offset()
	if p := e.place(); p >= small {
		v := bytes.Clone(s.lanes[p-small].buf[off : off+int64(size)])
		s.mu.RUnlock()
		return v, true
	}
	f := s.files[e.place()]
	s.mu.RUnlock()

	if size <= smallValue {
		if v := s.near.read(f, off, int(size)); v != nil && pack.Sum(&k, v) == sum {
			return v, true
		}
	} else if v, ok := s.recent.get(n); ok {
		return v, true
	}
	v := make([]byte, size)
	if _, err := f.ReadAt(v, off); err != nil || pack.Sum(&k, v) != sum {
		s.forget(n, spot)
		return nil, false
	}
	if size > smallValue {
		s.recent.put(n, v)
	}
	return v, true
}

// Read gives the value of a key as Get does, in memory of the caller's. It is
// false also for a value that does not fit.
func (s *Store) Read(k Key, p []byte) (size int, ok bool) {
	s.mu.RLock()
	n, ok := s.table.find(&k)
	if !ok || s.closed || s.table.at(n).place() == lost || uint64(s.table.at(n).size) > uint64(len(p)) {
		s.mu.RUnlock()
		return 0, false
	}
	e := s.table.at(n)
	e.mark(s.now.Load())
	spot, sum, off := e.spot, e.sum, e.offset()
	p = p[:e.size]
	if at := e.place(); at >= small {
		copy(p, s.lanes[at-small].buf[off:])
		s.mu.RUnlock()
		return len(p), true
	}
	f := s.files[e.place()]
	s.mu.RUnlock()
	if _, err := f.ReadAt(p, off); err != nil || pack.Sum(&k, p) != sum {
		s.forget(n, spot)
		return 0, false
	}
	return len(p), true
}

// forget strikes out a value that could not be read, so that it can be put anew.
func (s *Store) forget(n uint32, spot uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e := s.table.at(n); !s.closed && e.spot == spot {
		e.spot = spotAt(lost, 0)
	}
}

// Has says whether the index knows the key, and marks the value as used. It
// does not read the value: a damaged one shows only at Get.
func (s *Store) Has(k Key) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	n, ok := s.table.find(&k)
	if !ok || s.closed || s.table.at(n).place() == lost {
		return false
	}
	s.table.at(n).mark(s.now.Load())
	return true
}

// Put keeps a value. A key that is there already stays as it is. After the
// first failed write (disk full) every Put gives that error, and Close does.
func (s *Store) Put(k Key, v []byte) error {
	if s.Has(k) {
		return nil
	}
	if uint64(len(v)) > math.MaxUint32 {
		return fmt.Errorf("memo: a value of %d bytes is too large", len(v))
	}
	e := entry{key: k, size: uint32(len(v)), sum: pack.Sum(&k, v), used: s.now.Load()}

	s.write.Lock()
	defer s.write.Unlock()
	if s.fail != nil {
		return s.fail
	}
	if s.Has(k) { // another worker was faster
		return nil
	}
	p := large
	switch {
	case len(v) > laneSize/2:
		s.fail = s.append(e, v)
		return s.fail
	case len(v) <= smallValue:
		p = small
	}
	l := &s.lanes[p-small]
	if len(l.buf)+pack.RecordHead+len(v) > laneSize {
		if s.fail = s.flush(l); s.fail != nil {
			return s.fail
		}
	}
	s.mu.Lock()
	if l.buf == nil {
		l.buf = make([]byte, 0, laneSize)
	}
	l.buf = pack.AppendRecord(l.buf, &e.key, e.size, e.sum)
	e.spot = spotAt(p, int64(len(l.buf)))
	l.buf = append(l.buf, v...)
	l.who = append(l.who, s.enter(e))
	s.mu.Unlock()
	return nil
}

// enter puts an entry in the table, in the place of a lost one where there was
// one, and gives its number. mu is held.
func (s *Store) enter(e entry) uint32 {
	if n, ok := s.table.find(&e.key); ok {
		*s.table.at(n) = e
		return n
	}
	return s.table.add(e)
}

// append writes one large value straight to the file. write is held.
func (s *Store) append(e entry, v []byte) error {
	f := s.files[s.home]
	head := pack.AppendRecord(nil, &e.key, e.size, e.sum)
	if _, err := f.WriteAt(head, s.end); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	if _, err := f.WriteAt(v, s.end+pack.RecordHead); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	e.spot = spotAt(s.home, s.end+pack.RecordHead)
	s.end += pack.RecordHead + int64(len(v))
	s.mu.Lock()
	s.enter(e)
	s.mu.Unlock()
	return nil
}

// flush writes a lane to the file. When that fails the values stay readable in
// the lane. write is held.
func (s *Store) flush(l *lane) error {
	if len(l.buf) == 0 {
		return nil
	}
	if _, err := s.files[s.home].WriteAt(l.buf, s.end); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range l.who {
		e := s.table.at(n)
		e.spot = spotAt(s.home, s.end+e.offset())
	}
	s.end += int64(len(l.buf))
	l.buf, l.who = l.buf[:0], l.who[:0]
	return nil
}

// NextBuild begins a build: what is used from here on counts as used by it.
// Call it at the start of every build, the first included.
func (s *Store) NextBuild() {
	step := uint64(1)
	if s.builds.Add(1) == 1 {
		step += 1 << 32
	}
	s.now.Add(step)
}

// Close writes what is pending and the index, and compacts the pack when more
// than half of it has fallen out of use. It gives the first error of a Put, or
// its own. A second Close does nothing.
func (s *Store) Close() error {
	s.write.Lock()
	defer s.write.Unlock()
	if errors.Is(s.fail, ErrClosed) {
		return nil
	}
	err := s.fail
	if s.home == shared {
		for i := range s.lanes {
			if err == nil {
				err = s.flush(&s.lanes[i])
			}
		}
	}
	s.mu.Lock()
	s.closed = true // from here on nobody else touches the table
	s.mu.Unlock()
	if s.home == shared {
		if e := s.save(); err == nil {
			err = e
		}
	}
	for _, f := range append(s.files[:], s.lock) {
		if f != nil {
			f.Close()
		}
	}
	s.fail = ErrClosed
	return err
}
