package markdown

import (
	"bytes"
	"regexp"
)

// What holds a page back: TK ("to come") as a word of its own in capitals, TODO
// likewise, and two placeholders in brackets, in any letter case.
var holds = regexp.MustCompile(`\b(?:TK|TODO)\b|(?i)\[à compléter\]|\[to do\]`)

// mayHold says whether it is worth looking. It is quick, because nearly every
// page has nothing of the kind.
func mayHold(source []byte) bool {
	if bytes.Contains(source, []byte("TK")) || bytes.Contains(source, []byte("TODO")) {
		return true
	}
	for rest := source; ; {
		i := bytes.IndexByte(rest, '[')
		if i < 0 || i+1 >= len(rest) {
			return false
		}
		rest = rest[i+1:]
		if rest[0]|0x20 == 't' || rest[0] == 0xc3 { // [t…, [à…
			if at := holds.FindIndex(source[len(source)-len(rest)-1:][:min(20, len(rest)+1)]); at != nil {
				return true
			}
		}
	}
}

// hold looks through the text of the block at hand, code left out.
func (g *page) hold() {
	if g.meta.Holdback != "" {
		return
	}
	for _, at := range holds.FindAllIndex(g.visible, -1) {
		for _, c := range g.hunted {
			if at[0] >= c.visible && at[0] < c.visible+c.length {
				g.meta.Holdback = string(g.visible[at[0]:at[1]])
				g.marks.Holdback = g.pos(c.source + at[0] - c.visible)
				return
			}
		}
	}
}
