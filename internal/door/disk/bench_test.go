package disk

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lodestone/internal/file"
)

// bigPlan is the output of a site of 10,000 pages: 12,000 files, most in a
// folder of their own.
func bigPlan() []file.File {
	var seen opened
	var files []file.File
	text := strings.Repeat("some text of a page ", 600)
	for i := range 12_000 {
		files = append(files, seen.file(file.Public, fmt.Sprintf("blog/%d/a-rather-long-title-%d/index.html", 2000+i%20, i), fmt.Sprint(i)+text))
	}
	return files
}

func BenchmarkCold(b *testing.B) {
	files := bigPlan()
	from := cpu()
	for b.Loop() {
		if _, err := Write(b.Context(), files, Options{Out: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
	spent(b, from)
}

// BenchmarkSyscalls is what the same files cost with nothing around.
func BenchmarkSyscalls(b *testing.B) {
	text := []byte(strings.Repeat("some text of a page ", 600))
	files := bigPlan()
	from := cpu()
	for b.Loop() {
		dir := b.TempDir()
		for i := range files {
			name := filepath.Join(dir, files[i].Path)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				b.Fatal(err)
			}
			sha256.Sum256(text)
			if err := os.WriteFile(name, text, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	spent(b, from)
}

func BenchmarkUnchanged(b *testing.B) {
	files := bigPlan()
	for name, cache := range map[string]string{"state": b.TempDir(), "bytes": ""} {
		b.Run(name, func(b *testing.B) {
			o := Options{Out: b.TempDir(), Cache: cache}
			for range 2 {
				if _, err := Write(b.Context(), files, o); err != nil {
					b.Fatal(err)
				}
			}
			age(b, o.Out)
			Write(b.Context(), files, o)
			b.ResetTimer()
			from := cpu()
			for b.Loop() {
				if r, err := Write(b.Context(), files, o); err != nil || r.Unchanged != len(files) {
					b.Fatal(r, err)
				}
			}
			spent(b, from)
		})
	}
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
