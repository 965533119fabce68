package image

import "sync"

// Room bounds the memory that decoded pictures take at once. One that is larger
// than the whole room is let in alone. Its methods are safe for concurrent use.
type Room struct {
	mu   sync.Mutex
	cond *sync.Cond
	size int
	used int
}

// RoomBytes is the room that a build takes for pictures.
const RoomBytes = 128 << 20

// NewRoom makes a room of so many bytes.
func NewRoom(size int) *Room {
	r := &Room{size: size}
	r.cond = sync.NewCond(&r.mu)
	return r
}

// Take waits for room, and gives what gives it back.
func (r *Room) Take(n int) (back func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for !r.fits(n) {
		r.cond.Wait()
	}
	r.used += n
	return r.giver(n)
}

// Try is Take where nobody has to wait; else back is nil.
func (r *Room) Try(n int) (back func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.fits(n) {
		return nil
	}
	r.used += n
	return r.giver(n)
}

func (r *Room) fits(n int) bool { return r.used == 0 || r.used+n <= r.size }

func (r *Room) giver(n int) func() {
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.used -= n
		r.cond.Broadcast()
	})
}
