package liquid

import (
	"strings"
	"testing"
)

// blog is a Site of one post, one file, one author.
type blog struct{}

func (blog) Value(name string) (string, bool) {
	v, ok := map[string]string{"page.title": "T", "image": "/i.png", "site.baseurl": ""}[name]
	return v, ok
}

func (blog) Address(tag, name string) (string, bool) {
	return "/p/", name == "2020-01-02-p"
}

func (blog) Person(slug string) (string, string) {
	if slug == "ada" {
		return "Ada", "/ada.jpg"
	}
	return slug, ""
}

func TestSpend(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"a {{ page.title }} {{- image -}} b", "a T /i.png b"},
		{"{{site.baseurl}}/x {{ \"y/z\" | url }} {{ 'https://x.org' | relative_url }}", "/x /y/z https://x.org"},
		{"> {{ \"/a/\n> b\" | url }}", "> /a/b"},
		{"{{ \"a|b\" | append: \"c\" | upcase }} {{ \"b\" | prepend: image }}", "A|BC /i.pngb"},
		{"{{ \"ada\" | team_link }}{{ \"ada\" | team_photo }}{{ \"bob\" | team_photo }}", `<a href="/author/ada/">Ada</a><img src="/ada.jpg" alt="Ada">`},
		{"{{ none }} `{{ none }}`", "<code>{{ none }}</code> `{{ none }}`"},
		{"```\n{{ none }}\n```\n{% none %}", "```\n{{ none }}\n```\n<code>{% none %}</code>"},
		{"``a ` {{ none }}``", "``a ` {{ none }}``"},
		{"{% raw %}{{ x }}\n{% y %}{% endraw %} z", "{{ x }}\n{% y %} z"},
		{"{% comment %}a\nb{% endcomment %}c", "c"},
		{"{% raw %}a", "<code>{% raw %}</code>a"},
		{"{%- highlight go -%}\na\n\n{% endhighlight %}\nb", "```go\na\n```\nb"},
		{"{% highlight go %}a{% endhighlight %}", "```go\na\n```"},
		{"{% post_url 2020-01-02-p %} {% post_url none %}", "/p/ <code>{% post_url none %}</code>"},
		{`{% image "a.png" "b" %}{% image "a.png" "x-wide" "b" %}{% image "a.png", "b "c"" %}{% image "https://x.org/a" %}`, `<img src="/a.png" alt="b"><img src="/a.png" alt="b"><img src="/a.png" alt="b &#34;c&#34;"><img src="https://x.org/a" alt="">`},
		{`{% image "a.png" ""b"" %}{% image_with_class "a.png" "c" "&ldquo;b&rdquo;" %}`, `<img src="/a.png" alt="b"><img src="/a.png" alt="“b”">`},
		{`{% include figure.html src="a.png" alt="b" caption="c" url="https://x.org" %}`, `<figure><a href="https://x.org"><img src="/a.png" alt="b"></a><figcaption>c</figcaption></figure>`},
		{`{% include "linked-figure.html", image: "/a.png", alt: "b" %}`, `<figure><a href="/a.png"><img src="/a.png" alt="b"></a></figure>`},
		{"{% youtube abc %}{% include vimeo.html id=1 %}", `<iframe src="https://www.youtube-nocookie.com/embed/abc" title=""></iframe><iframe src="https://player.vimeo.com/video/1" title=""></iframe>`},
		{"{% include nav.html %}", "<code>{% include nav.html %}</code>"},
		{"{{ open", "{{ open"},
	} {
		var out []string
		for _, l := range Spend(c.in, 1, blog{}, func(int, string, string, string) {}) {
			out = append(out, l.Text)
		}
		if got := strings.Join(out, "\n"); got != c.out {
			t.Errorf("%s\ngot  %s\nwant %s", c.in, got, c.out)
		}
	}
}

func TestLines(t *testing.T) {
	at := map[string]int{}
	lines := Spend("a\n{% include x.html\n a=1 %}\n{% comment %}\n{% endcomment %}b {{ x }}\nc", 10, blog{}, func(line int, kind, before, _ string) {
		at[kind+" "+strings.Fields(before)[1]] = line
	})
	for k, want := range map[string]int{"liquid-kept include": 11, "comment comment": 13, "liquid-kept x": 14} {
		if at[k] != want {
			t.Errorf("%s at %d, want %d", k, at[k], want)
		}
	}
	if l := lines[len(lines)-1]; l.Text != "c" || l.N != 15 {
		t.Errorf("last line %+v", l)
	}
}

func FuzzSpend(f *testing.F) {
	f.Add("{% raw %}{{ a }}{% endraw %}{% highlight x %}\n{% endhighlight %}{{ \"a\" | url }}")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, l := range Spend(s, 1, blog{}, func(int, string, string, string) {}) {
			if strings.Contains(l.Text, "\n") || l.N < last {
				t.Errorf("%q: line %+v after %d", s, l, last)
			}
			last = l.N
		}
	})
}
