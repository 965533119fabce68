package page

import (
	"bytes"
	"regexp"
	"strings"
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
		for _, mark := range []string{"to do]", "à compléter]"} {
			if len(rest) >= len(mark) && strings.EqualFold(string(rest[:len(mark)]), mark) {
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
	clues := g.clues
	for _, found := range holds.FindAllSubmatchIndex(g.Visible, -1) {
		at := mark(found)
		for len(clues) > 0 && clues[0].visible+clues[0].length <= at[0] {
			clues = clues[1:]
		}
		if len(clues) > 0 && clues[0].visible <= at[0] {
			g.Meta.Holdback = string(g.Visible[at[0]:at[1]])
			g.Marks.Holdback = g.Pos(clues[0].source + at[0] - clues[0].visible)
			return
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
