package theme_test

import (
	"strings"
	"testing"

	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// alone is a layout that shows its items by a part.
const alone = `<ul>{{range .Items}}{{cached "parts/card" .}}{{end}}</ul>`

func showing(titles ...string) (v view.View) {
	for _, t := range titles {
		v.Items = append(v.Items, view.Card{Title: t, Key: t})
	}
	return v
}

// TestCached: the part is rendered as by {{template}}, escaped for where it
// stands, in every layout that calls it.
func TestCached(t *testing.T) {
	part := `<li title="{{.Title}}">{{template "parts/inner" .}}</li>`
	inner := `<b>{{.Title}}</b>`
	plain := load(t, "layouts/post.html", strings.Replace(alone, "cached", "template", 1), "layouts/parts/card.html", part, "layouts/parts/inner.html", inner)
	th := load(t, "layouts/post.html", alone, "layouts/page.html", alone, "layouts/parts/card.html", part, "layouts/parts/inner.html", inner)
	v := showing("a <b>", `"q"`, "a <b>")
	want := execute(t, plain, "post", v)
	for _, layout := range []string{"post", "page", "post"} {
		if got := execute(t, th, layout, v); got != want || !strings.Contains(got, "<b>a &lt;b&gt;</b>") {
			t.Errorf("%s: %s, want %s", layout, got, want)
		}
	}
}

// TestCachedKeeps: values of one key are rendered once, in whatever layouts that
// reach the same templates; values without a key each time.
func TestCachedKeeps(t *testing.T) {
	o := options()
	o.KeyOf = view.KeyOf
	th, ds := theme.Load(site("layouts/post.html", alone, "layouts/page.html", alone, "layouts/tag.html", alone+`{{define "parts/card"}}own {{.Title}}{{end}}`,
		"layouts/parts/card.html", `<li>{{.Title}}</li>`), o)
	if len(ds) > 0 {
		t.Fatal(lines(ds))
	}
	item := func(title, key string) view.View {
		return view.View{Items: []view.Card{{Title: title, Key: key}}}
	}
	for _, c := range []struct{ layout, title, key, want string }{
		{"post", "first", "k", "<ul><li>first</li></ul>"},
		{"post", "second", "k", "<ul><li>first</li></ul>"}, // as nobody does: it shows that nothing was made
		{"page", "third", "k", "<ul><li>first</li></ul>"},
		{"tag", "third", "k", "<ul>own third</ul>"},
		{"page", "fourth", "l", "<ul><li>fourth</li></ul>"},
		{"page", "fifth", "", "<ul><li>fifth</li></ul>"},
		{"page", "sixth", "", "<ul><li>sixth</li></ul>"},
	} {
		if got := execute(t, th, c.layout, item(c.title, c.key)); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.layout, c.title, got, c.want)
		}
	}
}

// TestCachedForm holds the messages about calls that cannot be kept, and that
// checks look into parts that are called so.
func TestCachedForm(t *testing.T) {
	for name, c := range map[string]struct{ part, call, want string }{
		"stored":   {"x", `{{$x := cached "parts/card" .}}{{$x}}`, "layouts/post.html:1:3 theme/cached\n"},
		"compared": {"x", "<p>\n{{if cached `parts/card` .}}{{end}}", "layouts/post.html:2:6 theme/cached\n"},
		"piped":    {"x", `{{cached "parts/card" . | len}}`, "layouts/post.html:1:3 theme/cached\n"},
		"inside":   {"x", `{{len (cached "parts/card" .)}}`, "layouts/post.html:1:3 theme/cached\n"},
		"no value": {"x", `{{cached "parts/card"}}`, "layouts/post.html:1:3 theme/cached\n"},
		"a name":   {"x", `{{cached .Page.Title .}}`, "layouts/post.html:1:3 theme/cached\n"},
		"missing":  {"x", `{{cached "parts/crad" .}}`, "layouts/post.html:1:3 theme/missing-template | parts/crad | parts/card\n"},
		"field":    {"{{.Titel}}", `{{range .Items}}{{cached "parts/card" .}}{{end}}`, "layouts/parts/card.html:1:4 theme/field | Titel | Card | Title\n"},
		"unsafe":   {`{{.Title}} <a href=`, `{{range .Items}}{{cached "parts/card" .}}>{{end}}`, ""},
	} {
		_, ds := theme.Load(site("layouts/post.html", c.call, "layouts/parts/card.html", c.part), options())
		if got := lines(ds); got != c.want && (c.want != "" || !strings.Contains(got, "theme/unsafe")) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
