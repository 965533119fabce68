// Bench times whole builds of generated sites beside Hugo, alternating in one
// run, and prints medians: wall time, processor time, peak memory.
//
//	go run -C tools ./bench -sizes 1000,10000 -runs 3
//
// LODESTONE_PEERS names a folder with gen/gen.mjs and hugo/ (a Hugo site with
// equivalent features); without it the posts are made here and there is no peer.
// HUGO names Hugo's binary; it is looked for on the PATH otherwise. Outputs are
// compared before anything is printed: a figure from unequal output is void.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	sizes := flag.String("sizes", "1000,10000", "how many posts, several by comma")
	runs := flag.Int("runs", 3, "counted runs of each, after one that is not counted")
	ram := flag.String("out", "/dev/shm", "where outputs go; a RAM disk keeps the disk out of it")
	flag.Parse()
	log.SetFlags(0)
	root, err := filepath.Abs("..")
	check(err)
	dir, err := os.MkdirTemp(*ram, "lodestone-bench-")
	check(err)
	defer os.RemoveAll(dir)
	b := &bench{root: root, dir: dir, runs: *runs, program: filepath.Join(dir, "lodestone"), peers: os.Getenv("LODESTONE_PEERS")}
	b.hugo = cmp.Or(os.Getenv("HUGO"), look("hugo"))
	build := exec.Command("go", "build", "-o", b.program, "./cmd/lodestone")
	build.Dir, build.Stderr = root, os.Stderr
	check(build.Run())
	fmt.Printf("%-34s %8s %8s %9s %8s\n", "", "wall s", "cpu s", "peak MB", "× hugo")
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		check(err)
		b.size(n)
	}
}

type bench struct {
	root, dir, program, peers, hugo string
	runs                            int
}

// figure is one finished run.
type figure struct {
	wall, cpu float64
	peak      float64 // MB
}

// size measures one number of posts.
func (b *bench) size(n int) {
	site := filepath.Join(b.dir, strconv.Itoa(n))
	b.generate(n, site)
	out, cache := filepath.Join(b.dir, "out"), filepath.Join(b.dir, "cache")
	build := func(extra ...string) []string {
		return append([]string{b.program, "build", "--source", site, "--out", out, "--clock", "2026-11-22", "--format", "json"}, extra...)
	}
	fresh := func() { remove(out, cache) }
	var hugo []string
	hugoOut := filepath.Join(b.dir, "hugo-out")
	if b.hugo != "" && b.peers != "" {
		peer := filepath.Join(b.dir, "hugo")
		check(os.CopyFS(peer, os.DirFS(filepath.Join(b.peers, "hugo"))))
		defer os.RemoveAll(peer)
		hugo = []string{"sh", filepath.Join(peer, "build.sh"), filepath.Join(site, "content"), hugoOut}
	}
	if hugo != nil {
		fresh()
		b.run(hugo)
		b.run(build("--no-cache"))
		compare(out, hugoOut)
	}
	var cold, cached, peer []figure
	for i := range b.runs + 1 {
		var h figure
		if hugo != nil && n <= 50_000 {
			remove(hugoOut)
			h = b.run(hugo)
			remove(hugoOut)
		}
		fresh()
		c := b.run(build("--no-cache"))
		fresh()
		w := b.run(build("--cache", cache))
		if i > 0 {
			cold, cached, peer = append(cold, c), append(cached, w), append(peer, h)
		}
	}
	var same, one []figure
	post := firstPost(site)
	for i := range b.runs + 1 {
		s := b.run(build("--cache", cache))
		appendLine(post, fmt.Sprintf("\nOne more line, the %dth.\n", i))
		o := b.run(build("--cache", cache))
		if i > 0 {
			same, one = append(same, s), append(one, o)
		}
	}
	h := median(peer)
	if hugo != nil && n <= 50_000 {
		row(n, "hugo, cold", h, figure{})
	}
	row(n, "cold, --no-cache", median(cold), h)
	row(n, "cold, writing the cache", median(cached), h)
	row(n, "nothing changed, new process", median(same), h)
	row(n, "one post changed, new process", median(one), h)
	fresh()
	check(os.RemoveAll(site))
}

func row(n int, what string, f, h figure) {
	ratio := ""
	if h.wall > 0 {
		ratio = fmt.Sprintf("%.3f (memory %.2f)", f.wall/h.wall, f.peak/h.peak)
	}
	fmt.Printf("%-34s %8.2f %8.2f %9.0f   %s\n", fmt.Sprintf("%d: %s", n, what), f.wall, f.cpu, f.peak, ratio)
}

// run runs a command to its end and gives what the system says of it.
func (b *bench) run(args []string) figure {
	c := exec.Command(args[0], args[1:]...)
	c.Env = append(os.Environ(), "HUGO="+b.hugo)
	c.Stderr = nil
	began := time.Now()
	if out, err := c.Output(); err != nil {
		log.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out[:min(len(out), 2000)])
	}
	wall := time.Since(began).Seconds()
	u := c.ProcessState.SysUsage().(*syscall.Rusage)
	return figure{wall, c.ProcessState.UserTime().Seconds() + c.ProcessState.SystemTime().Seconds(), float64(u.Maxrss) / 1024}
}

func median(all []figure) figure {
	if len(all) == 0 {
		return figure{}
	}
	middle := func(of func(figure) float64) float64 {
		var v []float64
		for _, f := range all {
			v = append(v, of(f))
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	return figure{
		middle(func(f figure) float64 { return f.wall }),
		middle(func(f figure) float64 { return f.cpu }),
		middle(func(f figure) float64 { return f.peak }),
	}
}

func look(name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}

func remove(dirs ...string) {
	for _, d := range dirs {
		check(os.RemoveAll(d))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
