package syntax

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// Plain appends Markdown text with its backslash escapes and character
// references resolved (CommonMark §2.4, §2.5).
func Plain(dst, s []byte) []byte {
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

// Literal reads a backslash escape or a character reference at the start of s:
// what it stands for, and its length, 0 if there is none.
func Literal(s []byte) (text string, n int) {
	switch {
	case len(s) > 1 && s[0] == '\\' && util.IsPunct(s[1]):
		return string(s[1:2]), 2
	case len(s) > 0 && s[0] == '&':
		return reference(s)
	}
	return "", 0
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
