package front

import (
	"fmt"
	"strings"
	"unicode"
)

// Quoted writes a YAML text in double quotes (YAML 1.2, 7.3.1).
func Quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04X`, r)
		case !unicode.IsPrint(r) && !unicode.IsSpace(r) && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Document writes YAML keys in the order given. Empty values are left out.
type Document struct{ b strings.Builder }

// Text writes a key and a text in double quotes, unless it is empty.
func (d *Document) Text(key, value string) {
	if value != "" {
		d.b.WriteString(key + ": " + Quoted(value) + "\n")
	}
}

// Plain writes a key and a value as it is, unless it is empty.
func (d *Document) Plain(key, value string) {
	if value != "" {
		d.b.WriteString(key + ": " + value + "\n")
	}
}

// List writes a key and its texts, unless there are none.
func (d *Document) List(key string, values []string) {
	if len(values) == 0 {
		return
	}
	d.b.WriteString(key + ":\n")
	for _, v := range values {
		d.b.WriteString("  - " + Quoted(v) + "\n")
	}
}

// Line adds a line as it is.
func (d *Document) Line(s string) { d.b.WriteString(s + "\n") }

// String gives the text.
func (d *Document) String() string { return d.b.String() }
