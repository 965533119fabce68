package yamldoc

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/diag"
	"lodestone/internal/schema"
)

// page is a kind with every place that text can stand in.
type page struct {
	Title string            `key:"title"`
	Desc  string            `key:"description"`
	Tags  []string          `key:"tags"`
	Draft bool              `key:"draft"`
	Slug  string            `key:"slug" format:"slug"`
	Menu  []link            `key:"menu"`
	Names map[string]string `key:"names"`
	Image picture           `key:"image"`
}

type link struct {
	Title string `key:"title"`
	URL   string `key:"url"`
}

type picture struct {
	Src string `key:"src" short:"true"`
	Alt string `key:"alt"`
}

var pageOptions = Options{File: "post.md", Type: schema.Of[page](), Limits: FrontMatter()}

// read parses and decodes; the findings come as "line:col code args…" lines.
func read(t testing.TB, text string) (page, string) {
	t.Helper()
	n, found := Parse([]byte(text), pageOptions)
	var p page
	_, more := schema.Decode(n, pageOptions.Type, &p, "post.md")
	return p, shown(append(found, more...))
}

func shown(l diag.List) string {
	var b strings.Builder
	for _, i := range l.Sort() {
		b.WriteString(strings.TrimRight(strings.Join(append([]string{posText(i.Pos), i.Code}, i.Args...), " "), " ") + "\n")
	}
	return b.String()
}

func TestTextIsText(t *testing.T) {
	for _, text := range []string{
		"Inbound : le guide", "Inbound: le guide", "[Draft] My post", "[Draft]", "[a, b]", "{Curly} thing", "{Curly}", "{a: b}",
		"@home", "`code` and more", "%off", "50% off", "*star*", "*star", "!important", "!important thing", "! wow",
		"C# : what & why", "& co", "&co is fun", "'tis the season", "'a' and 'b'", `"Quoted" and more`, `"a", "b": c`, "| pipe",
		"> quote", "- dash", "? what", "ends with colon:", "a  b : c", `don't : "x" \ y`, "[unclosed", "{unclosed", "#", "2024",
		"1.10", "yes", "true", "0x1F", "1e3", ".5", "-", "--- : x", "été : l’été", "日本 : 語", "a,b : c", "]x[", "} : {",
	} {
		if text == "#" {
			continue // a comment, see TestCommentCuts
		}
		for form, wrap := range map[string]string{
			"value": "slug: x\ntitle: TEXT\ndraft: true\n",
			"list":  "tags:\n- before\n- TEXT\n- after\n",
			"deep":  "menu:\n  - url: /x\n    title: TEXT\n  - title: y\n",
			"free":  "names:\n  fr: TEXT\n  en: y\n",
			"CRLF":  "slug: x\r\ntitle: TEXT  \r\ndraft: true\r\n",
		} {
			p, found := read(t, strings.ReplaceAll(wrap, "TEXT", text))
			var got string
			switch form {
			case "value", "CRLF":
				got = p.Title
				if !p.Draft || p.Slug != "x" {
					t.Errorf("%s %s: neighbours lost: %+v", form, text, p)
				}
			case "list":
				if len(p.Tags) == 3 && p.Tags[0] == "before" && p.Tags[2] == "after" {
					got = p.Tags[1]
				}
			case "deep":
				if len(p.Menu) == 2 && p.Menu[0].URL == "/x" && p.Menu[1].Title == "y" {
					got = p.Menu[0].Title
				}
			case "free":
				if p.Names["en"] == "y" {
					got = p.Names["fr"]
				}
			}
			if got != text {
				t.Errorf("%s %q: read as %q, found %s", form, text, got, found)
			}
			for l := range strings.Lines(found) {
				if !strings.Contains(l, "yaml/quoted") {
					t.Errorf("%s %q: %s", form, text, l)
				}
			}
		}
	}
}

// TestNullIsNoText: what YAML writes for nothing is no text, unless in quotes.
func TestNullIsNoText(t *testing.T) {
	for _, null := range []string{"~", "null", "Null", "NULL", "!!null ~", "~ ", "&a ~\ndescription: *a"} {
		p, found := read(t, "slug: x\ntitle: "+null+"\nimage: ~\ntags: null\nnames: {fr: ~}\n")
		if diff := diffPage(page{Slug: "x", Names: map[string]string{}}, p); diff != "" || found != "" {
			t.Errorf("%s: %s %s", null, diff, found)
		}
		if p, found := read(t, "tags:\n- a\n- "+null+"\n"); found != "3:3 key/empty-item tags\n" && !strings.Contains(null, "\n") {
			t.Errorf("%s: %q %s", null, p.Tags, found)
		}
	}
	for text, want := range map[string]string{"'null'": "null", `"~"`: "~", "!!str null": "null", "nULL": "nULL", "null and void": "null and void", "~/notes": "~/notes", "~ : x": "~ : x", "null : x": "null : x"} {
		if p, found := read(t, "title: "+text); p.Title != want || strings.Contains(strings.ReplaceAll(found, "yaml/quoted", ""), "/") {
			t.Errorf("%s: read as %q, found %s", text, p.Title, found)
		}
	}
}

func TestAnyTextIsText(t *testing.T) {
	alphabet := []rune(`ab Z0-:#[]{}&*!|>'"%@,?\` + "`éł.~=<\t日")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom(alphabet), 1, 25, -1).Draw(t, "text")
		if text != strings.TrimSpace(text) || strings.ContainsAny(text[:1], `"'#`) || strings.Contains(text, " #") ||
			strings.Contains(text, "\t#") || blockHeader(text) || strings.HasPrefix(text, "!!str") || text == "~" {
			t.Skip("YAML says something else, or a comment begins")
		}
		p, found := read(&testing.T{}, "slug: x\ntitle: "+text+"\ndraft: true\n")
		if p.Title != text || p.Slug != "x" || !p.Draft || strings.Contains(strings.ReplaceAll(found, "yaml/quoted", ""), "yaml/") {
			t.Fatalf("%q read as %q; %s", text, p.Title, found)
		}
	})
}

// blockHeader says whether a text begins a block: "|" or ">" with its signs.
func blockHeader(text string) bool {
	return strings.ContainsAny(text[:1], "|>") && strings.Trim(text[1:], "0123456789+-") == ""
}

func TestBracketsOfText(t *testing.T) {
	p, found := read(t, `tags: [@home, x, C: y, #1, [z], "ok", 'ok, x', a # b, it's]`+"\n"+
		`menu: [{title: A : b, url: @x}, {title: "q, r", url: [a]}]`+"\n"+
		`names: {fr: b : c, en: 'e, f'}`+"\n"+
		`image: {src: @a, alt: b: c}`)
	want := page{
		Tags:  []string{"@home", "x", "C: y", "#1", "[z]", "ok", "ok, x", "a # b", "it's"},
		Menu:  []link{{"A : b", "@x"}, {"q, r", "[a]"}},
		Names: map[string]string{"fr": "b : c", "en": "e, f"},
		Image: picture{"@a", "b: c"},
	}
	if diff := diffPage(want, p); diff != "" {
		t.Error(diff, found)
	}
	if strings.Count(found, "yaml/quoted") != 11 || strings.Count(found, "\n") != 11 {
		t.Error(found)
	}
}

func TestTextInOddPlaces(t *testing.T) {
	for text, want := range map[string]page{
		"tags: # mine\n- a : b\n- c\nslug: x":                 {Tags: []string{"a : b", "c"}, Slug: "x"},
		"tags:\n# mine\n  - @a\n\n  # and\n  -   @b\nslug: x": {Tags: []string{"@a", "@b"}, Slug: "x"},
		"menu:\n  title: a : b\n  url: @c":                    {Menu: []link{{"a : b", "@c"}}},
		"menu:\n-\n  title: a : b\n-   url: @c\n    title: d": {Menu: []link{{Title: "a : b"}, {"d", "@c"}}},
		"names:\n  a:b: x : y\n  \"c\" : @z\n  'd''e': 'f'":   {Names: map[string]string{"a:b": "x : y", "c": "@z", "d'e": "f"}},
		"names: {a: b : c, 'd' : \"e\\\", f\"}":               {Names: map[string]string{"a": "b : c", "d": `e", f`}},
		"tags: ['a\\', x : y, it's]":                          {Tags: []string{`a\`, "x : y", "it's"}},
		"tags: [\n  @a,\n  b : c\n    d,\n]\nslug: x":         {Tags: []string{"@a", "b : c d"}, Slug: "x"},
		"names: {\"1\": x, 'true': y, ! ~: z}\nslug: x":       {Names: map[string]string{"1": "x", "true": "y", "~": "z"}, Slug: "x"},
		"names: {\n  a: b : c\n}\ntags: [\n]\nslug: x":        {Names: map[string]string{"a": "b : c"}, Tags: []string{}, Slug: "x"},
		"image:\n  alt: a : b\n  src: @c":                     {Image: picture{"@c", "a : b"}},
		"slug: &s x\ntitle: *s\ndescription: @y":              {Slug: "x", Title: "x", Desc: "@y"},
	} {
		if got, found := read(t, text); diffPage(want, got) != "" || strings.Count(found, "yaml/quoted") != strings.Count(found, "\n") {
			t.Errorf("%q:\n%s\n%s", text, diffPage(want, got), found)
		}
	}
}

func TestFoldedText(t *testing.T) {
	for text, want := range map[string]string{
		"title: Inbound\n  le guide\n":             "Inbound le guide",
		"title: Inbound\n  le guide : tout\n":      "Inbound le guide : tout",
		"title: a :\n  b\n\n  c # d\nslug: x\n":    "a : b\nc",
		"title: >-\n  a : b\n  c\n":                "a : b c",
		"title: |\n  a : b\n  c\n":                 "a : b\nc\n",
		"title: \"a\n  b\"\n":                      "a b",
		"title:\n  Inbound\n":                      "Inbound",
		"title: a :\n  # a comment\nslug: x\n":     "a :",
		"title: a : b\n# a comment\n\nslug: x\n":   "a : b",
		"tags:\n  - a : b\n    c\n  - d\ntitle: e": "e",
	} {
		if p, found := read(t, text); p.Title != want {
			t.Errorf("%q: read as %q; %s", text, p.Title, found)
		}
	}
}

func TestCommentCuts(t *testing.T) {
	for text, want := range map[string]string{
		"title: Why we are #1":         "1:19 yaml/comment-cuts-text Why we are #1\n",
		"title: # heading\nslug: b":    "1:8 yaml/comment-cuts-text  # heading\n",
		"tags:\n- go # the language":   "2:6 yaml/comment-cuts-text go # the language\n",
		"slug: post # kept":            "",
		"title: \"a\" # b":             "",
		"title: C#":                    "",
		"title: a : b # c":             "1:8 yaml/quoted a : b\n1:14 yaml/comment-cuts-text a : b # c\n",
		"title: a : b #1":              "1:8 yaml/quoted a : b #1\n",
		"draft: true # soon":           "",
		"# a comment\ntitle: a\n# b\n": "",
	} {
		if _, found := read(t, text); found != want {
			t.Errorf("%q: %q", text, found)
		}
	}
}

func TestAnchorsStay(t *testing.T) {
	p, found := read(t, "title: &a One\ndescription: *a\ntags: [&b x, *b]\nmenu:\n- &c {title: t, url: /u}\n- <<: *c\n  url: /v\n")
	want := page{Title: "One", Desc: "One", Tags: []string{"x", "x"}, Menu: []link{{"t", "/u"}, {"t", "/v"}}}
	if diff := diffPage(want, p); diff != "" || found != "" {
		t.Error(diff, found)
	}
	p, found = read(t, "title: &a One : two\ndescription: *a\n")
	if p.Title != "&a One : two" || found != "1:8 yaml/quoted &a One : two\n2:14 yaml/unknown-alias a\n" {
		t.Error(p, found) // an anchor on a text that needs quotes is text itself
	}
}

// TestAnchoredLists: an anchor before a list or a map is not the beginning of a
// text, though texts are what the list holds.
func TestAnchoredLists(t *testing.T) {
	for text, want := range map[string]page{
		"tags: &a\n- x\n- @home\nslug: s":              {Tags: []string{"x", "@home"}, Slug: "s"},
		"tags: &a # mine\n  - x : y\nslug: s":          {Tags: []string{"x : y"}, Slug: "s"},
		"tags: &a\n# mine\n\n- x\nslug: s":             {Tags: []string{"x"}, Slug: "s"},
		"tags: &a [x, @y]\nslug: s":                    {Tags: []string{"x", "@y"}, Slug: "s"},
		"tags: !!seq &a\n  - x : y\nslug: s":           {Tags: []string{"x : y"}, Slug: "s"},
		"tags: &a\n- &b\n  x\n- *b":                    {Tags: []string{"x", "x"}},
		"tags: &a\nslug: s":                            {Tags: []string{"&a"}, Slug: "s"},
		"tags: &co is fun":                             {Tags: []string{"&co is fun"}},
		"names: &n\n  fr: x : y\n  en: z":              {Names: map[string]string{"fr": "x : y", "en": "z"}},
		"image: &i {src: @a}":                          {Image: picture{Src: "@a"}},
		"menu: &m\n- &a\n  title: x : y\n- *a":         {Menu: []link{{Title: "x : y"}, {Title: "x : y"}}},
		"menu: [&a {title: x : y}, *a]":                {Menu: []link{{Title: "x : y"}, {Title: "x : y"}}},
		"menu: &m\n  title: x : y\nslug: s":            {Menu: []link{{Title: "x : y"}}, Slug: "s"},
		"menu:\n- title: a\n  url: &u\n- title: b : c": {Menu: []link{{"a", "&u"}, {Title: "b : c"}}},
	} {
		if got, found := read(t, text); diffPage(want, got) != "" || strings.Count(found, "yaml/quoted") != strings.Count(found, "\n") {
			t.Errorf("%q:\n%s\n%s", text, diffPage(want, got), found)
		}
	}
}

// TestAliasWithinItsAnchor: what would be endless is an error at the alias,
// whatever is mended besides.
func TestAliasWithinItsAnchor(t *testing.T) {
	for text, want := range map[string]string{
		"tags: &a\n- *a":                   "2:3 yaml/alias-loop a\n",
		"tags: &a\n  - x\n  - *a":          "3:5 yaml/alias-loop a\n",
		"tags: &a [*a]":                    "1:11 yaml/alias-loop a\n",
		"tags: &a\n- *a\ntitle: b : c":     "2:3 yaml/alias-loop a\n3:8 yaml/quoted b : c\n",
		"names: &n\n  fr: x : y\n  en: *n": "2:7 yaml/quoted x : y\n3:7 yaml/alias-loop n\n",
		"image: &i {src: *i}":              "1:17 yaml/alias-loop i\n",
		"image: &i\n  src: *i":             "2:8 yaml/alias-loop i\n",
		"menu: &m\n- title: *m":            "2:10 yaml/alias-loop m\n",
		"menu: &m\n- &x\n  <<: *m":         "3:7 yaml/alias-loop m\n",
		"<<: &a {tags: *a}":                "1:15 yaml/alias-loop a\n",
	} {
		if _, found := read(t, text); found != want {
			t.Errorf("%q: %s", text, found)
		}
	}
}

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"title: Inbound : le guide\nslug: a\n":           "title: \"Inbound : le guide\"\nslug: a\n",
		"title: \"Quoted\" and 'more'\r\nslug: a\r\n":    "title: '\"Quoted\" and ''more'''\r\nslug: a\r\n",
		"title: a :\n  b\nslug: a\n":                     "title: \"a : b\"\nslug: a\n",
		"title: a : b # c\n":                             "title: \"a : b\" # c\n",
		"title: plain\n":                                 "title: plain\n",
		"tags: [a, @b]  # c\n":                           "tags: [a, \"@b\"]  # c\n",
		"title: \"unclosed\ntags: @b\n":                  "title: \"unclosed\ntags: \"@b\"\n",
		"title: a\u2028b : c":                            "title: \"a\u2028b : c\"",
		"title: a\x00b : c":                              "title: a\x00b : c",
		"draft: a : b\ntitle: c : d":                     "draft: a : b\ntitle: \"c : d\"",
		"menu:\n- title: x : y\n  url: *\n- url: '/a'\n": "menu:\n- title: \"x : y\"\n  url: \"*\"\n- url: '/a'\n",
	} {
		got := string(Quote([]byte(text), pageOptions))
		if got != want {
			t.Errorf("%q: %q", text, got)
		}
		if again := string(Quote([]byte(got), pageOptions)); again != got {
			t.Errorf("%q: again %q", text, again)
		}
	}
}
