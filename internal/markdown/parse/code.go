package parse

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/code"
	"lodestone/internal/markdown/syntax"
)

// codeText gives the lines of a code block.
func (g *body) codeText(n ast.Node) string {
	g.code = g.code[:0]
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		g.code = append(g.code, line.Value(g.Source)...)
	}
	return string(g.code)
}

func (g *body) fenced(n *ast.FencedCodeBlock) {
	if !syntax.FenceClosed(n, g.Source) {
		g.Say(syntax.Start(n), "md/open-fence")
	}
	language, title := "", ""
	at := syntax.Start(n)
	if n.Info != nil {
		at = n.Info.Segment.Start
		var rest string
		language, rest, _ = strings.Cut(string(syntax.Plain(nil, n.Info.Segment.Value(g.Source))), " ")
		if inner, ok := strings.CutPrefix(language, "{."); ok { // Pandoc's way
			language = strings.TrimSuffix(inner, "}")
		}
		title = titleOf(rest)
	}
	src := g.codeText(n)
	if !code.Plain(language) && !g.known(language) {
		g.Say(at, "md/unknown-language", diag.Clip(language), g.Nearest(language, g.parser.languages()))
	}
	g.pre(language, title, src)
}

// known says whether a language can be highlighted. To find that it cannot takes
// milliseconds; a page with very many such names is not worth them.
func (g *body) known(language string) bool {
	if g.strange[language] || len(g.strange) >= 100 {
		return false
	}
	if g.parser.code.Known(language) {
		return true
	}
	if g.strange == nil {
		g.strange = map[string]bool{}
	}
	g.strange[language] = true
	return false
}

// titleOf reads title="…" from what follows the language on a fence.
func titleOf(rest string) string {
	_, v, ok := strings.Cut(rest, "title=")
	if !ok || v == "" {
		return ""
	}
	if v[0] == '"' || v[0] == '\'' {
		v, _, _ = strings.Cut(v[1:], v[:1])
		return v
	}
	v, _, _ = strings.Cut(v, " ")
	return v
}

// pre writes code.
func (g *body) pre(language, title, src string) {
	g.Open("div", 0) // a block, whatever its name
	g.Shut()
	if title != "" {
		g.Raw(`<figure class="code"><figcaption>`)
		g.Text([]byte(title))
		g.Raw("</figcaption>")
	}
	g.Raw(`<pre tabindex="0"><code`)
	done := false
	if code.Plain(language) {
		g.Raw(">")
	} else {
		g.Attr("class", "language-"+language)
		g.Raw(">")
		if g.known(language) {
			g.HTML, done = g.parser.code.Append(g.HTML, language, src)
		}
	}
	if done {
		g.Meta.HasCode = true
	} else {
		g.HTML = markdown.AppendText(g.HTML, src)
	}
	g.Raw("</code></pre>")
	if title != "" {
		g.Raw("</figure>")
	}
}
