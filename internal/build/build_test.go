package build

import (
	"context"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/file"
	"lodestone/internal/memo"
	"lodestone/internal/source"
)

// tree is a site's folder as a map of texts.
func tree(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// store opens a memo that ends with the test.
func store(t testing.TB, dir string) *memo.Store {
	t.Helper()
	s, err := memo.Open(dir, memo.Key{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func options() Options {
	return Options{
		Clock: Clock{Time: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, Limits: source.DefaultLimits(),
		BaseURL: "https://example.com",
	}
}

func must(t testing.TB, fsys fs.FS, o Options, s *memo.Store) *Result {
	t.Helper()
	r, err := Build(context.Background(), fsys, o, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// written renders everything and gives the bytes by "root/path".
func written(t testing.TB, r *Result) map[string]string {
	t.Helper()
	if r.Diags.Broken() {
		var b strings.Builder
		_ = diag.Printer{}.Text(&b, r.Diags)
		t.Fatal(b.String())
	}
	if err := r.Render(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if r.Diags.Broken() {
		t.Fatal(r.Diags)
	}
	all := map[string]string{}
	for _, f := range r.Files {
		name := f.Root.String() + "/" + f.Path
		if _, twice := all[name]; twice {
			t.Errorf("%s is planned twice", name)
		}
		all[name] = read(t, f)
	}
	return all
}

// news renders and gives, in order, what had not been rendered before.
func news(t testing.TB, r *Result) (names []string) {
	t.Helper()
	var mu sync.Mutex
	if err := r.Render(context.Background(), func(f file.File) {
		mu.Lock()
		defer mu.Unlock()
		names = append(names, f.Path)
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func read(t testing.TB, f file.File) string {
	t.Helper()
	in, err := f.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTwoFilesMakeASite(t *testing.T) {
	r := must(t, tree(map[string]string{"site.yaml": "title: x", "hello.md": "Hello, *world*."}), options(), store(t, ""))
	all := written(t, r)
	if got := all["public/hello/index.html"]; !strings.Contains(got, "<p>Hello, <em>world</em>.</p>") || !strings.Contains(got, "<title>Hello – x</title>") {
		t.Errorf("hello: %s", got)
	}
	for _, name := range []string{"public/index.html", "public/404.html", "public/sitemap.xml", "public/robots.txt", "private/next-build.json"} {
		if all[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for name, text := range all {
		t.Logf("%s\n%s", name, text)
	}
}
