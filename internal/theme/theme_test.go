package theme_test

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"
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
	return theme.Options{View: view.View{}, Picture: view.Picture{}, Cards: []view.Card(nil), Minify: true, Search: true}
}

// load loads a site's theme that must be free of faults.
func load(t testing.TB, files ...string) *theme.Theme {
	t.Helper()
	th, ds := theme.Load(site(files...), options())
	if len(ds) > 0 {
		t.Fatalf("faults:\n%s", lines(ds))
	}
	return th
}

// lines writes findings one a line: place, code, arguments.
func lines(ds diag.List) string {
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(d.File + ":" + strconv.Itoa(d.Pos.Line) + ":" + strconv.Itoa(d.Pos.Col) + " " + d.Code)
		for _, a := range d.Args {
			b.WriteString(" | " + a)
		}
		b.WriteString("\n")
	}
	return b.String()
}

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

func execute(t testing.TB, th *theme.Theme, layout string, v view.View) string {
	t.Helper()
	var b strings.Builder
	if err := th.Execute(&b, layout, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// store is a Memo in memory that counts.
type store struct {
	kept       map[memo.Key][]byte
	hits, puts int
}

func (s *store) Get(k memo.Key) ([]byte, bool) {
	v, ok := s.kept[k]
	if ok {
		s.hits++
	}
	return v, ok
}

func (s *store) Put(k memo.Key, v []byte) error {
	s.puts++
	s.kept[k] = v
	return nil
}

// TestDefaultTheme checks every default template, which a build does only for a
// site that has templates of its own.
func TestDefaultTheme(t *testing.T) {
	th := load(t, "layouts/parts/own.html", "<p>own</p>")
	if got, want := strings.Join(th.Layouts(), " "), "allseries archive author authors glossary home notfound page post redirect search section series tag tags term topic topics"; got != want {
		t.Errorf("layouts %s, want %s", got, want)
	}
	for _, l := range th.Layouts() {
		got := execute(t, th, l, view.View{})
		if !strings.HasPrefix(got, "<!DOCTYPE html><html") || !strings.HasSuffix(got, "</body></html>") {
			t.Errorf("%s: no whole document: %s", l, got)
		}
		for _, no := range []string{"\n", "  ", " style=", " onclick=", "<style", "ZgotmplZ"} {
			if strings.Contains(got, no) {
				t.Errorf("%s holds %q: %s", l, no, got)
			}
		}
	}
	if err := th.Execute(io.Discard, "landing", view.View{}); err == nil {
		t.Error("a layout that is not there was executed")
	}
	if (th.Closure("landing") != memo.Key{}) || (th.DirectiveClosure("x") != memo.Key{}) {
		t.Error("what is not there has a closure")
	}
}

func TestNoSite(t *testing.T) {
	if _, ds := theme.Load(nil, options()); len(ds) > 0 {
		t.Error(lines(ds))
	}
}

func TestOverride(t *testing.T) {
	v := view.View{Chrome: view.Chrome{Brand: "T"}, Page: view.Page{Title: "T", Kind: "post"}}
	plain := execute(t, load(t), "post", v)
	th := load(
		t,
		"layouts/parts/top.html", `<header>mine {{.Brand}}</header>`,
		"layouts/landing.html", `{{define "main"}}<p>{{template "parts/mine" .Page}}</p>{{end}}`,
		"layouts/parts/mine.html", `{{.Title}}!`,
		"layouts/bare.html", `<p>{{.Page.Title}}</p>`,
		"layouts/notes.txt", `{{not a template`,
		"layouts/.hidden.html", `{{`,
	)
	got := execute(t, th, "post", v)
	if !strings.Contains(got, "<header>mine T</header>") || strings.Contains(got, `class="top"`) {
		t.Errorf("the site's part is not used: %s", got)
	}
	if strings.Contains(plain, "mine") {
		t.Error("loading another site changed the default theme")
	}
	if got := execute(t, th, "landing", v); !strings.Contains(got, `tabindex="-1"><p>T!</p></main>`) {
		t.Errorf("a layout of the site: %s", got)
	}
	if got := execute(t, th, "bare", v); got != "<p>T</p>" {
		t.Errorf("a layout that stands alone: %s", got)
	}
}

func TestEscapes(t *testing.T) {
	v := view.View{Page: view.Page{Title: `<script>"&`}, Items: []view.Card{{Title: "<script>"}}}
	v.Chrome.Menu = []view.Link{{URL: "tel:\"><script>", Text: "</a>"}}
	for _, l := range load(t).Layouts() {
		if got := execute(t, load(t), l, v); strings.Contains(got, "<script>") {
			t.Errorf("%s: %s", l, got)
		}
	}
}

// TestFilters: what could run code is not written, and not left out in silence.
func TestFilters(t *testing.T) {
	const code = "javascript:alert(1)"
	for layout, v := range map[string]view.View{
		"redirect": {Page: view.Page{Target: code}},
		"section":  {Items: []view.Card{{URL: code}}},
		"home":     {Items: []view.Card{{URL: code}}}, // by way of cached
		"post":     {Page: view.Page{Twin: code}},
	} {
		var b strings.Builder
		var fault interface{ Finding(string) diag.Item }
		err := load(t).Execute(&b, layout, &v)
		if !errors.As(err, &fault) || fault.Finding("x").Code != "theme/filtered" || strings.Contains(b.String(), code) {
			t.Errorf("%s: %v: %s", layout, err, b.String())
		}
	}
}

// TestFaults loads themes with one fault each and holds everything found.
func TestFaults(t *testing.T) {
	head := "{{define \"main\"}}\n"
	for name, c := range map[string]struct{ file, text, want string }{
		"untaken branch": {
			"layouts/post.html", head + "{{if false}}\n\t<p>é {{.Page.Titel}}</p>{{end}}{{end}}",
			"layouts/post.html:3:15 theme/field | Titel | Page | Title\n",
		},
		"several at once": {
			"layouts/post.html", head + "{{.Boddy}} {{range .Items}}{{.Titel}}{{with .Nope}}{{.X}}{{end}}{{end}}{{if .Page.Langg}}{{.Oldr.URL}}{{end}}{{end}}",
			"layouts/post.html:2:4 theme/field | Boddy | View | Body\n" +
				"layouts/post.html:2:31 theme/field | Titel | Card | Title\n" +
				"layouts/post.html:2:46 theme/field | Nope | Card | \n" +
				"layouts/post.html:2:83 theme/field | Langg | Page | Lang\n" +
				"layouts/post.html:2:93 theme/field | Oldr | View | Older\n",
		},
		"variable of a faulty statement": {
			"layouts/post.html", head + "{{$x := .Page.Nix}}{{$x}}{{$x}}{{end}}",
			"layouts/post.html:2:15 theme/field | Nix | Page | \n",
		},
		"field of text": {
			"layouts/post.html", head + "{{.Page.Title.Length}}{{end}}",
			"layouts/post.html:2:15 theme/field | Length | string | \n",
		},
		"shared part": {
			"layouts/parts/card.html", "<li>{{.Titel}}</li>",
			"layouts/parts/card.html:1:8 theme/field | Titel | Card | Title\n",
		},
		"missing template": {
			"layouts/post.html", head + "{{template \"parts/crad\" .}}{{end}}",
			"layouts/post.html:2:12 theme/missing-template | parts/crad | parts/card\n",
		},
		"missing block": {
			"layouts/post.html", "{{define \"mian\"}}{{end}}",
			"layouts/post.html:1:1 theme/missing-block | main\n",
		},
		"unclosed action": {
			"layouts/post.html", head + "<p>{{if .Page.Title}}x</p>\n{{end}}",
			"layouts/post.html:3:1 theme/syntax | unexpected EOF\n",
		},
		"bad token": {
			"layouts/post.html", head + "<p>{{.Page.Title ]}}</p>{{end}}",
			"layouts/post.html:2:18 theme/syntax | unexpected \"]\" in operand\n",
		},
		"unknown function": {
			"layouts/post.html", head + "<p>{{upper .Page.Title}}</p>{{end}}",
			"layouts/post.html:2:6 theme/syntax | function \"upper\" not defined\n",
		},
		"range over text": {
			"layouts/post.html", head + "{{range .Page.Title}}{{.}}{{end}}{{end}}",
			"layouts/post.html:2:14 theme/mismatch | range can't iterate over type string\n",
		},
		"part called with two types": {
			"layouts/post.html", head + "{{template \"parts/topics\" .Topics}}{{template \"parts/topics\" .Items}}{{end}}",
			"layouts/post.html:2:62 theme/mismatch | inconsistent types for template parts/topics: []view.Link and []view.Card\n",
		},
		"ambiguous HTML": {
			"layouts/post.html", head + "<a href=\"{{if .Page.Title}}\">x</a>{{end}}{{end}}",
			"layouts/post.html:2:15 theme/unsafe | {{if}} branches end in different contexts\n",
		},
		"defined twice": {
			"layouts/parts/more.html", "{{define \"byline\"}}{{end}}",
			"layouts/parts/pagehead.html:6:12 theme/defined-twice | byline | layouts/parts/more.html\n",
		},
		"directive sees no page": {
			"layouts/directives/box.html", "{{/* directive: leaf; big-title: text */}}<p>{{.BigTitel}}{{.Page.Title}}</p>",
			"layouts/directives/box.html:1:49 theme/field | BigTitel | directives/box | BigTitle\n" +
				"layouts/directives/box.html:1:62 theme/field | Page | directives/box | \n",
		},
		"asset of a style": {
			"assets/brand.css", "a {}\nb { background: url(\"img/hero.svg\") }",
			"assets/brand.css:2:21 theme/asset-missing | assets/img/hero.svg | \n",
		},
		"asset in another letter case": {
			"assets/brand.css", "@import './Tokens.css';",
			"assets/brand.css:1:9 theme/asset-missing | assets/Tokens.css | assets/tokens.css\n",
		},
		"script": {
			"assets/site.js", "const é = 1; let a = ;",
			"assets/site.js:1:22 theme/bundle | Unexpected \";\"\n",
		},
		"style": {
			"assets/brand.css", "a { colour red; }",
			"assets/brand.css:1:11 theme/bundle-doubt | Expected \":\"\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, ds := theme.Load(site(c.file, c.text), options())
			if got := lines(ds); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestIndependentFaultsTogether(t *testing.T) {
	_, ds := theme.Load(site(
		"layouts/post.html", `{{define "main"}}{{.Page.`,
		"layouts/page.html", `{{if}}`,
		"layouts/directives/box.html", `{{/* directive: lef */}}`,
		"assets/brand.css", `a { background: url(no.svg) }`,
	), options())
	var files []string
	for _, d := range ds {
		files = append(files, d.File)
	}
	if got := strings.Join(files, " "); got != "assets/brand.css layouts/directives/box.html layouts/page.html layouts/post.html" {
		t.Error(lines(ds))
	}
}

// TestClosure edits one template after the other: exactly the layouts and
// directives that can reach it get another digest.
func TestClosure(t *testing.T) {
	before := load(t)
	changed := func(files ...string) string {
		after := load(t, files...)
		var names []string
		for _, l := range after.Layouts() {
			if before.Closure(l) != after.Closure(l) {
				names = append(names, l)
			}
		}
		for _, d := range after.Declarations() {
			if before.DirectiveClosure(d.Name) != after.DirectiveClosure(d.Name) {
				names = append(names, ":"+d.Name)
			}
		}
		return strings.Join(names, " ")
	}
	for _, c := range []struct{ file, text, want string }{
		{"layouts/parts/author-card.html", `{{.Name}}`, "authors post"},
		{"layouts/parts/contents.html", `<nav></nav>`, "page post"},
		{"layouts/parts/top.html", `<p>top</p>`, "allseries archive author authors glossary home notfound page post search section series tag tags term topic topics"},
		{"layouts/parts/unused.html", `<p>unused</p>`, ""},
		{"layouts/redirect.html", `<p>moved</p>`, "redirect"},
		{"layouts/post.html", `{{define "main"}}{{end}}`, "post"},
		{"layouts/directives/note.html", `{{/* directive: container */}}<p>`, ":note"},
		{"assets/brand.css", `a{color:red}`, ""},
		{"layouts/parts/term.html", "<div ><dt><a   href=\"{{.URL}}\"\n>{{.Title}}</a></dt>{{with .Summary}}<dd>{{.}}</dd>{{end}}</div>\n", ""},
	} {
		if got := changed(c.file, c.text); got != c.want {
			t.Errorf("%s changes %q, want %q", c.file, got, c.want)
		}
	}
}

func TestMemo(t *testing.T) {
	s := &store{kept: map[memo.Key][]byte{}}
	o := options()
	o.Memo = s
	own := site("layouts/parts/own.html", "<p>own</p>")
	fresh, _ := theme.Load(own, o)
	if s.puts != 5 || s.hits != 0 {
		t.Errorf("first load: %d puts, %d hits; want 5 and 0: the check and four bundles", s.puts, s.hits)
	}
	again, ds := theme.Load(own, o)
	if s.puts != 5 || s.hits != 5 || len(ds) > 0 {
		t.Errorf("second load: %d puts, %d hits, faults %s", s.puts, s.hits, lines(ds))
	}
	for i, a := range fresh.Assets() {
		if b := again.Assets()[i]; a.Path != b.Path || content(t, a) != content(t, b) {
			t.Errorf("%s differs when it comes from the memo", a.Name)
		}
	}
	if v := (view.View{Page: view.Page{Title: "x"}}); execute(t, fresh, "post", v) != execute(t, again, "post", v) {
		t.Error("a page differs after a remembered check")
	}
	o.Engine[0]++
	theme.Load(own, o)
	if s.puts != 10 {
		t.Errorf("another engine believed the old results: %d puts", s.puts)
	}
	faulty := site("layouts/post.html", `{{define "main"}}{{.Nope}}{{end}}`)
	for range 2 {
		if _, ds := theme.Load(faulty, o); len(ds) != 1 {
			t.Errorf("a faulty theme must tell its faults every time: %s", lines(ds))
		}
	}
	o.View = struct{ Chrome string }{}
	if _, ds := theme.Load(own, o); !ds.Broken() {
		t.Error("the check of another View was believed")
	}
}

func TestConcurrent(t *testing.T) {
	th := load(t)
	v := view.View{Page: view.Page{Title: "x", Kind: "post"}, Items: cards()}
	want := execute(t, th, "home", v)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				var b strings.Builder
				if err := th.Execute(&b, "home", v); err != nil || b.String() != want {
					t.Error("pages differ", err)
				}
			}
		})
	}
	wg.Wait()
}

func TestEveryLayoutTakesAFullView(t *testing.T) {
	g := newGallery(t)
	for _, v := range g.pages() {
		for _, l := range g.theme.Layouts() {
			execute(t, g.theme, l, v)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, kept := range []bool{false, true} {
		b.Run("memo="+strconv.FormatBool(kept), func(b *testing.B) {
			o := options()
			if kept {
				o.Memo = &store{kept: map[memo.Key][]byte{}}
			}
			for b.Loop() {
				if _, ds := theme.Load(nil, o); len(ds) > 0 {
					b.Fatal(lines(ds))
				}
			}
		})
	}
}

func BenchmarkExecute(b *testing.B) {
	th := load(b)
	v := view.View{Page: view.Page{Title: "x", Kind: "post"}, Items: cards()}
	for b.Loop() {
		if err := th.Execute(io.Discard, "post", v); err != nil {
			b.Fatal(err)
		}
	}
}
