package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// visible writes out every character that a terminal would obey rather than
// show, or that would reorder or hide the text beside it: \n, \x1b, \u202e, and
// bytes that are no UTF-8 as \xff.
func visible(text string) string {
	for i, r := range text {
		if hidden(r) || r == utf8.RuneError {
			var b strings.Builder
			b.WriteString(text[:i])
			for _, c := range cellsOf(text[i:]) {
				b.WriteString(c.show)
			}
			return b.String()
		}
	}
	return text
}

// hidden says whether a rune must not reach a terminal as it is. Joiners and
// variation selectors may: Persian and emoji are written with them.
func hidden(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' || r == 0x7f
	case r == '\u200c', r == '\u200d', unicode.Is(unicode.Variation_Selector, r):
		return false
	case r == '\u2028', r == '\u2029':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co)
}

// cell is what one character of a line shows and the columns that it takes.
type cell struct {
	show string
	wide int
}

// tab is the distance of tab stops in an excerpt.
const tab = 4

// cellsOf gives the cells of a text, one for each code point (and one for each
// byte that is no UTF-8), so that the cell of column n is the n-1st.
func cellsOf(text string) []cell {
	cells := make([]cell, 0, len(text))
	var before rune
	for i, n := 0, 0; i < len(text); i += n {
		var r rune
		r, n = utf8.DecodeRuneInString(text[i:])
		c := cell{show: text[i : i+n]}
		switch {
		case r == utf8.RuneError && n == 1:
			c.show = fmt.Sprintf(`\x%02x`, text[i])
			c.wide = len(c.show)
		case hidden(r):
			c.show = escape(r)
			c.wide = len(c.show)
		default:
			c.wide = columns(r, before)
			if r == '\ufe0f' && len(cells) > 0 && cells[len(cells)-1].wide == 1 {
				c.wide = 1 // a plain sign shown as emoji is wide
			}
		}
		if flag(r) && flag(before) {
			c.wide, r = 0, 0 // the second half of a flag
		}
		cells = append(cells, c)
		before = r
	}
	return cells
}

// expand turns tabs into spaces up to the next stop.
func expand(cells []cell) []cell {
	at := 0
	for i := range cells {
		if cells[i].show == `\t` {
			cells[i].wide = tab - at%tab
			cells[i].show = strings.Repeat(" ", cells[i].wide)
		}
		at += cells[i].wide
	}
	return cells
}

func escape(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// columns are those that a terminal gives to a rune: none to what sits on the
// rune before it, two to wide East Asian letters and emoji (UAX #11). What is
// joined to an emoji takes no room of its own.
func columns(r, before rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1160 && r <= 0x11ff, r >= 0x1f3fb && r <= 0x1f3ff && before > 0x2000:
		return 0
	case before == '\u200d' && r > 0x2000:
		return 0
	case flag(r):
		return 2
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// flag says whether a rune is one of the letters that pairs of make a flag.
func flag(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
