package page

import (
	"bytes"
	"regexp"
)

// What holds a page back: TK ("to come") as a word of its own in capitals; TODO
// where it is a mark and no word of a sentence, that is at the beginning of a
// block, behind an opening bracket or before a colon; and two placeholders in
// brackets, in any letter case.
var holds = regexp.MustCompile(`(?:^|[\[(])\s*(TODO)\b|\b(TODO):|\b(TK)\b|(?i)(\[à compléter\]|\[to do\])`)

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
func (g *Page) hold() {
	if g.Meta.Holdback != "" {
		return
	}
	for _, found := range holds.FindAllSubmatchIndex(g.Visible, -1) {
		at := mark(found)
		for _, c := range g.clues {
			if at[0] >= c.visible && at[0] < c.visible+c.length {
				g.Meta.Holdback = string(g.Visible[at[0]:at[1]])
				g.Marks.Holdback = g.Pos(c.source + at[0] - c.visible)
				return
			}
		}
	}
}

// mark gives where the mark itself stands in a match.
func mark(found []int) []int {
	for i := 2; i < len(found); i += 2 {
		if found[i] >= 0 {
			return found[i : i+2]
		}
	}
	return found[:2]
}
