package memo

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestNearReadsWhatStandsThere reads from a file that grows, in several
// goroutines, from more stretches than are kept.
func TestNearReadsWhatStandsThere(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := make([]byte, 3*stretches*stretch)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range all {
		all[i] = byte(r.Uint32())
	}
	var n near
	for end := 0; end < len(all); {
		grown := min(len(all), end+stretch*3/4)
		if _, err := f.WriteAt(all[end:grown], int64(end)); err != nil {
			t.Fatal(err)
		}
		end = grown
		var done sync.WaitGroup
		for w := range 4 {
			done.Go(func() {
				r := rand.New(rand.NewPCG(uint64(end), uint64(w)))
				for range 200 {
					size := 1 + r.IntN(2000)
					off := r.IntN(end)
					if r.IntN(2) == 0 {
						off = max(0, end-1-r.IntN(stretch)) // the end is what changes
					}
					v := n.read(f, int64(off), size)
					switch within := off/stretch == (off+size-1)/stretch && off+size <= end; {
					case within && !bytes.Equal(v, all[off:off+size]):
						t.Errorf("of %d bytes, %d from %d on are wrong: %d came", end, size, off, len(v))
					case !within && v != nil:
						t.Errorf("of %d bytes, %d from %d on came", end, size, off)
					}
				}
			})
		}
		done.Wait()
	}
}
