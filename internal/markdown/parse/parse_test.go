package parse

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
)

// fragments are pieces that random bodies are made of.
var fragments = []string{
	"a", "TK", "b c", " ", "  \n", "\n", "\n\n", "\n    ", "\t", "*", "**", "_", "~~", "`", "```", "```go\n", "~~~\n", "\\", "#", "\n## ", "\n# ",
	"> ", "- ", "1. ", "- [x] ", "|", "\n|---|---|\n", "[", "]", "(", ")", "[x](y.md)", "![i](j.png)", "](k.md)", "[^1]", "\n[^1]: ", "<", ">",
	"<b>", "</b>", "<div>", "</div>", "\n<div>\n\n", "\n\n</div>\n", "<p>", "</p>", "<table>", "<td>", "<a href=\"x\">", "</a>", "<img src=q alt=w>",
	"<li>", "<svg/>", "<script>", "</script>", "<!--", "-->", "<?", "&amp;", "&#0;", "&", "\"", "{", "}", "{#id}", "{.c}", ":", "::", ":::", "::::",
	"\n:::note\n", "\n:::\n", ":abbr[", "]{title=x}", ":now", "\n::figure{src=a}\n", "https://e.org/f", "www.g.org", "h@i.org", "é", "\u00a0", "\x00", "\r\n", "\xff",
	"javascript:x", "<u id=id>", "::toc", "\n===\n", "\n---\n", "\n[r]: s.md\n", "[r]",
}

func bodies() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 40), func(s []string) string { return strings.Join(s, "") })
}

// balance walks the tags of HTML and says what does not match.
func balance(text string) error {
	z := html.NewTokenizer(strings.NewReader(text))
	var open []string
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if len(open) > 0 {
				return fmt.Errorf("never closed: %v", open)
			}
			return nil
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			b, _ := z.TagName()
			name := string(b)
			switch {
			case slices.Contains([]string{"br", "hr", "img", "input", "wbr", "area", "source", "track", "col"}, name):
			case kind == html.SelfClosingTagToken:
				return fmt.Errorf("<%s/>", name)
			case kind == html.StartTagToken:
				open = append(open, name)
			case len(open) == 0 || open[len(open)-1] != name:
				return fmt.Errorf("</%s> closes %v", name, open)
			default:
				open = open[:len(open)-1]
			}
		}
	}
}

// again parses HTML as a browser would and writes it: what a browser does not
// have to mend comes back with the same tags.
func again(text string) string {
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return err.Error()
	}
	var b bytes.Buffer
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			return err.Error()
		}
	}
	return b.String()
}

// tagList lists the tags of HTML.
func tagList(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) != "tbody" { // browsers add it
				fmt.Fprintf(&b, "%v %s\n", kind == html.EndTagToken, name)
			}
		}
	}
}

func verify(p *Parser, body string) error {
	doc, meta, marks, found := p.Parse("", []byte(body), 1)
	if len(meta.Refs) != len(marks.Refs) || len(doc.Headings) != len(marks.Headings) || len(meta.Forge) > len(doc.Headings) {
		return fmt.Errorf("marks do not match meta")
	}
	lines := strings.Count(body, "\n") + 1
	for _, i := range found {
		if i.Pos.Line < 1 || i.Pos.Line > lines || i.Pos.Col < 1 {
			return fmt.Errorf("%v has no place in %d lines", i, lines)
		}
	}
	ids := slices.Clone(meta.Anchors)
	slices.Sort(ids)
	if len(slices.Compact(ids)) != len(meta.Anchors) {
		return fmt.Errorf("an anchor stands twice: %v", meta.Anchors)
	}
	text := fill(&doc, meta.Refs)
	if err := balance(text); err != nil {
		return fmt.Errorf("%w in %s", err, text)
	}
	if got := tagList(again(text)); !found.Broken() && got != tagList(text) {
		return fmt.Errorf("a browser would read\n%s\nas\n%s", text, again(text))
	}
	var back markdown.Doc
	if err := memo.Decode(memo.Encode(&doc), &back); err != nil || !reflect.DeepEqual(memo.Encode(&back), memo.Encode(&doc)) {
		return fmt.Errorf("the markdown.Doc does not survive its encoding: %v", err)
	}
	return nil
}

func TestAnyBody(t *testing.T) {
	p := New(markdown.Options{Lang: "en", Directives: declared})
	rapid.Check(t, func(t *rapid.T) {
		body := bodies().Draw(t, "body")
		if err := verify(p, body); err != nil {
			t.Fatalf("%v\n%q", err, body)
		}
	})
}

func FuzzParse(f *testing.F) {
	files, _ := os.ReadDir("testdata")
	for _, file := range files {
		if text, err := os.ReadFile("testdata/" + file.Name()); err == nil {
			for part := range strings.SplitSeq(string(text), "§") {
				f.Add(part)
			}
		}
	}
	p := New(markdown.Options{Lang: "en", Directives: declared})
	f.Fuzz(func(t *testing.T, body string) {
		if err := verify(p, body); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSameFromManyHands(t *testing.T) {
	p := New(markdown.Options{Lang: "en", Directives: declared})
	all := pairs(t)
	var want []string
	one := func(body string) string {
		doc, meta, marks, found := p.Parse("f.md", []byte(body), 7)
		return string(memo.Encode(&doc)) + string(memo.Encode(&meta)) + string(memo.Encode(&marks)) + fmt.Sprint(found)
	}
	for _, c := range all {
		want = append(want, one(c.body))
	}
	var wait sync.WaitGroup
	for hand := range 8 {
		wait.Go(func() {
			for i := range all {
				i = (i + hand*7) % len(all)
				if one(all[i].body) != want[i] {
					t.Errorf("%s differs", all[i].name)
				}
			}
		})
	}
	wait.Wait()
}

func TestPlaces(t *testing.T) {
	p := New(markdown.Options{Lang: "en"})
	_, _, marks, found := p.Parse("f.md", []byte("\r\n> é [x](y.md)\r\n\r\n# Z\r\n"), 10)
	if got := marks.Refs[0]; got != (diag.Pos{Line: 11, Col: 9}) {
		t.Error("the reference is at", got)
	}
	if len(found) != 1 || found[0].Pos != (diag.Pos{Line: 13, Col: 1}) || found[0].File != "f.md" {
		t.Error(found)
	}
}

// Every code of the package's areas is raised by a case in testdata or above.
func TestEveryCode(t *testing.T) {
	raised := map[string]bool{"md/too-deep": true} // TestTooMuch
	p := New(markdown.Options{Lang: "en", Directives: declared})
	for _, c := range pairs(t) {
		_, _, _, found := p.Parse("", []byte(c.body), 1)
		for _, i := range found {
			raised[i.Code] = true
		}
	}
	for _, area := range []string{"md", "html", "directive"} {
		text, err := os.ReadFile("../../diag/codes/" + area + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if code, ok := strings.CutPrefix(line, "# "); ok {
				if code, _, _ = strings.Cut(code, " "); !raised[code] {
					t.Errorf("no case raises %s", code)
				}
			}
		}
	}
}
