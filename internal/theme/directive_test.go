package theme_test

import (
	"fmt"
	"html/template"
	"strings"
	"testing"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

func declared(t testing.TB, th *theme.Theme, name string) markdown.Declaration {
	t.Helper()
	for _, d := range th.Declarations() {
		if d.Name == name {
			return d
		}
	}
	t.Fatalf("no directive %s", name)
	return markdown.Declaration{}
}

func TestDeclaration(t *testing.T) {
	th := load(t, "layouts/directives/big-box.html", `
{{- /* directive: inline, container ; label
# a remark; with a semicolon
	src:      image, required
	max-width:int = -12
	kind:     choice(a, "two words",
	                 c-d) = "two words"
	to: link; doc: file
	title: text = "a; \"b\" (c"
	open : bool = true
*/ -}}
<p>{{.Src.URL}}{{.MaxWidth}}{{.Kind}}{{.To}}{{.Doc}}{{.Title}}{{.Open}}{{.Label}}{{.Inner}}{{.Form}}{{.Name}}{{.Lang}}{{.Words.Note}}`)
	want := markdown.Declaration{
		Name: "big-box", Forms: []markdown.Form{markdown.Inline, markdown.Container}, Label: true,
		Args: []markdown.ArgType{
			{Name: "src", Type: markdown.ImageArg, Required: true},
			{Name: "max-width", Type: markdown.IntArg, Default: "-12"},
			{Name: "kind", Type: markdown.ChoiceArg, Choices: []string{"a", "two words", "c-d"}, Default: "two words"},
			{Name: "to", Type: markdown.LinkArg},
			{Name: "doc", Type: markdown.FileArg},
			{Name: "title", Type: markdown.TextArg, Default: `a; "b" (c`},
			{Name: "open", Type: markdown.BoolArg, Default: "true"},
		},
	}
	if got := declared(t, th, "big-box"); fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}

func TestDeclarationFaults(t *testing.T) {
	for decl, want := range map[string]string{
		``:                                    "1:1 theme/directive-undeclared | box",
		`<p>{{/* directive: leaf */}}`:        "1:1 theme/directive-undeclared | box",
		`{{/* leaf */}}`:                      "1:1 theme/directive-undeclared | box",
		`{{/* directive: */}}`:                "1:16 theme/directive-form |  | ",
		`{{/* directive: leaf, cntainer */}}`: "1:23 theme/directive-form | cntainer | container",
		`{{/* directive: leaf; label, requird */}}`:                   "1:23 theme/directive-argument | label, requird",
		`{{/* directive: leaf; src */}}`:                              "1:23 theme/directive-argument | src",
		`{{/* directive: leaf; Src: image */}}`:                       "1:23 theme/directive-argument | Src",
		`{{/* directive: leaf; src: imge */}}`:                        "1:28 theme/directive-type | imge | image",
		`{{/* directive: leaf; src: */}}`:                             "1:27 theme/directive-type |  | ",
		"{{/* directive: leaf\n\té: text */}}":                        "2:2 theme/directive-argument | é",
		`{{/* directive: leaf; a: choice */}}`:                        "1:32 theme/directive-choice | ",
		`{{/* directive: leaf; a: choice() */}}`:                      "1:33 theme/directive-choice | )",
		`{{/* directive: leaf; a: choice(x, x) */}}`:                  "1:37 theme/directive-choice | x",
		`{{/* directive: leaf; a: choice(x y) */}}`:                   "1:35 theme/directive-choice | y)",
		`{{/* directive: leaf; a: choice(x) = y */}}`:                 "1:38 theme/directive-default | y | a",
		`{{/* directive: leaf; a: int = many */}}`:                    "1:32 theme/directive-default | many | a",
		`{{/* directive: leaf; a: bool = yes */}}`:                    "1:33 theme/directive-default | yes | a",
		`{{/* directive: leaf; a: image = x.png */}}`:                 "1:34 theme/directive-default | x.png | a",
		`{{/* directive: leaf; a: text = */}}`:                        "1:32 theme/directive-default |  | a",
		`{{/* directive: leaf; a: text, requird */}}`:                 "1:32 theme/directive-syntax | requird | a",
		`{{/* directive: leaf; a: text required */}}`:                 "1:31 theme/directive-syntax | required | a",
		`{{/* directive: leaf; a: text, required = x */}}`:            "1:23 theme/directive-both | a",
		`{{/* directive: leaf; a: text; a: int */}}`:                  "1:32 theme/directive-twice | a",
		`{{/* directive: leaf; a-b: text; a--b: int */}}`:             "1:34 theme/directive-argument | a--b",
		`{{/* directive: leaf; inner: text */}}`:                      "1:23 theme/directive-reserved | inner",
		`{{/* directive: leaf; x: tex; y: in; z: text; w: boo = */}}`: "1:26 theme/directive-type | tex | text\n1:34 theme/directive-type | in | int\n1:50 theme/directive-type | boo | bool",
	} {
		_, ds := theme.Load(site("layouts/directives/box.html", decl), options())
		got := strings.ReplaceAll(strings.TrimSuffix(lines(ds), "\n"), "layouts/directives/box.html:", "")
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", decl, got, want)
		}
	}
	_, ds := theme.Load(site("layouts/directives/My_Box.html", `{{/* directive: leaf */}}`), options())
	if got := lines(ds); got != "layouts/directives/My_Box.html:0:0 theme/directive-name | My_Box\n" {
		t.Error(got)
	}
}

func TestDirective(t *testing.T) {
	th := load(t, "layouts/directives/box.html", `{{/* directive: leaf; label; pic: image; size: int = 3; open: bool; to: link; say: text = hi */}}
<p class="{{.Name}} {{.Form}}" lang="{{.Lang}}"{{if .Open}} hidden{{end}}>{{.Pic.URL}}|{{.Pic.Width}}|{{.Size}}|{{.To}}|{{.Say}}|{{.Label}}|{{.Inner}}|{{.Words.Note}}</p>`)
	render := func(c theme.Call) (string, error) {
		var b strings.Builder
		err := th.Directive(&b, &c)
		return b.String(), err
	}
	c := theme.Call{
		Name: "box", Form: markdown.Leaf, Lang: "fr", Words: lang.Words{Note: "Remarque"}, Label: "<b>l</b>", Inner: template.HTML("<i>in</i>"),
		Args: []theme.Value{
			{Name: "pic", Text: "a.png", Picture: view.Picture{URL: "/a.png", Width: 7}},
			{Name: "open", Text: "true"},
			{Name: "to", Text: "javascript:alert(1)"},
			{Name: "say", Text: "<script>"},
		},
	}
	got, err := render(c)
	want := `<p class="box leaf" lang="fr" hidden>/a.png|7|3|javascript:alert(1)|&lt;script&gt;|<b>l</b>|<i>in</i>|Remarque</p>`
	if err != nil || got != want {
		t.Errorf("%v\ngot  %s\nwant %s", err, got, want)
	}
	c.Args = nil
	if got, err = render(c); err != nil || !strings.Contains(got, ">|0|3||hi|<b>") {
		t.Errorf("defaults: %v %s", err, got)
	}
	for _, bad := range []theme.Value{
		{Name: "size", Text: "three"},
		{Name: "open", Text: "perhaps"},
		{Name: "pic", Text: "a.png"},
		{Name: "pic", Picture: view.Card{}},
	} {
		c.Args = []theme.Value{bad}
		if _, err := render(c); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	if _, err := render(theme.Call{Name: "nothing"}); err == nil {
		t.Error("a directive that is not there was rendered")
	}
}

// TestBuiltInDirectives holds what the default theme makes of its own.
func TestBuiltInDirectives(t *testing.T) {
	th := load(t)
	words := lang.Words{Note: "Note", Warning: "Warning", Details: "More"}
	pic := theme.Value{Name: "src", Picture: view.Picture{URL: "/a.png", Alt: "from the page", Width: 4, Height: 3}}
	for _, c := range []struct {
		call theme.Call
		want string
	}{
		{
			theme.Call{Name: "note", Inner: "<p>x</p>"},
			`<aside class="note"><p class="note-title"><span>Note</span></p><p>x</p></aside>`,
		},
		{
			theme.Call{Name: "note", Inner: "<p>x</p>", Args: []theme.Value{{Name: "kind", Text: "warning"}}},
			`<aside class="note note-warning"><p class="note-title"><span>Warning</span></p><p>x</p></aside>`,
		},
		{
			theme.Call{Name: "note", Label: "<em>T</em>", Inner: "<p>x</p>"},
			`<aside class="note"><p class="note-title"><em>T</em></p><p>x</p></aside>`,
		},
		{
			theme.Call{Name: "figure", Label: "C", Args: []theme.Value{pic}},
			`<figure><img src="/a.png" alt="from the page" width="4" height="3" loading="lazy" decoding="async"><figcaption>C</figcaption></figure>`,
		},
		{
			theme.Call{Name: "figure", Args: []theme.Value{pic, {Name: "alt", Text: "A"}, {Name: "wide", Text: "true"}, {Name: "credit", Text: "Me"}}},
			`<figure class="wide"><img src="/a.png" alt="A" width="4" height="3" loading="lazy" decoding="async"><figcaption><small>Me</small></figcaption></figure>`,
		},
		{
			theme.Call{Name: "figure", Inner: "<table></table>"},
			`<figure><table></table></figure>`,
		},
		{
			theme.Call{Name: "quote", Inner: "<p>q</p>", Label: "Ada", Args: []theme.Value{{Name: "role", Text: "R"}, {Name: "source", Text: "/s"}}},
			`<figure class="quote"><blockquote cite="/s"><p>q</p></blockquote><figcaption><a href="/s">Ada</a> <span class="role">R</span></figcaption></figure>`,
		},
		{
			theme.Call{Name: "quote", Inner: "<p>q</p>"},
			`<figure class="quote"><blockquote><p>q</p></blockquote></figure>`,
		},
		{
			theme.Call{Name: "details", Inner: "<p>d</p>"},
			`<details class="fold"><summary><span>More</span></summary><p>d</p></details>`,
		},
		{
			theme.Call{Name: "details", Label: "L", Args: []theme.Value{{Name: "open", Text: "true"}}},
			`<details class="fold" open><summary>L</summary></details>`,
		},
	} {
		c.call.Words = words
		var b strings.Builder
		if err := th.Directive(&b, &c.call); err != nil || b.String() != c.want {
			t.Errorf("%v\ngot  %s\nwant %s", err, b.String(), c.want)
		}
	}
}

// TestLayoutNamedDirectives: a file beside the folder of that name is a layout.
func TestLayoutNamedDirectives(t *testing.T) {
	th := load(t, "layouts/directives.html", `{{/* directive: leaf */}}<p>{{.Page.Title}}`)
	if got := execute(t, th, "directives", view.View{Page: view.Page{Title: "x"}}); got != "<p>x" {
		t.Error(got)
	}
}
