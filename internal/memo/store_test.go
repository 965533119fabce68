package memo

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/memo/pack"
)

var engine = sha256.Sum256([]byte("engine"))

func keyOf(n int) Key { return sha256.Sum256(fmt.Appendf(nil, "key %d", n)) }

var noise = sync.OnceValue(func() []byte {
	b := make([]byte, 2<<20)
	rand.NewChaCha8([32]byte{7}).Read(b)
	return b
})

// valueOf gives the one value of key n, so that any other is seen to be wrong:
// mostly small, some large, some past what a lane takes.
func valueOf(n int) []byte {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	size := r.IntN(3000)
	switch {
	case n%97 == 13:
		size = 300<<10 + r.IntN(200<<10)
	case n%11 == 5:
		size = 4<<10 + r.IntN(30<<10)
	case n%50 == 0:
		size = 0
	}
	return noise()[n*31 : n*31+size]
}

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, engine)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *Store, from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		if err := s.Put(keyOf(n), valueOf(n)); err != nil {
			t.Fatal(err)
		}
	}
}

// held counts the keys that the store gives, in memory of its own or of the
// caller's by turns, and fails on a wrong value.
func held(t testing.TB, s *Store, from, to int) (found int) {
	t.Helper()
	for n := from; n < to; n++ {
		var v []byte
		var ok bool
		if n%2 == 0 {
			v, ok = s.Get(keyOf(n))
		} else {
			v, ok = read(t, s, n)
		}
		if !ok {
			continue
		}
		found++
		if !bytes.Equal(v, valueOf(n)) {
			t.Fatalf("key %d has a wrong value of %d bytes", n, len(v))
		}
	}
	return found
}

// read reads the value of a key into memory that is too short, then into some that
// is not.
func read(t testing.TB, s *Store, n int) ([]byte, bool) {
	t.Helper()
	v := bytes.Repeat([]byte{7}, len(valueOf(n))+n%3)
	if len(v) > n%3 {
		if size, ok := s.Read(keyOf(n), v[:len(v)-n%3-1]); ok {
			t.Fatalf("key %d has %d bytes in too little memory", n, size)
		}
	}
	size, ok := s.Read(keyOf(n), v)
	return v[:size], ok
}

func shut(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func want(t testing.TB, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: %d, want %d", what, got, want)
	}
}

func TestValuesComeBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "here")
	s := open(t, dir)
	if s.home != shared {
		t.Fatal("the first store of a folder does not own it")
	}
	put(t, s, 0, 400)
	want(t, "before closing", held(t, s, 0, 500), 400)
	want(t, "again, from the few kept in memory", held(t, s, 0, 500), 400)
	shut(t, s)
	s = open(t, dir)
	want(t, "after reopening", held(t, s, 0, 500), 400)
	put(t, s, 300, 500)
	shut(t, s)
	s = open(t, dir)
	want(t, "after growing", held(t, s, 0, 500), 500)
	if s.Has(keyOf(500)) || !s.Has(keyOf(499)) {
		t.Error("Has does not say what Get does")
	}
}

func TestPuttingTwiceWritesOnce(t *testing.T) {
	s := open(t, "")
	put(t, s, 0, 100)
	end, n := s.end, s.table.n
	put(t, s, 0, 100)
	if s.end != end || s.table.n != n {
		t.Error("a second Put of the same keys grew the store")
	}
}

func TestAStoreWithoutAFolderLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := open(t, "")
	if s.home == shared {
		t.Error("a store without a folder says that it is shared")
	}
	put(t, s, 0, 300)
	want(t, "values", held(t, s, 0, 300), 300)
	if in, _ := os.ReadDir(dir); len(in) != 0 {
		t.Errorf("%v stands in the temporary folder", in[0])
	}
	shut(t, s)
}

func TestAfterCloseThereIsNothing(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, 0, 10)
	shut(t, s)
	if _, ok := s.Get(keyOf(1)); ok || s.Has(keyOf(1)) {
		t.Error("a closed store still answers")
	}
	if err := s.Put(keyOf(11), nil); !errors.Is(err, ErrClosed) {
		t.Errorf("Put gave %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("a second Close gave %v", err)
	}
}

func TestAnotherEngineStartsEmpty(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, 0, 100)
	shut(t, s)
	other, err := Open(dir, sha256.Sum256([]byte("another")))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "values of another engine", held(t, other, 0, 100), 0)
	shut(t, other)
	want(t, "values after another engine was here", held(t, open(t, dir), 0, 100), 0)
}

func TestASecondStoreSpillsBeside(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	put(t, first, 0, 200)
	shut(t, first)
	first = open(t, dir)
	put(t, first, 200, 300)
	second := open(t, dir)
	if first.home != shared || second.home == shared {
		t.Fatal("both own the folder, or neither")
	}
	want(t, "shared values read by the second", held(t, second, 0, 200), 200)
	put(t, second, 100, 400)
	want(t, "the second's own", held(t, second, 0, 400), 400)
	shut(t, second)
	want(t, "the second's values in the first", held(t, first, 300, 400), 0)
	shut(t, first)
	third := open(t, dir)
	want(t, "what stays", held(t, third, 0, 400), 300)
	in, _ := os.ReadDir(dir)
	want(t, "files in the folder", len(in), 3)
}

func TestASpillingStoreSurvivesCompaction(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	put(t, first, 0, 400)
	shut(t, first)
	first = open(t, dir)
	second := open(t, dir)
	for range 4 {
		first.NextBuild()
	}
	first.loaded = 0 // as if all were of this process
	first.Has(keyOf(1))
	shut(t, first)
	want(t, "the old pack, still open", held(t, second, 0, 400), 400)
	want(t, "the new pack", held(t, open(t, dir), 0, 400), 1)
}

func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	var all sync.WaitGroup
	for w := range 8 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 2))
			for range 400 {
				n := r.IntN(300)
				if err := s.Put(keyOf(n), valueOf(n)); err != nil {
					t.Error(err)
				}
				if v, ok := s.Get(keyOf(n)); !ok || !bytes.Equal(v, valueOf(n)) {
					t.Errorf("key %d is not there", n)
				}
				if r.IntN(100) == 0 {
					s.NextBuild()
				}
			}
		})
	}
	all.Wait()
	n := held(t, s, 0, 300)
	shut(t, s)
	want(t, "after reopening", held(t, open(t, dir), 0, 300), n)
}

func TestClosingWhileOthersRead(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, 0, 200)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 2000 {
				held(t, s, i%200, i%200+1)
				if i%3 == 0 {
					s.Put(keyOf(200+i), valueOf(i)) // ErrClosed is fine here
				}
			}
		})
	}
	runtime.Gosched()
	shut(t, s)
	all.Wait()
}

// TestAgainstAMap drives a store and a map with the same operations.
func TestAgainstAMap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp("", "memo")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s, err := Open(dir, engine)
		if err != nil {
			t.Fatal(err)
		}
		model := map[int]bool{}
		rt.Repeat(map[string]func(*rapid.T){
			"put": func(rt *rapid.T) {
				n := rapid.IntRange(0, 60).Draw(rt, "n")
				put(t, s, n, n+1)
				model[n] = true
			},
			"build": func(*rapid.T) { s.NextBuild() },
			"open":  func(*rapid.T) { shut(t, s); s = open(t, dir) },
			"": func(rt *rapid.T) {
				n := rapid.IntRange(0, 60).Draw(rt, "n")
				// Too small a store for compaction: nothing may go.
				if got := held(t, s, n, n+1) == 1; got != model[n] || s.Has(keyOf(n)) != model[n] {
					rt.Fatalf("key %d: held %v, put %v", n, got, model[n])
				}
			},
		})
		shut(t, s)
	})
}

func TestCompactionDropsWhatTheLastBuildsDidNotUse(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.NextBuild()
	put(t, s, 0, 1000)
	shut(t, s)
	before := packSize(t, dir)
	for build := 2; build <= 5; build++ {
		s = open(t, dir)
		s.NextBuild()
		want(t, "values in use", held(t, s, 0, 100), 100)
		shut(t, s)
		f, id, size, ok := pack.Open(filepath.Join(dir, packName), os.O_RDONLY, engine)
		if !ok {
			t.Fatal("the pack is not sound")
		}
		f.Close()
		if x, ok := pack.ReadIndex(filepath.Join(dir, indexName), id, engine, size, func(int) {}, func(pack.Record, uint64) {}); !ok || x.Covered != size {
			t.Errorf("the index does not cover the pack: %v, %d of %d", ok, x.Covered, size)
		}
		if build <= 3 {
			if packSize(t, dir) != before {
				t.Fatalf("compacted after build %d", build)
			}
		}
	}
	if after := packSize(t, dir); after >= before/2 {
		t.Fatalf("the pack went from %d to %d bytes", before, after)
	}
	s = open(t, dir)
	want(t, "values in use", held(t, s, 0, 100), 100)
	want(t, "values out of use", held(t, s, 100, 1000), 0)
	put(t, s, 100, 200)
	shut(t, s)
	want(t, "values after more", held(t, open(t, dir), 0, 1000), 200)
}

func TestALongPreviewKeepsWhatABuildLeft(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.NextBuild()
	put(t, s, 0, 400)
	shut(t, s)
	s = open(t, dir)
	for i := range 200 { // every save makes a value that the next one replaces
		s.NextBuild()
		put(t, s, 1000+10*i, 1010+10*i)
	}
	shut(t, s)
	s = open(t, dir)
	want(t, "the build's values", held(t, s, 0, 400), 400)
	want(t, "the last saves' values", held(t, s, 2970, 3000), 30)
	if n := held(t, s, 1000, 2970); n != 0 {
		t.Errorf("%d replaced values are still there", n)
	}
}

func TestSmallValuesStandTogether(t *testing.T) {
	s := open(t, t.TempDir())
	for n := range 1000 {
		size := 1000
		if n%2 == 1 {
			size = 10_000
		}
		if err := s.Put(keyOf(n), make([]byte, size)); err != nil {
			t.Fatal(err)
		}
	}
	var lo, hi int64 = 1 << 60, 0
	for n := range 100 {
		i, _ := s.table.find(new(keyOf(2 * n)))
		if e := s.table.at(i); e.place() == shared {
			lo, hi = min(lo, e.offset()), max(hi, e.offset())
		}
	}
	if hi-lo > 150_000 {
		t.Errorf("100 small values are spread over %d bytes", hi-lo)
	}
}

func TestAValueDoesNotPassForAnothers(t *testing.T) {
	if pack.Sum(new(keyOf(1)), []byte("v")) == pack.Sum(new(keyOf(2)), []byte("v")) {
		t.Error("the sum does not cover the key")
	}
}

func TestAnEntryIsLight(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var tab table
	const n = 100_000 // just past a doubling of the slots
	for i := range n {
		tab.add(entry{key: keyOf(i)})
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if each := float64(after.HeapAlloc-before.HeapAlloc) / n; each > 80 {
		t.Errorf("%.0f bytes an entry", each)
	}
	if i, ok := tab.find(new(keyOf(n - 1))); !ok || i != n-1 {
		t.Error("the last entry is not found")
	}
}

func packSize(t testing.TB, dir string) int64 {
	t.Helper()
	st, err := os.Stat(filepath.Join(dir, packName))
	if err != nil {
		t.Fatal(err)
	}
	return st.Size()
}
