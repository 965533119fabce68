package twin

import "testing"

func TestMarkdown(t *testing.T) {
	got, err := Markdown(&Page{
		Title: "A\npage", Description: "In short.", URL: "https://e.org/a/",
		HTML: `<p>See <a href="https://e.org/b/">b</a> and <code>x</code>.</p><h2 id="p-one">One</h2><ul><li>first</li><li>second</li></ul>` +
			`<pre><code class="language-go">a := 1
</code></pre><table><thead><tr><th>K</th><th>V</th></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table><p><img src="https://e.org/c.png" alt="A c"></p>`,
	})
	const want = "# A page\n\n> In short.\n\n<https://e.org/a/>\n\nSee [b](https://e.org/b/) and `x`.\n\n## One\n\n- first\n- second\n\n```go\na := 1\n```\n\n| K | V |\n|---|---|\n| a | 1 |\n\n![A c](https://e.org/c.png)\n"
	if err != nil || string(got) != want {
		t.Errorf("%v\n got %q\nwant %q", err, got, want)
	}
}
