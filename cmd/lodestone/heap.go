package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// spare lets the heap grow further than Go's default before it is searched for
// garbage: a build allocates much, keeps little, and ends. Towards the limit the
// collector becomes as eager as it needs to be. GOGC and GOMEMLIMIT overrule.
//
// What it gives counts as in use and is never touched, so that it takes no memory:
// without it a heap that begins with one MB is searched at every step of its growth.
// To let a small heap grow by a larger factor instead would let the large ones, of
// ten thousand pages, grow by it too. It must be kept until the end.
func spare() (untouched []byte) {
	given := debug.SetGCPercent(-1) // one collection, at the end
	own := os.Getenv("GOMEMLIMIT") == ""
	if os.Getenv("GOGC") == "" {
		if given = 150; own { // the room counts against a limit
			untouched = make([]byte, roomy)
		}
	}
	if own {
		debug.SetMemoryLimit(min(840<<20, allowed()*3/4) + int64(len(untouched)))
	}
	wide()
	debug.SetGCPercent(given)
	runtime.GC()
	return untouched
}

// roomy is how much counts as in use: the heap is first searched when it has grown to
// one and a half times as much.
const roomy = 48 << 20

// slim gives back what reading and linking a large site took and no longer need: towards
// the limit the collector else runs all the time.
func slim() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if limit := debug.SetMemoryLimit(-1); int64(m.HeapSys-m.HeapReleased) > limit/3*2 {
		debug.FreeOSMemory()
	}
}

// allowed is how much memory the group of this process may use (cgroups 2 and 1);
// without a limit, or where nothing can be read, it is more than anybody needs.
func allowed() int64 {
	const plenty = 1 << 40
	for _, name := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if text, err := os.ReadFile(name); err == nil {
			if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil && n > 0 {
				return min(n, plenty)
			}
		}
	}
	return plenty
}
