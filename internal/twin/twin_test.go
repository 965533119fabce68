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

// TestOwn: what pages have and Markdown of its own accord has not.
func TestOwn(t *testing.T) {
	for html, want := range map[string]string{
		`<ul><li class="task"><label><input type="checkbox" disabled=""> Open</label></li><li class="task"><label><input type="checkbox" disabled="" checked=""> Done</label></li></ul>`:                                                                                                                                                "- [ ] Open\n- [x] Done",
		`<p>As shown.<sup><a id="fnref-1" href="https://e.org/a/#fn-1" role="doc-noteref">1</a></sup></p><section class="footnotes" role="doc-endnotes" aria-label="Notes"><ol><li id="fn-1"><p>By <a href="https://e.org/b/">b</a>.</p><p>More. <a href="https://e.org/a/#fnref-1" role="doc-backlink">↩︎</a></p></li></ol></section>`: "As shown.[^1]\n\n[^1]: By [b](https://e.org/b/).\n\n    More.",
		`<figure class="video"><video controls src="https://e.org/a_talk.mp4"><track src="x"></video><figcaption>The talk</figcaption></figure>`:                                                                                                                                                                                        "[a\\_talk.mp4](https://e.org/a_talk.mp4)\n\nThe talk",
		`<p><audio controls><source src="https://e.org/a.ogg"></audio></p>`:                                                                                                   "[a.ogg](https://e.org/a.ogg)",
		`<figure class="qr"><a href="https://e.org/"><svg role="img" aria-label="QR code https://e.org/"><path d="M0 0"/></svg></a><figcaption>Come by</figcaption></figure>`: "[QR code https://e.org/](https://e.org/)\n\nCome by",
		`<p>H<sub>2</sub>O m<sup>2</sup></p><section><p>x</p></section>`:                                                                                                      "H2O m2\n\nx",
	} {
		got, err := Markdown(&Page{Title: "T", URL: "u", HTML: html})
		if want = "# T\n\n<u>\n\n" + want + "\n"; err != nil || string(got) != want {
			t.Errorf("%v\n got %q\nwant %q", err, got, want)
		}
	}
	got, err := Markdown(&Page{Title: "Feed <b> & *x* #1", Description: "A [b](c) > d_e_f", URL: "u"})
	if want := "# Feed &lt;b&gt; & \\*x* #1\n\n> A \\[b](c) &gt; d\\_e\\_f\n\n<u>\n"; err != nil || string(got) != want {
		t.Errorf("%v\n got %q\nwant %q", err, got, want)
	}
}
