package jekyll

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/markdown/parse"
)

// tokens are what broken pages are made of.
var tokens = []string{
	"text ", "a", "\n", "\n\n", "\n\n", "- ", "1. ", "> ", "    ", "```\n", "# ", "### ", "**", "*", "_", "`", "[", "](/x)", "](/i.png)", "![", "]",
	"<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<sub>", "</sub>", "<span id=\"k\">", "</span>", "<a href=\"#k\">", "</a>", "<br>",
	"<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<th>", "<caption>", "<dl>", "<dt>", "<dd>", "</dl>",
	"<figure>", "<img src=\"/i.png\">", "<img src=\"/i.png\" alt=\"x\" onclick=\"y\">", "<figcaption>", "</figcaption>", "</figure>",
	"<iframe src=\"https://x.org\">", "</iframe>", "<script>", "</script>", "<pre>", "</pre>", "<details>", "<summary>", "</summary>", "</details>",
	"<blockquote>", "</blockquote>", "<h2>", "</h2>", "<h1 id=\"k\">", "</h1>", "<video src=\"/v.mp4\">", "</video>", "<!-- ", " -->", "<foo>", "<",
	"<abbr title=\"t\">", "</abbr>", "<code>", "</code>", "<q cite=\"/x\">", "<time datetime=\"2020\">", "<ruby>", "<rt>", "<svg>", "<path d=\"\"/>", "<form>", "<input>",
	":::note\n", ":::", "::x[y]", ":a[b]{c}", "{: .c}", "{#k}", " {#k}\n", "| a | b |\n| - | - |\n", "|", "[^1]", "[^1]: ", "[r]: /x\n", "[r]", "&lt;", "&nbsp;", "\\", "---\n", "===\n", "{% x %}", "{{ y }}", "TODO", "<https://x.org>", "http://x.org/a_b",
}

func TestEngineTakesAll(t *testing.T) {
	parser := parse.New(dialect())
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(tokens), 1, 40).Draw(t, "tokens"), "")
		r, err := Import(context.Background(), site(map[string]string{"_posts/2020-01-02-a.md": "---\ntitle: A\n---\n" + body, "i.png": "x", "v.mp4": "x"}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Files {
			if f.Path != "content/blog/2020-01-02-a.md" {
				continue
			}
			_, out, _, _ := front.Cut(read(f))
			doc, meta, _, found := parser.Parse("a.md", []byte(out), 1)
			if found.Broken() {
				t.Fatalf("the engine refuses\n%s\nmade of\n%s\n%v", out, body, found)
			}
			for _, ref := range meta.Refs {
				if id, ok := strings.CutPrefix(ref.Dest, "#"); ok && id != "" && !slices.Contains(meta.Anchors, id) {
					t.Fatalf("no anchor %s in\n%s\nmade of\n%s", ref.Dest, out, body)
				}
			}
			before := 1
			for _, h := range doc.Headings {
				if h.Level > before+1 {
					t.Fatalf("level %d after %d in\n%s\nmade of\n%s", h.Level, before, out, body)
				}
				before = h.Level
			}
		}
	})
}
