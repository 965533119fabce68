package accept

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

var (
	htmlTag     = regexp.MustCompile(`^(?:<[a-zA-Z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>` + "`" + `]+))?)*\s*/?>|</[a-zA-Z][\w-]*\s*>|<!--(?s:.*?)-->)`)
	brokenTag   = regexp.MustCompile(`^<([a-zA-Z][\w-]*)\s[^<>]*=[^<>]*>`) // its quotes do not pair
	angleLink   = regexp.MustCompile(`^<([a-zA-Z][\w+.-]+:[^\s<>]*|[\w.+-]+@[\w.-]+)>`)
	bareLink    = regexp.MustCompile(`^(?:https?://|www\.)[^\s<]+`)
	bareMail    = regexp.MustCompile(`^[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
	noteMark    = regexp.MustCompile(`^\[\^([^\]\s]+)\]`)
	destination = regexp.MustCompile(`^\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*))(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)`)
	attributes  = regexp.MustCompile(`^\{[:.#][^{}\n]*\}`)
)

// inline turns the text of a paragraph into HTML. Emphasis is not looked for:
// its stars go, and the comparison takes no account of low lines.
func (r *reading) inline(s string) string {
	var b strings.Builder
	r.span(&b, s, false)
	return b.String()
}

// span writes s; inLink says that links inside are text.
func (r *reading) span(b *strings.Builder, s string, inLink bool) {
	for i := 0; i < len(s); {
		rest := s[i:]
		n := 0
		switch c := s[i]; {
		case c == '\\' && len(rest) > 1 && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rest[1]) >= 0:
			b.WriteString(html.EscapeString(rest[1:2]))
			n = 2
		case c == '`':
			n = codeSpan(b, rest)
		case c == '<':
			n = r.angle(b, rest)
		case c == '!' && strings.HasPrefix(rest, "!["):
			n = r.image(b, rest)
		case c == '[':
			n = r.link(b, rest, inLink)
		case c == '*':
			n = stars(b, s, i)
		case c == '{':
			n = len(attributes.FindString(rest))
		case !inLink && wordStart(s, i):
			n = bare(b, rest)
		}
		if n == 0 {
			if s[i] == '<' || s[i] == '>' {
				b.WriteString(html.EscapeString(s[i : i+1]))
			} else {
				b.WriteByte(s[i])
			}
			n = 1
		}
		i += n
	}
}

// stars drops a run that touches a word.
func stars(b *strings.Builder, s string, i int) int {
	n := len(s[i:]) - len(strings.TrimLeft(s[i:], "*"))
	alone := (i == 0 || s[i-1] == ' ' || s[i-1] == '\n') && (i+n == len(s) || s[i+n] == ' ' || s[i+n] == '\n')
	if alone {
		b.WriteString(s[i : i+n])
	}
	return n
}

func wordStart(s string, i int) bool {
	return i == 0 || strings.IndexByte(" \n\t*_~(", s[i-1]) >= 0
}

// bare reads an address that stands in the text without any mark.
func bare(b *strings.Builder, rest string) int {
	at := bareLink.FindString(rest)
	if at == "" {
		at = bareMail.FindString(rest)
	}
	at = strings.TrimRight(at, "?!.,:*_~'\"")
	for strings.HasSuffix(at, ")") && strings.Count(at, ")") > strings.Count(at, "(") {
		at = strings.TrimRight(at[:len(at)-1], "?!.,:*_~'\"")
	}
	if at != "" {
		b.WriteString(`<a href="` + html.EscapeString(at) + `">` + html.EscapeString(at) + `</a>`)
	}
	return len(at)
}

// codeSpan reads from a run of backticks to the next of the same length.
func codeSpan(b *strings.Builder, rest string) int {
	run := len(rest) - len(strings.TrimLeft(rest, "`"))
	for i := run; i < len(rest); {
		if rest[i] != '`' {
			i++
			continue
		}
		end := i
		for end < len(rest) && rest[end] == '`' {
			end++
		}
		if end-i == run {
			b.WriteString("<code>" + html.EscapeString(rest[run:i]) + "</code>")
			return end
		}
		i = end
	}
	b.WriteString(rest[:run])
	return run
}

func (r *reading) angle(b *strings.Builder, rest string) int {
	if m := angleLink.FindStringSubmatch(rest); m != nil {
		b.WriteString(`<a href="` + html.EscapeString(m[1]) + `">` + html.EscapeString(m[1]) + `</a>`)
		return len(m[0])
	}
	if tag := htmlTag.FindString(rest); tag != "" {
		b.WriteString(tag)
		return len(tag)
	}
	m := brokenTag.FindStringSubmatch(rest)
	if m == nil {
		return 0
	}
	b.WriteString("<" + m[1] + ` href="?">`)
	return len(m[0])
}

func (r *reading) image(b *strings.Builder, rest string) int {
	_, dest, n := r.target(rest[1:])
	if n == 0 {
		return 0
	}
	b.WriteString(`<img src="` + html.EscapeString(dest) + `">`)
	return n + 1
}

func (r *reading) link(b *strings.Builder, rest string, inLink bool) int {
	if m := noteMark.FindStringSubmatch(rest); m != nil && r.notes[m[1]] != nil {
		if !slices.Contains(r.used, m[1]) {
			r.used = append(r.used, m[1])
		}
		return len(m[0])
	}
	text, dest, n := r.target(rest)
	if n == 0 || inLink {
		return 0
	}
	b.WriteString(`<a href="` + html.EscapeString(dest) + `">`)
	r.span(b, text, true)
	b.WriteString("</a>")
	return n
}

// target reads [text](dest), [text][label] or [label] at the start of s.
func (r *reading) target(s string) (text, dest string, n int) {
	end := closing(s)
	if end < 0 {
		return "", "", 0
	}
	text = s[1:end]
	rest := s[end+1:]
	if m := destination.FindStringSubmatch(rest); m != nil {
		return text, m[1] + m[2], end + 1 + len(m[0])
	}
	name, size := text, end+1
	if strings.HasPrefix(rest, "[") {
		if e := closing(rest); e >= 0 {
			if e > 1 {
				name = rest[1:e]
			}
			size += e + 1
		}
	}
	dest, ok := r.refs[label(name)]
	if !ok {
		return "", "", 0
	}
	return text, dest, size
}

// closing finds the bracket that closes the one s begins with, past code,
// tags and escapes.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			var skip strings.Builder
			i += codeSpan(&skip, s[i:]) - 1
		case '<':
			if tag := htmlTag.FindString(s[i:]); tag != "" {
				i += len(tag) - 1
			}
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
