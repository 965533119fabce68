package page

import "lodestone/internal/markdown"

// Writer builds a Doc with its inner Docs in one buffer, so that all segments
// of a page share one string.
type Writer struct {
	HTML  []byte  // what is written so far, of all Docs; to be appended to
	open  []*part // the Doc at work, and those around it
	spans []span
}

// part is a Doc under construction; its current segment begins at from.
type part struct {
	doc  *markdown.Doc
	from int
}

type span struct {
	doc      *markdown.Doc
	at       int // index of the segment
	from, to int
}

func (w *Writer) reset() {
	w.HTML, w.open, w.spans = w.HTML[:0], w.open[:0], w.spans[:0]
}

// Begin opens a Doc inside the one at work, or the outermost.
func (w *Writer) Begin() *markdown.Doc {
	d := new(markdown.Doc)
	w.open = append(w.open, &part{d, len(w.HTML)})
	return d
}

// cut ends the current segment.
func (w *Writer) cut() {
	p := w.open[len(w.open)-1]
	w.spans = append(w.spans, span{p.doc, len(p.doc.Segments), p.from, len(w.HTML)})
	p.doc.Segments = append(p.doc.Segments, "")
	p.from = len(w.HTML)
}

// End closes the Doc at work.
func (w *Writer) End() {
	w.cut()
	w.open = w.open[:len(w.open)-1]
	if n := len(w.open); n > 0 {
		w.open[n-1].from = len(w.HTML)
	}
}

// Hole puts a hole at this place. Its inner Docs are written between Begin and
// End after it, in the order of Label, Inner.
func (w *Writer) Hole(h markdown.Hole) *markdown.Hole {
	w.cut()
	d := w.open[len(w.open)-1].doc
	d.Holes = append(d.Holes, h)
	return &d.Holes[len(d.Holes)-1]
}

// finish gives the segments their text.
func (w *Writer) finish() {
	all := string(w.HTML)
	for _, s := range w.spans {
		s.doc.Segments[s.at] = all[s.from:s.to]
	}
}

// Raw writes HTML as it is.
func (w *Writer) Raw(s string) { w.HTML = append(w.HTML, s...) }

// Trim takes spaces off the end of the current segment.
func (w *Writer) Trim() {
	from := w.open[len(w.open)-1].from
	for len(w.HTML) > from && w.HTML[len(w.HTML)-1] == ' ' {
		w.HTML = w.HTML[:len(w.HTML)-1]
	}
}

// Text writes plain text, escaped.
func (w *Writer) Text(s []byte) { w.HTML = markdown.AppendText(w.HTML, s) }

// Attr writes ` name="value"`.
func (w *Writer) Attr(name, value string) { w.HTML = markdown.AppendAttr(w.HTML, name, value) }

// URL writes ` name="url"`, percent-encoded where it must be.
func (w *Writer) URL(name, url string) {
	w.Raw(" " + name + `="`)
	w.HTML = append(markdown.AppendURL(w.HTML, url), '"')
}
