// Package growth sees, in tests, whether what is read costs time or memory that
// grows faster than its length. It belongs to tests alone.
//
// In: a way to make a text of about n bytes, and what reads it. Out: a failed
// test where four times the length costs far more than four times as much. Two
// costs are compared: bytes allocated, and time of the processor for this
// thread, both the least of several runs. Neither tells how busy the machine is:
// one that is twice as slow is so for both lengths.
//
// A square grows sixteenfold. Whoever needs an absolute bound counts steps.
package growth

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The lengths of the shorter texts, and what is too little to compare: so much is
// spent on other things.
const (
	short      = 16 << 10
	long       = 4 * short
	littleTime = 2 * time.Millisecond
	littleRoom = 4 << 20
)

// Linear fails where reading texts does not grow with their length. The tests
// around it must not run in parallel.
func Linear(t testing.TB, name string, text func(n int) string, read func(string)) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	said := ""
	for _, try := range []struct{ n, times int }{{short, 20}, {long, 5}} { // what grows too fast goes on doing so; what was chance does not
		a, b := text(try.n), text(4*try.n)
		var little, much cost
		for range try.times {
			little, much = little.least(measure(a, read)), much.least(measure(b, read))
			if much.time < max(7*little.time, littleTime) && much.room < 6*little.room+littleRoom {
				return
			}
		}
		said += fmt.Sprintf("\n%d bytes cost %v and %d kB, %d bytes %v and %d kB", len(a), little.time, little.room>>10, len(b), much.time, much.room>>10)
	}
	t.Errorf("%q:%s", name, said)
}

// cost is what one reading costs: time of the processor and bytes allocated.
type cost struct {
	time time.Duration
	room uint64
}

func (c cost) least(d cost) cost {
	if c == (cost{}) {
		return d
	}
	return cost{min(c.time, d.time), min(c.room, d.room)}
}

// measure reads twice. The time is that of the first reading, which has everything
// to do; the memory that of the second, since what a reader keeps for its next text
// a collection of garbage may have taken away, or not.
func measure(text string, read func(string)) cost {
	runtime.GC()
	from := spent()
	read(text)
	took := spent() - from
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read(text)
	runtime.ReadMemStats(&after)
	return cost{took, after.TotalAlloc - before.TotalAlloc}
}
