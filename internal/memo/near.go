package memo

import (
	"os"
	"sync"
)

const (
	stretch   = 32 << 10 // bytes that are read at once
	stretches = 8        // that are kept
)

// near reads small values. Those that every build reads stand side by side in
// the pack, and are read in about the order in which they were put; so what a
// read finds around a value is kept for the next ones. A file only grows, so a
// stretch stays true; its end may have been read while that was being written,
// which the sum of a value shows.
type near struct {
	mu   sync.Mutex
	held [stretches]piece
	next int // the one to give up
}

// piece is a stretch of a file as far as it was there.
type piece struct {
	file *os.File
	from int64
	b    []byte
}

// read gives a copy of some bytes of a file; nil when they stand in two
// stretches, or not yet in the file.
func (n *near) read(f *os.File, off int64, size int) []byte {
	from := off - off%stretch
	at := int(off - from)
	if at+size > stretch {
		return nil
	}
	n.mu.Lock()
	for i := range n.held {
		if p := &n.held[i]; p.file == f && p.from == from && at+size <= len(p.b) {
			v := append([]byte(nil), p.b[at:at+size]...)
			n.mu.Unlock()
			return v
		}
	}
	mine := n.held[n.next] // taken out: nobody else sees it while it is filled
	n.held[n.next] = piece{}
	n.next = (n.next + 1) % stretches
	n.mu.Unlock()

	if mine.b == nil {
		mine.b = make([]byte, stretch)
	}
	got, _ := f.ReadAt(mine.b[:stretch], from)
	mine = piece{f, from, mine.b[:got]}
	var v []byte
	if at+size <= got {
		v = append(v, mine.b[at:at+size]...)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range n.held {
		if n.held[i].file == nil {
			n.held[i] = mine
			return v
		}
	}
	return v
}
