package main

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// spare lets the heap grow further than Go's default before it is searched for
// garbage: a build allocates much, keeps little, and ends. Towards the limit the
// collector becomes as eager as it needs to be. GOGC and GOMEMLIMIT overrule.
func spare() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(min(800<<20, allowed()*3/4))
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
