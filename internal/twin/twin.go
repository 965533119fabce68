// Package twin writes a page as Markdown, for programs that read texts.
//
// In: a page's title, description, address and text, the text as a feed has it:
// finished HTML with absolute addresses, those of places in the page included, since
// Markdown takes no ids along. Out: Markdown that needs nothing else: what
// directives made of it is plain there too. The same page gives the same bytes.
package twin

import (
	"html"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
)

// Page is what a twin says.
type Page struct {
	Title, Description string
	URL                string // absolute
	HTML               string
}

// Markdown writes a page.
func Markdown(p *Page) ([]byte, error) {
	c := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), strikethrough.NewStrikethroughPlugin(), table.NewTablePlugin(), own{},
	))
	text, err := c.ConvertString(p.HTML)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, head := range []struct{ mark, text string }{{"# ", p.Title}, {"> ", p.Description}} {
		plain, err := c.ConvertString("<p>" + html.EscapeString(line(head.text)) + "</p>")
		if err != nil {
			return nil, err
		}
		if plain != "" {
			b.WriteString(head.mark + plain + "\n\n")
		}
	}
	b.WriteString("<" + p.URL + ">\n")
	if text = strings.TrimSpace(text); text != "" {
		b.WriteString("\n" + text + "\n")
	}
	return []byte(b.String()), nil
}

func line(text string) string { return strings.Join(strings.Fields(text), " ") }
