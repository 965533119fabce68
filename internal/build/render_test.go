package build

import (
	"context"
	"fmt"
	"testing"

	"lodestone/internal/diag"
)

// TestBrokenLayout: a layout that breaks on more pages than anybody needs to know
// is one finding, the same for any number of workers, and the rest is let be.
func TestBrokenLayout(t *testing.T) {
	site := map[string]string{
		"site.yaml":         "title: Notes\n",
		"layouts/page.html": "{{define \"main\"}}{{if .Page.Lead}}{{index .Page.Tags 7}}{{end}}{{end}}",
	}
	for i := range mostBroken + 200 {
		text := "---\ndescription: One\n---\nText.\n"
		if i%20 == 3 {
			text = "Fine.\n"
		}
		site[fmt.Sprintf("content/p%04d.md", i)] = text
	}
	site["content/q.md"] = "Fine, and behind them all.\n"
	fsys := tree(site)
	for _, workers := range []int{1, 2, 7} {
		o := options()
		o.Workers = workers
		r := must(t, fsys, o, store(t, ""))
		if err := r.Render(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		var broken diag.List
		for _, d := range r.Diags {
			if d.Severity == diag.Error {
				broken = append(broken, d)
			}
		}
		want := diag.At("layouts/page.html", diag.Pos{Line: 1, Col: 37}, "theme/runtime", "error calling index: index out of range: 7", "p0000/index.html", "999+")
		if len(broken) != 1 || fmt.Sprint(broken[0]) != fmt.Sprint(want) {
			t.Errorf("%d workers: %v, want %v", workers, broken, want)
		}
		for _, f := range r.Files {
			if has := r.store.Has(f.Key); f.Path == "p0003/index.html" && !has || f.Path == "q/index.html" && has {
				t.Errorf("%d workers: %s: rendered: %t", workers, f.Path, has)
			}
		}
	}
}
