// Package body fills the holes of a Doc.
//
// In: a Doc, what its references lead to, the templates of its directives, and
// a Flavour. Out: HTML. The same input gives the same bytes; the work is
// concatenation, and grows with the length of what comes out.
//
// A link whose target is gone leaves its text, a picture its alternative text.
// Pictures get their size, so that nothing moves while they load; all but the
// first of a page load when they come near the window. The feed flavour is the
// page's with all addresses absolute, ids made unique among the entries of a
// feed, and without what only a page can use.
//
// Errors are faults of the program (a reference without a target, a directive
// that its template does not take) or of a template that fails while it runs.
// They name the directive.
package body

import (
	"fmt"
	"html/template"
	"io"
	"slices"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// Directives writes what a directive becomes. *theme.Theme is one.
type Directives interface {
	Directive(w io.Writer, c *theme.Call) error
}

// Flavour says what the HTML is for.
type Flavour struct {
	Lang  string // BCP 47, of the page
	Words lang.Words
	Feed  *Feed // nil for a page

	WordsLang string // language of Words where it is not Lang; else ""

	Origin  string      // of the site, for what leaves the page; "" where it has none
	Related []view.Card // what the page recommends, for ::related
	Below   bool        // the page shows a picture above this text
}

// Feed is what an entry of a feed needs to stand alone.
type Feed struct {
	Base   string // "https://example.com", no slash at the end
	Page   string // the page's own absolute URL
	Prefix string // put before every id, "p3-"; "" where ids do not come along: places within lead to the page
}

// Fill gives the HTML of a Doc; it may use the memory of buf for it, whose
// content it does not need. Targets stand parallel to the Meta.Refs that came
// with it.
func Fill(buf []byte, d *markdown.Doc, targets []view.Target, dirs Directives, f Flavour) ([]byte, error) {
	w := filler{images: before(f), headings: d.Headings, targets: targets, dirs: dirs, flavour: f, buf: slices.Grow(buf[:0], size(d))}
	if err := w.doc(d); err != nil {
		return nil, err
	}
	if f.Feed != nil {
		page := w.buf
		whole := f.Feed.absolute(page, page)
		return whole[:copy(whole, whole[len(page):])], nil // from the beginning, so that the buffer is kept whole
	}
	return w.buf, nil
}

// size is about the length of what a Doc becomes.
func size(d *markdown.Doc) int {
	n := 0
	for _, s := range d.Segments {
		n += len(s)
	}
	for _, h := range d.Holes {
		n += 100
		if h.Inner != nil {
			n += size(h.Inner)
		}
	}
	return n
}

// filler is one Fill at work.
type filler struct {
	headings []markdown.Heading // of the page, for ::toc
	targets  []view.Target
	dirs     Directives
	flavour  Flavour
	buf      []byte
	images   int
}

func (w *filler) doc(d *markdown.Doc) error {
	for i, s := range d.Segments {
		w.raw(s)
		if i < len(d.Holes) {
			if err := w.hole(&d.Holes[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *filler) hole(h *markdown.Hole) error {
	switch h.Kind {
	case markdown.Directive:
		return w.directive(h)
	case markdown.Contents:
		w.contents()
		return nil
	}
	t, err := w.target(h.Ref)
	if err != nil {
		return err
	}
	switch h.Kind {
	case markdown.Link:
		return w.link(h, t)
	case markdown.Term:
		return w.term(h, t)
	case markdown.Image:
		return w.image(h, t)
	case markdown.Attr:
		w.attrHole(h, t)
	default:
		return fmt.Errorf("body: no such kind of hole: %d", h.Kind)
	}
	return nil
}

func (w *filler) target(ref int) (*view.Target, error) {
	if ref < 0 || ref >= len(w.targets) {
		return nil, fmt.Errorf("body: reference %d has no target, of %d", ref, len(w.targets))
	}
	return &w.targets[ref], nil
}

func (w *filler) link(h *markdown.Hole, t *view.Target) error {
	if t.Kind == view.TargetGone {
		return w.doc(h.Inner)
	}
	w.raw("<a")
	w.url("href", t.URL)
	if h.Title != "" {
		w.attr("title", h.Title)
	}
	w.raw(h.Attrs)
	w.raw(">")
	if err := w.doc(h.Inner); err != nil {
		return err
	}
	w.raw("</a>")
	return nil
}

// term writes a link to a term of the glossary.
func (w *filler) term(h *markdown.Hole, t *view.Target) error {
	gone := t.Kind == view.TargetGone
	if !gone {
		w.raw(`<a class="term"`)
		w.url("href", t.URL)
		w.raw(">")
	}
	switch {
	case h.Inner != nil:
		if err := w.doc(h.Inner); err != nil {
			return err
		}
	case t.Text != "":
		w.text(t.Text)
	default:
		w.text(h.Alt)
	}
	if !gone {
		w.raw("</a>")
	}
	return nil
}

// attrHole writes a URL attribute in raw HTML; without a name, only its value.
func (w *filler) attrHole(h *markdown.Hole, t *view.Target) {
	switch {
	case h.Name != "" && t.Kind != view.TargetGone:
		w.url(h.Name, t.URL)
	case h.Name == "" && t.Kind == view.TargetGone:
		w.raw("data:,")
	case h.Name == "":
		w.buf = markdown.AppendURL(w.buf, t.URL)
	}
}

// directive renders a directive's template around its label and content.
func (w *filler) directive(h *markdown.Hole) error {
	c := theme.Call{Name: h.Name, Form: h.Form, Lang: w.flavour.Lang, Words: w.flavour.Words, WordsLang: w.flavour.WordsLang, Origin: w.flavour.Origin}
	if len(w.flavour.Related) > 0 {
		c.Related = w.flavour.Related
	}
	for _, a := range h.Args {
		v, err := w.value(a, h)
		if err != nil {
			return err
		}
		c.Args = append(c.Args, v)
	}
	var err error
	if c.Label, err = w.inner(h.Label); err != nil {
		return err
	}
	if c.Inner, err = w.inner(h.Inner); err != nil {
		return err
	}
	wrap := "div"
	if h.Form == markdown.Inline {
		wrap = "span"
	}
	if h.Attrs != "" {
		w.raw("<" + wrap + h.Attrs + ">")
	}
	if err := w.dirs.Directive(w, &c); err != nil {
		return fmt.Errorf("directive %s: %w", h.Name, err)
	}
	if h.Attrs != "" {
		w.raw("</" + wrap + ">")
	}
	return nil
}

// value resolves an argument. The template takes of it what its declaration
// says: the text, which is the URL of a reference, or the picture.
func (w *filler) value(a markdown.Arg, h *markdown.Hole) (theme.Value, error) {
	v := theme.Value{Name: a.Name, Text: a.Value, Followed: !a.Plain}
	p, alt := view.Picture{URL: a.Value}, ""
	if i := slices.IndexFunc(h.Args, func(b markdown.Arg) bool { return b.Name == "alt" }); i >= 0 {
		alt = h.Args[i].Value
	}
	if a.Ref >= 0 {
		t, err := w.target(a.Ref)
		if err != nil {
			return v, err
		}
		v.Text, p = t.URL, w.shown(t)
		if t.Kind == view.TargetImage {
			p.First = w.next()
		}
	}
	p.Alt = alt
	v.Picture = p
	return v, nil
}

// inner fills a Doc apart from the rest.
func (w *filler) inner(d *markdown.Doc) (template.HTML, error) {
	if d == nil {
		return "", nil
	}
	from := len(w.buf)
	err := w.doc(d)
	html := template.HTML(w.buf[from:])
	w.buf = w.buf[:from]
	return html, err
}

// contents writes the table of contents: headings of level 2, those of level 3
// under them.
func (w *filler) contents() {
	var all []markdown.Heading
	for _, h := range w.headings {
		if h.Level <= 3 {
			all = append(all, h)
		}
	}
	if len(all) == 0 {
		return
	}
	w.raw(`<nav class="contents"`)
	w.attr("aria-label", w.flavour.Words.Contents)
	w.raw("><ol>")
	inner := false
	for i, h := range all {
		deeper := h.Level == 3 && i > 0
		switch {
		case deeper && !inner:
			w.raw("<ol>")
		case !deeper && inner:
			w.raw("</li></ol></li>")
		case i > 0:
			w.raw("</li>")
		}
		inner = deeper
		w.raw("<li><a")
		w.url("href", "#"+h.ID)
		w.raw(">")
		w.text(h.Text)
		w.raw("</a>")
	}
	if inner {
		w.raw("</li></ol>")
	}
	w.raw("</li></ol></nav>")
}

// Write implements io.Writer for templates.
func (w *filler) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	return len(p), nil
}

func (w *filler) raw(s string)  { w.buf = append(w.buf, s...) }
func (w *filler) text(s string) { w.buf = markdown.AppendText(w.buf, s) }

func (w *filler) attr(name, value string) { w.buf = markdown.AppendAttr(w.buf, name, value) }

func (w *filler) url(name, url string) {
	w.raw(" " + name + `="`)
	w.buf = markdown.AppendURL(w.buf, url)
	w.raw(`"`)
}
