package markdown

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"testing"
)

func cpu() int64 {
	var r syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return r.Utime.Nano() + r.Stime.Nano()
}

func TestCPU(t *testing.T) {
	if os.Getenv("CPU") == "" {
		t.Skip()
	}
	all := posts(t)
	size := 0
	for i := range all {
		if i%5 == 0 {
			all[i] = append(bytes.Clone(all[i]), sample...)
		}
		size += len(all[i])
	}
	p := New(Options{Lang: "en"})
	for _, b := range all {
		p.Parse("x", b, 1)
	}
	c := cpu()
	const rounds = 10
	for range rounds {
		for _, b := range all {
			p.Parse("x", b, 1)
		}
	}
	fmt.Printf("%d bytes, %.1f µs of CPU a page\n", size/len(all), float64(cpu()-c)/1000/float64(rounds*len(all)))
}
