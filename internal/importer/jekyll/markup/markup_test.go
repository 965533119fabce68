package markup

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/growth"
	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
)

// site is a resolver in which what begins with /gone is gone.
type site struct{}

func (site) Link(dest string) prose.Target {
	switch {
	case strings.HasPrefix(dest, "/gone"):
		return prose.Target{Gone: true, Kind: "dead-link"}
	case strings.HasPrefix(dest, "/page"):
		return prose.Target{Dest: "page.md", Kind: "link"}
	}
	return prose.Target{Dest: dest}
}

func (site) Image(src string) prose.Target {
	switch {
	case strings.HasPrefix(src, "/gone"), src == "":
		return prose.Target{Gone: true}
	case strings.HasPrefix(src, "http"):
		return prose.Target{Out: true, Dest: src}
	}
	return prose.Target{Dest: src}
}

func (site) KeepID(id string) bool { return id == "kept" }

func convert(s string) Result {
	var in []lines.Line
	for i, l := range strings.Split(s, "\n") {
		in = append(in, lines.Line{Text: l, N: i + 1})
	}
	return Convert(in, site{})
}

// cases: name, input, output, kinds of the notes.
var cases = []struct{ name, in, out, kinds string }{
	{"text stays", "A *b* `c`\nd \\* e & f < g", "A *b* `c`\nd \\* e & f < g", ""},
	{"link to a page", "See [it](/page/x/ \"T\").", "See [it](page.md \"T\").", "link"},
	{"dead link", "See [**it**](/gone/).", "See **it**.", "dead-link"},
	{"spaces leave a link", "on[ a b ](x).", "on [a b](x) .", ""},
	{"image in a link", "[![a](/i.png)](/page)", "[![a](/i.png)](page.md)", "link"},
	{"dead link around an image", "[![a](/i.png)](/gone)", "![a](/i.png)", "dead-link"},
	{"missing image", "![the [alt]](/gone.png)", "the \\[alt\\]", "missing-image"},
	{"missing image in a link", "[![a](/gone.png)](/page)", "[a](page.md)", "missing-image link"},
	{"image without text", "![](/i.png)", "![](/i.png)", "no-alternative-text"},
	{"remote image", "![a](https://x.org/i.png)", "[a](https://x.org/i.png)", "remote-image"},
	{"remote image in a link", "[![a](https://x.org/i.png)](/page)", "[a](page.md)", "remote-image link"},
	{"reference", "[a][r] and [R] and [c][].\n\n[r]: /page \"T\"\n[c]:\n  <x y>", "[a](page.md \"T\") and [R](page.md \"T\") and [c](x%20y).", "link link reference reference"},
	{"no reference", "[a][none] [b]", "[a][none] [b]", ""},
	{"autolink", "<https://x.org> <a@b.org>", "<https://x.org> <a@b.org>", ""},
	{"bare addresses", "a\nb(https://x.org/a(b)). https://x.org/“c” d:https://y.org [e](https://z.org/> f) www.w.org, http://local", "a\nb(https://x.org/a(b)). https://x.org/“c” d:https://y.org [e](https://z.org/> f) www.w.org, http://local", "autolink autolink autolink"},
	{"bare address", "See https://x.org/a.", "See https://x.org/a.", "autolink"},
	{"not in code", "`[a](/gone)` ``<b>`` \\[a](/page)", "`[a](/gone)` ``<b>`` \\[a](/page)", ""},
	{"fence untouched", "~~~ html\n<script>\n\n\n[a](/gone)\n~~~\n{: .x}", "~~~ html\n<script>\n\n\n[a](/gone)\n~~~", "attributes"},
	{"fence in a list", "- a\n\n  ```\n  <b>\n\n\n  x\n  ```", "- a\n\n  ```\n  <b>\n\n\n  x\n  ```", ""},
	{"open fence", "```\na", "```\na\n```", "fence"},
	{"indented code", "a\n\n    <b>\n\n    [x](/gone)", "a\n\n    <b>\n\n    [x](/gone)", ""},

	{"headings from two", "# A\n\n### B\n\n# C\n\ntext", "## A\n\n### B\n\n## C\n\ntext", "heading-level heading-level"},
	{"no level skipped", "## A\n#### B\n##### C\n## D", "## A\n\n### B\n\n#### C\n\n## D", "heading-level heading-level"},
	{"setext", "A\nb\n===\n\nC\n---", "## A b\n\n### C", "heading-level heading-level"},
	{"heading id", "## A b {#x .y}\n## C {: .z}", "## A b {#x}\n\n## C", "attributes attributes"},
	{"closed heading", "## A ##\n## C# #", "## A\n\n## C#", ""},
	{"heading without space", "##A", "## A", "heading-space"},
	{"hash tag", "#tag", "#tag", ""},
	{"link in a heading", "## [A](/gone) b", "## A b", "dead-link"},

	{"attribute lists", "a *b*{: .c} d\n{: .x #y}\n\n![a](/i.png){.left}\nend {.small}", "a *b* d\n\n![a](/i.png)\nend", "attributes attributes attributes attributes"},
	{"braces are text", "{a} and {{b}} x {.c} y", "{a} and {{b}} x {.c} y", ""},
	{"contents", "* TOC\n{:toc}\n\na", "a", "contents"},
	{"quote", "> a\nb\n>\n> - [c](/page)", "> a\n> b\n>\n> - [c](page.md)", "link"},
	{"empty quote parts", "a\n>\nb", "a\n\nb", "empty-quote"},
	{"list", "-   a\n    b\n- c\n\n  d\n1. e", "-   a\n    b\n- c\n\n  d\n1. e", ""},
	{"footnote", "a[^1]\n\n[^1]: b [c](/gone)\n    d", "a[^1]\n\n[^1]: b c\n    d", "dead-link"},
	{"table", "| a | [b](/page) |\n|---|:-:|\n| `x` | <b>c</b> |", "| a | [b](page.md) |\n|---|:-:|\n| `x` | **c** |", "link"},
	{"directive look-alikes", "a :b[c] d\n\n:::note\n::x[y]", "a \\:b[c] d\n\n\\:::note\n\\::x[y]", ""},
	{"placeholder", "a TODO b `TODO`", "a `TODO` b `TODO`", "placeholder"},

	{"inline elements", "a <strong>b</strong> <em>c</em> <b>http://</b>d <span class=x>e</span><br>\nf<sub>2</sub> <code>a*b</code>", "a **b** *c* <strong>http://</strong>d e\\\nf<sub>2</sub> `a*b`", ""},
	{"inline link", `<a href="/page" title="T" onclick="x()">a <i>b</i></a>`, `[a *b*](page.md "T")`, "attribute link"},
	{"inline image", `a <img src="/i.png" alt="x [y]"> b`, `a ![x \[y\]](/i.png) b`, ""},
	{"broken inline image", `a <img src="/i.png" alt="x "y" z"> b`, `a ![x](/i.png) b`, ""},
	{"missing quotation mark", "x\na <a href=\"/page>b</a> c \"d\"\n<a href=\"y>z\">e</a>", "x\na [b](page.md) c \"d\"\n[e](y%3Ez)", "html-unbalanced link"},
	{"missing quotation mark in a block", "<p>a\n<a href=\"/page>b</a> c</p>", "a [b](page.md) c", "html-unbalanced link"},
	{"strong punctuation", "a**,** b **c**,**d** \\** 2**(3)", "a, b **c**,**d** \\** 2**(3)", "emphasis"},
	{"strong up to a letter", "**a:**b c\n(**d**)", "<strong>a:</strong>b c\n(**d**)", "emphasis"},
	{"strong around a link", "**[a](x)**,**[b](y)** c**,** d", "**[a](x)**,**[b](y)** c**,** d", ""},
	{"unclosed inline", "a <strong>b", "a b", "html-unbalanced"},
	{"stray end", "a </b> c", "a  c", "html-unbalanced"},
	{"unknown tag", "do <branch> it", "do &lt;branch> it", "unknown-tag"},
	{"heading tags in a text", "like <H1> and <H2>, so", "like &lt;H1> and &lt;H2>, so", "html-unbalanced html-unbalanced"},
	{"letters that grow in lower case", "a <script>ȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺ</script>", "a", "dropped"},
	{"script in a text", "a <script>b</script> c", "a  c", "dropped"},
	{"empty element between marks", "**m**<span></span>**ake**", "**make**", ""},
	{"id that is linked", `<a name="kept"></a>a <a name="other"></a>b`, `<span id="kept"></span>a b`, "html"},

	{"div", "<div class=\"x\">\n\n**a** [b](/page)\n\n</div>\nc", "**a** [b](page.md)\n\nc", "html link"},
	{"text in a div is no Markdown", "<div>\n*a* _b_ [c] 1 &lt; 2\n</div>", "\\*a\\* \\_b\\_ \\[c\\] 1 &lt; 2", "html"},
	{"image in a div", "<div>\na ![b *c*\nd](/i.png) [e](/page) [f](g)\n<pre>![b](/i.png)</pre>\n</div>", "a ![b \\*c\\* d](/i.png) [e](page.md) \\[f\\](g)\n\n```\n![b](/i.png)\n```", "markdown-in-html markdown-in-html html link code"},
	{"image and caption", "<img src=\"/i.png\" alt=\"a\">\n*[b](/page)*\n\n- <br/>\n  ## c\n\n<hr>\n**d**", "![a](/i.png)\n\n*[b](page.md)*\n\n- ## c\n\n---\n\n**d**", "link"},
	{"blockquote", "<div>\n<blockquote>\n“a\nb”\n\n\t\tc\n\t</blockquote>\n</div>", "> “a b”\n>\n> c", "html"},
	{"lists", "<ul>\n<li>a <b>b</b>\n<li>c<ol start=3><li>d</li></ol>\n</ul>", "- a **b**\n- c\n\n  3. d", ""},
	{"headings in HTML", `<h4 id="x">A <em>b</em></h4>`, "## A *b* {#x}", "heading-level"},
	{"paragraph", `<p style="color:red">a<br/>b</p>`, "a\\\nb", "attribute"},
	{"pre", "<pre><code class=\"language-go\">a &lt; b\n\n\nc</code></pre>", "```go\na < b\n\n\nc\n```", "code"},
	{"table of HTML", "<table>\n  \n<tr><th>a</th><th>b</th></tr>\n\n<tr><td>c|d</td><td><b>e</b></td></tr></table>", "| a | b |\n| --- | --- |\n| c\\|d | **e** |", "table"},
	{"table that stays HTML", `<table class="x"><tr style="a"><td colspan="2">a <a href="/gone">b</a><td>c</table>`, `<table><tbody><tr><td colspan="2">a b</td><td>c</td></tr></tbody></table>`, "attribute dead-link"},
	{"figure", `<figure class="x"><img src="/i.png" alt="a &quot;b&quot;"><figcaption>c <a href="/page">d</a></figcaption></figure>`, ":::figure{src=\"/i.png\" alt=\"a \\\"b\\\"\"}\nc [d](page.md)\n:::", "link"},
	{"figure without caption", `<figure><img src="/i.png" alt="a"></figure>`, `::figure{src="/i.png" alt="a"}`, ""},
	{"caption for want of a text", `<figure><img src="/i.png"><figcaption>c</figcaption></figure>`, ":::figure{src=\"/i.png\" alt=\"c\"}\nc\n:::", "alternative-text"},
	{"figure with a missing image", `<figure><img src="/gone.png" alt="a"><figcaption>c</figcaption></figure>`, "a\n\nc", "missing-image"},
	{"figure with a link", `<figure><a href="/i.png"><img src="/i.png" alt="a"></a></figure>`, `<figure><a href="/i.png"><img src="/i.png" alt="a"></a></figure>`, ""},
	{"iframe", `<div><iframe src="//x.org/v" title="A [b]"></iframe></div>`, `::embed[A \[b\]]{url="https://x.org/v"}`, "html embed"},
	{"iframe without title", `<iframe src="https://x.org/v"></iframe>`, `::embed[x.org]{url="https://x.org/v"}`, "embed"},
	{"script and style", "<script>\na\n\nb\n</script>\n<style>c</style>\nd", "d", "dropped dropped"},
	{"details", "<details><summary>A</summary>\n\nb\n\n</details>", ":::details[A]\nb\n:::", "details"},
	{"note", "<div class=\"alert alert-warning\">\n\na\n\n</div>", ":::note{kind=warning}\na\n:::", "note"},
	{"definition list", "<dl><dt>a</dt>\n<dd>b <script>x</script></dd></dl>", "<dl><dt>a</dt>\n<dd>b </dd></dl>", "dropped"},
	{"comment", "a\n\n<!-- more\n\nx -->\n\nb", "a\n\nb", "comment"},
	{"form", "<form><label>a <input value=b></label></form>", "a", "form form form"},
	{"unclosed div", "<div>\na\n\nb [c](/page)", "a\n\nb [c](page.md)", "html-unbalanced html link"},
	{"svg", "<svg><title>a</title><path d=1/></svg>\n\nb", "b", "dropped"},
	{"video", `<video src="/v.mp4" onplay=x></video>`, `<video src="/v.mp4" controls></video>`, "attribute"},
	{"horizontal line", "a\n\n<hr>\n\nb", "a\n\n---\n\nb", ""},
}

func TestConvert(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := convert(c.in)
			var got, kinds []string
			for _, l := range r.Lines {
				got = append(got, l.Text)
			}
			for _, n := range r.Changes {
				kinds = append(kinds, n.Kind)
				if n.Before == n.After {
					t.Errorf("%s says nothing: %q", n.Kind, n.Before)
				}
			}
			if s := strings.Join(got, "\n"); s != c.out {
				t.Errorf("got\n%s\nwant\n%s", s, c.out)
			}
			if s := strings.Join(kinds, " "); s != c.kinds {
				t.Errorf("notes %q, want %q", s, c.kinds)
			}
		})
	}
}

func TestLines(t *testing.T) {
	r := convert("a\n\n> b\n> [c](/gone)\n\n<div>\n<p>d\n<a href=\"/gone\">e</a></p>\n\n- f\n\n  ![x](/gone)\n</div>\n\ng <br>\nh\nhttps://x.org `i`\nj{: .k}\nTODO\nl**,** m\n<a href=\"/y>z</a>")
	want := map[int]string{
		4: "dead-link", 6: "html", 8: "dead-link", 12: "missing-image", 17: "autolink", 18: "attributes",
		19: "placeholder", 20: "emphasis", 21: "html-unbalanced",
	}
	for _, n := range r.Changes {
		if want[n.Line] != n.Kind {
			t.Errorf("line %d: %s", n.Line, n.Kind)
		}
		delete(want, n.Line)
	}
	if len(want) > 0 {
		t.Errorf("no notes for %v", want)
	}
	for _, l := range r.Lines {
		if strings.Contains(l.Text, "f") && l.N != 10 {
			t.Errorf("%q is said to come from line %d", l.Text, l.N)
		}
	}
}

// pieces are what random pages are made of: all of it clean already, so that a
// conversion must leave it as it is.
var pieces = []string{
	"text of *some* **words**, `code` and \\* marks", "[a](page.md) and ![b](/i.png)", "- item\n- item two\n\n  more of it",
	"1. one\n2. two", "> quoted\n> text", "```go\nx := 1\n\n\ny()\n```", "| a | b |\n| --- | --- |\n| c | d |",
	"    indented\n\n    code", "a[^1]\n\n[^1]: note", "H<sub>2</sub>O", "---", "<dl><dt>a</dt><dd>b</dd></dl>",
	"- a\n  - b\n    - c", "> - a\n>\n>   b", "line\\\nbreak",
}

func TestCleanStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom(pieces), 1, 8, rapid.ID).Draw(t, "pieces") {
			parts = append(parts, p, "para")
		}
		in := strings.Join(parts, "\n\n")
		r := convert(in)
		if got := lines.Texts(r.Lines); got != in {
			t.Fatalf("got\n%s\nwant\n%s", got, in)
		}
		if len(r.Changes) > 0 {
			t.Fatalf("notes %v", r.Changes)
		}
	})
}

func TestHeadingsNeverSkip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, n := range rapid.SliceOfN(rapid.IntRange(1, 6), 1, 12).Draw(t, "levels") {
			b.WriteString(strings.Repeat("#", n) + " x\n\n")
		}
		before := 1
		for _, h := range convert(b.String()).Headings {
			if h.Level < 2 || h.Level > before+1 {
				t.Fatalf("level %d after %d", h.Level, before)
			}
			before = h.Level
		}
	})
}

func TestLinear(t *testing.T) {
	for _, unit := range []string{"[", "![", "<", "<a ", "<div>\n\n", "`a``", "<!--", "<a x=", "> ", "- ", "[a](", "[a]: b\n", "**", "<p>", "</p>", "{: .a}", "\\", "# a\n", "| a |\n|-|\n", "<b>", "[^1]: a\n", "~~~\n", "<table><tr><td>"} {
		growth.Linear(t, unit, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(s string) { convert(s) })
	}
}

func FuzzConvert(f *testing.F) {
	for _, c := range cases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := convert(s)
		for _, n := range r.Changes {
			if strings.ContainsAny(n.Before+n.After, "\n") {
				t.Errorf("note over several in: %+v", n)
			}
		}
	})
}
