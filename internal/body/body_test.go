package body_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"lodestone/internal/body"
	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// own are directives beside those of the default theme.
var own = fstest.MapFS{
	"layouts/directives/shot.html": {Data: []byte(`{{/* directive: leaf, inline; label
	src: image, required
	alt: text
	to: link
	n: int = 3
	*/}}<i>{{.Form}} {{.Src.URL}} {{.Src.Alt}} {{.Src.Width}}x{{.Src.Height}} {{.To}} {{.N}} {{.Lang}} {{.Words.Note}}</i>{{.Label}}`)},
	"layouts/directives/box.html": {Data: []byte(`{{/* directive: container; label */}}<section>{{.Label}}|{{.Inner}}</section>`)},
}

func loaded(t testing.TB) *theme.Theme {
	t.Helper()
	th, found := theme.Load(own, theme.Options{View: view.View{}, Picture: view.Picture{}, Cards: []view.Card(nil)})
	if found.Broken() {
		t.Fatal(found)
	}
	return th
}

// resolve answers references by the beginning of their names.
func resolve(refs []markdown.Ref) []view.Target {
	var all []view.Target
	for _, r := range refs {
		t := view.Target{Kind: view.TargetPage, URL: "/to/" + r.Dest}
		switch {
		case strings.HasPrefix(r.Dest, "gone"):
			t = view.Target{}
		case strings.HasPrefix(r.Dest, "#"):
			t.URL = r.Dest
		case strings.HasPrefix(r.Dest, "="):
			t.URL = r.Dest[1:]
		case r.Use == markdown.UseImage && !strings.HasSuffix(r.Dest, ".svg"):
			t.Kind, t.Picture.Width, t.Picture.Height = view.TargetImage, 40, 30
		}
		all = append(all, t)
	}
	return all
}

func fill(t testing.TB, th *theme.Theme, text string, f body.Flavour) string {
	t.Helper()
	p := parse.New(markdown.Options{Lang: "en", Directives: th.Declarations(), Hosts: []string{"m.org", "h"}})
	doc, meta, _, found := p.Parse("", []byte(text), 1)
	if found.Broken() {
		t.Fatalf("%v in %q", found, text)
	}
	f.Lang, f.Words = "en", lang.For("en").Words()
	out, err := body.Fill(nil, &doc, resolve(meta.Refs), th, f)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestFill(t *testing.T) {
	th := loaded(t)
	for _, c := range []struct{ name, text, want string }{
		{"links", `[*a*](b "T & 'U'") [c](gone) [d](e&f "é") [g](<h i>)`, `<p><a href="/to/b" title="T &amp; 'U'"><em>a</em></a> c <a href="/to/e&amp;f" title="é">d</a> <a href="/to/h%20i">g</a></p>`},
		{
			"pictures", "![a](b.png) ![c \"d\"](e.svg \"T\") ![f](gone.png) ![<g>](gone.png) ![h](i.png)",
			`<p><img src="/to/b.png" alt="a" width="40" height="30" fetchpriority="high" decoding="async"> <img src="/to/e.svg" alt="c &quot;d&quot;" title="T" loading="lazy" decoding="async"> f  <img src="/to/i.png" alt="h" width="40" height="30" loading="lazy" decoding="async"></p>`,
		},
		{
			"tags", `<a href="b">a</a> <a href="gone">c</a> <img src="d.png" alt="e" width="7"> <img src="f.png" srcset="g.png 1x, gone.png 2x" alt="">`,
			`<p><a href="/to/b">a</a> <a>c</a> <img src="/to/d.png" alt="e" height="5" width="7" fetchpriority="high" decoding="async"> <img src="/to/f.png" alt="" width="40" height="30" srcset="/to/g.png 1x, data:, 2x" loading="lazy" decoding="async"></p>`,
		},
		{
			"arguments", "::shot[*l* [m](n)]{src=a.png alt=\"b c\" to=d n=5}\n\n:shot{src=https://e.org/f.png}\n\n::shot{src=gone.png to=gone}",
			`<i>leaf /to/a.png b c 40x30 /to/d 5 en Note</i><em>l</em> <a href="/to/n">m</a><p><i>inline https://e.org/f.png  0x0  3 en Note</i></p><i>leaf   0x0  3 en Note</i>`,
		},
		{"containers", "::::box[a]\n:::box\n![b](c.png)\n:::\n![d](e.png)\n::::", `<section>a|<section>|<p><img src="/to/c.png" alt="b" width="40" height="30" fetchpriority="high" decoding="async"></p></section><p><img src="/to/e.png" alt="d" width="40" height="30" loading="lazy" decoding="async"></p></section>`},
		{"id and class", ":::box{#a .b}\nc\n:::\n\n:shot{src=d.svg .e}", `<div id="a" class="b"><section>|<p>c</p></section></div><p><span class="e"><i>inline /to/d.svg  0x0  3 en Note</i></span></p>`},
		{
			"contents", "::toc\n\n### A & b\n\n## C\n\n### D\n\n### E\n\n#### F\n\n## G",
			`<nav class="contents" aria-label="On this page"><ol><li><a href="#a-b">A &amp; b</a></li><li><a href="#c">C</a><ol><li><a href="#d">D</a></li><li><a href="#e">E</a></li></ol></li><li><a href="#g">G</a></li></ol></nav>` +
				`<h3 id="a-b">A &amp; b</h3><h2 id="c">C</h2><h3 id="d">D</h3><h3 id="e">E</h3><h4 id="f">F</h4><h2 id="g">G</h2>`,
		},
		{"no contents", "::toc", ""},
		{"note of the theme", ":::note{kind=tip}\na\n:::", `<aside class="note note-tip"><p class="note-title"><span>Tip</span></p><p>a</p></aside>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := fill(t, th, c.text, body.Flavour{})
			if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(c.want), " ") {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestFeed(t *testing.T) {
	th := loaded(t)
	f := body.Flavour{Feed: &body.Feed{Base: "https://s.org", Page: "https://s.org/p/", Prefix: "p1-"}}
	for _, c := range []struct{ name, text, want string }{
		{"addresses", `[a](b) [c](#d) [e](https://f.org/?g&h) ![i](j.png) <img src="k.png" srcset="l.png 2x, https://m.org/n.png 3x" alt="">`, `<p><a href="https://s.org/to/b">a</a> <a href="https://s.org/p/#d">c</a> <a href="https://f.org/?g&amp;h">e</a> <img src="https://s.org/to/j.png" alt="i" width="40" height="30" decoding="async"> <img src="https://s.org/to/k.png" alt="" width="40" height="30" srcset="https://s.org/to/l.png 2x, https://m.org/n.png 3x" loading="lazy" decoding="async"></p>`},
		{
			"relative addresses", `[a](=?b=c) [d](=//h/i) [e](=j/k?l#m) [n](=../o) [p](=#q) [r](=mailto:s@t) [u](=) <img src="=v.png" srcset="=?w 1x, =//x/y 2x, =z/a.png 3x" alt="">`,
			`<p><a href="https://s.org/p/?b=c">a</a> <a href="https://h/i">d</a> <a href="https://s.org/p/j/k?l#m">e</a> <a href="https://s.org/o">n</a> <a href="https://s.org/p/#q">p</a> <a href="mailto:s@t">r</a> <a href="https://s.org/p/">u</a> ` +
				`<img src="https://s.org/p/v.png" alt="" srcset="https://s.org/p/?w 1x, https://x/y 2x, https://s.org/p/z/a.png 3x" decoding="async"></p>`,
		},
		{"ids", "## D\n\n[c](#d) a[^1]\n\n[^1]: b", `<h2 id="p1-d">D</h2><p><a href="#p1-d">c</a> a<sup><a id="p1-fnref-1" href="#p1-fn-1" role="doc-noteref">1</a></sup></p><section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol><li id="p1-fn-1"><p>b <a href="#p1-fnref-1" role="doc-backlink" aria-label="Back to the text (1)">↩︎</a></p></li></ol></section>`},
		{"code", "```\na < b &amp;\n```", "<section class=\"listing\" aria-label=\"Code 1\"><pre><code>a &lt; b &amp;amp;\n</code></pre></section>"},
		{"directives", ":::box\n[a](b)\n:::", `<section>|<p><a href="https://s.org/to/b">a</a></p></section>`},
		{"drawings", `<svg viewBox="0 0 1 1"><path d="M0"/></svg>`, `<p><svg viewbox="0 0 1 1"><path d="M0"></path></svg></p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fill(t, th, c.text, f); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// broken fails as a template does that runs into an error.
type broken struct{}

func (broken) Directive(io.Writer, *theme.Call) error { return errors.New("no room") }

func TestErrors(t *testing.T) {
	_, err := body.Fill(nil, &markdown.Doc{Segments: []string{"", ""}, Holes: []markdown.Hole{{Kind: markdown.Link, Ref: 1}}}, nil, broken{}, body.Flavour{})
	if err == nil || err.Error() != "body: reference 1 has no target, of 0" {
		t.Error(err)
	}
	_, err = body.Fill(nil, &markdown.Doc{Segments: []string{"", ""}, Holes: []markdown.Hole{{Kind: markdown.Directive, Name: "box"}}}, nil, broken{}, body.Flavour{})
	if err == nil || err.Error() != "directive box: no room" {
		t.Error(err)
	}
}

// Whatever is gone and whatever the flavour, what a browser reads is what was
// written.
func TestAnyTargets(t *testing.T) {
	th := loaded(t)
	p := parse.New(markdown.Options{Lang: "en", Directives: th.Declarations(), Hosts: []string{"m.org", "h"}})
	pieces := []string{
		"[a](b) ", "![c](d.png) ", "[*e* ![f](g.png)](h) ", "\n\n- ", "\n\n> ", "\n\n## i\n\n", "<a href=j>k</a> ", "<img src=l alt=m> ", "n[^1] ",
		"\n\n[^1]: o\n\n", "\n\n:::box[p [q](r)]\n", "\n\n:::\n\n", "\n\n::shot{src=s}\n\n", ":shot{src=t to=u} ", "\n\n| v |\n|---|\n| [w](x) |\n\n",
		"\n\n<div>\n\n", "\n\n</div>\n\n", "\n\n```go\ny\n```\n\n", "`z` ", "- [ ] [a](b)\n", "::toc\n\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), "")
		doc, meta, _, found := p.Parse("", []byte(text), 1)
		if found.Broken() {
			t.Skip("a fault of the author")
		}
		targets := resolve(meta.Refs)
		for i := range targets {
			if rapid.Bool().Draw(t, "gone") {
				targets[i] = view.Target{}
			}
		}
		f := body.Flavour{Lang: "en"}
		if rapid.Bool().Draw(t, "feed") {
			f.Feed = &body.Feed{Base: "https://s.org", Page: "https://s.org/p/", Prefix: "x-"}
		}
		fresh, err := body.Fill(nil, &doc, targets, th, f)
		if err != nil {
			t.Fatal(err)
		}
		out := string(fresh)
		if again, err := body.Fill(bytes.Repeat([]byte("<p"), len(fresh)/2), &doc, targets, th, f); string(again) != out {
			t.Fatalf("in used memory: %s, %v, not %s", again, err, out)
		}
		if got := names(render(t, out)); got != names(out) {
			t.Fatalf("%q\nbecomes %s\nread as %s", text, out, render(t, out))
		}
	})
}

// render parses HTML as a browser does and writes it again.
func render(t *rapid.T, text string) string {
	n, err := html.Parse(strings.NewReader("<!DOCTYPE html><html><head></head><body>" + text + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		t.Fatal(err)
	}
	_, in, _ := strings.Cut(b.String(), "<body>")
	in, _, _ = strings.Cut(in, "</body>")
	return in
}

// names lists the tags of HTML.
func names(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if kind == html.EndTagToken {
				b.WriteString("/")
			}
			b.WriteString(string(name) + " ")
		}
	}
}

func BenchmarkFill(b *testing.B) {
	th := loaded(b)
	p := parse.New(markdown.Options{Lang: "en", Directives: th.Declarations(), Hosts: []string{"m.org", "h"}})
	text := strings.Repeat("A paragraph of text with [a link](a.md) and *emphasis*, as posts have them, of some length.\n\n## A heading\n\n", 40)
	doc, meta, _, _ := p.Parse("", []byte(text), 1)
	targets := resolve(meta.Refs)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := body.Fill(nil, &doc, targets, th, body.Flavour{}); err != nil {
			b.Fatal(err)
		}
	}
}
