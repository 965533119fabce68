package build

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lodestone/internal/file"
	"lodestone/internal/memo"
	"lodestone/internal/site/lock"
)

// kept builds a gardener's site as it is published and gives every file of it.
func kept(t *testing.T, with *memo.Store, files map[string]string, clock time.Time) map[string]string {
	t.Helper()
	all := maps.Clone(files)
	all["site.yaml"] += "base_url: https://example.com\n"
	o := options()
	o.BaseURL, o.Keep, o.Clock.Time = "", true, clock
	return written(t, must(t, tree(all), o, with))
}

// dates gives the lines of a lock that say dates, by address.
func dates(t *testing.T, text string) map[string]lock.Entry {
	t.Helper()
	l, faults := lock.Parse(text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	all := map[string]lock.Entry{}
	for _, e := range l.All() {
		all[e.URL] = e
	}
	return all
}

// TestLockSettles edits a random site: with the lock that a build wrote the next one
// gives the same bytes, and a later one the same dates for all texts and every
// address that was ever there.
func TestLockSettles(t *testing.T) {
	g := &gardener{rng: rand.New(rand.NewPCG(11, 12)), files: map[string]string{}, clock: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	g.begin()
	with := store(t, "")
	for n := range edits(t) / 2 {
		what := g.edit()
		first := kept(t, with, g.files, g.clock)
		before := g.files[lock.Name]
		g.files[lock.Name] = first["source/site.lock"]
		if second := kept(t, with, g.files, g.clock); !maps.Equal(first, second) {
			t.Fatalf("edit %d (%s): %s", n, what, difference(second, first))
		}
		now := dates(t, g.files[lock.Name])
		for url := range dates(t, before) {
			if _, ok := now[url]; !ok {
				t.Fatalf("edit %d (%s): %s is forgotten", n, what, url)
			}
		}
		later := dates(t, kept(t, with, g.files, g.clock.AddDate(0, 2, 0))["source/site.lock"])
		for url, e := range now {
			if l := later[url]; l.First != e.First || l.Changed != e.Changed || l.Text != e.Text {
				t.Fatalf("edit %d (%s): two months later %s is %+v, was %+v", n, what, url, l, e)
			}
		}
	}
}

// TestLocksOfBranches lets two branches edit different posts and build; the lines of
// both locks, one after the other as a merge leaves them, are the lock of the merged
// site.
func TestLocksOfBranches(t *testing.T) {
	with := store(t, "")
	for seed := range uint64(8) {
		g := &gardener{rng: rand.New(rand.NewPCG(seed, 1)), files: map[string]string{}, clock: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
		g.begin()
		for range 6 {
			g.files["content/blog/2020-01-01-rock-"+string(rune('a'+len(g.files)))+".md"] = "# Rock\n\n" + g.words() + g.words()
		}
		g.files[lock.Name] = kept(t, with, g.files, g.clock)["source/site.lock"]
		rocks := slices.DeleteFunc(slices.Sorted(maps.Keys(g.files)), func(s string) bool { return !strings.Contains(s, "rock") })
		branch := func(mine []string, days int) (map[string]string, string) {
			files := maps.Clone(g.files)
			for _, name := range mine {
				files[name] = "# Rock\n\nRolled away, " + g.words()
			}
			return files, kept(t, with, files, g.clock.AddDate(0, 0, days))["source/site.lock"]
		}
		a, lockA := branch(rocks[:3], 1)
		b, lockB := branch(rocks[3:], 2)
		merged := maps.Clone(a)
		for _, name := range rocks[3:] {
			merged[name] = b[name]
		}
		merged[lock.Name] = lockA + lockB
		got := kept(t, with, merged, g.clock.AddDate(0, 0, 2))["source/site.lock"]
		union, _ := lock.Parse(lockB + lockA)
		if want := string(union.Bytes()); got != want {
			t.Fatalf("seed %d: the merged site has\n%s\nwant\n%s", seed, got, want)
		}
		if strings.Count(got, " 2026-06-02 ") < 3 || strings.Count(got, " 2026-06-03 ") < 3 {
			t.Fatalf("seed %d: the changes are not dated:\n%s", seed, got)
		}
	}
}

// TestOnlyThePublishedSiteIsKept: previews plan no File of the site's own folder.
func TestOnlyThePublishedSiteIsKept(t *testing.T) {
	for _, c := range []struct {
		config, base string
		keep, want   bool
	}{
		{"base_url: https://example.com", "", true, true},
		{"base_url: https://example.com/", "https://example.com", true, true},
		{"base_url: https://example.com", "https://preview.example.com", true, false},
		{"base_url: https://example.com", "", false, false},
		{"", "https://example.com", true, false},
		{"", "", true, false},
	} {
		o := options()
		o.BaseURL, o.Keep = c.base, c.keep
		r := must(t, tree(map[string]string{"site.yaml": "title: x\n" + c.config, "content/a.md": "A."}), o, store(t, ""))
		if got := slices.ContainsFunc(r.Files, func(f file.File) bool { return f.Root == file.Source }); got != c.want {
			t.Errorf("%+v: kept: %t", c, got)
		}
	}
}
