package jekyll

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lodestone/internal/file"
	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/markdown/parse"
)

// corpus gives the folder of the 18F blog, or skips.
func corpus(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("LODESTONE_CORPUS")
	if dir == "" {
		tb.Skip("LODESTONE_CORPUS is not set: no real blog to import")
	}
	return filepath.Join(dir, "18f")
}

func open(tb testing.TB, r Result, path string) string {
	tb.Helper()
	for _, f := range r.Files {
		if f.Path == path {
			return read(f)
		}
	}
	tb.Fatalf("no file %s", path)
	return ""
}

// read gives a planned file's text; opening one never fails here.
func read(f file.File) string {
	rc, err := f.Open(context.Background())
	if err != nil {
		panic(err)
	}
	defer rc.Close()
	b, err := io.ReadAll(rc)
	if err != nil {
		panic(err)
	}
	return string(b)
}

var (
	codeRE   = regexp.MustCompile("(?s)```.*?```|``[^`]*``|`[^`]*`")
	spentRE  = regexp.MustCompile(`\{%|%\}|\{\{ ?"|team_link|site\.baseurl`)
	unsafeRE = regexp.MustCompile(`(?i)<(?:script|style|iframe|form)\b|\sstyle=|\son[a-z]+=`)
)

func TestCorpus(t *testing.T) {
	src := os.DirFS(corpus(t))
	r, err := Import(context.Background(), src, Options{Name: "18f"})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r.Summary)
	if r.Summary.Posts != 509 || r.Summary.Assets != 370 || r.Summary.Authors < 200 {
		t.Errorf("got %d posts, %d assets, %d authors", r.Summary.Posts, r.Summary.Assets, r.Summary.Authors)
	}
	parser := parse.New(dialect())
	for _, f := range r.Files {
		if !strings.HasPrefix(f.Path, "content/blog/") {
			continue
		}
		text := open(t, r, f.Path)
		_, body, line, ok := front.Cut(text)
		if !ok {
			t.Errorf("%s: no front matter", f.Path)
		}
		visible := codeRE.ReplaceAllString(body, "")
		if m := spentRE.FindString(visible); m != "" && !strings.Contains(f.Path, "oracle") && !strings.Contains(f.Path, "taking-control") {
			t.Errorf("%s: Liquid left: %s", f.Path, m)
		}
		if m := unsafeRE.FindString(visible); m != "" {
			t.Errorf("%s: unsafe HTML left: %s", f.Path, m)
		}
		_, _, _, found := parser.Parse(f.Path, []byte(body), line)
		if found.Broken() {
			t.Errorf("%s: the engine refuses it: %v", f.Path, found)
		}
	}
	again, err := Import(context.Background(), src, Options{Name: "18f"})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(r.Report.JSON(), again.Report.JSON()) {
		t.Error("a second import reports something else")
	}
	for i, f := range r.Files {
		if again.Files[i].Path != f.Path || again.Files[i].Key != f.Key {
			t.Errorf("%s: a second import differs", f.Path)
		}
	}
}
