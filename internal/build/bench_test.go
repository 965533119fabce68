package build

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
)

// BenchmarkBuild builds the site in LODESTONE_BENCH: plan and render without a
// memo, and plan alone with a full one.
func BenchmarkBuild(b *testing.B) {
	dir := os.Getenv("LODESTONE_BENCH")
	if dir == "" {
		b.Skip("LODESTONE_BENCH names no site")
	}
	cache := b.TempDir()
	o := options()
	o.Clock.Time = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	once := func(b *testing.B, where string) {
		s, err := memo.Open(where, memo.Key{1})
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		r := must(b, os.DirFS(dir), o, s)
		if r.Diags.Broken() {
			b.Fatal(slices.DeleteFunc(r.Diags, func(i diag.Item) bool { return i.Severity != diag.Error }))
		}
		if err := r.Render(context.Background(), nil); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			once(b, "")
		}
	})
	once(b, cache)
	b.Run("warm", func(b *testing.B) {
		for b.Loop() {
			once(b, cache)
		}
	})
}
