// Package render makes the bytes of one page, or of one entry of a feed.
//
// In: a Plan, the parsed bodies, the theme. Out: HTML. The same Plan gives the
// same bytes; nothing is kept between calls, which may run at once.
package render

import (
	"bytes"
	"html/template"
	"slices"
	"unsafe"

	"lodestone/internal/body"
	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/mention"
	"lodestone/internal/memo"
	"lodestone/internal/seo"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// Docs gives the parsed body of a file by its key. It may keep the text in the memory
// at buf and grow that: the Doc lasts until buf is used again.
type Docs interface {
	Doc(path string, key memo.Key, buf *[]byte) (*markdown.Doc, error)
}

// Desk is the working memory of one worker. What is made at a desk lasts until the
// next thing is.
type Desk struct {
	Out       []byte // room for what is made
	doc, text []byte
}

// Keep keeps room for the next thing, such as what was made of Out; not without bound.
func (d *Desk) Keep(made []byte) { d.Out = larger(d.Out, made) }

// largest is what a desk keeps of each kind.
const largest = 1 << 20

func larger(old, now []byte) []byte {
	if cap(now) > cap(old) && cap(now) <= largest {
		return now[:0]
	}
	return old
}

// Text is the body of a page: its file and key, and what its references lead to.
// The zero Text is no body.
type Text struct {
	Path    string
	Doc     memo.Key
	Targets []view.Target

	Mentions mention.List // places that become links; their targets are the last ones
}

// Page gives the finished page that a layout makes of a plan, made at a desk.
func (d *Desk) Page(t *theme.Theme, layout string, p *view.Plan, text Text, docs Docs) ([]byte, error) {
	doc, err := text.read(docs, &d.doc)
	if err != nil {
		return nil, err
	}
	html, err := d.fill(doc, text, t, body.Flavour{
		Lang: p.Chrome.Lang, Words: p.Chrome.Words, WordsLang: p.Chrome.WordsLang, Origin: p.Chrome.BaseURL, Related: p.Recommended(),
		Below: opens(&p.Own.Page),
	})
	if err != nil {
		return nil, err
	}
	v := p.Fill(html)
	if p.Contents && !placed(doc) {
		v.Page.Contents = contents(doc.Headings)
	}
	v.Head = seo.Head(&v)
	out := bytes.NewBuffer(d.Out[:0])
	out.Grow(len(html) + 8<<10)
	if err := t.Execute(out, layout, &v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// fill gives a text with its holes filled.
func (d *Desk) fill(doc *markdown.Doc, text Text, t *theme.Theme, f body.Flavour) (template.HTML, error) {
	html, err := body.Fill(d.text, doc, text.Targets, t, f)
	d.text = larger(d.text, html)
	return template.HTML(unsafe.String(unsafe.SliceData(html), len(html))), err // text is not written to before the next page
}

// opens says whether a page's layout shows its picture above its text, as those of
// the default theme do for these kinds.
func opens(p *view.Page) bool {
	switch p.Kind {
	case "post", "page", "term":
		return p.Picture.URL != ""
	}
	return false
}

// Feed is where an entry of a feed stands.
type Feed struct {
	Lang   string
	Words  lang.Words
	Origin string // of the site, for absolute addresses
	Page   string // the entry's own absolute address
	Prefix string // makes ids unique among the entries; "" where ids do not come along

	WordsLang string // language of Words where it is not Lang; else ""
}

// Entry gives the whole text of a page as a feed shows it, made at a desk.
func (d *Desk) Entry(t *theme.Theme, text Text, docs Docs, f Feed) (string, error) {
	doc, err := text.read(docs, &d.doc)
	if err != nil {
		return "", err
	}
	html, err := d.fill(doc, text, t, body.Flavour{
		Lang: f.Lang, Words: f.Words, WordsLang: f.WordsLang, Origin: f.Origin,
		Feed: &body.Feed{Base: f.Origin, Page: f.Page, Prefix: f.Prefix},
	})
	return string(html), err
}

// read gives the parsed body; of a page without text, an empty one.
func (t Text) read(docs Docs, buf *[]byte) (*markdown.Doc, error) {
	if t.Doc == (memo.Key{}) {
		return &markdown.Doc{}, nil
	}
	doc, err := docs.Doc(t.Path, t.Doc, buf)
	if err != nil {
		return nil, err
	}
	return mention.Place(doc, t.Mentions, len(t.Targets)-len(t.Mentions)), nil
}

// fewHeadings is how many headings a page may have before a table of contents
// helps.
const fewHeadings = 2

// placed says whether the text itself holds a table of contents: one is enough.
func placed(d *markdown.Doc) bool {
	return d != nil && slices.ContainsFunc(d.Holes, func(h markdown.Hole) bool {
		return h.Kind == markdown.Contents || placed(h.Inner)
	})
}

// contents lists what a table of contents shows.
func contents(headings []markdown.Heading) []view.Heading {
	var all []view.Heading
	for _, h := range headings {
		if h.Level <= 3 {
			all = append(all, view.Heading{Level: h.Level, ID: h.ID, Text: h.Text})
		}
	}
	if len(all) <= fewHeadings {
		return nil
	}
	return all
}
