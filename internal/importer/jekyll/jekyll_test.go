package jekyll

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/markdown/parse"
)

// site makes a source of texts.
func site(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func mustImport(t *testing.T, files map[string]string, o Options) Result {
	t.Helper()
	r, err := Import(context.Background(), site(files), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// changes gives the kinds, with texts, of what became of a target.
func changes(t *testing.T, r Result, target string) string {
	t.Helper()
	for _, e := range r.Report.Files {
		if e.Target == target {
			var out []string
			for _, c := range e.Changes {
				out = append(out, c.Kind)
			}
			return strings.Join(out, " ")
		}
	}
	t.Fatalf("no entry for %s", target)
	return ""
}

const head = "---\ntitle: T\nauthors: [a]\ndate: 2020-01-02\n---\n"

// cases: a source, the options, files that must come out, the kinds of changes
// of one of them.
var cases = []struct {
	name  string
	files map[string]string
	o     Options
	want  map[string]string // path → the whole text, or with a leading … a part
	kinds map[string]string
}{
	{
		"post",
		map[string]string{"_posts/2020-01-02-a-b.md": "---\ntitle: >\n  One\n  two: three\nexcerpt: Some <b>words</b> &amp; [more](x)\nlayout: post\ndate: '2020-01-02T10:11:00-04:00'\nlast_modified_at: 2021-01-01\nauthors:\n- jane-doe\n- 18F\ntags: [Open-Source, x]\nhero: false\n---\nText.\n"},
		Options{Name: "my-blog"},
		map[string]string{
			"content/blog/2020-01-02-a-b.md": "---\ntitle: \"One two: three\"\ndescription: \"Some words & more\"\ndate: 2020-01-02T10:11:00-04:00\nupdated: 2021-01-01\nauthors:\n  - \"jane-doe\"\n  - \"18f\"\ntags:\n  - \"Open-Source\"\n  - \"x\"\n---\n\nText.\n",
			"content/authors/jane-doe.md":    "---\nname: \"Jane Doe\"\n---\n",
			"content/authors/18f.md":         "---\nname: \"18F\"\n---\n",
			"site.yaml":                      "title: \"My Blog\"\nlanguage: en\nsections:\n  blog:\n    kind: post\n    permalink: \"/:year/:month/:day/:title/\"\n",
		},
		map[string]string{"content/blog/2020-01-02-a-b.md": "description key author author key"},
	},
	{
		"addresses that the pattern does not give",
		map[string]string{
			"posts/2020-01-02-A.b_c.md": "---\ntitle: A\n---\n", "posts/2020-1-3-x.md": "---\ntitle: B\n---\n",
			"posts/2020-01-04-y.md": "---\ntitle: C\ndate: 2020-01-05\n---\n", "posts/2020-01-06-z.md": "---\ntitle: D\npermalink: /d/\nredirect_from: [/old/, /d/, /D]\n---\n",
		},
		Options{},
		map[string]string{
			"content/blog/2020-01-02-A.b_c.md": "…\nurl: \"/2020/01/02/A.b_c/\"\n",
			"content/blog/2020-1-3-x.md":       "…\naliases:\n  - \"/2020/01/03/2020-1-3-x/\"\n",
			"content/blog/2020-01-04-y.md":     "…\ndate: 2020-01-05\naliases:\n  - \"/2020/01/04/y/\"\n",
			"content/blog/2020-01-06-z.md":     "…\nurl: \"/d/\"\naliases:\n  - \"/old/\"\n",
		},
		map[string]string{"content/blog/2020-01-06-z.md": "alias-taken"},
	},
	{
		"configuration",
		map[string]string{
			"_config.yml":                 "title: My: site\ndescription: d\nurl: https://x.org\nbaseurl: /b\ntimezone: America/New_York\npermalink: date\nexclude: [secret, README.md]\nplugins: [a]\n",
			"work/_posts/2020-01-02-a.md": "---\ntitle: A\ncategory: Big News\ndate: 2020-01-02 02:00:00 +0000\n---\n[x](/b/about.html) [y](https://x.org/b/big/work/) ![z]({{ site.baseurl }}/i.png)\n",
			"about.md":                    "---\ntitle: About\n---\nHi\n",
			"README.md":                   "# no page\n",
			"secret/page.md":              "---\ntitle: S\n---\n", "i.png": "x", "secret/j.png": "x", "_site/k.png": "x", "style.css": "x",
		},
		Options{},
		map[string]string{
			"site.yaml":                    "title: \"My: site\"\ndescription: \"d\"\nbase_url: \"https://x.org/b\"\nlanguage: en\ntimezone: \"America/New_York\"\nsections:\n  blog:\n    kind: post\n    permalink: \"/:year/:month/:day/:title.html\"\n",
			"content/blog/2020-01-02-a.md": "…url: \"/work/big-news/2020/01/01/a.html\"\naliases:\n  - \"/work/big-news/2020/01/02/a.html\"\n---\n\n[x](../about.md) y ![z](/i.png)\n",
			"content/about.md":             "---\ntitle: \"About\"\nurl: \"/about.html\"\n---\n\nHi\n",
			"content/i.png":                "x",
		},
		map[string]string{"site.yaml": "key"},
	},
	{
		"permalink option",
		map[string]string{"_posts/2020-01-02-a.md": head, "_config.yml": "permalink: /x/:title/"},
		Options{Permalink: "/p/:year/:title/"},
		map[string]string{"site.yaml": "…permalink: \"/p/:year/:title/\"\n"},
		nil,
	},
	{
		"drafts",
		map[string]string{"_drafts/a.md": "---\ntitle: A\n---\n", "_posts/2020-01-02-b.md": "---\ntitle: B\npublished: false\n---\n"},
		Options{},
		map[string]string{"content/blog/a.md": "…draft: true\n", "content/blog/2020-01-02-b.md": "…draft: true\n"},
		nil,
	},
	{
		"authors that are defined", map[string]string{
			"_posts/2020-01-02-a.md": "---\ntitle: A\nauthor: Ada Lovelace\n---\n", "_posts/2020-01-03-b.md": "---\ntitle: B\nauthors: [bob, eve]\n---\n{{ \"bob\" | team_link }} {{ \"zed\" | team_link }} [e](/author/Eve/)\n",
			"_data/authors.yml": "ada:\n  name: Ada Lovelace\n  title: Countess\n  twitter: ada\n", "_authors/bob.md": "---\nname: Bob B.\nposition: Dev\nurl: https://bob.org\n---\nHe *is*.\n",
		}, Options{}, map[string]string{
			"content/authors/ada.md":       "---\nname: \"Ada Lovelace\"\nrole: \"Countess\"\nlinks:\n  - text: \"Twitter\"\n    url: \"https://twitter.com/ada\"\n---\n",
			"content/authors/bob.md":       "---\nname: \"Bob B.\"\nrole: \"Dev\"\nlinks:\n  - text: \"Website\"\n    url: \"https://bob.org\"\n---\n\nHe *is*.\n",
			"content/authors/eve.md":       "---\nname: \"Eve\"\n---\n",
			"content/blog/2020-01-02-a.md": "…authors:\n  - \"ada\"\n",
			"content/blog/2020-01-03-b.md": "…\n\n[Bob B.](../authors/bob.md) Zed [e](../authors/eve.md)\n",
		}, nil,
	},
	{
		"tags", map[string]string{
			"_posts/2020-01-02-a.md": "---\ntitle: A\ntags: [Open Source, API]\n---\n", "_posts/2020-01-03-b.md": "---\ntitle: B\ntags: [open-source, api, Api]\n---\n[t](/tags/open-source/) [u](/tags/none/)\n",
			"_posts/2020-01-04-c.md": "---\ntitle: C\ntags: open-source api\n---\n",
		}, Options{}, map[string]string{
			"content/blog/2020-01-02-a.md": "…tags:\n  - \"open-source\"\n  - \"api\"\n",
			"content/blog/2020-01-03-b.md": "…tags:\n  - \"open-source\"\n  - \"api\"\n---\n\n[t](/tags/open-source/) u\n",
		}, map[string]string{"content/blog/2020-01-02-a.md": "tag tag"},
	},
	{
		"links", map[string]string{
			"_posts/2020-01-02-a.md": "---\ntitle: A\nredirect_from: /old/a/\n---\n# One & two\n\n## It’s `x`\n",
			"_posts/2020-01-03-b.md": "---\ntitle: B\n---\n[1](/2020/01/02/a/) [2](/2020/01/02/A#its-x) [3](../../02/a/#one--two) [4](/old/a) [5](https://18f.gsa.gov/2020/01/02/a/)\n[6](/gone/) [7](#none) [8](/i/P.PNG) [9](2020-01-02-a.md) [10](javascript:x) [11](/2020/01/02/a/#none) [12](https://18f.gsa.gov/about/) [13](mailto:a@b.c)\n{% post_url 2020-01-02-a %} [14]({% link _posts/2020-01-02-a.md %})\n",
			"i/p.png":                "x",
		}, Options{}, map[string]string{
			"content/blog/2020-01-03-b.md": "…\n\n[1](2020-01-02-a.md) [2](2020-01-02-a.md#its-x) [3](2020-01-02-a.md#one-two) [4](2020-01-02-a.md) [5](2020-01-02-a.md)\n6 7 [8](/i/p.png) [9](2020-01-02-a.md) 10 [11](2020-01-02-a.md) [12](https://18f.gsa.gov/about/) [13](mailto:a@b.c)\n/2020/01/02/a/ [14](2020-01-02-a.md)\n",
		}, map[string]string{"content/blog/2020-01-03-b.md": "link link link link link dead-link dead-anchor link unsafe-link dead-anchor liquid liquid link"},
	},
	{
		"live address",
		map[string]string{"_posts/2020-01-02-a.md": head + "[a](/gone/?x#y) <a href='https://www.old.org/about/'>b</a> [c](https://old.org/2020/01/02/a/#)"},
		Options{LiveURL: "https://old.org/"},
		map[string]string{"content/blog/2020-01-02-a.md": "…\n\n[a](https://old.org/gone/?x#y) [b](https://old.org/about/) [c](2020-01-02-a.md)\n"},
		nil,
	},
	{
		"images", map[string]string{
			"_posts/2020-01-02-a.md": "---\ntitle: A\nimage: /i.png\nimage_alt: An i\n---\n{% image \"i.png\" \"a \"b\" c\" %}\n\n{% image_with_class \"i.png\" \"wide\" \"d\" %}\n\n{% image \"gone.png\" \"lost one\" %}\n\n![e]({{ image | url }})\n\n<figure><img src=\"{{site.baseurl}}/i.png\" alt=\"f\"><figcaption>g</figcaption></figure>\n",
			"_posts/2020-01-03-b.md": "---\ntitle: B\nimage: /gone.png\nimage_alt: x\n---\n", "i.png": "x",
		}, Options{}, map[string]string{
			"content/blog/2020-01-02-a.md": "…image: \"/i.png\"\nimage_alt: \"An i\"\n---\n\n![a \"b\" c](/i.png)\n\n![d](/i.png)\n\nlost one\n\n![e](/i.png)\n\n:::figure{src=\"/i.png\" alt=\"f\"}\ng\n:::\n",
			"content/blog/2020-01-03-b.md": "---\ntitle: \"B\"\ndate: 2020-01-03\n---\n\n",
		}, map[string]string{"content/blog/2020-01-03-b.md": "missing-image"},
	},
	{
		"Liquid",
		map[string]string{"_posts/2020-01-02-a.md": head + "{% highlight ruby linenos %}\nputs \"{{ x }}\"\n\n1\n{% endhighlight %}\n\n{% raw %}{{ y }}{% endraw %} {% comment %}z{% endcomment %}{{ page.title | upcase }} {% foo bar %} `{{ z }}` {{ z | w }}\n\n{{ \"https://v.org/1\" | embed: \"A film\" }}\n\n{% include youtube.html id=\"abc\" %}\n\n{% include note.html content=\"Mind *this*\" type=\"warning\" %}\n\n{% include \"linked-figure.html\",\n  image: \"/i.png\",\n  alt: \"j\",\n  caption: \"k\" %}\n", "i.png": "x"},
		Options{},
		map[string]string{
			"content/blog/2020-01-02-a.md": "…\n\n```ruby\nputs \"{{ x }}\"\n\n1\n```\n\n{{ y }} T `{% foo bar %}` `{{ z }}` `{{ z | w }}`\n\n::embed[A film]{url=\"https://v.org/1\"}\n\n::embed[www.youtube-nocookie.com]{url=\"https://www.youtube-nocookie.com/embed/abc\"}\n\n:::note{kind=warning}\nMind \\*this\\*\n:::\n\n<figure><a href=\"/i.png\"><img src=\"/i.png\" alt=\"j\"></a><figcaption>k</figcaption></figure>\n",
		},
		map[string]string{"content/blog/2020-01-02-a.md": "author liquid liquid comment liquid liquid-kept liquid-kept liquid-kept liquid embed liquid embed liquid note liquid"},
	},
	{
		"encodings",
		map[string]string{"_posts/2020-01-02-a.md": "\uFEFF---\r\ntitle: A\r\n---\r\ncaf\xe9 \x93x\x94\r\n\r\n> b\r\n"},
		Options{},
		map[string]string{"content/blog/2020-01-02-a.md": "…\n\ncafé “x”\n\n> b\n"},
		map[string]string{"content/blog/2020-01-02-a.md": "encoding encoding encoding"},
	},
	{
		"broken front matter",
		map[string]string{"_posts/2020-01-02-a.md": "---\ntitle: [A\ntags: \"b\ndate: never\n---\nc\n", "_posts/2020-01-03-b.md": "no front matter\n"},
		Options{},
		map[string]string{"content/blog/2020-01-03-b.md": "---\ntitle: \"B\"\ndate: 2020-01-03\n---\n\nno front matter\n"},
		nil,
	},
	{
		"two of one address",
		map[string]string{"_posts/2020-01-02-a.md": head, "_posts/2020-01-02-a.markdown": head},
		Options{},
		map[string]string{"content/blog/2020-01-02-a.md": "…title", "content/blog/2020-01-02-a-2.md": "…url: \"/2020/01/02/a-2/\""},
		nil,
	},
}

func TestImport(t *testing.T) {
	parser := parse.New(dialect())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := mustImport(t, c.files, c.o)
			for path, want := range c.want {
				got := open(t, r, path)
				if part, ok := strings.CutPrefix(want, "…"); ok && !strings.Contains(got, part) || !ok && got != want {
					t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
				}
			}
			for path, want := range c.kinds {
				if got := changes(t, r, path); got != want {
					t.Errorf("%s: changes %q, want %q", path, got, want)
				}
			}
			for _, f := range r.Files {
				if strings.HasSuffix(f.Path, ".md") {
					if _, _, _, found := parser.Parse(f.Path, []byte(open(t, r, f.Path)), 1); found.Broken() {
						t.Errorf("the engine refuses %s: %v", f.Path, found)
					}
				}
			}
			if len(r.Files) > 0 && r.Files[len(r.Files)-1].Path < r.Files[0].Path {
				t.Error("files are not sorted")
			}
		})
	}
}

func TestNothingElse(t *testing.T) {
	r := mustImport(t, cases[2].files, Options{})
	for _, f := range r.Files {
		switch f.Path {
		case "content/about.md", "content/blog/2020-01-02-a.md", "content/i.png", "import-report.json", "site.yaml":
		default:
			t.Errorf("unexpected %s", f.Path)
		}
	}
}

func TestFaults(t *testing.T) {
	one := map[string]string{"_posts/2020-01-02-a.md": head}
	for _, c := range []struct {
		files map[string]string
		o     Options
		code  string
	}{
		{map[string]string{"README.md": "x"}, Options{}, "import/nothing"},
		{one, Options{Permalink: ":year/"}, "import/permalink"},
		{one, Options{Permalink: "/:yeer/"}, "import/permalink"},
		{one, Options{LiveURL: "x.org"}, "import/live-url"},
		{one, Options{LiveURL: "https://x.org/?a"}, "import/live-url"},
	} {
		_, err := Import(context.Background(), site(c.files), c.o)
		var f *Fault
		if !errors.As(err, &f) || f.Item.Code != c.code {
			t.Errorf("%v: got %v, want %s", c.o, err, c.code)
		}
	}
}

// countdown is a context that ends when it has been asked for the n-th time.
type countdown struct {
	context.Context
	n int
}

func (c *countdown) Err() error {
	if c.n--; c.n < 0 {
		return context.Canceled
	}
	return nil
}

// TestInterrupted: an import ends wherever it is, at the latest with the page
// that it is at, and gives nothing.
func TestInterrupted(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d"} {
		files["_posts/2020-01-02-"+name+".md"] = head + "[x](/gone/)"
	}
	const most = 1000
	for n := range most {
		ctx := &countdown{context.Background(), n}
		r, err := Import(ctx, site(files), Options{})
		if err == nil {
			if n < 4*len(files) { // once for every page when it is listed, read, looked at for anchors and converted
				t.Errorf("ctx was looked at %d times only", n)
			}
			return
		}
		if !errors.Is(err, context.Canceled) || r.Files != nil || ctx.n < -1 {
			t.Fatalf("%d: %v, %d files, asked %d times more", n, err, len(r.Files), -1-ctx.n)
		}
	}
	t.Error("never done")
}

// TestReportSays holds that every change says something: that nothing became
// itself.
func TestReportSays(t *testing.T) {
	for _, c := range cases {
		for _, e := range mustImport(t, c.files, c.o).Report.Files {
			for _, x := range e.Changes {
				if x.Before == x.After && x.Kind != "liquid-kept" { // in code it stays as it is
					t.Errorf("%s: %s:%d: %s: %q", c.name, e.Source, x.Line, x.Kind, x.Before)
				}
			}
		}
	}
}

func TestReportJSON(t *testing.T) {
	r := mustImport(t, map[string]string{"_posts/2020-01-02-a.md": "---\ntitle: A\nimage_figcaption: B\n---\n[x](/gone)\n"}, Options{})
	var got map[string]any
	if err := json.Unmarshal([]byte(open(t, r, "import-report.json")), &got); err != nil {
		t.Fatal(err)
	}
	want := `{
   "source": "_posts/2020-01-02-a.md",
   "target": "content/blog/2020-01-02-a.md",
   "url": "/2020/01/02/a/",
   "changes": [
    {
     "line": 3,
     "kind": "key",
     "before": "image_figcaption: B",
     "after": ""
    },
    {
     "line": 5,
     "kind": "dead-link",
     "before": "/gone",
     "after": ""
    }
   ],
   "lost": [
    "image_figcaption: B"
   ]
  }`
	if text := open(t, r, "import-report.json"); got["version"] != 1.0 || !strings.Contains(text, want) {
		t.Errorf("got %s", text)
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2020-01-02": "2020-01-02", "2015-12-17 12:00:00 -5": "2015-12-17T12:00:00-05:00", "2020-1-2 9:05": "2020-01-02T09:05:00Z",
		"2020-07-07T00:00:00.000Z": "2020-07-07T00:00:00Z", "2014-03-12T10:11:00-04:00": "2014-03-12T10:11:00-04:00",
		"2020-01-02 10:00 +0530": "2020-01-02T10:00:00+05:30", "2020-02-30": "", "soon": "", "2020-13-01": "",
	} {
		d, ok := front.ParseDate(in, time.UTC)
		if got := d.String(); ok && got != want || !ok && want != "" {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func FuzzImport(f *testing.F) {
	parser := parse.New(dialect())
	for _, c := range cases {
		for name, text := range c.files {
			if strings.HasSuffix(name, ".md") {
				f.Add(text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Import(context.Background(), site(map[string]string{"_posts/2020-01-02-a.md": text, "i.png": "x"}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		body := open(t, r, "content/blog/2020-01-02-a.md")
		_, body, _, ok := front.Cut(body)
		if !ok {
			t.Fatal("no front matter")
		}
		if _, _, _, found := parser.Parse("a.md", []byte(body), 1); found.Broken() {
			t.Errorf("the engine refuses\n%s\n%v", body, found)
		}
	})
}
