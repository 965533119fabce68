package parse

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/renderer"
	writer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/syntax"
)

// different are the examples of the CommonMark specification that come out
// otherwise, and why.
var different = map[string][]int{
	"tags are closed, and unknown, forbidden or malformed ones left out, with an error": {
		148, 150, 163, 170, 171, 172, 173, 176, 178, 187, 201, 344, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617,
		627, 628, 629,
	},
	"URLs in tags are percent-encoded as those of links are":      {21, 31, 630, 631, 642, 643},
	"headings without text are left out":                          {79},
	"attributes that HTML does not know are left out":             {169},
	"comments are dropped":                                        {625, 626},
	"an img without alt gets an empty one":                        {475},
	"a link without a destination is an error and its text stays": {200, 485, 486, 487, 567},
	"code of a known language is highlighted":                     {142, 143},
	"a paragraph that is one picture with a title is a figure with a caption": {
		572, 573, 576, 577, 584, 585, 586, 588, 589, 591,
	},
	"bare addresses are links (GFM)": {608, 611, 612},
}

type example struct {
	Markdown, HTML, Section string
	Example                 int
}

func examples(t *testing.T) []example {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("the go command is needed to find goldmark's copy of the specification")
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip(err)
	}
	var all []example
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// whenPrinted are the examples that come out otherwise once texts are printed as a
// language has it, and why.
var whenPrinted = map[string][]int{
	"quotation marks and apostrophes":  {14, 197, 209, 210, 343, 395, 508, 590, 620, 622, 632, 650},
	"two and three hyphens are dashes": {46, 55, 87, 106},
}

// TestSpecification holds all that is written to the specification's examples:
// first with texts as they are typed, then as they are printed.
func TestSpecification(t *testing.T) {
	specified(t, markdown.Options{Lang: "en", Straight: true}, different)
	all := maps.Clone(different)
	maps.Copy(all, whenPrinted)
	specified(t, markdown.Options{Lang: "en", Directives: declared}, all)
}

func specified(t *testing.T, o markdown.Options, different map[string][]int) {
	p := New(o)
	reason := map[int]string{}
	for why, list := range different {
		for _, n := range list {
			reason[n] = why
		}
	}
	for _, e := range examples(t) {
		doc, meta, _, found := p.Parse("", []byte(e.Markdown), 1)
		got, want := tree(fill(&doc, meta.Refs)), tree(withoutTitle(e.HTML, meta.Title))
		switch same := got == want; {
		case same && reason[e.Example] != "":
			t.Errorf("example %d is right, but listed as different: %s", e.Example, reason[e.Example])
		case !same && reason[e.Example] == "":
			t.Errorf("example %d, %s\n%q\n%v\n got %s\nwant %s", e.Example, e.Section, e.Markdown, found, got, want)
		}
	}
}

// withoutTitle takes the leading h1 off, which is Meta.Title.
func withoutTitle(want, title string) string {
	if title != "" && strings.HasPrefix(want, "<h1>") {
		_, want, _ = strings.Cut(want, "</h1>")
	}
	return strings.NewReplacer("<h1>", "<h2>", "</h1>", "</h2>").Replace(want)
}

// tree writes HTML in one normal form: white space between blocks, and what
// the engine adds on purpose, left out.
func tree(text string) string {
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		write(&b, n)
	}
	return strings.TrimSpace(b.String())
}

func write(b *strings.Builder, n *html.Node) {
	block := func(n *html.Node) bool {
		return n == nil || n.Type == html.ElementNode && slices.Contains(strings.Fields("p div ul ol li blockquote pre h1 h2 h3 h4 h5 h6 hr table tr td th thead tbody section del ins"), n.Data)
	}
	switch n.Type {
	case html.TextNode:
		s := n.Data
		if n.Parent == nil || n.Parent.Data != "code" {
			if block(n.PrevSibling) {
				s = strings.TrimLeft(s, "\n ")
			}
			if block(n.NextSibling) {
				s = strings.TrimRight(s, "\n ")
			}
			if n.PrevSibling != nil && n.PrevSibling.Data == "br" {
				s = strings.TrimLeft(s, "\n")
			}
		}
		if s != "" {
			fmt.Fprintf(b, "%q", s)
		}
	case html.ElementNode:
		if n.Data == "section" { // the box that code scrolls in
			write(b, n.FirstChild)
			return
		}
		b.WriteString("<" + n.Data)
		for _, a := range n.Attr {
			heading := len(n.Data) == 2 && n.Data[0] == 'h' && a.Key == "id"
			if !heading && !slices.Contains([]string{"tabindex", "loading", "decoding", "role", "aria-label"}, a.Key) {
				fmt.Fprintf(b, " %s=%q", a.Key, a.Val)
			}
		}
		b.WriteString(">")
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			write(b, c)
		}
		b.WriteString("</>")
	}
}

// TestSpecificationIsRead: every example is read exactly as it should be, with
// directives and bare addresses off. goldmark's own writer shows what was read.
func TestSpecificationIsRead(t *testing.T) {
	all := examples(t)
	if len(all) < 600 {
		t.Errorf("only %d examples", len(all))
	}
	none := func(string) bool { return false }
	g := syntax.New(directive.Inlines{Known: none, Near: none})
	show := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(writer.NewRenderer(writer.WithUnsafe(), writer.WithXHTML()), 1000)))
	for _, e := range all {
		source := []byte(e.Markdown)
		tree := g.ParsePlain(source)
		var got bytes.Buffer
		if err := show.Render(&got, source, tree.Root); err != nil {
			t.Fatal(err)
		}
		if got.String() != e.HTML {
			t.Errorf("example %d, %s\n%q\n got %q\nwant %q", e.Example, e.Section, e.Markdown, got.String(), e.HTML)
		}
	}
}
