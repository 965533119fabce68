package disk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/door/fault"
	"lodestone/internal/file"
)

// opened counts how often the planned Files of a test were opened.
type opened struct{ n atomic.Int32 }

func (o *opened) file(root file.Root, path, text string) file.File {
	return file.File{
		Root: root, Path: path, Key: sha256.Sum256([]byte(text)),
		Open: func(context.Context) (io.ReadCloser, error) {
			o.n.Add(1)
			return io.NopCloser(strings.NewReader(text)), nil
		},
	}
}

// planned makes Files from "path" or "private:path" → text.
func (o *opened) planned(plan map[string]string) (files []file.File) {
	for name, text := range plan {
		root := file.Public
		path, private := strings.CutPrefix(name, "private:")
		if private {
			root = file.Private
		}
		path, source := strings.CutPrefix(path, "source:")
		if source {
			root = file.Source
		}
		files = append(files, o.file(root, path, text))
	}
	return files
}

// standing reads a whole folder: files with their text, folders with a slash.
// What the door keeps for itself is left out.
func standing(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		switch {
		case e.IsDir():
			all[rel+"/"] = ""
		case e.Type().IsRegular():
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			all[rel] = string(b)
		default:
			all[rel] = e.Type().String()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(all, "private/"+ledger.LockName)
	delete(all, "private/"+ledger.Name)
	delete(all, "public/")
	delete(all, "private/")
	return all
}

func shown(m map[string]string) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "%s %.40q\n", k, m[k])
	}
	return b.String()
}

func wantTree(t testing.TB, out string, want map[string]string) {
	t.Helper()
	if got := standing(t, out); !maps.Equal(got, want) {
		t.Fatalf("there is:\n%swant:\n%s", shown(got), shown(want))
	}
}

func write(t testing.TB, o Options, plan map[string]string) (Report, int) {
	t.Helper()
	var seen opened
	r, err := Write(t.Context(), seen.planned(plan), o)
	if err != nil {
		t.Fatal(err)
	}
	return r, int(seen.n.Load())
}

func plant(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// age moves a file's time back past the clock's grain.
func age(t testing.TB, dir string) {
	t.Helper()
	then := time.Now().Add(-time.Hour)
	filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			os.Chtimes(name, then, then)
		}
		return nil
	})
}

func TestWritesWhatIsPlanned(t *testing.T) {
	for _, cache := range []string{"", t.TempDir()} {
		o := Options{Out: filepath.Join(t.TempDir(), "not", "yet"), Cache: cache}
		big := strings.Repeat("large ", wholeMax/4)
		first := map[string]string{"index.html": "home", "blog/a/index.html": "a", "private:forms.json": "{}", "big": big, "empty": ""}
		r, _ := write(t, o, first)
		if r.Written != 5 || r.Unchanged != 0 || r.Removed != 0 || r.Bytes != int64(len(big))+7 {
			t.Errorf("the first build reports %+v", r)
		}
		wantTree(t, o.Out, map[string]string{
			"public/index.html": "home", "public/blog/": "", "public/blog/a/": "", "public/blog/a/index.html": "a",
			"private/forms.json": "{}", "public/big": big, "public/empty": "",
		})
		second := map[string]string{"index.html": "HOME", "blog/b/index.html": "b", "private:forms.json": "{}", "big": big}
		r, _ = write(t, o, second)
		if r.Written != 2 || r.Unchanged != 2 || r.Removed != 2 {
			t.Errorf("the second build reports %+v", r)
		}
		wantTree(t, o.Out, map[string]string{
			"public/index.html": "HOME", "public/blog/": "", "public/blog/b/": "", "public/blog/b/index.html": "b",
			"private/forms.json": "{}", "public/big": big,
		})
		st, err := os.Stat(filepath.Join(o.Out, "public", "index.html"))
		if err != nil || st.Mode().Perm() != 0o644 {
			t.Errorf("mode %v %v", st.Mode(), err)
		}
	}
}

func TestTheList(t *testing.T) {
	o := Options{Out: t.TempDir()}
	write(t, o, map[string]string{"b/é \"x\".html": "text", "a-b": "", "a/b": "z", "private:forms.json": "{}"})
	got, err := os.ReadFile(filepath.Join(o.Out, "private", ledger.Name))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"version":1,"files":[
{"path":"a-b","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
{"path":"a/b","size":1,"sha256":"594e519ae499312b29433b7dd8a97ff068defcba9755b6d5d00e84c524d67b06"},
{"path":"b/é \"x\".html","size":4,"sha256":"982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"},
{"root":"private","path":"forms.json","size":2,"sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}
]}
`
	if string(got) != want {
		t.Errorf("got:\n%s", got)
	}
}

func TestNothingChangedTouchesNothing(t *testing.T) {
	for name, cache := range map[string]string{"without state": "", "with state": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			o := Options{Out: t.TempDir(), Cache: cache}
			plan := map[string]string{"index.html": "home", "a/b.html": "b", "private:x": "y", "big": strings.Repeat("x", wholeMax+9)}
			write(t, o, plan)
			age(t, o.Out)
			before := times(t, o.Out)
			for range 3 {
				r, opened := write(t, o, plan)
				if r.Written != 0 || r.Unchanged != 4 || r.Removed != 0 {
					t.Errorf("reports %+v", r)
				}
				if cache != "" && opened != 0 {
					t.Errorf("%d files were opened in spite of the state", opened)
				}
			}
			if !maps.Equal(before, times(t, o.Out)) {
				t.Error("a file was touched")
			}
		})
	}
}

func times(t testing.TB, dir string) map[string]time.Time {
	t.Helper()
	all := map[string]time.Time{}
	for name := range standing(t, dir) {
		st, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = st.ModTime()
	}
	st, err := os.Stat(filepath.Join(dir, "private", ledger.Name))
	if err != nil {
		t.Fatal(err)
	}
	all[ledger.Name] = st.ModTime()
	return all
}

func TestAnotherKeyWithTheSameBytesWritesNothing(t *testing.T) {
	o := Options{Out: t.TempDir(), Cache: t.TempDir()}
	write(t, o, map[string]string{"a": "text"})
	var seen opened
	f := seen.file(file.Public, "a", "text")
	f.Key[0]++
	for range 2 {
		r, err := Write(t.Context(), []file.File{f}, o)
		if err != nil || r.Written != 0 || seen.n.Load() != 1 {
			t.Errorf("%+v, %d opened, %v", r, seen.n.Load(), err)
		}
	}
	f.Key = [32]byte{}
	f.Open = func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("TEXT")), nil }
	for _, want := range []int{1, 0} { // no key, no promise: always opened
		if r, err := Write(t.Context(), []file.File{f}, o); err != nil || r.Written != want {
			t.Errorf("a file without a key: %+v %v", r, err)
		}
	}
	f.Open = func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("Text")), nil }
	if r, err := Write(t.Context(), []file.File{f}, o); err != nil || r.Written != 1 {
		t.Errorf("a file without a key, changed: %+v %v", r, err)
	}
}

func TestTamperedFilesAreMended(t *testing.T) {
	o := Options{Out: t.TempDir(), Cache: t.TempDir()}
	plan := map[string]string{"a": "text", "b/c": "other", "d": "more"}
	write(t, o, plan)
	for round := range 20 {
		plant(t, filepath.Join(o.Out, "public", "a"), "tExt") // same size, right after
		os.Remove(filepath.Join(o.Out, "public", "b", "c"))
		if r, _ := write(t, o, plan); r.Written != 2 || r.Unchanged != 1 {
			t.Fatalf("round %d reports %+v", round, r)
		}
	}
	wantTree(t, o.Out, map[string]string{"public/a": "text", "public/b/": "", "public/b/c": "other", "public/d": "more"})
}

func TestYoungTimesAreNotTrusted(t *testing.T) {
	o := Options{Out: t.TempDir(), Cache: t.TempDir()}
	plan := map[string]string{"a": "text", "b": "text"}
	write(t, o, plan)
	for _, r := range readState(o.Cache, o.Out).Files {
		if r.Time != 0 {
			t.Errorf("%s was written a moment ago, and its time is trusted", r.Path)
		}
	}
	age(t, o.Out)
	write(t, o, plan)
	for _, r := range readState(o.Cache, o.Out).Files {
		if r.Time == 0 {
			t.Errorf("%s is an hour old, and its time is not trusted", r.Path)
		}
	}
}

func TestWhatAKilledFirstBuildLeaves(t *testing.T) {
	o := Options{Out: t.TempDir()}
	for _, name := range []string{ledger.LockName, ledger.TempName + "0123456789abcdef"} {
		plant(t, filepath.Join(o.Out, "private", name), "{")
	}
	write(t, o, map[string]string{"a": "a"})
	wantTree(t, o.Out, map[string]string{"public/a": "a"})
	plant(t, filepath.Join(o.Out, "private", ledger.TempName+"of-mine"), "x")
	plant(t, filepath.Join(o.Out, "private", ledger.TempName+"2f"), "y")
	write(t, o, map[string]string{"a": "b"})
	wantTree(t, o.Out, map[string]string{"public/a": "b", "private/" + ledger.TempName + "of-mine": "x", "private/" + ledger.TempName + "2f": "y"})
}

func TestSourceFilesAreReplacedNeverRemoved(t *testing.T) {
	o := Options{Out: t.TempDir(), Source: t.TempDir(), Cache: t.TempDir()}
	plant(t, filepath.Join(o.Source, "site.lock"), "by hand")
	write(t, o, map[string]string{"a": "1", "source:site.lock": "lock 1"})
	if r, _ := write(t, o, map[string]string{"a": "1", "source:site.lock": "lock 2"}); r.Written != 1 {
		t.Errorf("reports %+v", r)
	}
	write(t, o, map[string]string{"a": "1"})
	wantTree(t, o.Source, map[string]string{"site.lock": "lock 2"})
	if b, _ := os.ReadFile(filepath.Join(o.Out, "private", ledger.Name)); bytes.Contains(b, []byte("lock")) {
		t.Error("site.lock is in files.json")
	}
	os.Remove(filepath.Join(o.Source, "site.lock"))
	target := filepath.Join(t.TempDir(), "target")
	plant(t, target, "precious")
	os.Symlink(target, filepath.Join(o.Source, "site.lock"))
	var seen opened
	_, err := Write(t.Context(), seen.planned(map[string]string{"source:site.lock": "x"}), o)
	wantCodes(t, err, "out/foreign-file")
	if b, _ := os.ReadFile(target); string(b) != "precious" {
		t.Error("written through a link")
	}
}

func wantCodes(t testing.TB, err error, codes ...string) {
	t.Helper()
	var got []string
	for _, i := range fault.Items(err) {
		got = append(got, i.Code)
	}
	if !slices.Equal(got, codes) {
		t.Fatalf("error %v, codes %q, want %q", err, got, codes)
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		set   func(t *testing.T, o *Options)
		plan  map[string]string
		codes []string
	}{
		"out in the content": {func(t *testing.T, o *Options) {
			o.Content = []string{filepath.Join(o.Out, "content")}
			o.Out = filepath.Join(o.Content[0], "site")
		}, nil, []string{"out/inside-content"}},
		"out in the content by a link": {func(t *testing.T, o *Options) {
			o.Content = []string{filepath.Join(o.Out, "content")}
			plant(t, filepath.Join(o.Content[0], "x.md"), "")
			os.Symlink(o.Content[0], filepath.Join(o.Out, "link"))
			o.Out = filepath.Join(o.Out, "link")
		}, nil, []string{"out/inside-content"}},
		"out in the content, told by a link": {func(t *testing.T, o *Options) {
			o.Content = []string{filepath.Join(o.Out, "link")}
			os.Mkdir(filepath.Join(o.Out, "content"), 0o755)
			os.Symlink("content", o.Content[0])
			o.Out = filepath.Join(o.Out, "content")
		}, nil, []string{"out/inside-content"}},
		"content in public": {func(t *testing.T, o *Options) {
			o.Content = []string{filepath.Join(o.Out, "public", "content")}
		}, nil, []string{"out/holds-content"}},
		"public is content": {func(t *testing.T, o *Options) {
			o.Content = []string{filepath.Join(o.Out, "public")}
		}, nil, []string{"out/inside-content"}},
		"public of another": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "public", "index.html"), "hand-made")
		}, nil, []string{"out/not-ours"}},
		"private of another": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "private", "diary.txt"), "hand-made")
		}, nil, []string{"out/not-ours"}},
		"public is a file": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "public"), "hand-made")
		}, nil, []string{"out/foreign-file"}},
		"public is a link": {func(t *testing.T, o *Options) {
			os.Symlink(t.TempDir(), filepath.Join(o.Out, "public"))
		}, nil, []string{"out/symlink"}},
		"private is a link": {func(t *testing.T, o *Options) {
			os.Symlink(t.TempDir(), filepath.Join(o.Out, "private"))
		}, nil, []string{"out/symlink"}},
		"a list that is no list": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "private", ledger.Name), "{")
		}, nil, []string{"out/bad-list"}},
		"a list that is a folder": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "private", ledger.Name, "x"), "{")
		}, nil, []string{"out/bad-list"}},
		"a list that leads out": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "private", ledger.Name), `{"version":1,"files":[{"path":"../../x","size":1,"sha256":""}]}`)
		}, nil, []string{"out/bad-list"}},
		"a newer list": {func(t *testing.T, o *Options) {
			plant(t, filepath.Join(o.Out, "private", ledger.Name), `{"version":2,"files":[]}`)
		}, nil, []string{"out/bad-list"}},
		"foreign files": {func(t *testing.T, o *Options) {
			write(t, *o, map[string]string{"x": "x"})
			plant(t, filepath.Join(o.Out, "public", "a", "b"), "hand-made")
			plant(t, filepath.Join(o.Out, "public", "c"), "hand-made")
			plant(t, filepath.Join(o.Out, "public", "d", "e"), "hand-made")
		}, map[string]string{"a/b": "b", "c/d": "d", "d": "d", "x": "y"}, []string{"out/foreign-file", "out/foreign-file", "out/foreign-file"}},
		"an empty foreign folder": {func(t *testing.T, o *Options) {
			write(t, *o, map[string]string{"x": "x"})
			os.Mkdir(filepath.Join(o.Out, "public", "a"), 0o755)
		}, map[string]string{"a": "b", "x": "x"}, []string{"out/foreign-file"}},
		"a link instead of a folder": {func(t *testing.T, o *Options) {
			write(t, *o, map[string]string{"x": "x", "y/z": "z"})
			os.RemoveAll(filepath.Join(o.Out, "public", "y"))
			os.Symlink(".", filepath.Join(o.Out, "public", "y"))
		}, map[string]string{"y/z": "new", "x": "x"}, []string{"out/symlink"}},
		"a link instead of a file": {func(t *testing.T, o *Options) {
			write(t, *o, map[string]string{"x": "x", "y": "z"})
			os.Remove(filepath.Join(o.Out, "public", "y"))
			os.Symlink("x", filepath.Join(o.Out, "public", "y"))
		}, map[string]string{"y": "new", "x": "x"}, []string{"out/foreign-file"}},
		"out is a file": {func(t *testing.T, o *Options) {
			o.Out = filepath.Join(o.Out, "file")
			plant(t, o.Out, "x")
		}, nil, []string{"out/write"}},
		"the lock is a folder": {func(t *testing.T, o *Options) {
			write(t, *o, nil)
			os.Remove(filepath.Join(o.Out, "private", ledger.LockName))
			os.Mkdir(filepath.Join(o.Out, "private", ledger.LockName), 0o755)
		}, nil, []string{"out/write"}},
	} {
		t.Run(name, func(t *testing.T) {
			top := t.TempDir()
			o := Options{Out: top}
			c.set(t, &o)
			before := standing(t, top)
			var seen opened
			_, err := Write(t.Context(), seen.planned(c.plan), o)
			wantCodes(t, err, c.codes...)
			if after := standing(t, top); !maps.Equal(before, after) {
				t.Errorf("there was:\n%sthere is:\n%s", shown(before), shown(after))
			}
			if err.Error() == "" {
				t.Error("an error without words")
			}
		})
	}
}

func TestFilesAndFoldersChangePlaces(t *testing.T) {
	o := Options{Out: t.TempDir(), Cache: t.TempDir()}
	write(t, o, map[string]string{"a": "file", "b/c/d": "x", "b/e": "y"})
	write(t, o, map[string]string{"a/a/a": "below", "b": "file"})
	wantTree(t, o.Out, map[string]string{"public/a/": "", "public/a/a/": "", "public/a/a/a": "below", "public/b": "file"})
	write(t, o, map[string]string{"a": "file", "b/c/d": "x", "b/e": "y"})
	wantTree(t, o.Out, map[string]string{"public/a": "file", "public/b/": "", "public/b/c/": "", "public/b/c/d": "x", "public/b/e": "y"})
}

func TestForeignFoldersStay(t *testing.T) {
	for _, cache := range []string{"", t.TempDir()} {
		o := Options{Out: t.TempDir(), Cache: cache}
		write(t, o, map[string]string{"x": "x"})
		os.MkdirAll(filepath.Join(o.Out, "public", "mine", "empty"), 0o755)
		write(t, o, map[string]string{"x": "x", "mine/a/b": "b"})
		write(t, o, map[string]string{"x": "x", "mine/a/b": "c"})
		write(t, o, map[string]string{"x": "x"})
		wantTree(t, o.Out, map[string]string{"public/x": "x", "public/mine/": "", "public/mine/empty/": ""})
	}
}

func TestStaleIsOnlyWhatIsListed(t *testing.T) {
	o := Options{Out: t.TempDir()}
	write(t, o, map[string]string{"a/x": "x", "b/y": "y", "c": "c", "d/e": "e"})
	pub := filepath.Join(o.Out, "public")
	plant(t, filepath.Join(pub, "a", "mine"), "mine")
	os.RemoveAll(filepath.Join(pub, "b"))
	os.Symlink("a", filepath.Join(pub, "b")) // b/y would now be a/y
	plant(t, filepath.Join(pub, "a", "y"), "mine too")
	os.Remove(filepath.Join(pub, "c"))
	os.Symlink("a/mine", filepath.Join(pub, "c"))
	os.Remove(filepath.Join(pub, "d", "e"))
	r, _ := write(t, o, map[string]string{"z": "z"})
	if r.Removed != 1 {
		t.Errorf("reports %+v", r)
	}
	wantTree(t, o.Out, map[string]string{
		"public/a/": "", "public/a/mine": "mine", "public/a/y": "mine too", "public/z": "z",
		"public/b": "L---------", "public/c": "L---------",
	})
}

func TestAFailedOpenStopsAndTheNextRunGoesOn(t *testing.T) {
	broken := errors.New("broken template")
	large := strings.Repeat("b", 4*wholeMax)
	for name, open := range map[string]func(context.Context) (io.ReadCloser, error){
		"opening": func(context.Context) (io.ReadCloser, error) { return nil, broken },
		"reading": func(context.Context) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("half"), errReader{broken})), nil
		},
		"reading much": func(context.Context) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(strings.Repeat("x", 3*wholeMax)), errReader{broken})), nil
		},
		"reading much that stands already": func(context.Context) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(large[:2*wholeMax+7]), errReader{broken})), nil
		},
		"reading cut short": func(context.Context) (io.ReadCloser, error) {
			return io.NopCloser(errReader{errors.Join(io.ErrUnexpectedEOF, broken)}), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Out: t.TempDir(), Cache: t.TempDir()}
			first := map[string]string{"a": "a", "b": large, "old": "o"}
			write(t, o, first)
			var seen opened
			files := seen.planned(map[string]string{"a": "A", "new/c": "c"})
			bad := seen.file(file.Public, "b", "B")
			bad.Open = open
			_, err := Write(t.Context(), append(files, bad), o)
			if !errors.Is(err, broken) || fault.Items(err) != nil {
				t.Fatalf("gave %v", err)
			}
			for name, text := range standing(t, o.Out) {
				if strings.Contains(name, ledger.TempName) || name == "public/b" && text != large {
					t.Errorf("%s is %.20q", name, text)
				}
			}
			write(t, o, map[string]string{"a": "A", "b": "B"})
			wantTree(t, o.Out, map[string]string{"public/a": "A", "public/b": "B"})
		})
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestCancelled(t *testing.T) {
	o := Options{Out: t.TempDir()}
	write(t, o, map[string]string{"a": "a"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var seen opened
	if _, err := Write(ctx, seen.planned(map[string]string{"a": "b", "c": "c"}), o); !errors.Is(err, context.Canceled) {
		t.Errorf("gave %v", err)
	}
	wantTree(t, o.Out, map[string]string{"public/a": "a"})
}

func TestASecondBuildWaits(t *testing.T) {
	o := Options{Out: t.TempDir()}
	write(t, o, map[string]string{"a": "a"})
	h, err := take(t.Context(), filepath.Join(o.Out, "private", ledger.LockName), func() { t.Error("nobody holds the lock") })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o.Say = func(i diag.Item) {
		if i.Code != "out/waiting" || i.Severity != diag.Info {
			t.Errorf("says %+v", i)
		}
		cancel()
	}
	var seen opened
	if _, err := Write(ctx, seen.planned(map[string]string{"a": "b"}), o); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while waiting, gave %v", err)
	}
	wantTree(t, o.Out, map[string]string{"public/a": "a"})
	said := 0
	o.Say = func(diag.Item) { said++; h.release() }
	if r, _ := write(t, o, map[string]string{"a": "b"}); !r.Waited || r.Written != 1 || said != 1 {
		t.Errorf("reports %+v, said %d times", r, said)
	}
}

func TestTwoBuildsAtOnce(t *testing.T) {
	o := Options{Out: t.TempDir(), Cache: t.TempDir()}
	plans := [2]map[string]string{{}, {}}
	for i := range 300 {
		for n, p := range plans {
			p[fmt.Sprintf("%d/%d/x", i%(7+n), i)] = fmt.Sprint(n, i)
		}
	}
	for range 10 {
		done := make(chan error, 2)
		for _, p := range plans {
			go func() {
				var seen opened
				_, err := Write(t.Context(), seen.planned(p), o)
				done <- err
			}()
		}
		if err := errors.Join(<-done, <-done); err != nil {
			t.Fatal(err)
		}
		if got := standing(t, o.Out); !maps.Equal(got, expected(plans[0])) && !maps.Equal(got, expected(plans[1])) {
			t.Fatal("the output is neither of the two")
		}
	}
}

// expected gives the tree of a plan of public files.
func expected(plan map[string]string) map[string]string {
	all := map[string]string{}
	for name, text := range plan {
		all["public/"+name] = text
		for d := filepath.Dir(name); d != "."; d = filepath.Dir(d) {
			all["public/"+d+"/"] = ""
		}
	}
	return all
}

// TestNoPermission takes the right to write from a folder. It means nothing to
// root, whom TestReadOnlyDisk stops instead.
func TestNoPermission(t *testing.T) {
	if os.Getuid() == 0 {
		TestReadOnlyDisk(t)
		return
	}
	o := Options{Out: t.TempDir()}
	write(t, o, map[string]string{"a/x": "a"})
	dir := filepath.Join(o.Out, "public", "a")
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	var seen opened
	_, err := Write(t.Context(), seen.planned(map[string]string{"a/x": "b"}), o)
	wantCodes(t, err, "out/permission")
}

func TestReadOnlyDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_RDONLY, "size=1m"); err != nil {
		t.Skip("a disk cannot be mounted: ", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	var seen opened
	_, err := Write(t.Context(), seen.planned(map[string]string{"a": "b"}), Options{Out: dir})
	wantCodes(t, err, "out/permission")
}

func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("a small disk cannot be mounted: ", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	o := Options{Out: dir, Cache: t.TempDir()}
	plan := map[string]string{"a": strings.Repeat("a", 200<<10), "b": strings.Repeat("b", 200<<10)}
	write(t, o, plan)
	var seen opened
	more := map[string]string{"a": strings.Repeat("A", 300<<10), "b": strings.Repeat("B", 300<<10), "c": strings.Repeat("C", 3<<20)}
	_, err := Write(t.Context(), seen.planned(more), o)
	wantCodes(t, err, "out/disk-full")
	for name, text := range standing(t, dir) {
		base := filepath.Base(name)
		if text != plan[base] && text != more[base] {
			t.Errorf("%s holds %d bytes", name, len(text))
		}
	}
	write(t, o, plan)
	wantTree(t, dir, expected(plan))
}

func TestFaultyPlans(t *testing.T) {
	for _, path := range []string{"", ".", "/a", "../a", "a/../b", "a//b", "a/", ledger.TempName + "1", "a/" + ledger.TempName, "a\x00b"} {
		var seen opened
		if _, err := Write(t.Context(), []file.File{seen.file(file.Public, path, "")}, Options{Out: t.TempDir()}); err == nil {
			t.Errorf("path %q passes", path)
		}
	}
	var seen opened
	f := seen.file(file.Public, "a", "")
	if _, err := Write(t.Context(), []file.File{f, f}, Options{Out: t.TempDir()}); err == nil {
		t.Error("one path twice passes")
	}
	for _, f := range []file.File{seen.file(file.Private, ledger.Name, ""), seen.file(file.Private, ledger.LockName, ""), seen.file(file.Source, "site.lock", "")} {
		if _, err := Write(t.Context(), []file.File{f}, Options{Out: t.TempDir()}); err == nil {
			t.Errorf("%v %s passes", f.Root, f.Path)
		}
	}
}
