package move

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lodestone/internal/build"
	"lodestone/internal/diag"
	"lodestone/internal/door/rename"
	"lodestone/internal/memo"
	"lodestone/internal/site"
	"lodestone/internal/source"
)

func tree(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func options() build.Options {
	return build.Options{Clock: build.Clock{Time: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, Limits: source.DefaultLimits(), BaseURL: "https://example.com"}
}

func store(t testing.TB) *memo.Store {
	t.Helper()
	s, err := memo.Open("", memo.Key{1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func said(found diag.List) string {
	var b strings.Builder
	_ = diag.Printer{}.Text(&b, found)
	return b.String()
}

// after is what the files of a plan say.
func after(t testing.TB, files map[string]string, p *Plan) map[string]string {
	t.Helper()
	all := maps.Clone(files)
	for _, f := range p.Moved {
		text := files[f.From]
		if f.Text != nil {
			text = string(f.Text)
		}
		delete(all, f.From)
		all[f.To] = text
	}
	for _, f := range p.Changed {
		all[f.To] = string(f.Text)
	}
	return all
}

// TestOnePage moves one page in the midst of all ways to refer to a file.
func TestOnePage(t *testing.T) {
	for _, c := range []struct {
		what, name, before, after string // of a file beside content/blog/guide.md, which becomes content/papers/handbook.md
	}{
		{"link", "content/a.md", "é [g](blog/guide.md#p \"t\") x", "é [g](papers/handbook.md#p \"t\") x"},
		{"twice in a line", "content/a.md", "[g](blog/guide.md) [g](blog/guide.md)", "[g](papers/handbook.md) [g](papers/handbook.md)"},
		{"rooted", "content/docs/a.md", "[g](/blog/guide.md?x=1#p)", "[g](/papers/handbook.md?x=1#p)"},
		{"address", "content/a.md", "[g](/blog/guide/)", "[g](/blog/guide/)"},
		{"definition", "content/a.md", "[g] and [h][g]\n\n[g]: <./blog/guide.md>\n", "[g] and [h][g]\n\n[g]: <papers/handbook.md>\n"},
		{"escaped", "content/blog/a.md", "[g](%67uide.md)", "[g](../papers/handbook.md)"},
		{"html", "content/a.md", "<p title=\"blog/guide.md\"><a title=\"blog/guide.mdx\" href=\"blog/guide.md#p\">g</a></p>", "<p title=\"blog/guide.md\"><a title=\"blog/guide.mdx\" href=\"papers/handbook.md#p\">g</a></p>"},
		{"code", "content/a.md", "`[g](blog/guide.md)` [g](blog/guide.md)\n\n    [g](blog/guide.md)\n", "`[g](blog/guide.md)` [g](papers/handbook.md)\n\n    [g](blog/guide.md)\n"},
		{"lines of CRLF, and a mark", "content/a.md", "\ufeffé\r\n\r\n[g](blog/guide.md)\r\n", "\ufeffé\r\n\r\n[g](papers/handbook.md)\r\n"},
		{"a mark before it", "content/a.md", "\ufeff[g](blog/guide.md)", "\ufeff[g](papers/handbook.md)"},
		{"Windows-1252", "content/a.md", "\xe9t\xe9 [g](blog/guide.md)", "\xe9t\xe9 [g](papers/handbook.md)"},
		{"related", "content/blog/a.md", "---\nrelated: [guide.md, blog/guide.md, 'guide.md'] # x\n---\nA", "---\nrelated: [../papers/handbook.md, papers/handbook.md, '../papers/handbook.md'] # x\n---\nA"},
		{"replaced_by", "content/blog/a.md", "---\nexpires: 2020-01-01\nreplaced_by: /blog/guide.md\n---\nA", "---\nexpires: 2020-01-01\nreplaced_by: /papers/handbook.md\n---\nA"},
		{"menu", "site.yaml", "title: x\nmenu: [{page: blog/guide.md}] # m\n", "title: x\nmenu: [{page: papers/handbook.md}] # m\n"},
		{"directive", "content/a.md", ":::quote{cite=\"blog/guide.md#p\"}\n[g](blog/guide.md)\n:::\n", ":::quote{cite=\"papers/handbook.md#p\"}\n[g](papers/handbook.md)\n:::\n"},
	} {
		files := map[string]string{"site.yaml": "title: x\n", "content/blog/guide.md": "# Guide\n\n## P\n", "content/blog/stays.md": "S"}
		files[c.name] = c.before
		if c.what == "directive" {
			files["layouts/directives/quote.html"] = "{{/* directive: container\n  cite: link\n*/}}<blockquote>{{.Inner}}</blockquote>"
		}
		p, found, err := New(context.Background(), tree(files), options(), store(t), "content/blog/guide.md", "content/papers/handbook.md")
		if err != nil || found.Broken() {
			t.Errorf("%s: %v %s", c.what, err, said(found))
			continue
		}
		if got := after(t, files, p)[c.name]; got != c.after {
			t.Errorf("%s:\n%q, want\n%q", c.what, got, c.after)
		}
	}
}

// TestItself moves a page that says much: only the links in it and its aliases change.
func TestItself(t *testing.T) {
	for _, c := range []struct{ what, before, after string }{
		{"no front matter", "[b](b.md)", "---\naliases: [/blog/a/]\n---\n\n[b](../blog/b.md)"},
		{"a mark and CRLF", "\ufeffText\r\n", "\ufeff---\r\naliases: [/blog/a/]\r\n---\r\n\r\nText\r\n"},
		{"a comment", "---\n# c\ntitle: T # d\n\n---\nText", "---\n# c\ntitle: T # d\n\naliases: [/blog/a/]\n---\nText"},
		{"indented", "---\n  title: T\n---\nText", "---\n  title: T\n  aliases: [/blog/a/]\n---\nText"},
		{"empty", "---\n---\nText", "---\naliases: [/blog/a/]\n---\nText"},
		{"a null", "---\naliases:\ntags: [x]\n---\nText", "---\naliases: [/blog/a/]\ntags: [x]\n---\nText"},
		{"a flow", "---\naliases: [ /x/ ] # c\n---\nText", "---\naliases: [/blog/a/,  /x/ ] # c\n---\nText"},
		{"an empty flow", "---\naliases: []\n---\nText", "---\naliases: [/blog/a/]\n---\nText"},
		{"a block", "---\naliases: # c\n  # d\n  - /x/\n  - /y/\n---\nText", "---\naliases: # c\n  # d\n  - /blog/a/\n  - /x/\n  - /y/\n---\nText"},
		{"a block below its key", "---\naliases:\n- /x/\n---\nText", "---\naliases:\n- /blog/a/\n- /x/\n---\nText"},
		{"back", "---\naliases: [/papers/c/, /y/]\n---\nText", "---\naliases: [/blog/a/, /y/]\n---\nText"},
		{"an address of its own", "---\nurl: /u/\n---\n[b](b.md)", "---\nurl: /u/\n---\n[b](../blog/b.md)"},
		{"a draft", "---\ndraft: true\n---\n[b](b.md)", "---\ndraft: true\n---\n[b](../blog/b.md)"},
		{"folders", "[x](../) [y](./) [z](#p) [w](https://e.org/b.md) [r](/blog/b.md)\n\n## P", "---\naliases: [/blog/a/]\n---\n\n[x](../) [y](../blog/) [z](#p) [w](https://e.org/b.md) [r](/blog/b.md)\n\n## P"},
	} {
		files := map[string]string{"site.yaml": "title: x\n", "content/index.md": "H", "content/blog/a.md": c.before, "content/blog/b.md": "B"}
		p, found, err := New(context.Background(), tree(files), options(), store(t), "content/blog/a.md", "content/papers/c.md")
		if err != nil || found.Broken() {
			t.Errorf("%s: %v %s", c.what, err, said(found))
			continue
		}
		if got := after(t, files, p)["content/papers/c.md"]; got != c.after {
			t.Errorf("%s:\n%q, want\n%q", c.what, got, c.after)
		}
	}
}

// orchard is a random site of pages in folders, with links of all kinds among them.
func orchard(rng *rand.Rand) map[string]string {
	files := map[string]string{"site.yaml": "title: x\nlanguages: {fr: {title: y}}\n"}
	var names []string
	for _, dir := range []string{"", "blog/", "docs/", "docs/deep/", "docs/deep/er/"} {
		for n := range 1 + rng.IntN(3) {
			names = append(names, fmt.Sprintf("%sp%d.md", dir, n))
		}
	}
	names = append(names, "docs/deep/index.md", "docs/deep/note.txt", "blog/p0.fr.md", "docs/deep/er/p0.fr.md")
	for _, name := range names {
		var b strings.Builder
		if rng.IntN(3) == 0 {
			b.WriteString("---\ntags: [t]\n---\n")
		}
		fmt.Fprintf(&b, "# %s\n\n", strings.NewReplacer("/", " ", ".", " ").Replace(name))
		for range rng.IntN(5) {
			to := names[rng.IntN(len(names))]
			rel, _ := filepath.Rel("/"+path.Dir(name), "/"+to)
			fmt.Fprintf(&b, []string{"[x](%s)\n", "<a href=\"%s\">x</a>\n", "text [x](<%s>)\n"}[rng.IntN(3)], rel)
		}
		files["content/"+name] = b.String()
	}
	return files
}

// leads gives for each page the paths of the pages that its links lead to.
func leads(t *testing.T, with *memo.Store, files map[string]string) map[string][]string {
	t.Helper()
	r, found, err := build.Read(context.Background(), tree(files), options(), with)
	if err != nil || r == nil || r.Diags.Broken() {
		t.Fatalf("%v %s%s", err, said(found), said(r.Diags))
	}
	of := map[string]string{}
	for i := range r.Site.Pages {
		of[r.Site.Pages[i].URL] = r.Site.Pages[i].Path
	}
	all := map[string][]string{}
	for i := range r.Site.Pages {
		p := &r.Site.Pages[i]
		for _, target := range p.Targets {
			to := of[target.URL]
			if target.Kind == site.ToFile {
				to = r.Site.Resources[target.Resource].Path
			}
			all[p.Path] = append(all[p.Path], to)
		}
	}
	return all
}

// TestLinksGoOnLeading moves pages and folders of random sites: every link leads to
// the same page as before, every former address leads on, and moving back gives the
// texts that were there but for the alias.
func TestLinksGoOnLeading(t *testing.T) {
	with := store(t)
	for seed := range uint64(25) {
		rng := rand.New(rand.NewPCG(seed, 3))
		files := orchard(rng)
		ways := [][2]string{
			{"content/blog/p0.md", "content/docs/moved.md"},
			{"content/docs/deep", "content/shallow"},
			{"content/docs/deep/index.md", "content/manual/x/index.md"},
			{"content/p0.md", "content/docs/new/"},
			{"content/docs/deep/er/p0.md", "content/p9.md"},
			{"content/docs", "content/manual"},
		}
		w := ways[rng.IntN(len(ways))]
		p, found, err := New(context.Background(), tree(files), options(), with, w[0], w[1])
		if err != nil || found.Broken() {
			t.Fatalf("seed %d, %v: %v %s", seed, w, err, said(found))
		}
		next := after(t, files, p)
		became := map[string]string{}
		for _, f := range p.Moved {
			became[strings.TrimPrefix(f.From, "content/")] = strings.TrimPrefix(f.To, "content/")
		}
		is := func(file string) string {
			if to, ok := became[file]; ok {
				return to
			}
			return file
		}
		got := leads(t, with, next)
		for file, targets := range leads(t, with, files) {
			for k, to := range targets {
				if got[is(file)][k] != is(to) {
					t.Fatalf("seed %d, %v: link %d of %s leads to %s, was %s", seed, w, k, file, got[is(file)][k], to)
				}
			}
		}
		for _, a := range p.Redirects {
			if !strings.Contains(strings.Join(slices.Collect(maps.Values(next)), ""), "aliases: ["+a.Old+"]") {
				t.Fatalf("seed %d, %v: nothing leads from %s", seed, w, a.Old)
			}
		}
	}
}

// TestStopped stops the writing of a move after each of its steps: the same move, run
// again, ends with the same files.
func TestStopped(t *testing.T) {
	files := orchard(rand.New(rand.NewPCG(5, 5)))
	files["content/p0.md"] = "[x](docs/deep/) [y](docs/deep/index.md) [z](docs/deep/note.txt)"
	files["content/docs/deep/index.md"] = "[n](note.txt) [d](er/p0.md) [e](p0.md)"
	with := store(t)
	plan := func(dir string) *Plan {
		p, found, err := New(context.Background(), os.DirFS(dir), options(), with, "content/docs/deep/index.md", "content/x/y/index.md")
		if err != nil || found.Broken() {
			t.Fatalf("%v %s", err, said(found))
		}
		return p
	}
	run := func(dir string, steps int) bool {
		p := plan(dir)
		var all []rename.File
		for _, f := range append(p.Changed, p.Moved...) {
			all = append(all, rename.File{From: f.From, To: f.To, Text: f.Text})
		}
		err := rename.Files(&countdown{Context: context.Background(), left: steps}, dir, all)
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		return err == nil
	}
	whole := t.TempDir()
	plant(t, whole, files)
	if !run(whole, 1<<20) {
		t.Fatal("not done")
	}
	want := grown(t, whole)
	for steps := 0; ; steps++ {
		dir := t.TempDir()
		plant(t, dir, files)
		done := run(dir, steps)
		if !done && !run(dir, 1<<20) {
			t.Fatal("not done")
		}
		if got := grown(t, dir); !maps.Equal(got, want) {
			t.Fatalf("after %d steps:\n%v\nwant\n%v", steps, got, want)
		}
		if done {
			break
		}
	}
}

// countdown is a context that ends when it has been asked so often.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func plant(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
}

// grown gives every file below a folder, and every folder.
func grown(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			all[strings.TrimPrefix(name, dir)] = "folder"
			return err
		}
		text, err := os.ReadFile(name)
		all[strings.TrimPrefix(name, dir)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestOverlayIsAnFS sees that the site as it will be can be walked like any folder.
func TestOverlayIsAnFS(t *testing.T) {
	base := tree(map[string]string{"a/b.md": "b", "a/c.md": "c", "d.md": "d", "e/f/g.md": "g"})
	o := &overlay{
		base: base, text: map[string][]byte{"a/c.md": []byte("new"), "x/y/z.md": []byte("z")},
		from: map[string]string{"h.md": "d.md"}, gone: map[string]bool{"d.md": true, "a/b.md": true},
	}
	if err := fstest.TestFS(o, "a/c.md", "x/y/z.md", "h.md", "e/f/g.md"); err != nil {
		t.Error(err)
	}
}
