package lines

import (
	"html"
	"regexp"
	"strings"
)

var (
	inlineRE   = regexp.MustCompile(`(^|[^:\\\w]):([A-Za-z][\w-]*[\[{])`)
	emojiRE    = regexp.MustCompile(`(^|[^\\\w]):([A-Za-z_+-][A-Za-z0-9_+-]*|100|1234|8ball):`)
	leafLineRE = regexp.MustCompile(`(?m)^([ \t]*)(:{2,})`)
)

// Guard escapes what the target dialect would read as a directive or as the name
// of an emoji: what stood in the text as letters goes on doing so.
func Guard(s string) string {
	if !strings.Contains(s, ":") {
		return s
	}
	s = leafLineRE.ReplaceAllString(s, `$1\$2`)
	s = inlineRE.ReplaceAllString(s, `$1\:$2`)
	return emojiRE.ReplaceAllString(s, `$1\:$2:`)
}

// Escape makes text that Markdown shows as it stands.
func Escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; ch {
		case '<':
			b.WriteString("&lt;") // a backslash would become part of a bare address before it
			continue
		case '\\', '`', '*', '[', ']', '~':
			b.WriteByte('\\')
		case '_':
			if i == 0 || i == len(s)-1 || !Word(s[i-1]) || !Word(s[i+1]) {
				b.WriteByte('\\')
			}
		case '&':
			if EntityRE.MatchString(s[i:]) {
				b.WriteString("&amp;")
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return Guard(b.String())
}

// EntityRE is an entity at the beginning of a text.
var EntityRE = regexp.MustCompile(`^&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)

// Word says whether a byte belongs to a word.
func Word(b byte) bool {
	return b >= 0x80 || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

var escapeRE = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// Unescape takes away backslash escapes and entities.
func Unescape(s string) string {
	return html.UnescapeString(escapeRE.ReplaceAllString(s, "$1"))
}
