package squeeze

import (
	"strings"
	"testing"
	"text/template/parse"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// squeezed gives a template's text after squeezing.
func squeezed(t testing.TB, text string) string {
	t.Helper()
	trees, err := parse.Parse("t", text, "", "")
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	Tree(trees["t"].Root)
	return trees["t"].Root.String()
}

func TestSqueeze(t *testing.T) {
	for in, want := range map[string]string{
		"<p>\n  a   b\n</p>\n": "<p>a b</p>",
		"a <b> x </b>  c":      "a <b> x </b> c",
		"a\n<ul>\n\t<li>b</li>\n\t<li> c </li>\n</ul>\nd":           "a<ul><li>b</li><li>c</li></ul>d",
		"<pre>\n a  b\n</pre>\n <p>":                                "<pre>\n a  b\n</pre><p>",
		"<textarea>  a\n</textarea>  b":                             "<textarea>  a\n</textarea> b",
		"<script>\n a  b </script>":                                 "<script>\n a  b </script>",
		"<a  href = 'x  y'\n\tclass=\"p  q\"  >z</a>":               "<a href = 'x  y' class=\"p  q\">z</a>",
		"<a title=\"a > b  c\">  d</a>":                             "<a title=\"a > b  c\"> d</a>",
		"<!-- a   b --> c":                                          "<!-- a   b --> c",
		"<IMG src=x>  <P>  y":                                       "<IMG src=x><P>y",
		"a < b  && c":                                               "a < b && c",
		"{{if .A}}  x  {{else}}  <p>y</p>  {{end}}  z":              "{{if .A}} x {{else}}<p>y</p>{{end}} z",
		"<p class=\"{{if .A}}a  b{{end}}  c\">  d":                  "<p class=\"{{if .A}}a  b{{end}}  c\">d",
		"<p {{if .A}}  hidden  {{end}} >  d":                        "<p {{if .A}} hidden {{end}}>d",
		"<pre>{{range .A}}\n  {{.}}\n{{end}}</pre>":                 "<pre>{{range .A}}\n  {{.}}\n{{end}}</pre>",
		"{{.A}} {{.B}}\n{{.C}}":                                     "{{.A}} {{.B}} {{.C}}",
		"<p>{{.A}}</p>\n\n<p>":                                      "<p>{{.A}}</p><p>",
		"{{if .A}}<b title=\"x{{else}}a  <i title=\"y{{end}}  z\">": "{{if .A}}<b title=\"x{{else}}a <i title=\"y{{end}}  z\">",
		"\n\n{{.A}}\n":                                              "{{.A}}",
		"<p>{{.A}} {{.B}}</p>":                                      "<p>{{.A}} {{.B}}</p>",
		"<pre>{{.A}}\n":                                             "<pre>{{.A}}\n",
		" {{.A}} ":                                                  " {{.A}} ",
		"é\u00a0 \u00a0ü":                                           "é\u00a0 \u00a0ü",
	} {
		if got := squeezed(t, in); got != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, got, want)
		}
	}
}

// TestSqueezeShowsTheSame: whatever is squeezed, wherever actions break it off,
// a browser shows the same words with the same spaces between them.
func TestSqueezeShowsTheSame(t *testing.T) {
	pieces := []string{
		"word", " ", "\n\t", "  ", "é", "<b>", "</b>", "<i class=\"x  y\">", "</i>", "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>",
		"<pre> x\n {{.A}}  <b>y</b></pre>", "<textarea>\n a  {{.A}}</textarea>", "<br>", "<img alt='a  b'  src=x >", "<div\n id=\"a\" >", "</div>", "{{.A}}", "{{if .A}}", "<!-- a  b -->", "a<b",
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		open := 0
		for _, p := range rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces") {
			if p == "{{if .A}}" {
				if open == 1 {
					p = "{{end}}"
				}
				open = 1 - open
			}
			b.WriteString(p)
		}
		b.WriteString(strings.Repeat("{{end}}", open))
		src := b.String()
		trees, err := parse.Parse("t", src, "", "")
		if err != nil {
			t.Fatal(err)
		}
		Tree(trees["t"].Root)
		if got, want := shown(trees["t"].Root.String()), shown(src); got != want {
			t.Fatalf("%q\nshows %q\nwant  %q", src, got, want)
		}
	})
}

// shown is what a browser would show, roughly: actions as words, blocks on
// lines of their own, spaces collapsed but in pre and textarea.
func shown(src string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(src))
	kept := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			lines := strings.Split(b.String(), "\n")
			for i, l := range lines {
				if f := strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' }); len(f) > 0 {
					lines[i] = strings.Join(f, " ")
				} else {
					lines[i] = ""
				}
			}
			return strings.Join(lines, "\n")
		case html.TextToken:
			text := string(z.Text())
			if kept > 0 {
				text = strings.NewReplacer(" ", "␠", "\n", "␤", "\t", "␉").Replace(text)
			}
			b.WriteString(strings.ReplaceAll(text, "\n", " "))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if keeps(t.Data) {
				if kept = 0; t.Type == html.StartTagToken {
					kept = 1
				}
			}
			if blocks(t.Data) {
				b.WriteString("\n")
			}
			b.WriteString(strings.ReplaceAll(t.String(), " ", "_"))
			if blocks(t.Data) {
				b.WriteString("\n")
			}
		}
	}
}
