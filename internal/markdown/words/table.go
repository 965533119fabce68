package words

import "encoding/binary"

// table is a hash table from words to stems. Words of up to 12 bytes, nearly
// all, are kept in the slots themselves: one look at memory a word, where a map
// needs two and a comparison of strings. Four slots fill a line of the
// processor's cache, and the words of a language fit into it.
type table struct {
	slots []slot // a power of two of them
	n     int
	long  map[string]*int32
}

type slot struct {
	a  uint64 // the word, padded with zeros; free if zero
	b  uint32
	id int32
}

// short is how long a word may be that a slot holds.
const short = 12

// find gives the place of a word's stem, and whether it is new; the caller
// fills a new one before the next call.
func (t *table) find(word []byte) (id *int32, fresh bool) {
	if len(word) <= short {
		var key [short]byte
		copy(key[:], word)
		return t.findShort(binary.LittleEndian.Uint64(key[:8]), binary.LittleEndian.Uint32(key[8:]))
	}
	if id = t.long[string(word)]; id != nil {
		return id, false
	}
	if t.long == nil {
		t.long = map[string]*int32{}
	}
	id = new(int32)
	t.long[string(word)] = id
	t.n++
	return id, true
}

// findShort is find for a word that packed made.
func (t *table) findShort(a uint64, b uint32) (id *int32, fresh bool) {
	if t.n*4 >= len(t.slots)*3 {
		t.grow()
	}
	s := t.place(a, b)
	if s.a != 0 {
		return &s.id, false
	}
	s.a, s.b = a, b
	t.n++
	return &s.id, true
}

// packed gives the n letters, not more than short, that a text of at least short
// bytes begins with, in lower case.
func packed(text []byte, n int) (a uint64, b uint32) {
	const lower = 0x2020202020202020
	a = binary.LittleEndian.Uint64(text) | lower
	if n < 8 {
		return a & (1<<(8*n) - 1), 0
	}
	b = binary.LittleEndian.Uint32(text[8:]) | lower&(1<<32-1)
	return a, b & (1<<(8*(n-8)) - 1) // a shift by 32 gives 0, and the mask is all ones
}

func (t *table) place(a uint64, b uint32) *slot {
	h := (a ^ uint64(b)*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd
	mask := uint64(len(t.slots) - 1)
	for i := h >> 32 & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.a == a && s.b == b || s.a == 0 {
			return s
		}
	}
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, max(1024, 2*len(old)))
	for _, s := range old {
		if s.a != 0 {
			*t.place(s.a, s.b) = s
		}
	}
}
