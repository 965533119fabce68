package jekyll

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"lodestone/internal/markdown"
)

func docHTML(d *markdown.Doc, b *strings.Builder) {
	for i, s := range d.Segments {
		b.WriteString(s)
		if i >= len(d.Holes) {
			break
		}
		h := d.Holes[i]
		switch h.Kind {
		case markdown.Link:
			b.WriteString("<a href=x>")
			docHTML(h.Inner, b)
			b.WriteString("</a>")
		case markdown.Image:
			b.WriteString("<img>")
		case markdown.Attr:
			b.WriteString("x")
		case markdown.Directive:
			b.WriteString("<x-" + h.Name + ">")
			if h.Name == "figure" {
				b.WriteString("<img>")
			}
			if h.Label != nil && h.Name != "embed" {
				docHTML(h.Label, b)
			}
			if h.Inner != nil {
				docHTML(h.Inner, b)
			}
			b.WriteString("</x-" + h.Name + ">")
		}
	}
}

type cmpOut struct {
	Words  []string
	Counts map[string]int
}

func facts(h string) cmpOut {
	doc, _ := html.Parse(strings.NewReader(h))
	o := cmpOut{Counts: map[string]int{}}
	var t strings.Builder
	var f func(n *html.Node)
	f = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "script", "style", "iframe", "svg":
				return
			case "h1", "h2", "h3", "h4", "h5", "h6":
				o.Counts["heading"]++
			case "a":
				for _, a := range n.Attr {
					if a.Key == "href" && !strings.HasPrefix(a.Val, "#fn") {
						o.Counts["a"]++
					}
				}
			case "img", "pre", "table", "li", "blockquote", "figure", "td", "th", "p":
				o.Counts[n.Data]++
			}
		}
		if n.Type == html.TextNode {
			t.WriteString(n.Data)
		}
		inl := map[string]bool{"a": true, "em": true, "strong": true, "span": true, "code": true, "b": true, "i": true, "sup": true, "sub": true}
		if n.Type == html.ElementNode && !inl[n.Data] {
			t.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			f(c)
		}
		if n.Type == html.ElementNode && !inl[n.Data] {
			t.WriteByte(' ')
		}
	}
	f(doc)
	o.Words = strings.Fields(t.String())
	return o
}

var (
	rawRE   = regexp.MustCompile(`(?s)\{%-?\s*(?:end)?raw\s*-?%\}`)
	urlRE   = regexp.MustCompile(`\{\{\s*"([^"]*)"\s*\|\s*url\s*\}\}`)
	imgTRE  = regexp.MustCompile(`(?s)\{%\s*image.*?%\}`)
	figRE   = regexp.MustCompile(`(?s)\{%\s*include.*?%\}`)
	otherRE = regexp.MustCompile(`(?s)\{%.*?%\}|\{\{.*?\}\}`)
)

func TestTmp(t *testing.T) {
	dir := corpus(t)
	r, err := Import(os.DirFS(dir), Options{Name: "18f"})
	if err != nil {
		t.Fatal(err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(ghtml.WithUnsafe()))
	parser := markdown.New(dialect())
	out := map[string][2]cmpOut{}
	rep := map[string]Entry{}
	for _, e := range r.Report.Files {
		rep[e.Target] = e
	}
	for _, f := range r.Files {
		if !strings.HasPrefix(f.Path, "content/blog/") {
			continue
		}
		b, _ := os.ReadFile(dir + "/" + f.From)
		_, body, _, _ := cut(string(b))
		raws := strings.Contains(body, "raw")
		body = rawRE.ReplaceAllString(body, "")
		body = urlRE.ReplaceAllString(body, "$1")
		body = imgTRE.ReplaceAllString(body, `<img src="x">`)
		body = figRE.ReplaceAllString(body, `<img src="x">`)
		if !raws {
			body = otherRE.ReplaceAllString(body, "")
		}
		var w bytes.Buffer
		md.Convert([]byte(body), &w)
		orig := facts(w.String())
		_, ours, _, _ := cut(open(t, r, f.Path))
		d, m, _, _ := parser.Parse(f.Path, []byte(ours), 1)
		var hb strings.Builder
		if m.Title != "" {
			hb.WriteString("<h1>" + m.Title + "</h1>")
		}
		docHTML(&d, &hb)
		out[f.Path] = [2]cmpOut{orig, facts(hb.String())}
	}
	j, _ := json.Marshal(map[string]any{"pages": out, "report": rep})
	os.WriteFile("/tmp/imp/cmp.json", j, 0o666)
}
