package pack

import (
	"bufio"
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

var engine = Key{1, 2, 3}

// written makes a pack of three records and gives its id, its records and its
// size.
func written(t *testing.T, name string) (ID, []Record, int64) {
	t.Helper()
	head, id := NewHead(engine)
	var all []Record
	b := bytes.Clone(head)
	for n, v := range []string{"one", "", "three"} {
		r := Record{Key: Key{byte(n)}, Offset: int64(len(b) + RecordHead), Size: uint32(len(v)), Sum: Sum(&Key{byte(n)}, []byte(v))}
		b = append(AppendRecord(b, &r.Key, r.Size, r.Sum), v...)
		all = append(all, r)
	}
	if err := Replace(name, func(w *bufio.Writer) error { _, err := w.Write(b); return err }); err != nil {
		t.Fatal(err)
	}
	return id, all, int64(len(b))
}

func TestWalkStopsAtWhatDoesNotAddUp(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pack")
	id, all, size := written(t, name)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, got, n, ok := Open(name, os.O_RDONLY, engine)
	if !ok || got != id || n != size {
		t.Fatal(got, n, ok)
	}
	f.Close()
	if _, _, _, ok := Open(name, os.O_RDONLY, Key{}); ok {
		t.Error("a pack of another engine opens")
	}
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 1
		sound := 0 // records that end before the byte
		for _, r := range all {
			if r.Offset+int64(r.Size) <= int64(i) {
				sound++
			}
		}
		if i < Head {
			sound = len(all) // the head is for Open
		}
		met := 0
		end := Walk(bytes.NewReader(b), Head, size, func(r Record) {
			if r != all[met] {
				t.Errorf("byte %d changed: record %d is %+v", i, met, r)
			}
			met++
		})
		want := int64(Head)
		if sound > 0 {
			want = all[sound-1].Offset + int64(all[sound-1].Size)
		}
		if met != sound || end != want {
			t.Errorf("byte %d changed: %d records up to %d, want %d up to %d", i, met, end, sound, want)
		}
	}
}

func TestTheIndexComesBackOrNot(t *testing.T) {
	name := filepath.Join(t.TempDir(), "index")
	id, all, size := written(t, filepath.Join(t.TempDir(), "pack"))
	x := Index{Pack: id, Engine: engine, Covered: size, Session: 4, Build: 7}
	kept := map[Record]uint64{}
	for n, r := range all {
		kept[r] = uint64(n) << 40
	}
	if err := x.Write(name, len(kept), maps.All(kept)); err != nil {
		t.Fatal(err)
	}
	read := func(id ID, engine Key, size int64) (map[Record]uint64, Index, bool) {
		got := map[Record]uint64{}
		y, ok := ReadIndex(name, id, engine, size, func(n int) {
			if n != len(all) {
				t.Errorf("%d entries", n)
			}
		}, func(r Record, used uint64) { got[r] = used })
		return got, y, ok
	}
	if got, y, ok := read(id, engine, size); !ok || y != x || !maps.Equal(got, kept) {
		t.Errorf("%v %+v %v", got, y, ok)
	}
	if got, _, ok := read(id, engine, size-1); !ok || len(got) != len(all)-1 {
		t.Errorf("of a pack that lost its end: %v, %v", got, ok)
	}
	if _, _, ok := read(ID{}, engine, size); ok {
		t.Error("the index of another pack serves")
	}
	if _, _, ok := read(id, Key{}, size); ok {
		t.Error("the index of another engine serves")
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 1
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, ok := ReadIndex(name, id, engine, size, func(int) {}, func(Record, uint64) {}); ok {
			t.Errorf("byte %d changed, and the index serves", i)
		}
	}
}
