package twin

import (
	"bytes"
	"path"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

// own teaches the converter what pages have beyond what it knows: the boxes of task
// lists, footnotes, sound and pictures in motion, drawings that stand for a text.
type own struct{}

// Name implements converter.Plugin.
func (own) Name() string { return "own" }

// Init implements converter.Plugin.
func (own) Init(c *converter.Converter) error {
	c.Register.PreRenderer(func(_ converter.Context, doc *html.Node) { withoutBacklinks(doc) }, converter.PriorityEarly)
	c.Register.RendererFor("input", converter.TagTypeInline, box, converter.PriorityEarly)
	c.Register.RendererFor("svg", converter.TagTypeInline, drawing, converter.PriorityEarly)
	c.Register.RendererFor("video", converter.TagTypeBlock, media, converter.PriorityEarly)
	c.Register.RendererFor("audio", converter.TagTypeInline, media, converter.PriorityEarly)
	c.Register.RendererFor("sup", converter.TagTypeInline, noteRef, converter.PriorityEarly)
	c.Register.RendererFor("section", converter.TagTypeBlock, notes, converter.PriorityEarly)
	return nil
}

// box writes the box of a task.
func box(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	if value(n, "type") != "checkbox" {
		return converter.RenderTryNext
	}
	mark := "[ ]" // the space behind it is the page's
	if has(n, "checked") {
		mark = "[x]"
	}
	w.WriteString(mark)
	return converter.RenderSuccess
}

// drawing writes what a drawing is called.
func drawing(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	w.WriteString(label(value(n, "aria-label")))
	return converter.RenderSuccess
}

// media links a video or a recording by the name of its file: a caption stands
// beside it.
func media(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	src := value(n, "src")
	for c := n.FirstChild; c != nil && src == ""; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "source" {
			src = value(c, "src")
		}
	}
	if src == "" {
		return converter.RenderTryNext
	}
	w.WriteString("\n\n[" + label(path.Base(src)) + "](" + src + ")\n\n")
	return converter.RenderSuccess
}

// noteRef writes the mention of a footnote.
func noteRef(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	a := n.FirstChild
	if a == nil || value(a, "role") != "doc-noteref" {
		return converter.RenderTryNext
	}
	w.WriteString("[^" + strings.TrimSpace(text(a)) + "]")
	return converter.RenderSuccess
}

// notes writes the footnotes.
func notes(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	if value(n, "role") != "doc-endnotes" || n.FirstChild == nil {
		return converter.RenderTryNext
	}
	for li := n.FirstChild.FirstChild; li != nil; li = li.NextSibling {
		_, number, _ := strings.Cut(value(li, "id"), "fn-")
		var b bytes.Buffer
		ctx.RenderChildNodes(ctx, &b, li)
		note := strings.TrimSpace(b.String())
		w.WriteString("\n\n[^" + number + "]: " + strings.ReplaceAll(strings.ReplaceAll(note, "\n", "\n    "), "\n    \n", "\n\n") + "\n\n")
	}
	return converter.RenderSuccess
}

// withoutBacklinks takes the ways back from footnotes away.
func withoutBacklinks(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if value(c, "role") == "doc-backlink" {
			n.RemoveChild(c)
		} else {
			withoutBacklinks(c)
		}
		c = next
	}
}

// text is the text in a node.
func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c))
	}
	return b.String()
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func value(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// label is a text that can stand between the brackets of a link.
func label(text string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`").Replace(line(text))
}
