package yamldoc

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lodestone/internal/diag"
	"lodestone/internal/growth"
	"lodestone/internal/schema"
	"lodestone/internal/yamldoc/lines"
)

func posText(p diag.Pos) string { return fmt.Sprintf("%d:%d", p.Line, p.Col) }

func diffPage(want, got page) string { return cmp.Diff(want, got) }

// TestFaults holds the place and code of what authors get wrong.
func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"title: \"abc\nslug: a":               "1:8 yaml/unclosed-quote \"\n",
		"draft: 'abc\nslug: a":                "1:8 yaml/unclosed-quote '\n",
		"tags: [a, b\nslug: a":                "1:7 yaml/unclosed-bracket [ 2\n",
		"menu: [{title: x]":                   "1:8 yaml/unclosed-bracket {\n",
		"title: x\n\tslug: y":                 "2:1 yaml/tab\n",
		"menu:\n\t- title: y":                 "2:1 yaml/tab\n",
		"title: x\nfoo\nslug: a":              "2:1 yaml/no-colon foo\n",
		"title: x\n slug: a":                  "2:6 yaml/colon\n",
		"draft: a: b":                         "1:9 yaml/colon\n",
		"x: {a: b: c}":                        "1:1 key/unknown x\n1:9 yaml/colon\n",
		"title: \"a\\q\"":                     "1:10 yaml/bad-escape \\q\n",
		"draft: @x":                           "1:8 yaml/bad-start @\n",
		"draft: \"true\" x":                   "1:15 yaml/after-value x\n",
		"tags: [a] b":                         "1:11 yaml/after-value b\n",
		" title: x\nslug: a":                  "2:1 yaml/indentation\n",
		"menu:\n  - title: x\n title: a":      "3:2 yaml/indentation\n",
		"draft: - x":                          "1:8 yaml/list-here\n",
		"draft: | x":                          "1:8 yaml/bad-block |\n",
		"draft: *x":                           "1:8 yaml/unknown-alias x\n",
		"draft: !x true":                      "1:8 yaml/custom-tag !x\n",
		"draft: !!binary aGk=":                "1:8 yaml/custom-tag !!binary\n",
		"draft: !!int true":                   "1:8 yaml/custom-tag !!int\n",
		"menu: &a [*a]":                       "1:11 yaml/alias-loop a\n",
		"<<: x":                               "1:5 yaml/bad-merge\n",
		"1: a\ntrue: b\n? [c]\n: d\ntitle: x": "1:1 yaml/key-not-text 1\n2:1 yaml/key-not-text true\n3:3 yaml/key-not-text\n",
		"title: x\n---\ntitle: y":             "2:1 yaml/several-documents\n",
		"title: x\n...\nfoo: y":               "3:1 yaml/several-documents\n",
		"%YAML 1.2\n---\ntitle: x":            "1:1 yaml/directive\n",
		"title: a\x00b\x1b":                   "1:9 yaml/control-character U+0000\n1:11 yaml/control-character U+001B\n",
		"title: é\r\nimage: ü\u0085\rdescription: \ufeff":                            "3:14 yaml/control-character U+FEFF\n",
		"draft: @x\ntitle: \"a\nslug: ok\ntags:\n\t- x\ndescription: a : b\nmenu: [": "1:8 yaml/bad-start @\n2:8 yaml/unclosed-quote \"\n5:1 yaml/tab\n6:14 yaml/quoted a : b\n7:7 yaml/unclosed-bracket [\n",
		"tags: [&t x, y\ndescription: *t":                                            "1:7 yaml/unclosed-bracket [ 2\n",
		"menu: [&t x, y\nimage: *t":                                                  "1:7 yaml/unclosed-bracket [ 2\n",
		"names: [&t x, y\ndraft: *t":                                                 "1:8 yaml/unclosed-bracket [ 2\n",
		"title: One\ntitle: Two":                                                     "2:1 key/duplicate title 1\n",
		"draft: ? x":                                                                 "1:8 yaml/bad-start ?\n",
		"draft: ,":                                                                   "1:8 yaml/bad-start ,\n",
		"draft: !<x true":                                                            "1:11 yaml/syntax did not find the expected '>'\n",
		"draft: *a\ndescription: &a x":                                               "1:8 yaml/unknown-alias a\n",
		"draft: [\nmenu: {a: [b, c], d: [":                                           "1:8 yaml/unclosed-bracket [\n2:22 yaml/unclosed-bracket [\n",
		"titel: One : two\ntags: [x":                                                 "1:1 key/unknown titel title\n1:8 yaml/quoted One : two\n2:7 yaml/unclosed-bracket [\n",
		"menu: [[a, {title: b : c}], {title: &x d: e}]":                              "1:22 yaml/colon\n1:37 yaml/quoted &x d: e\n",
		"menu:\n- - a\n-\n  title: b : c\n- [x]":                                     "2:3 key/not-map menu […]\n4:10 yaml/quoted b : c\n5:3 key/not-map menu […]\n",
		"title: \"x\nmenu:\n- title: a\n  url: @b":                                   "1:8 yaml/unclosed-quote \"\n4:8 yaml/quoted @b\n",
		"title: a : b # c\n  d":                                                      "1:10 yaml/colon\n",
		"title: a : b\n  # c\n  d":                                                   "1:10 yaml/colon\n",
		"names: {x, a: b : c}":                                                       "1:15 yaml/quoted b : c\n",
		"draft: !!bool x":                                                            "1:8 yaml/custom-tag !!bool\n",
		"draft: !!null x":                                                            "1:8 yaml/custom-tag !!null\n",
		"titel: One":                                                                 "1:1 key/unknown titel title\n",
		"- a":                                                                        "1:1 key/not-map  […]\n",
		"just text":                                                                  "1:1 key/not-map  just text\n",
	} {
		if _, found := read(t, text); found != want {
			t.Errorf("%q:\n%s", text, found)
		}
	}
}

func TestTreeAndPlaces(t *testing.T) {
	n, found := Parse([]byte("é: ü\n\nb:\n- 1\n- [x, {y: null, \"z\": 'w'}]\n- 1.5\n- true\n- ~\n- 0o17\n- 1_000\n- 2026-01-15\n- yes\n- !!str 5\n- !!float 5\n- !!null ~\n- !!bool true\n- !!int 5\n- +5\n- -x\n- -.inf\n- .NaN\n- +.\n- !<tag:yaml.org,2002:str> x\n"), Options{FirstLine: 3})
	var b strings.Builder
	dump(&b, n, "")
	want := `map 3:1
é 3:1 text 3:4 "ü"
b 5:1 list 6:1
  - int 6:3 "1"
  - list 7:3
    - text 7:4 "x"
    - map 7:7
      y 7:8 null 7:11 "null"
      z 7:17 text 7:22 "w"
  - float 8:3 "1.5"
  - bool 9:3 "true"
  - null 10:3 "~"
  - int 11:3 "0o17"
  - text 12:3 "1_000"
  - text 13:3 "2026-01-15"
  - text 14:3 "yes"
  - text 15:3 "5"
  - float 16:3 "5"
  - null 17:3 "~"
  - bool 18:3 "true"
  - int 19:3 "5"
  - int 20:3 "+5"
  - text 21:3 "-x"
  - float 22:3 "-.inf"
  - float 23:3 ".NaN"
  - text 24:3 "+."
  - text 25:3 "x"
`
	if diff := cmp.Diff(want, b.String()); diff != "" || len(found) > 0 {
		t.Error(diff, found)
	}
}

func dump(b *strings.Builder, n *schema.Node, in string) {
	kinds := [...]string{"null", "bool", "int", "float", "text", "list", "map"}
	fmt.Fprintf(b, "%s %s", kinds[n.Kind], posText(n.Pos))
	if n.Kind <= schema.Text {
		fmt.Fprintf(b, " %q", n.Text)
	}
	b.WriteString("\n")
	for _, e := range n.Items {
		b.WriteString(in + "- ")
		dump(b, e, in+"  ")
	}
	for _, e := range n.Keys {
		fmt.Fprintf(b, "%s%s %s ", in, e.Name, posText(e.Pos))
		dump(b, e.Value, in+"  ")
	}
}

func TestEmpty(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only a comment", "---\n"} {
		n, found := Parse([]byte(text), pageOptions)
		if n != nil && n.Kind != schema.Null || len(found) > 0 {
			t.Errorf("%q: %v %v", text, n, found)
		}
	}
	if p, found := read(t, "---\ntitle: a : b\n---\n"); p.Title != "a : b" || found != "2:8 yaml/quoted a : b\n" {
		t.Error(p, found)
	}
}

func TestLimits(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	for name, c := range map[string]struct {
		text string
		code string
	}{
		"bytes":       {"title: " + strings.Repeat("x", 64<<10), "yaml/too-large"},
		"flow depth":  {"tags: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "yaml/too-deep"},
		"open depth":  {"tags: " + strings.Repeat("[", 60000), "yaml/too-deep"},
		"block depth": {"menu:\n" + deep(150), "yaml/too-deep"},
		"dashes":      {"menu:\n " + strings.Repeat("- ", 20000) + "x", "yaml/too-deep"},
		"aliases":     {"title: &a x\nmenu:\n" + strings.Repeat("- *a\n", 101), "yaml/too-many-aliases"},
		"bomb":        {bomb.String(), "yaml/too-many-aliases"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n, found := Parse([]byte(c.text), pageOptions)
			runtime.ReadMemStats(&after)
			if n != nil || len(found) != 1 || found[0].Code != c.code {
				t.Errorf("%v %v", n, found)
			}
			if room := after.TotalAlloc - before.TotalAlloc; room > 32<<20 {
				t.Errorf("took %d kB", room>>10)
			}
		})
	}
	if n, found := Parse([]byte("title: &a x\nmenu:\n"+strings.Repeat("- *a\n", 100)), pageOptions); n == nil || len(found) > 0 {
		t.Error("as many aliases as there may be:", found)
	}
	if n, found := Parse([]byte("title: "+strings.Repeat("x", 70<<10)+"\nmenu: "+strings.Repeat("[", 200)+strings.Repeat("]", 200)), Options{}); n == nil || len(found) > 0 {
		t.Error("no limits, and yet", found)
	}
	if _, found := Parse([]byte(bomb.String()), Options{}); len(found) != 1 || found[0].Code != "yaml/too-many-aliases" {
		t.Error("a bomb without limits:", found)
	}
}

// Garbage costs what its length does.
func TestLinear(t *testing.T) {
	free := pageOptions
	free.Limits = Limits{Depth: 100, Aliases: 100}
	for _, unit := range []string{
		"[", "{", "- ", "? ", "a:\n", "a: b\n", "- a\n", "'", "\"", "|\n", ">\n", "&a ", "*a ", "#", "\t", "%", "\\",
		"a: &a [*a]\n", "<<: *a\n", "...\n", "---\n", "!", "!!a ", "a: [\n", "a: {b: c}\n", "\"\\x\" ", " a\n", "- - a\n", "a: |\n  b\n", "a: 'b\n\n  c'\n",
	} {
		growth.Linear(t, unit, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(s string) { Parse([]byte(s), free) })
	}
	growth.Linear(t, "keys", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "a%d: b\n", i)
		}
		return b.String()
	}, func(s string) { Parse([]byte(s), free) })
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i+1) + "a:\n")
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"title: a : b\ntags: [x, @y]\n", "menu:\n- title: [a] b\n  url: \"x\n", "a: &a [*a]\n<<: *a\n", "tags: &a\n- *a\n- &b\n  x\nnames: &n {fr: *n, en: x : y}\n", "title: |\n  x\n y: {", "? a\n: b\r\n- c", "names: {a: b : c}\ntitle: 'x\n\n  y : z # c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		watch := time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("endless: %q", text)) })
		defer watch.Stop()
		n, found := Parse([]byte(text), pageOptions)
		src := lines.New(text)
		inside := func(p diag.Pos, what string) {
			if p.Line < 1 || p.Line > len(src.Lines) || p.Col < 1 || p.Col > len([]rune(src.Of(src.Lines[p.Line-1])))+1 {
				t.Errorf("%s lies outside: %v", what, p)
			}
		}
		for _, i := range found {
			inside(i.Pos, i.Code)
		}
		var walk func(n *schema.Node)
		walk = func(n *schema.Node) {
			if n == nil {
				return
			}
			inside(n.Pos, "value")
			for _, e := range n.Items {
				walk(e)
			}
			for _, e := range n.Keys {
				inside(e.Pos, e.Name)
				walk(e.Value)
			}
		}
		walk(n)
		quoted := Quote([]byte(text), pageOptions)
		if again := Quote(quoted, pageOptions); string(again) != string(quoted) {
			t.Errorf("quoting again changes\n%q to\n%q", quoted, again)
		}
		if !found.Broken() {
			m, more := Parse(quoted, pageOptions)
			if more.Broken() || tree(n) != tree(m) {
				t.Errorf("quoting changes what is read:\n%s\n%s\n%v", tree(n), tree(m), more)
			}
		}
	})
}

// tree shows what was read without its places.
func tree(n *schema.Node) string {
	if n == nil {
		return "nil"
	}
	s := fmt.Sprint(n.Kind, n.Text, "(")
	for _, e := range n.Items {
		s += tree(e) + " "
	}
	for _, e := range n.Keys {
		s += e.Name + "=" + tree(e.Value) + " "
	}
	return s + ")"
}

const usual = `title: "Why your experts should write"
description: Readers trust people who know their trade, and notice those who do not.
date: 2026-01-15
updated: 2026-03-02 10:00
authors: [ada-lovelace, grace-hopper]
tags:
  - inbound
  - writing
personas: [cto]
stage: awareness
draft: false
image: cover.jpg
`

func BenchmarkParse(b *testing.B) {
	text := []byte(usual)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text, pageOptions)
	}
}

func BenchmarkParseMended(b *testing.B) {
	text := []byte(strings.Replace(usual, `"Why your experts should write"`, "Experts : why they should write", 1))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text, pageOptions)
	}
}

// BenchmarkLibrary is what of BenchmarkParse the library takes.
func BenchmarkLibrary(b *testing.B) {
	p := parser{o: pageOptions}
	text := []byte(usual)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.load(text); err != nil {
			b.Fatal(err)
		}
	}
}
