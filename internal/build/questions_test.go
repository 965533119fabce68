package build

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lodestone/internal/importer/jekyll"
	"lodestone/internal/search/searchtest"
)

// TestQuestions asks the 18F blog ten questions that were written down before it
// had a search: each has one of its answers among the first three results. What a
// reader has to load for that is measured in a browser (tools/search).
func TestQuestions(t *testing.T) {
	corpus := os.Getenv("LODESTONE_CORPUS")
	if corpus == "" {
		t.Skip("LODESTONE_CORPUS is not set: no real blog to search")
	}
	blog, address := imported(t, os.DirFS(filepath.Join(corpus, "18f")))
	built := must(t, blog, options(), store(t, ""))
	r := searching(t, built, "/search/index.json")
	light(t, built)
	data, err := os.ReadFile("../accept/testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for part := range strings.SplitSeq(string(data), "\n\n") {
		question, answers, ok := strings.Cut(part, "\n\t")
		if !ok || strings.HasPrefix(question, "#") {
			continue
		}
		asked++
		var want []string
		for _, file := range strings.Fields(answers) {
			want = append(want, address[file])
		}
		hits, err := r.Find(question)
		if err != nil {
			t.Fatal(err)
		}
		place, said := 0, ""
		for i, h := range hits[:min(len(hits), 10)] {
			rec, err := r.Record(h.Page)
			if err != nil {
				t.Fatal(err)
			}
			said += fmt.Sprintf("\n\t%5.1f %s", h.Score, rec.URL)
			if place == 0 && slices.Contains(want, rec.URL) {
				place = i + 1
			}
		}
		if place == 0 || place > 3 {
			t.Errorf("%q: place %d, want %s%s", question, place, want, said)
		}
		t.Logf("%d of %d: %s", place, len(hits), question)
	}
	if asked != 10 {
		t.Errorf("%d questions, not ten", asked)
	}
}

// light holds the budget of an index: what one word costs a reader.
func light(t *testing.T, r *Result) {
	t.Helper()
	most := map[string]int{"w": 12_000, "p": 4_000, "i": 4_000} // bytes of a shard, a block, the guide, compressed
	total := 0
	for _, f := range r.Files {
		if !strings.HasPrefix(f.Path, "search/") || path.Ext(f.Path) != ".json" {
			continue
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, read(t, f)); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		if limit := most[path.Base(f.Path)[:1]]; b.Len() > limit {
			t.Errorf("%s has %d bytes compressed, budget %d", f.Path, b.Len(), limit)
		}
		total += b.Len()
	}
	t.Logf("the index has %d bytes compressed", total)
}

// imported brings a blog in and turns its search on; it also gives where each post
// stands now.
func imported(t *testing.T, old fs.FS) (fs.FS, map[string]string) {
	t.Helper()
	made, err := jekyll.Import(context.Background(), old, jekyll.Options{Name: "18f"})
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range made.Files {
		in, err := f.Open(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		files[f.Path] = &fstest.MapFile{Data: data}
	}
	config := files["site.yaml"]
	config.Data = append(bytes.TrimSpace(config.Data), "\nsearch: true\n"...)
	address := map[string]string{}
	for _, f := range made.Report.Files {
		address[path.Base(f.Source)] = f.URL
	}
	return files, address
}

// searching reads the search index of a built site.
func searching(t testing.TB, r *Result, guide string) *searchtest.Reader {
	t.Helper()
	if r.Diags.Broken() {
		t.Fatal(r.Diags)
	}
	known := map[string]string{}
	reader, err := searchtest.Open(guide, func(address string) ([]byte, error) {
		if text, ok := known[address]; ok {
			return []byte(text), nil
		}
		for _, f := range r.Files {
			if "/"+f.Path == address {
				known[address] = read(t, f)
				return []byte(known[address]), nil
			}
		}
		return nil, fs.ErrNotExist
	})
	if err != nil {
		t.Fatal(err)
	}
	return reader
}
