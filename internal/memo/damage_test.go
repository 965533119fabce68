package memo

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"lodestone/internal/memo/pack"
)

func filled(t testing.TB, dir string, n int) {
	t.Helper()
	s := open(t, dir)
	s.NextBuild()
	put(t, s, 0, n)
	shut(t, s)
}

func copyStore(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// mends opens a folder that something was done to: only right values may come
// out, and after putting all of them again all must be there, now and later.
func mends(t testing.TB, dir string, n int) (found int) {
	t.Helper()
	s := open(t, dir)
	found = held(t, s, 0, n)
	put(t, s, 0, n)
	want(t, "after putting again", held(t, s, 0, n), n)
	shut(t, s)
	want(t, "after reopening", held(t, open(t, dir), 0, n), n)
	return found
}

func TestDamage(t *testing.T) {
	const n = 40
	whole := t.TempDir()
	filled(t, whole, n)
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 100 {
		dir := copyStore(t, whole)
		for _, name := range []string{packName, indexName} {
			file := filepath.Join(dir, name)
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			switch r.IntN(6) {
			case 0:
				b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			case 1:
				b = b[:r.IntN(len(b))]
			case 2:
				for range r.IntN(2000) {
					b = append(b, byte(r.Uint32()))
				}
			case 3:
				clear(b[r.IntN(len(b)):])
			case 4:
				if err := os.Remove(file); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if err := os.WriteFile(file, b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		mends(t, dir, n)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
}

func TestWhatDamageCosts(t *testing.T) {
	const n = 300
	whole := t.TempDir()
	filled(t, whole, n)
	edit := func(name string, change func([]byte) []byte) func(string) {
		return func(dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, name))
			if err := os.WriteFile(filepath.Join(dir, name), change(b), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		harm     func(dir string)
		min, max int
	}{
		"a byte of the index":  {edit(indexName, func(b []byte) []byte { b[len(b)/2]++; return b }), n, n},
		"the sum of the index": {edit(indexName, func(b []byte) []byte { b[len(b)-1]++; return b }), n, n},
		"no index":             {func(dir string) { os.Remove(filepath.Join(dir, indexName)) }, n, n},
		"an empty index":       {edit(indexName, func([]byte) []byte { return nil }), n, n},
		"a byte of a value":    {edit(packName, func(b []byte) []byte { b[len(b)/2]++; return b }), n - 1, n - 1},
		"the tail of the pack": {edit(packName, func(b []byte) []byte { return b[:len(b)-10] }), n - 1, n - 1},
		"half of the pack":     {edit(packName, func(b []byte) []byte { return b[:len(b)/2] }), 1, n - 1},
		"the head of the pack": {edit(packName, func(b []byte) []byte { b[20]++; return b }), 0, 0},
		"another format":       {edit(packName, func(b []byte) []byte { b[15]++; return b }), 0, 0},
		"text in both": {func(dir string) {
			os.WriteFile(filepath.Join(dir, packName), []byte("hello"), 0o644)
			os.WriteFile(filepath.Join(dir, indexName), []byte("hello"), 0o644)
		}, 0, 0},
		"the index of another pack": {func(dir string) {
			other := t.TempDir()
			filled(t, other, 10)
			b, _ := os.ReadFile(filepath.Join(other, indexName))
			os.WriteFile(filepath.Join(dir, indexName), b, 0o644)
		}, n, n},
		"an index older than the pack": {func(dir string) {
			old, _ := os.ReadFile(filepath.Join(dir, indexName))
			s := open(t, dir)
			put(t, s, n, n+50)
			shut(t, s)
			os.WriteFile(filepath.Join(dir, indexName), old, 0o644)
			s = open(t, dir)
			want(t, "values past an old index", held(t, s, 0, n+50), n+50)
			shut(t, s)
		}, n, n},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyStore(t, whole)
			c.harm(dir)
			if found := mends(t, dir, n); found < c.min || found > c.max {
				t.Errorf("%d of %d values were left, want %d to %d", found, n, c.min, c.max)
			}
		})
	}
}

func TestHasKnowsWhatIsGone(t *testing.T) {
	whole := t.TempDir()
	filled(t, whole, 60)
	for _, keepIndex := range []bool{true, false} {
		dir := copyStore(t, whole)
		name := filepath.Join(dir, packName)
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !keepIndex {
			os.Remove(filepath.Join(dir, indexName))
		}
		if keepIndex {
			b = b[:len(b)/2]
		} else { // as after a power cut: room for the last record, and nothing in it
			b = pack.AppendRecord(b, new(keyOf(1000)), 100, 12345)
			b = append(b, make([]byte, 100)...)
		}
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		for n := range 60 {
			had := s.Has(keyOf(n))
			if _, ok := s.Get(keyOf(n)); ok != had {
				t.Errorf("index kept %v: key %d: Has says %v, Get says %v", keepIndex, n, had, ok)
			}
		}
		if s.Has(keyOf(1000)) {
			t.Errorf("index kept %v: a torn record counts", keepIndex)
		}
		shut(t, s)
	}
}

func TestForeignThingsInTheFolder(t *testing.T) {
	for _, name := range []string{lockName, packName, indexName, packName + ".tmp", indexName + ".tmp"} {
		for kind, make := range map[string]func(string) error{
			"folder": func(p string) error { return os.MkdirAll(filepath.Join(p, "x"), 0o755) },
			"pipe":   func(p string) error { return syscall.Mkfifo(p, 0o644) },
			"link": func(p string) error {
				target := filepath.Join(t.TempDir(), "precious")
				t.Cleanup(func() {
					if b, err := os.ReadFile(target); err != nil || string(b) != "precious" {
						t.Errorf("%s: the target of a link was changed: %q %v", p, b, err)
					}
				})
				os.WriteFile(target, []byte("precious"), 0o644)
				return os.Symlink(target, p)
			},
		} {
			t.Run(name+" is a "+kind, func(t *testing.T) {
				dir := t.TempDir()
				if err := make(filepath.Join(dir, name)); err != nil {
					t.Skip(err)
				}
				s := open(t, dir)
				put(t, s, 0, 50)
				want(t, "values", held(t, s, 0, 50), 50)
				if err := s.Close(); err != nil && kind != "folder" {
					t.Error(err) // only a folder cannot be replaced by a file
				}
			})
		}
	}
}

func TestAFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "cache"), engine); err == nil {
		t.Error("a folder below a file was opened")
	}
	closed, refusal := t.TempDir(), error(os.ErrPermission)
	if os.Getuid() == 0 { // no right is taken from root: only a disk can refuse
		refusal = syscall.EROFS
		if err := syscall.Mount("none", closed, "tmpfs", syscall.MS_RDONLY, "size=1m"); err != nil {
			t.Skip("a disk cannot be mounted: ", err)
		}
		defer syscall.Unmount(closed, syscall.MNT_DETACH)
	} else if err := os.Chmod(closed, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(closed, engine); !errors.Is(err, refusal) {
		t.Errorf("a folder without leave to write gave %v", err)
	}
}

func TestAFolderDeletedMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	s := open(t, dir)
	put(t, s, 0, 100)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	put(t, s, 100, 200)
	want(t, "values", held(t, s, 0, 200), 200)
	shut(t, s)
}

func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skip("a small disk cannot be mounted: ", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	s := open(t, dir)
	var err error
	var n int
	for ; err == nil && n < 5000; n++ {
		err = s.Put(keyOf(n), valueOf(n))
	}
	if !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, ErrWrite) {
		t.Fatalf("%d values fit, then %v", n, err)
	}
	if again := s.Put(keyOf(9999), nil); again != err {
		t.Errorf("a later Put gave %v", again)
	}
	want(t, "values before the disk was full", held(t, s, 0, n-1), n-1)
	if e := s.Close(); e != err {
		t.Errorf("Close gave %v", e)
	}
	s = open(t, dir)
	if found := held(t, s, 0, n); found < 10 {
		t.Errorf("only %d values are left", found)
	}
	s.Close()
}

// TestKilled starts this test binary again as a writer and kills it.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("MEMO_KILLED"); dir != "" {
		from, _ := strconv.Atoi(os.Getenv("MEMO_FROM"))
		for ; ; from += 50 {
			s := open(t, dir)
			for range 4 { // the older ones fall out of use, so that compaction comes too
				s.NextBuild()
			}
			s.loaded = 0
			put(t, s, from, from+300)
			s.Close()
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 25 {
		var out bytes.Buffer
		cmd := exec.Command(self, "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "MEMO_KILLED="+dir, "MEMO_FROM="+strconv.Itoa(round*100))
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(5+r.IntN(45)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if out.Len() > 0 {
			t.Fatalf("round %d: %s", round, &out)
		}
		s := open(t, dir)
		if s.home != shared {
			t.Fatalf("round %d: a killed process still holds the lock", round)
		}
		held(t, s, 0, round*100+3000)
		put(t, s, round*100, round*100+20)
		shut(t, s)
		in, _ := os.ReadDir(dir)
		want(t, "files in the folder", len(in), 3)
		s = open(t, dir)
		want(t, "what was put after the kill", held(t, s, round*100, round*100+20), 20)
		shut(t, s)
	}
}

func FuzzOpen(f *testing.F) {
	whole := f.TempDir()
	s := open(f, whole)
	for n := range 12 {
		if err := s.Put(keyOf(n), []byte{byte(n), 2, 3}); err != nil {
			f.Fatal(err)
		}
	}
	shut(f, s)
	records, _ := os.ReadFile(filepath.Join(whole, packName))
	index, _ := os.ReadFile(filepath.Join(whole, indexName))
	f.Add(records, index)
	f.Add(records[:len(records)-1], index)
	f.Add(records, index[:50])
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, records, index []byte) {
		dir := t.TempDir()
		os.WriteFile(filepath.Join(dir, packName), records, 0o644)
		os.WriteFile(filepath.Join(dir, indexName), index, 0o644)
		for range 2 {
			s := open(t, dir)
			for n := range 12 {
				k := keyOf(n)
				if v, ok := s.Get(k); ok && pack.Sum(&k, v) != pack.Sum(&k, []byte{byte(n), 2, 3}) {
					// A fuzzer may forge a sum; what it forged must at least be in the file.
					if !bytes.Contains(records, v) {
						t.Fatalf("key %d gave %q", n, v)
					}
				}
				if err := s.Put(k, []byte{byte(n), 2, 3}); err != nil {
					t.Fatal(err)
				}
				if _, ok := s.Get(k); !ok {
					t.Fatalf("key %d is gone after a Put", n)
				}
			}
			shut(t, s)
		}
	})
}
