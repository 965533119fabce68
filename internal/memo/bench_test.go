package memo

import (
	"crypto/rand"
	"syscall"
	"testing"
	"time"
)

// Sizes after DESIGN §5: per page a Meta, a Doc, Marks and the page itself.
func fillPages(b *testing.B, dir string, pages int) {
	s := open(b, dir)
	s.NextBuild()
	noise := make([]byte, 16<<10)
	rand.Read(noise)
	for n := range pages {
		for part, size := range []int{1500, 4000, 700, 9000, 300, 200} {
			if err := s.Put(keyOf(n*6+part), noise[n%1000:n%1000+size]); err != nil {
				b.Fatal(err)
			}
		}
	}
	shut(b, s)
}

func BenchmarkWrite(b *testing.B) { // 10,000 pages, 157 MB
	from := cpu()
	for b.Loop() {
		fillPages(b, b.TempDir(), 10_000)
	}
	spent(b, from)
}

func BenchmarkOpen(b *testing.B) { // 60,000 entries
	dir := b.TempDir()
	fillPages(b, dir, 10_000)
	b.ResetTimer()
	for b.Loop() {
		s, err := Open(dir, engine)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		shut(b, s)
		b.StartTimer()
	}
}

func BenchmarkOpenWithoutIndex(b *testing.B) {
	dir := b.TempDir()
	fillPages(b, dir, 10_000)
	s := open(b, dir)
	b.ResetTimer()
	for b.Loop() {
		s.load(packSize(b, dir)) // id of the pack: the index is found
		s.id[0]++                // and now it is not
		s.load(packSize(b, dir))
		s.id[0]--
	}
}

func BenchmarkWarmBuild(b *testing.B) { // 20,000 Has, 10,000 Get, one Close
	dir := b.TempDir()
	fillPages(b, dir, 10_000)
	keys := make([]Key, 60_000)
	for i := range keys {
		keys[i] = keyOf(i)
	}
	from := cpu()
	for b.Loop() {
		s := open(b, dir)
		s.NextBuild()
		for n := range 10_000 {
			if _, ok := s.Get(keys[n*6]); !ok || !s.Has(keys[n*6+1]) || !s.Has(keys[n*6+3]) {
				b.Fatal("a value is gone")
			}
		}
		shut(b, s)
	}
	spent(b, from)
}

// spent reports the processor time of each round: wall time says little on a
// machine that others use too.
func spent(b *testing.B, from time.Duration) {
	b.ReportMetric(float64((cpu()-from).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
