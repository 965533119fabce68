package syntax

import (
	"bytes"
	"regexp"
)

// Bare addresses end at white space, an angle bracket or a quotation mark
// (GFM §6.9); letters of all languages belong to them.
var (
	bareURL = regexp.MustCompile(`^(?:https?|ftp)://[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?::\d+)?(?:[/#?][^\s<>"“”«»]*)?`)
	bareWWW = regexp.MustCompile(`^www\.[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?:[/#?][^\s<>"“”«»]*)?`)
)

// mayLink says whether a text may hold bare addresses: "@" anywhere, or "www."
// or "://" after a word that begins where GFM lets an address begin (§6.9).
func mayLink(source []byte) bool {
	if bytes.IndexByte(source, '@') >= 0 {
		return true
	}
	begins := func(at int) bool {
		if at == 0 {
			return true
		}
		switch source[at-1] {
		case ' ', '\n', '\t', '*', '_', '~':
			return true
		case '(':
			return at == 1 || source[at-2] != ']'
		}
		return false
	}
	for _, mark := range []string{"www.", "://"} {
		for at := 0; ; at += len(mark) {
			n := bytes.Index(source[at:], []byte(mark))
			if n < 0 {
				break
			}
			at += n
			from := at
			for mark == "://" && from > 0 && source[from-1]|0x20 >= 'a' && source[from-1]|0x20 <= 'z' {
				from--
			}
			if begins(from) {
				return true
			}
		}
	}
	return false
}
