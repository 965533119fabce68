package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// writer builds a Doc with its inner Docs in one buffer, so that all segments
// of a page share one string.
type writer struct {
	buf   []byte
	open  []*part // the Doc at work, and those around it
	spans []span
}

// part is a Doc under construction; its current segment begins at from.
type part struct {
	doc  *Doc
	from int
}

type span struct {
	doc      *Doc
	at       int // index of the segment
	from, to int
}

func (w *writer) reset() {
	w.buf, w.open, w.spans = w.buf[:0], w.open[:0], w.spans[:0]
}

// begin opens a Doc inside the one at work, or the outermost.
func (w *writer) begin() *Doc {
	d := new(Doc)
	w.open = append(w.open, &part{d, len(w.buf)})
	return d
}

// cut ends the current segment.
func (w *writer) cut() {
	p := w.open[len(w.open)-1]
	w.spans = append(w.spans, span{p.doc, len(p.doc.Segments), p.from, len(w.buf)})
	p.doc.Segments = append(p.doc.Segments, "")
	p.from = len(w.buf)
}

// end closes the Doc at work.
func (w *writer) end() {
	w.cut()
	w.open = w.open[:len(w.open)-1]
	if n := len(w.open); n > 0 {
		w.open[n-1].from = len(w.buf)
	}
}

// hole puts a hole at this place. Its inner Docs are written between begin and
// end after it, in the order of Label, Inner.
func (w *writer) hole(h Hole) *Hole {
	w.cut()
	d := w.open[len(w.open)-1].doc
	d.Holes = append(d.Holes, h)
	return &d.Holes[len(d.Holes)-1]
}

// finish gives the segments their text.
func (w *writer) finish() {
	all := string(w.buf)
	for _, s := range w.spans {
		s.doc.Segments[s.at] = all[s.from:s.to]
	}
}

func (w *writer) raw(s string) { w.buf = append(w.buf, s...) }

// trim takes spaces off the end of the current segment.
func (w *writer) trim() {
	from := w.open[len(w.open)-1].from
	for len(w.buf) > from && w.buf[len(w.buf)-1] == ' ' {
		w.buf = w.buf[:len(w.buf)-1]
	}
}

// text writes plain text, escaped.
func (w *writer) text(s []byte) { w.buf = AppendText(w.buf, s) }

// AppendText appends text escaped for where elements stand.
func AppendText[T string | []byte](dst []byte, s T) []byte { return escape(dst, s, false) }

// appendValue appends text escaped for an attribute in double quotes.
func appendValue[T string | []byte](dst []byte, s T) []byte { return escape(dst, s, true) }

func escape[T string | []byte](dst []byte, s T, quotes bool) []byte {
	from := 0
	for i := range len(s) {
		c := s[i]
		if c > '>' {
			continue
		}
		var esc string
		switch {
		case c == '&':
			esc = "&amp;"
		case c == '<':
			esc = "&lt;"
		case c == '>':
			esc = "&gt;"
		case c == '"' && quotes:
			esc = "&quot;"
		default:
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, esc...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// attr writes ` name="value"`.
func (w *writer) attr(name, value string) { w.buf = AppendAttr(w.buf, name, value) }

// AppendAttr appends ` name="value"`, the value escaped.
func AppendAttr(dst []byte, name, value string) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, `="`...)
	dst = appendValue(dst, value)
	return append(dst, '"')
}

// plain appends Markdown text with its backslash escapes and character
// references resolved (CommonMark §2.4, §2.5).
func plain(dst, s []byte) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && util.IsPunct(s[i+1]) {
				dst = append(dst, s[from:i]...)
				i++
				from = i
			}
		case '&':
			r, n := reference(s[i:])
			if n > 0 {
				dst = append(dst, s[from:i]...)
				dst = append(dst, r...)
				from = i + n
				i = from - 1
			}
		}
	}
	return append(dst, s[from:]...)
}

// reference reads a character reference at the start of s: what it stands for,
// and its length, 0 if it is none.
func reference(s []byte) (string, int) {
	i := 1
	if i < len(s) && s[i] == '#' {
		i++
		base, most := rune(10), 7
		if i < len(s) && s[i]|0x20 == 'x' {
			base, most = 16, 6
			i++
		}
		r, from := rune(0), i
		for ; i < len(s) && i-from < most; i++ {
			v := digit(s[i])
			if v < 0 || v >= base {
				break
			}
			r = r*base + v
		}
		if i == from || i >= len(s) || s[i] != ';' {
			return "", 0
		}
		if r == 0 || !utf8.ValidRune(r) {
			r = utf8.RuneError
		}
		return string(r), i + 1
	}
	from := i
	for i < len(s) && i-from < 40 && util.IsAlphaNumeric(s[i]) {
		i++
	}
	if i == from || i >= len(s) || s[i] != ';' {
		return "", 0
	}
	e, ok := util.LookUpHTML5EntityByName(string(s[from:i]))
	if !ok {
		return "", 0
	}
	return string(e.Characters), i + 1
}

func digit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}
