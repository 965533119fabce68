package darkroom

import (
	"image"
	"slices"
	"sync"

	media "lodestone/internal/media/image"
	"lodestone/internal/memo"
)

// negative is a picture decoded.
type negative struct {
	image.Image
	profile []byte
}

// tray holds decoded pictures while prints are made of them, and the last few for
// some time longer: the prints of a picture are made one after another, by any
// worker. What it holds stays within a room.
type tray struct {
	room *media.Room
	mu   sync.Mutex
	free *sync.Cond
	held []*held // the one used last at the end
}

type held struct {
	key   memo.Key
	back  func()
	users int
	once  sync.Once
	made  *negative
	err   error
}

// idle is how many pictures are kept that nobody uses.
const idle = 2

func newTray(room *media.Room) *tray {
	t := &tray{room: room}
	t.free = sync.NewCond(&t.mu)
	return t
}

// with decodes a picture, unless the tray has it, and does something with it.
func (t *tray) with(key memo.Key, weight int, decode func() (*negative, error), do func(*negative) error) error {
	h := t.take(key, weight)
	defer t.leave(h)
	h.once.Do(func() { h.made, h.err = decode() })
	if h.err != nil {
		return h.err
	}
	return do(h.made)
}

// take finds the picture's place in the tray, or makes one; it waits until there is
// room.
func (t *tray) take(key memo.Key, weight int) *held {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		if i := slices.IndexFunc(t.held, func(h *held) bool { return h.key == key }); i >= 0 {
			h := t.held[i]
			t.held = append(slices.Delete(t.held, i, i+1), h)
			h.users++
			return h
		}
		if back := t.room.Try(weight); back != nil {
			h := &held{key: key, back: back, users: 1}
			t.held = append(t.held, h)
			return h
		}
		if !t.drop(0) {
			t.free.Wait()
		}
	}
}

// leave ends a use.
func (t *tray) leave(h *held) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h.users--
	if h.err != nil && h.users == 0 { // the next one tries again
		t.held = slices.DeleteFunc(t.held, func(o *held) bool { return o == h })
		h.back()
	}
	for t.drop(idle) {
	}
	t.free.Broadcast()
}

// drop lets go of the picture that has been unused for longest, if there are more
// unused ones than are kept.
func (t *tray) drop(keep int) bool {
	first, n := -1, 0
	for i, h := range t.held {
		if h.users > 0 {
			continue
		}
		if n++; first < 0 {
			first = i
		}
	}
	if n <= keep {
		return false
	}
	t.held[first].back()
	t.held = slices.Delete(t.held, first, first+1)
	return true
}
