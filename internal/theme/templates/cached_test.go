package templates_test

import (
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/theme/templates"
)

// page and card are what the templates of these tests see.
type page struct {
	Title string
	Cards []card
}

type card struct{ Title, Key string }

func keyOf(v any) string {
	if c, ok := v.(*card); ok {
		return c.Key
	}
	return ""
}

func showing(titles ...string) (p page) {
	for _, t := range titles {
		p.Cards = append(p.Cards, card{t, t})
	}
	return p
}

// read makes a Set of each file that is not in a folder; names and texts in turn.
func read(pairs ...string) (all *templates.Files, sets []*templates.Set, ds diag.List) {
	layer, files := fstest.MapFS{}, map[string]fs.FS{}
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i] + ".html"
		layer[name] = &fstest.MapFile{Data: []byte(pairs[i+1])}
		files[name] = layer
	}
	all, ds = templates.Read("layouts", files, func(name string) bool { return strings.Contains(name, "/") })
	for _, f := range all.All() {
		if !strings.Contains(f.Name, "/") {
			sets = append(sets, all.Set(f.Name, f, page{}))
		}
	}
	return all, sets, ds
}

// faults lists what Read and Check find: place, code, arguments.
func faults(pairs ...string) string {
	all, sets, ds := read(pairs...)
	if len(ds) == 0 {
		ds = all.Check(sets, memo.Key{}, nil)
	}
	var b strings.Builder
	for _, d := range ds.Sort() {
		b.WriteString(d.File + ":" + strconv.Itoa(d.Pos.Line) + ":" + strconv.Itoa(d.Pos.Col) + " " + strings.Join(append([]string{d.Code}, d.Args...), " | ") + "\n")
	}
	return b.String()
}

// made builds what must be free of faults, by name.
func made(t *testing.T, pairs ...string) map[string]*templates.Template {
	t.Helper()
	if found := faults(pairs...); found != "" {
		t.Fatal(found)
	}
	_, sets, _ := read(pairs...)
	all := map[string]*templates.Template{}
	for _, m := range templates.Build(sets, keyOf) {
		all[m.Name] = m
	}
	return all
}

func execute(t *testing.T, m *templates.Template, p page) string {
	t.Helper()
	var b strings.Builder
	if err := m.Execute(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// list shows the cards of a page by a part.
const list = `<ul>{{range .Cards}}{{cached "parts/card" .}}{{end}}</ul>`

// TestCached: a part is rendered as by {{template}}, whatever it is given and
// whatever it holds.
func TestCached(t *testing.T) {
	for name, pairs := range map[string][]string{
		"escaped":   {"a", list, "b", list, "parts/card", `<li title="{{.Title}}">{{template "parts/in" .}}</li>`, "parts/in", `<b>{{.Title}}</b>`},
		"dollar":    {"a", `{{$c := index .Cards 1}}{{cached "parts/card" $c}}{{cached "parts/card" (index $.Cards 0)}}`, "parts/card", `{{with .Key}}{{$.Title}}{{.}}{{end}}`},
		"variables": {"a", `{{$t := .Title}}{{range $i, $c := .Cards}}{{$t}}{{$i}}{{cached "parts/card" $c.Title}}{{end}}`, "parts/card", `{{$t := 1}}{{$t}}{{.}}`},
		"literals":  {"a", `{{cached "parts/x" 7}}{{cached "parts/y" "<"}}{{cached "parts/z" true}}`, "parts/x", `{{.}}`, "parts/y", `{{.}}`, "parts/z", `{{.}}`},
		"nested":    {"a", list, "parts/card", `<li>{{cached "parts/in" .}}{{template "parts/in" .}}</li>`, "parts/in", `<b>{{.Title}}</b>`},
		"both":      {"a", list + `{{range .Cards}}{{template "parts/card" .}}{{end}}`, "parts/card", `<b>{{.Title}}</b>`},
		"in a tag":  {"a", list + `{{range .Cards}}<a title="{{template "parts/card" .}}">{{end}}`, "parts/card", `{{.Title}}`},
		"own":       {"a", list + `{{define "parts/card"}}<i>{{.Title}}</i>{{end}}`, "b", list, "parts/card", `<b>{{.Title}}</b>`},
		"printed":   {"a", list, "parts/card", `<p>{{print .}} {{printf "%v" .}}</p>`},
		"compared":  {"a", list, "parts/card", `{{if eq . .}}<p>same</p>{{end}}`},
		"empty":     {"a", list, "parts/card", ``},
		"remark":    {"a", list, "parts/card", `{{/* nothing */}}<!-- nothing -->`},
		"else":      {"a", `{{if .Title}}{{else if .Cards}}{{range .Cards}}x{{cached "parts/card" .}}{{else}}{{end}}{{end}}`, "parts/card", `{{.Title}}`},
	} {
		t.Run(name, func(t *testing.T) {
			plain := make([]string, len(pairs))
			for i, text := range pairs {
				plain[i] = strings.ReplaceAll(text, "{{cached ", "{{template ")
			}
			want, got := made(t, plain...), made(t, pairs...)
			p := showing("a <b>", `"q"`, "a <b>")
			for range 2 {
				for layout, m := range got {
					if got, want := execute(t, m, p), execute(t, want[layout], p); got != want {
						t.Errorf("%s: %s, want %s", layout, got, want)
					}
					if m.Closure != want[layout].Closure {
						t.Errorf("%s: cached changes the closure", layout)
					}
				}
			}
		})
	}
}

// TestCachedKeeps: values of one key are rendered once, in whatever layouts that
// reach the same templates; values without a key each time.
func TestCachedKeeps(t *testing.T) {
	all := made(t, "post", list, "page", list, "tag", list+`{{define "parts/card"}}own {{.Title}}{{end}}`, "parts/card", `<li>{{.Title}}</li>`)
	for _, c := range []struct{ layout, title, key, want string }{
		{"post", "first", "k", "<ul><li>first</li></ul>"},
		{"post", "second", "k", "<ul><li>first</li></ul>"}, // as nobody does: it shows that nothing was made
		{"page", "third", "k", "<ul><li>first</li></ul>"},
		{"tag", "third", "k", "<ul>own third</ul>"},
		{"page", "fourth", "l", "<ul><li>fourth</li></ul>"},
		{"page", "fifth", "", "<ul><li>fifth</li></ul>"},
		{"page", "sixth", "", "<ul><li>sixth</li></ul>"},
	} {
		if got := execute(t, all[c.layout], page{Cards: []card{{c.title, c.key}}}); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.layout, c.title, got, c.want)
		}
	}
}

// TestCachedWithin: a part that another one calls knows its value, too.
func TestCachedWithin(t *testing.T) {
	const in = `<b>{{.Title}}</b>`
	all := made(t, "a", list+`{{define "parts/card"}}<li>{{cached "parts/in" .}}</li>{{end}}`, "b", list+`{{define "parts/card"}}<p>{{cached "parts/in" .}}</p>{{end}}`, "parts/card", ``, "parts/in", in)
	for _, c := range []struct{ layout, title, want string }{
		{"a", "first", "<ul><li><b>first</b></li></ul>"},
		{"b", "second", "<ul><p><b>first</b></p></ul>"}, // as nobody does: it shows that nothing was made
	} {
		if got := execute(t, all[c.layout], page{Cards: []card{{c.title, "k"}}}); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestCachedForm holds the messages about calls that cannot be kept, and that
// checks look into parts that are called so.
func TestCachedForm(t *testing.T) {
	for name, c := range map[string]struct{ part, call, want string }{
		"stored":    {"x", `{{$x := cached "parts/card" .}}{{$x}}`, "layouts/post.html:1:3 theme/cached\n"},
		"compared":  {"x", "<p>\n{{if cached `parts/card` .}}{{end}}", "layouts/post.html:2:6 theme/cached\n"},
		"piped":     {"x", `{{cached "parts/card" . | len}}`, "layouts/post.html:1:3 theme/cached\n"},
		"inside":    {"x", `{{len (cached "parts/card" .)}}`, "layouts/post.html:1:3 theme/cached\n"},
		"of itself": {"x", `{{cached "parts/card" (cached "parts/card" .)}}`, "layouts/post.html:1:3 theme/cached\n"},
		"given on":  {"x", `{{template "parts/card" (cached "parts/card" .)}}`, "layouts/post.html:1:12 theme/cached\n"},
		"each":      {"x", `{{define "a"}}{{cached}}{{end}}{{define "b"}}{{cached}}{{end}}{{define "c"}}{{cached}}{{end}}`, "layouts/post.html:1:17 theme/cached\nlayouts/post.html:1:48 theme/cached\nlayouts/post.html:1:79 theme/cached\n"},
		"no value":  {"x", `{{cached "parts/card"}}`, "layouts/post.html:1:3 theme/cached\n"},
		"a name":    {"x", `{{cached .Title .}}`, "layouts/post.html:1:3 theme/cached\n"},
		"missing":   {"x", `{{cached "parts/crad" .}}`, "layouts/post.html:1:3 theme/missing-template | parts/crad | parts/card\n"},
		"field":     {"{{.Titel}}", `{{range .Cards}}{{cached "parts/card" .}}{{end}}`, "layouts/parts/card.html:1:4 theme/field | Titel | card | Title\n"},
		"nothing":   {"x", `{{cached "parts/card" nil}}`, "layouts/post.html:1:23 theme/mismatch | nil is not a command\n"},
	} {
		if got := faults("post", c.call, "parts/card", c.part); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestCachedPlace: a call is refused where a part made apart would be escaped
// for another place than the one in which it stands.
func TestCachedPlace(t *testing.T) {
	const call = `{{cached "parts/card" .}}`
	for name, c := range map[string]struct {
		part, around string
		fine         bool
	}{
		"text":            {"x", "<p>@</p>", true},
		"after text":      {"x", "\"'`@", true},
		"whole elements":  {"<p title='x'>x</p>", "<div>@</div>", true},
		"open element":    {"<p>", "<div>@</div>", true},
		"in pre":          {"x", "<pre>@</pre>", true},
		"in svg":          {"<path d='M1'/>", "<svg>@</svg>", true},
		"tag":             {"class=x", "<p @>", false},
		"attribute name":  {"x", "<p data-@=y>", false},
		"double quotes":   {"x", `<p title="@">`, false},
		"single quotes":   {"x", `<p title='@'>`, false},
		"no quotes":       {"x", `<p title=@>`, false},
		"address":         {"x", `<a href="/@">`, false},
		"srcset":          {"x", `<img srcset="@ 2x">`, false},
		"style attribute": {"x", `<p style="top:@">`, false},
		"handler":         {"x", `<p onclick="f(@)">`, false},
		"title":           {"x", "<title>@</title>", false},
		"textarea":        {"x", "<textarea>@</textarea>", false},
		"script":          {"1", "<script>f(@)</script>", false},
		"script text":     {"x", `<script>f("@")</script>`, false},
		"script text 1":   {"x", `<script>f('@')</script>`, false},
		"script template": {"x", "<script>f(`@`)</script>", false},
		"script pattern":  {"x", "<script>f(/@/)</script>", false},
		"style":           {"x", "<style>p{top:@}</style>", false},
		"style text":      {"x", "<style>p{content:'@'}</style>", false},
		"style address":   {"x", "<style>p{background:url(@)}</style>", false},
		"opens a tag":     {"<p title=x", "@>", false},
		"opens a quote":   {"<p title='x", "@'>", false},
		"opens a script":  {"<script>", "@f()</script>", false},
		"opens a title":   {"<title>", "@x</title>", false},
	} {
		text := strings.Replace(c.around, "@", call, 1)
		if plain := faults("post", strings.Replace(text, "cached", "template", 1), "parts/card", c.part); plain != "" {
			t.Errorf("%s: as a plain call: %s", name, plain)
		}
		want := "layouts/post.html:1:" + strconv.Itoa(strings.Index(text, call)+3) + " theme/cached-place | parts/card\n"
		if c.fine {
			want = ""
		}
		if got := faults("post", text, "parts/card", c.part); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	// Of several calls, those at fault are told, wherever they are reached from.
	got := faults("post", list+`<p title="{{template "parts/list" .}}">`, "parts/list", "\n"+list, "parts/card", "{{.Title}}")
	if want := "layouts/parts/list.html:2:" + strconv.Itoa(strings.Index(list, "cached")+1) + " theme/cached-place | parts/card\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestCachedInACircle: what leads back to itself ends with an error of the
// template, as with plain calls, and not with the program's stack.
func TestCachedInACircle(t *testing.T) {
	for name, pairs := range map[string][]string{
		"alone": {"a", list, "parts/card", `x{{cached "parts/card" .}}`},
		"two":   {"a", list, "parts/card", `x{{cached "parts/in" .}}`, "parts/in", `y{{cached "parts/card" .}}`},
		"mixed": {"a", list, "parts/card", `x{{cached "parts/in" .}}`, "parts/in", `y{{template "parts/card" .}}`},
	} {
		all := made(t, pairs...)
		if err := all["a"].Execute(&strings.Builder{}, showing("x")); err == nil || !strings.Contains(err.Error(), "maximum template depth") {
			t.Errorf("%s: %v", name, err)
		}
	}
	ends := made(t, "a", list, "parts/card", `{{.Title}}{{if eq .Title "x"}}{{cached "parts/in" .Key}}{{end}}`, "parts/in", `[{{.}}]`)
	if got := execute(t, ends["a"], page{Cards: []card{{"x", "k"}}}); got != "<ul>x[k]</ul>" {
		t.Error(got)
	}
}

func TestCachedConcurrently(t *testing.T) {
	all := made(t, "a", list, "b", list, "parts/card", `<li>{{.Title}}{{cached "parts/in" .}}</li>`, "parts/in", `<b>{{.Key}}</b>`)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 40 {
				k := strconv.Itoa(i % 7)
				want := "<ul><li>" + k + "<b>" + k + "</b></li></ul>"
				for _, m := range all {
					var b strings.Builder
					if err := m.Execute(&b, showing(k)); err != nil || b.String() != want {
						t.Errorf("%s, want %s (%v)", b.String(), want, err)
					}
				}
			}
		})
	}
	wg.Wait()
}
