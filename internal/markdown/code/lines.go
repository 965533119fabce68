package code

import (
	"bytes"
	"strconv"

	"lodestone/internal/markdown"
)

// Lines puts an element around each line of highlighted or plain HTML in which no
// element lies inside another. Lines are counted from 1: a marked one becomes
// <mark class="line">, any other <span class="line">. Where first is not 0, each
// line says its number, counted from first, in data-line: style sheets show it,
// and nobody copies it.
func Lines(dst, html []byte, first int, marked func(line int) bool) []byte {
	var open []byte // the start tag of the element that goes on in the next line
	for n := 1; len(html) > 0; n++ {
		line := html
		if end := bytes.IndexByte(html, '\n'); end >= 0 {
			line = html[:end+1]
		}
		html = html[len(line):]
		name := "span"
		if marked(n) {
			name = "mark"
		}
		dst = append(append(append(dst, '<'), name...), ` class="line"`...)
		if first > 0 {
			dst = markdown.AppendAttr(dst, "data-line", strconv.Itoa(first+n-1))
		}
		dst = append(append(append(dst, '>'), open...), line...)
		if open = unclosed(line, open); open != nil {
			dst = append(dst, "</span>"...)
		}
		dst = append(append(append(dst, "</"...), name...), '>')
	}
	return dst
}

// unclosed gives the start tag of the element that is open behind a line, before
// which open was.
func unclosed(line, open []byte) []byte {
	start, end := bytes.LastIndex(line, []byte("<span")), bytes.LastIndex(line, []byte("</span>"))
	switch {
	case start > end:
		return line[start : start+bytes.IndexByte(line[start:], '>')+1]
	case end > start:
		return nil
	}
	return open
}
