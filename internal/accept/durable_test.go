package accept

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// rounds is how often the tests below try; LODESTONE_ROUNDS asks for more.
func rounds(t *testing.T) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("LODESTONE_ROUNDS")); err == nil {
		return n
	}
	return 12
}

// meadow is a site of its own in a temporary folder, built outside of it.
type meadow struct {
	t           *testing.T
	rng         *rand.Rand
	source, out string
}

const meadowPosts = 150

func newMeadow(t *testing.T) *meadow {
	t.Helper()
	dir := t.TempDir()
	m := &meadow{t: t, rng: rand.New(rand.NewPCG(3, 5)), source: filepath.Join(dir, "site"), out: filepath.Join(dir, "out")}
	m.write("site.yaml", "title: Meadow\nbase_url: https://example.com\n")
	for i := range meadowPosts {
		m.post(i)
	}
	return m
}

func (m *meadow) write(name, text string) {
	m.t.Helper()
	file := filepath.Join(m.source, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		m.t.Fatal(err)
	}
}

// post writes the i-th post anew, with a random text; some get another address,
// so that files come and go.
func (m *meadow) post(i int) {
	text := fmt.Sprintf("---\ntitle: Post %d of %d\nslug: p%d-%d\ntags: [t%d]\n---\n\n", i, m.rng.IntN(100), i, m.rng.IntN(3), m.rng.IntN(6))
	for range 20 {
		text += fmt.Sprintf("A line with the number %d in it.\n", m.rng.IntN(1000))
	}
	m.write(fmt.Sprintf("content/blog/2026-01-%02d-post-%d.md", 1+i%28, i), text)
}

// build is the command that builds the meadow.
func (m *meadow) build(extra ...string) *exec.Cmd {
	exe, err := program()
	if err != nil {
		m.t.Fatal(err)
	}
	return exec.Command(exe, append([]string{"build", "--source", m.source, "--out", m.out, "--clock", "2026-06-01"}, extra...)...)
}

// rest builds to the end and compares with a fresh build into another folder.
func (m *meadow) rest(what string) {
	m.t.Helper()
	if out, err := m.build().CombinedOutput(); err != nil {
		m.t.Fatalf("%s: the next build: %v\n%s", what, err, out)
	}
	fresh := m.t.TempDir()
	if out, err := m.build("--out", fresh, "--no-cache").CombinedOutput(); err != nil {
		m.t.Fatalf("%s: a fresh build: %v\n%s", what, err, out)
	}
	got, want := digests(m.t, m.out), digests(m.t, fresh)
	for name, sum := range want {
		if got[name] != sum {
			m.t.Errorf("%s: %s is not what a fresh build writes", what, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok && !strings.HasPrefix(filepath.Base(name), "foreign") {
			m.t.Errorf("%s: %s is left over", what, name)
		}
	}
}

// digests gives the digest of each file below a folder but for hidden ones,
// which hold locks.
func digests(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	all := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil || strings.HasSuffix(rel, ".lock") {
			return err
		}
		data, err := os.ReadFile(name)
		all[filepath.ToSlash(rel)] = sha256.Sum256(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestKilledAtAnyMoment kills builds that have much to write, and sees that the
// next one makes everything right and that foreign files stay.
func TestKilledAtAnyMoment(t *testing.T) {
	m := newMeadow(t)
	if out, err := m.build().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	foreign := filepath.Join(m.out, "public", "foreign.txt")
	if err := os.WriteFile(foreign, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := m.build("--no-cache").Run(); err != nil {
		t.Fatal(err)
	}
	typical := time.Since(began)
	killed := 0
	for n := range rounds(t) {
		for range 40 {
			m.post(m.rng.IntN(meadowPosts))
		}
		var flags []string
		if n%3 == 0 {
			flags = []string{"--no-cache"}
		}
		c := m.build(flags...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(m.rng.Int64N(int64(typical))))
		_ = c.Process.Kill() // it may have ended already
		if err := c.Wait(); err != nil {
			killed++
		}
		m.rest(fmt.Sprintf("round %d", n))
		if text, err := os.ReadFile(foreign); err != nil || string(text) != "mine" {
			t.Fatalf("round %d: the foreign file is %q, %v", n, text, err)
		}
	}
	if killed == 0 {
		t.Error("no build was killed while it ran: the test shows nothing")
	}
	t.Logf("%d of %d builds were killed while they ran", killed, rounds(t))
}

// TestDamagedCache flips bytes of the cache, cuts it, and puts rubbish in its
// place: the bytes stay right and the exit status good.
func TestDamagedCache(t *testing.T) {
	m := newMeadow(t)
	m.rest("begin")
	cache := filepath.Join(m.source, ".lodestone", "cache")
	for n := range rounds(t) {
		var files []string
		err := filepath.WalkDir(cache, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				files = append(files, name)
			}
			return err
		})
		if err != nil || len(files) == 0 {
			t.Fatalf("the cache: %v, %v", files, err)
		}
		file := files[m.rng.IntN(len(files))]
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		what := "flipped " + filepath.Base(file)
		switch {
		case len(data) == 0 || n%4 == 1:
			data, what = bytes.Repeat([]byte("rubbish "), 1+m.rng.IntN(5000)), "replaced "+filepath.Base(file)
		case n%4 == 2:
			data, what = data[:m.rng.IntN(len(data))], "cut "+filepath.Base(file)
		default:
			for range 1 + m.rng.IntN(30) {
				data[m.rng.IntN(len(data))] ^= byte(1 + m.rng.IntN(255))
			}
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		m.post(m.rng.IntN(meadowPosts))
		m.rest(what)
	}
}

// TestTwoAtOnce runs two builds into one folder at the same time.
func TestTwoAtOnce(t *testing.T) {
	m := newMeadow(t)
	for n := range max(2, rounds(t)/6) {
		m.post(n)
		a, b := m.build(), m.build()
		if err := a.Start(); err != nil {
			t.Fatal(err)
		}
		out, err := b.CombinedOutput()
		if err2 := a.Wait(); err != nil || err2 != nil {
			t.Fatalf("round %d: %v, %v\n%s", n, err, err2, out)
		}
		m.rest(fmt.Sprintf("round %d", n))
	}
}
