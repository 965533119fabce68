package memo

import (
	"encoding/binary"
	"sync/atomic"

	"lodestone/internal/memo/pack"
)

// place says where the bytes of a value stand.
type place uint8

const (
	shared place = iota // the folder's pack
	spill               // this process's own unnamed file
	small               // not yet written: in the lane of small values
	large               // not yet written: in the lane of larger ones
	lost                // nowhere: what was read did not match its sum
)

// entry is what the index knows of a value: 56 bytes.
type entry struct {
	key  Key
	spot uint64 // place in the top byte, below it the offset of the value
	size uint32
	sum  uint32
	used uint64 // read and written atomically: session<<32 | build
}

// entryOf gives the entry of a value in the folder's pack.
func entryOf(r pack.Record, used uint64) entry {
	return entry{key: r.Key, spot: spotAt(shared, r.Offset), size: r.Size, sum: r.Sum, used: used}
}

func spotAt(p place, off int64) uint64 { return uint64(p)<<56 | uint64(off) }

func (e *entry) place() place  { return place(e.spot >> 56) }
func (e *entry) offset() int64 { return int64(e.spot & (1<<56 - 1)) }

func (e *entry) mark(now uint64) {
	if atomic.LoadUint64(&e.used) != now {
		atomic.StoreUint64(&e.used, now)
	}
}

// table finds entries by key. Entries keep their number and their address; the
// slots are an open hash table of numbers. Keys are digests, so their first
// bytes serve as the hash.
type table struct {
	pages []*[pageLen]entry
	n     uint32
	slots []uint32 // number+1; 0 is free; a power of two, at most three quarters full
}

const pageLen = 512

func (t *table) at(i uint32) *entry { return &t.pages[i/pageLen][i%pageLen] }

// find gives the number of the key's entry.
func (t *table) find(k *Key) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := binary.LittleEndian.Uint64(k[:8]) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i] - 1; t.at(n).key == *k {
			return n, true
		}
	}
	return 0, false
}

// add appends an entry whose key the table lacks, and gives its number.
func (t *table) add(e entry) uint32 {
	t.reserve(t.n + 1)
	if int(t.n/pageLen) == len(t.pages) {
		t.pages = append(t.pages, new([pageLen]entry))
	}
	n := t.n
	*t.at(n) = e
	t.n++
	t.slot(n)
	return n
}

// set adds an entry or replaces the one of the same key.
func (t *table) set(e entry) {
	if n, ok := t.find(&e.key); ok {
		*t.at(n) = e
		return
	}
	t.add(e)
}

func (t *table) slot(n uint32) {
	mask := uint64(len(t.slots) - 1)
	i := binary.LittleEndian.Uint64(t.at(n).key[:8]) & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = n + 1
}

// reserve makes the slots wide enough for n entries.
func (t *table) reserve(n uint32) {
	want := max(len(t.slots), 64)
	for uint64(want)*3 < uint64(n)*4 {
		want *= 2
	}
	if want == len(t.slots) {
		return
	}
	t.slots = make([]uint32, want)
	for i := range t.n {
		t.slot(i)
	}
}

// shared counts the entries whose values stand in the folder's pack.
func (t *table) shared() (count int) {
	for i := range t.n {
		if t.at(i).place() == shared {
			count++
		}
	}
	return count
}

// records gives these, each with the moment of its last use.
func (t *table) records(yield func(pack.Record, uint64) bool) {
	for i := range t.n {
		e := t.at(i)
		if e.place() != shared {
			continue
		}
		if r := (pack.Record{Key: e.key, Offset: e.offset(), Size: e.size, Sum: e.sum}); !yield(r, atomic.LoadUint64(&e.used)) {
			return
		}
	}
}
