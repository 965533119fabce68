package theme_test

import (
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/theme"
	"lodestone/internal/theme/bundle"
	"lodestone/internal/view"
)

// site makes a file system of paths and texts in turn.
func site(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func options() theme.Options {
	return theme.Options{View: view.View{}, Picture: view.Picture{}, Minify: true}
}

func load(t testing.TB, files ...string) *theme.Theme {
	t.Helper()
	th, ds := theme.Load(site(files...), options())
	if len(ds) > 0 {
		t.Fatalf("faults: %s", lines(ds))
	}
	return th
}

func lines(ds diag.List) string {
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(line(d) + "\n")
	}
	return b.String()
}

func line(d diag.Item) string {
	return strings.TrimSpace(strings.Join([]string{place(d), d.Code, strings.Join(d.Args, "|")}, " "))
}

func place(d diag.Item) string {
	return d.File + ":" + itoa(d.Pos.Line) + ":" + itoa(d.Pos.Col)
}

func itoa(n int) string { return strconv.Itoa(n) }

func content(t testing.TB, a bundle.Asset) string {
	t.Helper()
	r, err := a.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

type store map[memo.Key][]byte

func (s store) Get(k memo.Key) ([]byte, bool)  { v, ok := s[k]; return v, ok }
func (s store) Put(k memo.Key, v []byte) error { s[k] = v; return nil }

func TestDefaultLoads(t *testing.T) {
	th := load(t)
	if got := strings.Join(th.Layouts(), " "); got != "author authors home notfound page post redirect section tag tags" {
		t.Error(got)
	}
	for _, l := range th.Layouts() {
		var b strings.Builder
		if err := th.Execute(&b, l, view.View{}); err != nil {
			t.Error(err)
		}
		t.Log(b.String())
	}
	for _, d := range th.Declarations() {
		t.Logf("%+v", d)
	}
	for _, a := range th.Assets() {
		t.Logf("%+v", a.Path)
	}
}
