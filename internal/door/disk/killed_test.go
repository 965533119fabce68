package disk

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lodestone/internal/door/disk/ledger"
)

// seededPlan gives a small random site; files and folders change places.
func seededPlan(seed uint64) map[string]string {
	r := rand.New(rand.NewPCG(seed, 3))
	plan := map[string]string{}
	for i := range 120 {
		if r.IntN(3) > 0 {
			text := strings.Repeat(fmt.Sprint(seed, i), r.IntN(2000))
			if name := fmt.Sprintf("%d/%d", i%9, i); r.IntN(4) > 0 {
				plan[name+"/index.html"] = text
			} else {
				plan[name] = text
			}
		}
	}
	return plan
}

// TestKilled starts this test binary again as a writer and kills it at a random
// moment; the next build must come out like a fresh one.
func TestKilled(t *testing.T) {
	if out := os.Getenv("DISK_KILLED"); out != "" {
		seed, _ := strconv.ParseUint(os.Getenv("DISK_SEED"), 10, 64)
		for ; ; seed++ {
			write(t, Options{Out: out, Cache: filepath.Join(out, "cache"), Workers: 2}, seededPlan(seed))
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	out := t.TempDir()
	o := Options{Out: out, Cache: filepath.Join(out, "cache")}
	write(t, o, map[string]string{"first": "1"})
	foreign := map[string]string{
		"public/mine": "foreign", "public/3/mine": "foreign", "public/own/": "", "public/own/x": "foreign",
		"public/3/": "", "private/mine": "foreign", "public/5/": "", // empty
	}
	for name, text := range foreign {
		if dir, is := strings.CutSuffix(name, "/"); is {
			os.MkdirAll(filepath.Join(out, dir), 0o755)
			continue
		}
		plant(t, filepath.Join(out, name), text)
	}
	r := rand.New(rand.NewPCG(8, 9))
	unfinished := 0
	for round := range 100 {
		var said bytes.Buffer
		cmd := exec.Command(self, "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "DISK_KILLED="+out, "DISK_SEED="+strconv.Itoa(round*1000))
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(8_000+r.IntN(22_000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		if said.Len() > 0 {
			t.Fatalf("round %d: %s", round, &said)
		}
		if b, _ := os.ReadFile(filepath.Join(out, "private", ledger.Name)); bytes.Contains(b, []byte(`"unfinished"`)) {
			unfinished++
		}
		if round%2 == 1 {
			continue // the next one is killed on what this one left
		}
		plan := seededPlan(uint64(round))
		write(t, o, plan)
		want := expected(plan)
		maps.Copy(want, foreign)
		got := standing(t, out)
		maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, "cache/") })
		if !maps.Equal(got, want) {
			t.Fatalf("round %d: there is:\n%swant:\n%s", round, shown(got), shown(want))
		}
	}
	if unfinished == 0 {
		t.Error("none was killed while writing: the test shows nothing")
	}
	t.Logf("%d of 100 were killed while writing", unfinished)
}
