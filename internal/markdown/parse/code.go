package parse

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/code"
	"lodestone/internal/markdown/fence"
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
	var f fence.Fence
	at := syntax.Start(n)
	if n.Info != nil {
		at = n.Info.Segment.Start
		f = fence.Read(n.Info.Segment.Value(g.Source))
	}
	src := g.codeText(n)
	if !code.Plain(f.Language) && !g.known(f.Language) {
		g.Say(at, "md/unknown-language", diag.Clip(f.Language), g.Nearest(f.Language, g.parser.languages()))
	}
	if f.Strange != "" {
		word, _, _ := strings.Cut(f.Strange, "=")
		near := ""
		if !slices.Contains(fence.Words(), word) {
			near = g.Nearest(word, fence.Words())
		}
		g.Say(at, "md/fence-word", diag.Clip(f.Strange), near)
	}
	g.pre(&f, src)
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

// mostLit is how much code of a page is highlighted: some of Chroma's rules take
// time with the square of a block that never ends what it begins.
const mostLit = 128 << 10

// pre writes code. It may be wider than the screen, so it takes the focus and has
// a name of its own: what scrolls must be reached with a keyboard.
func (g *body) pre(f *fence.Fence, src string) {
	g.Open("div", 0) // a block, whatever its name
	g.Shut()
	if f.Title != "" {
		g.Raw(`<figure class="code"><figcaption>`)
		g.Text([]byte(f.Title))
		g.Raw("</figcaption>")
	}
	g.codes++
	name := g.parser.words.Code + " " + strconv.Itoa(g.codes)
	if more := cmp.Or(f.Title, f.Language); more != "" {
		name += ", " + more
	}
	g.Raw(`<section class="listing" tabindex="0"`)
	g.Attr("aria-label", name)
	g.Raw("><pre><code")
	if !code.Plain(f.Language) {
		g.Attr("class", "language-"+f.Language)
	}
	g.Raw(">")
	from, done := len(g.HTML), false
	if !code.Plain(f.Language) && g.known(f.Language) && g.lit+len(src) <= mostLit {
		g.lit += len(src)
		g.HTML, done = g.parser.code.Append(g.HTML, f.Language, src)
	}
	if done {
		g.Meta.HasCode = true
	} else {
		g.HTML = markdown.AppendText(g.HTML, src)
	}
	if !f.Plain() {
		g.code = append(g.code[:0], g.HTML[from:]...)
		g.HTML = code.Lines(g.HTML[:from], g.code, f.First, f.Marks)
		g.Meta.HasCode = true
	}
	g.Raw("</code></pre></section>")
	if f.Title != "" {
		g.Raw("</figure>")
	}
}
