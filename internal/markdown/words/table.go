package words

import "encoding/binary"

// table is a hash table of words. Those of up to 12 ASCII letters, nearly all, are
// kept in the slots themselves: one look at memory a word, where a map needs two and
// a comparison of strings.
type table struct {
	slots  []slot // a power of two of them
	n      int
	others map[string]*int32 // stems
}

// slot is all that is known of a word.
type slot struct {
	a    uint64 // the word, padded with zeros; free if zero
	b    uint32
	id   int32  // of its stem; -1 for none
	hash uint64 // for sketches
	page uint32 // on which it was met last
	n    uint32 // and how many times
}

// short is how long a word may be that a slot holds.
const short = 12

// short gives the slot of a word of at most 12 ASCII letters in lower case, padded with
// zeros, and whether it is new; the caller
// fills a new one before the next call.
func (t *table) short(a uint64, b uint32) (s *slot, fresh bool) {
	if t.n*4 >= len(t.slots)*3 {
		t.grow()
	}
	if s = t.place(a, b); s.a != 0 {
		return s, false
	}
	s.a, s.b = a, b
	t.n++
	return s, true
}

// long gives the place of the stem of a word that no slot holds, and whether it is
// new.
func (t *table) long(word []byte) (id *int32, fresh bool) {
	if id = t.others[string(word)]; id != nil {
		return id, false
	}
	if t.others == nil {
		t.others = map[string]*int32{}
	}
	id = new(int32)
	t.others[string(word)] = id
	t.n++
	return id, true
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
	t.slots = make([]slot, max(vocabulary, 2*len(old)))
	for _, s := range old {
		if s.a != 0 {
			*t.place(s.a, s.b) = s
		}
	}
}
