package markdown

import "github.com/yuin/goldmark/util"

// AppendText appends text escaped for where elements stand.
func AppendText[T string | []byte](dst []byte, s T) []byte { return escape(dst, s, false) }

// AppendValue appends text escaped for an attribute in double quotes.
func AppendValue[T string | []byte](dst []byte, s T) []byte { return escape(dst, s, true) }

func escape[T string | []byte](dst []byte, s T, quotes bool) []byte {
	from := 0
	for i := range len(s) {
		c := s[i]
		if c > '>' || c < '"' { // nearly all
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

// AppendAttr appends ` name="value"`, the value escaped.
func AppendAttr(dst []byte, name, value string) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, `="`...)
	dst = AppendValue(dst, value)
	return append(dst, '"')
}

// AppendURL appends a URL for an attribute in double quotes, percent-encoded
// where it must be.
func AppendURL(dst []byte, url string) []byte {
	return AppendValue(dst, util.URLEscape([]byte(url), false))
}
