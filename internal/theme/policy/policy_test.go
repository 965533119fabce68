package policy

import (
	"io/fs"
	"strings"
	"testing"

	"lodestone/internal/diag"
	"lodestone/layouts"
)

func check(text string) string {
	var all []string
	for _, d := range Check("t.html", text, []string{"media.example.org"}, func(offset int) diag.Pos { return diag.Pos{Line: 1, Col: 1 + offset} }) {
		all = append(all, strings.Join(append([]string{d.Code}, d.Args...), " "))
	}
	return strings.Join(all, "; ")
}

// TestPairs: each rule with what breaks it and what does not.
func TestPairs(t *testing.T) {
	for _, c := range []struct{ right, wrong, want string }{
		{`<p class="a">{{.X}}</p>`, `<p style="color:red">{{.X}}</p>`, "theme/inline style="},
		{`<p data-on="x">`, `<p {{if .X}}onclick="x()"{{end}}>`, "theme/inline onclick="},
		{`<script src="{{.URL}}" defer></script>`, `<script>{{.X}}; go()</script>`, "theme/inline <script>…</script>"},
		{`<script type="application/ld+json">{"a":{{.X}}}</script>`, `<script type="module">go()</script>`, "theme/inline <script>…</script>"},
		{`<script type="application/json">{}</script>`, `<script type="importmap">{}</script>`, "theme/inline <script>…</script>"},
		{`{{/* <style>p{}</style> */}}`, `<style>p{}</style>`, "theme/inline <style>…</style>"},
		{`<a href="https://cdn.example.net/">`, `<img src="https://cdn.example.net/a.png">`, "theme/remote https://cdn.example.net/a.png cdn.example.net"},
		{`<img src="https://media.example.org/a.png">`, `<img src="//CDN.example.net/a.png">`, "theme/remote //CDN.example.net/a.png cdn.example.net"},
		{`<img srcset="{{.A}} 1x, /b.png 2x">`, `<img srcset="/a.png 1x, https://c.example/b.png 2x">`, "theme/remote https://c.example/b.png c.example"},
		{`<link rel="canonical" href="https://c.example/">`, `<link rel="preload Stylesheet" href="https://c.example/a.css">`, "theme/remote https://c.example/a.css c.example"},
		{`{{"}}<p style='a'>"}}<p>`, "{{`}}`}}<iframe src=\"http://c.example/\">", "theme/remote http://c.example/ c.example"},
		{`<svg><use href="#a"/></svg>`, `<svg><image href="https://c.example/a.svg"/></svg>`, "theme/remote https://c.example/a.svg c.example"},
	} {
		if got := check(c.right); got != "" {
			t.Errorf("%s: %s", c.right, got)
		}
		if got := check(c.wrong); got != c.want {
			t.Errorf("%s: %q, want %q", c.wrong, got, c.want)
		}
	}
}

func TestPlace(t *testing.T) {
	text := "<p>{{/* é */}}\n<b style=\"x\">"
	for _, d := range Check("t.html", text, nil, func(offset int) diag.Pos { return diag.Pos{Col: offset} }) {
		if text[d.Pos.Col:d.Pos.Col+2] != "<b" {
			t.Errorf("at %d", d.Pos.Col)
		}
	}
}

// TestDefaults: the default theme keeps the promises.
func TestDefaults(t *testing.T) {
	_ = fs.WalkDir(layouts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		text, err := fs.ReadFile(layouts.FS, name)
		if got := check(string(text)); err != nil || got != "" {
			t.Errorf("%s: %v %s", name, err, got)
		}
		return nil
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("<p {{`}}`}} style=x>{{/* a")
	f.Fuzz(func(t *testing.T, text string) {
		if out := blank(text); len(out) != len(text) || strings.Count(out, "\n") != strings.Count(text, "\n") {
			t.Fatalf("%q became %q", text, out)
		}
		check(text)
	})
}
