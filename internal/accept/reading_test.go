package accept

import (
	"fmt"
	"strings"
	"testing"
)

// TestReading holds what the reader of the originals makes of its constructs:
// the words, and how often each thing is there.
func TestReading(t *testing.T) {
	for _, c := range []struct{ source, words, shape string }{
		{"# A *b*c\n\ntext\n===\n\n###tight", "A bc text tight", "heading 3"},
		{"“It’s” -- it's 'it' &amp; so&mdash;so\u00a0on", "Its its it so so on", ""},
		{"- a\n  b\n\n  c\n- d\n  1. e\n", "a b c d e", "item 3"},
		{"* a\nlazy\n\n+ other", "a lazy other", "item 2"},
		{"> a\nb\n\n    code\n\n```\n# no *title*\n```", "a b code no title", "code 2"},
		{"| a | b |\n|---|---|\n| c \\| d | `e` |\n| f", "a b c d e f", "table 1"},
		{"[a](b) [c][d] [d] [e] ![f](g \"h\")\n\n[d]: http://x.y", "a c d e", "link 3 image 1"},
		{"<http://x.y> see http://x.y/z. `[no](link)` \\[no\\](link)", "http x y see http x y z no link no link", "link 2"},
		{"a[^1] b\n\n[^1]: note\n    more", "a b note more", ""},
		{"<div class=\"x\">\n\t<blockquote>\n\ta\n\n\t</blockquote>\n</div>\n\n    code", "a code", "code 1"},
		{"<ul><li>a <b>b</b>c</li></ul>\n\n<img src=\"x\" alt=\"an \"odd\" one\"> b", "a bc b", "image 1 item 1"},
		{"<img src=\"x\">\n## b", "b", "heading 1 image 1"},
		{"a {% image \"x\" \"alt\" %} {{ name }}{# note #} {: .class}\n{: #id}", "a", "image 1"},
		{"{{ \"x\" | photo }}\n* {{ \"y\" | link }} and *b*", "and b", "item 1"},
		{"[a]({{ \"/b/\" | url }}) {% raw %}{{ c }}{% endraw %}", "a c", "link 1"},
		{"a {% comment %}no{% endcomment %}\n\n```\n{{ kept }}\n```", "a kept", "code 1"},
		{"<style>no</style><script>no</script>a", "a", ""},
	} {
		got := markup(c.source)
		var shape []string
		for _, thing := range things {
			if n := got.shape[thing]; n > 0 {
				shape = append(shape, fmt.Sprintf("%s %d", thing, n))
			}
		}
		if w, s := strings.Join(got.words, " "), strings.Join(shape, " "); w != c.words || s != c.shape {
			t.Errorf("%q\n got %q, %q\nwant %q, %q", c.source, w, s, c.words, c.shape)
		}
	}
}

// TestUnsafe holds what is not to be found in an article.
func TestUnsafe(t *testing.T) {
	got := contentOfText(`<p style="x">a<a href="x" onclick="y">b</a><a href=" JavaScript:z">c</a><script>d</script><iframe></iframe><i class="on">e</i>`)
	if len(got.unsafe) != 5 {
		t.Errorf("%q", got.unsafe)
	}
}
