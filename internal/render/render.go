// Package render makes the bytes of one page, or of one entry of a feed.
//
// In: a Plan, the parsed bodies, the theme. Out: HTML. The same Plan gives the
// same bytes; nothing is kept between calls, which may run at once.
package render

import (
	"bytes"

	"lodestone/internal/body"
	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
	"lodestone/internal/seo"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// Docs gives the parsed body of a file by its key.
type Docs interface {
	Doc(path string, key memo.Key) (*markdown.Doc, error)
}

// Text is the body of a page: its file and key, what its references lead to, and its
// headings for a table of contents in the text. The zero Text is no body.
type Text struct {
	Path     string
	Doc      memo.Key
	Targets  []view.Target
	Headings []markdown.Heading
}

// Page gives the finished page that a layout makes of a plan.
func Page(t *theme.Theme, layout string, p *view.Plan, text Text, docs Docs) ([]byte, error) {
	html, err := fill(t, text, docs, body.Flavour{Lang: p.Chrome.Lang, Words: p.Chrome.Words})
	if err != nil {
		return nil, err
	}
	v := p.Fill(html)
	v.Head = seo.Head(&v)
	var out bytes.Buffer
	out.Grow(len(html) + 8<<10)
	if err := t.Execute(&out, layout, v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Feed is where an entry of a feed stands.
type Feed struct {
	Lang   string
	Words  lang.Words
	Origin string // of the site, for absolute addresses
	Page   string // the entry's own absolute address
	Prefix string // makes ids unique among the entries
}

// Entry gives the whole text of a page as a feed shows it.
func Entry(t *theme.Theme, text Text, docs Docs, f Feed) (string, error) {
	return fill(t, text, docs, body.Flavour{
		Lang: f.Lang, Words: f.Words,
		Feed: &body.Feed{Base: f.Origin, Page: f.Page, Prefix: f.Prefix},
	})
}

func fill(t *theme.Theme, text Text, docs Docs, f body.Flavour) (string, error) {
	if text.Doc == (memo.Key{}) {
		return "", nil
	}
	doc, err := docs.Doc(text.Path, text.Doc)
	if err != nil {
		return "", err
	}
	f.Headings = text.Headings
	return body.Fill(doc, text.Targets, t, f)
}
