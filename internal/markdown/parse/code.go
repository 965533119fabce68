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
	var f fence
	at := syntax.Start(n)
	if n.Info != nil {
		at = n.Info.Segment.Start
		f = readFence(n.Info.Segment.Value(g.Source))
	}
	src := g.codeText(n)
	if !code.Plain(f.language) && !g.known(f.language) {
		g.Say(at, "md/unknown-language", diag.Clip(f.language), g.Nearest(f.language, g.parser.languages()))
	}
	if f.strange != "" {
		word, _, _ := strings.Cut(f.strange, "=")
		near := ""
		if !slices.Contains(wordsOfFence, word) {
			near = g.Nearest(word, wordsOfFence)
		}
		g.Say(at, "md/fence-word", diag.Clip(f.strange), near)
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
func (g *body) pre(f *fence, src string) {
	g.Open("div", 0) // a block, whatever its name
	g.Shut()
	if f.title != "" {
		g.Raw(`<figure class="code"><figcaption>`)
		g.Text([]byte(f.title))
		g.Raw("</figcaption>")
	}
	g.codes++
	name := g.parser.words.Code + " " + strconv.Itoa(g.codes)
	if more := cmp.Or(f.title, f.language); more != "" {
		name += ", " + more
	}
	g.Raw(`<section class="listing" tabindex="0"`)
	g.Attr("aria-label", name)
	g.Raw("><pre><code")
	if !code.Plain(f.language) {
		g.Attr("class", "language-"+f.language)
	}
	g.Raw(">")
	from, done := len(g.HTML), false
	if !code.Plain(f.language) && g.known(f.language) && g.lit+len(src) <= mostLit {
		g.lit += len(src)
		g.HTML, done = g.parser.code.Append(g.HTML, f.language, src)
	}
	if done {
		g.Meta.HasCode = true
	} else {
		g.HTML = markdown.AppendText(g.HTML, src)
	}
	if f.first > 0 || len(f.marked) > 0 {
		g.code = append(g.code[:0], g.HTML[from:]...)
		g.HTML = code.Lines(g.HTML[:from], g.code, f.first, f.marks)
		g.Meta.HasCode = true
	}
	g.Raw("</code></pre></section>")
	if f.title != "" {
		g.Raw("</figure>")
	}
}
