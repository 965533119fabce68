package report

import "strings"

// Log gathers what is noted of one page.
type Log struct {
	Changes []Change
	Lost    []string
}

// Note adds a change at a line of the source; 0 is a line that nobody knows,
// and counts as the first.
func (l *Log) Note(line int, kind, before, after string) {
	l.Changes = append(l.Changes, Change{max(line, 1), kind, OneLine(before), OneLine(after)})
}

// Lose adds what readers no longer see, if it is any text.
func (l *Log) Lose(text string) {
	if text = OneLine(text); text != "" {
		l.Lost = append(l.Lost, text)
	}
}

// OneLine writes white space as single spaces.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
