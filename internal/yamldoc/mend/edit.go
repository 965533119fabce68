package mend

import "strings"

// Edit puts quotes where a text has none: With for Text[Start:End] of a source.
type Edit struct {
	Start, End int
	With       string
	Value      string // the text that With says in quotes
	Comment    int    // where a comment begins that was kept out of it; 0 for none
}

// Edits are in the order of the text and do not overlap.
type Edits []Edit

// Apply makes the edits.
func (edits Edits) Apply(text string) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Start])
		b.WriteString(e.With)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// Before turns an offset in the edited text into one in the text before; what
// lies within an edit goes to its beginning.
func (edits Edits) Before(offset int) int {
	shift := 0 // how much longer the edited text is so far
	for _, e := range edits {
		if offset < e.Start+shift {
			break
		}
		if offset < e.Start+shift+len(e.With) {
			return e.Start
		}
		shift += len(e.With) - (e.End - e.Start)
	}
	return offset - shift
}

// quotedText writes a text as a YAML scalar in quotes on one line.
func quotedText(text string) string {
	if strings.ContainsAny(text, "\"\\") && !strings.ContainsAny(text, "\n\t") {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}
