package disk

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"lodestone/internal/door/disk/ledger"
)

// seededPlan gives a small random site; files and folders change places, and the
// largest file changes at its end.
func seededPlan(seed uint64) map[string]string {
	r := rand.New(rand.NewPCG(seed, 3))
	plan := map[string]string{"largest": strings.Repeat("x", wholeMax) + fmt.Sprint(seed)}
	for i := range 30 {
		if r.IntN(3) > 0 {
			text := strings.Repeat(fmt.Sprint(seed, i), r.IntN(300))
			if name := fmt.Sprintf("%d/%d", i%9, i); r.IntN(4) > 0 {
				plan[name+"/index.html"] = text
			} else {
				plan[name] = text
			}
		}
	}
	return plan
}

// changes are all that package tree does to a disk, by the function that asks
// the context before it; those of the list stand apart from those of the files.
// every is how many of them lie between two deaths.
var changes = []struct {
	name  string
	every int
}{
	{"Replace (*Dir).Create", 1},
	{"Replace (*Temp).Write", 1},
	{"Replace (*Temp).Put", 1},
	{"(*Tree).make", 5},
	{"(*Dir).Create", 7},
	{"(*Temp).Write", 7},
	{"(*Temp).Copy", 1},
	{"(*Temp).Put", 7},
	{"(*Tree).Remove", 3},
	{"(*Tree).RemoveEmpty", 2},
}

// deadly is a context that kills the process when it is asked before a certain
// change.
type deadly struct {
	context.Context
	change string
	left   atomic.Int64
}

func (d *deadly) Err() error {
	if asking() == d.change && d.left.Add(-1) == 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // whatever the others still do, this one does no more
	}
	return nil
}

// asking names the change that calls Err; "" for none.
func asking() string {
	const room = "lodestone/internal/door/disk/tree."
	var pc [3]uintptr
	frames := runtime.CallersFrames(pc[:runtime.Callers(3, pc[:])])
	first, _ := frames.Next()
	name, in := strings.CutPrefix(first.Function, room)
	if !in {
		return ""
	}
	if second, _ := frames.Next(); second.Function == room+"(*Tree).Replace" {
		return "Replace " + name
	}
	return name
}

// noting is a context that notes before which changes it is asked.
type noting struct {
	context.Context
	seen map[string]bool
}

func (n noting) Err() error { n.seen[asking()] = true; return nil }

func TestChangesAreAll(t *testing.T) {
	ctx := noting{t.Context(), map[string]bool{}}
	o := Options{Out: t.TempDir(), Workers: 1}
	for seed := range uint64(3) {
		var seen opened
		if _, err := Write(ctx, seen.planned(seededPlan(seed)), o); err != nil {
			t.Fatal(err)
		}
	}
	delete(ctx.seen, "") // asked from elsewhere
	for _, c := range changes {
		if !ctx.seen[c.name] {
			t.Errorf("%s does not come up", c.name)
		}
		delete(ctx.seen, c.name)
	}
	if len(ctx.seen) > 0 {
		t.Errorf("there are also %v", ctx.seen)
	}
}

// dies writes one site after the other until it is killed.
func dies(t *testing.T, out string) {
	at, _ := strconv.Atoi(os.Getenv("DISK_AT"))
	ctx := &deadly{Context: t.Context(), change: os.Getenv("DISK_CHANGE")}
	ctx.left.Store(int64(at))
	for seed := range uint64(100) {
		var seen opened
		o := Options{Out: out, Cache: filepath.Join(out, "cache"), Workers: 1 + at%2}
		if _, err := Write(ctx, seen.planned(seededPlan(uint64(at)*1000+seed)), o); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilled starts this test binary again as a writer that is killed before the
// n-th change of a kind, for each kind and ten n; the next build must come out
// like a fresh one.
func TestKilled(t *testing.T) {
	if out := os.Getenv("DISK_KILLED"); out != "" {
		dies(t, out)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	out := t.TempDir()
	write(t, Options{Out: out, Cache: filepath.Join(out, "cache")}, map[string]string{"first": "1"})
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
	unfinished := 0
	for round := range 10 * len(changes) {
		change, turn := changes[round%len(changes)], round/len(changes)
		at := 1 + turn*change.every
		if turn == 9 { // these begin with nothing
			out, foreign = t.TempDir(), nil
		}
		kill(t, self, out, change.name, at)
		if b, _ := os.ReadFile(filepath.Join(out, "private", ledger.Name)); bytes.Contains(b, []byte(`"unfinished"`)) {
			unfinished++
		}
		if (round+turn)%2 == 1 && turn < 9 {
			continue // the next one is killed on what this one left
		}
		plan := seededPlan(uint64(round))
		write(t, Options{Out: out, Cache: filepath.Join(out, "cache")}, plan)
		want := expected(plan)
		maps.Copy(want, foreign)
		got := standing(t, out)
		maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, "cache/") })
		if !maps.Equal(got, want) {
			t.Fatalf("killed before %s %d, there is:\n%swant:\n%s", change.name, at, shown(got), shown(want))
		}
	}
	if unfinished < 70 { // all but those that died before the first of the list
		t.Errorf("%d of 100 left an unfinished list", unfinished)
	}
}

// kill runs a writer that dies.
func kill(t *testing.T, self, out, change string, at int) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(self, "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), "DISK_KILLED="+out, "DISK_CHANGE="+change, "DISK_AT="+strconv.Itoa(at))
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if s, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || s.Signal() != syscall.SIGKILL {
		t.Fatalf("the writer was not killed before %s %d: %v %s", change, at, err, &said)
	}
}
