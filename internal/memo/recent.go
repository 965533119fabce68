package memo

import "sync"

const (
	recentBytes = 4 << 20  // all values kept together
	recentValue = 64 << 10 // the largest that is kept
)

// recent keeps the larger values that were read last, by the number of their entry.
type recent struct {
	mu          sync.Mutex
	held        map[uint32]*link
	first, last *link // first is the freshest
	bytes       int
}

type link struct {
	n          uint32
	value      []byte
	prev, next *link
}

func (r *recent) get(n uint32) ([]byte, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.held[n]
	if l == nil {
		return nil, false
	}
	r.unhook(l)
	r.push(l)
	return l.value, true
}

func (r *recent) put(n uint32, v []byte) {
	if len(v) > recentValue {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.held == nil {
		r.held = map[uint32]*link{}
	}
	if r.held[n] != nil {
		return
	}
	l := &link{n: n, value: v}
	r.held[n] = l
	r.push(l)
	for r.bytes += weight(v); r.bytes > recentBytes; {
		old := r.last
		r.unhook(old)
		delete(r.held, old.n)
		r.bytes -= weight(old.value)
	}
}

// weight counts the list's own share too, so that empty values are not free.
func weight(v []byte) int { return len(v) + 96 }

func (r *recent) push(l *link) {
	l.prev, l.next = nil, r.first
	if r.first != nil {
		r.first.prev = l
	}
	r.first = l
	if r.last == nil {
		r.last = l
	}
}

func (r *recent) unhook(l *link) {
	if l.prev != nil {
		l.prev.next = l.next
	} else {
		r.first = l.next
	}
	if l.next != nil {
		l.next.prev = l.prev
	} else {
		r.last = l.prev
	}
}
