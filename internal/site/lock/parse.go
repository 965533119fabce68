package lock

import (
	"strconv"
	"strings"
	"time"

	"lodestone/internal/sketch"
)

// What is wrong with a line.
type What uint8

// What there is. A conflict is settled by reading both sides.
const (
	Damaged  What = iota // the line is none
	Newer                // the file is of a format that this program does not know
	Conflict             // a version control system left its marks
)

// Fault is what is wrong with a line of the file, from 1.
type Fault struct {
	What What
	Line int
}

// Parse reads the file. Damaged lines are left out.
func Parse(text string) (*Lock, []Fault) {
	var (
		all    []Entry
		faults []Fault
		base   bool // within what both sides of a conflict began with
		n      int
	)
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		mark, marked := conflict(line)
		if marked {
			base = mark == '|'
			if mark == '<' {
				faults = append(faults, Fault{Conflict, n})
			}
			continue
		}
		if line == "" || base {
			continue
		}
		if line[0] == '#' {
			if newer(line) { // nothing below it can be judged
				return New(nil), []Fault{{Newer, n}}
			}
			continue
		}
		e, ok := parseLine(line)
		if !ok {
			faults = append(faults, Fault{Damaged, n})
			continue
		}
		e.Line = n
		all = append(all, e)
	}
	return New(all), faults
}

// conflict says whether a line is a mark that git or another such system leaves
// about what it could not merge, and which.
func conflict(line string) (mark byte, ok bool) {
	const least = 7
	if len(line) < least || !strings.ContainsRune("<=>|", rune(line[0])) {
		return 0, false
	}
	run := len(line) - len(strings.TrimLeft(line, line[:1]))
	return line[0], run == least && (len(line) == least || line[least] == ' ')
}

// newer says whether the first line names a format that is not known here.
func newer(line string) bool {
	rest, ok := strings.CutPrefix(line, "# site.lock, format ")
	format, _, _ := strings.Cut(rest, ":")
	return ok && format != "1"
}

// parseLine reads an entry.
func parseLine(line string) (e Entry, ok bool) {
	parts := strings.Split(line, " ")
	e.URL = parts[0]
	if !strings.HasPrefix(e.URL, "/") || strings.ContainsFunc(e.URL, unprintable) {
		return e, false
	}
	if len(parts) == 1 {
		return e, true
	}
	const fields = 6
	if len(parts) < fields {
		return e, false
	}
	e.First, e.Changed = Day(parts[1]), Day(parts[2])
	words, err := strconv.Atoi(parts[3])
	if err != nil || words < 0 || !e.First.valid() || !e.Changed.valid() || len(parts[4]) != 11 && parts[4] != "-" {
		return e, false
	}
	e.Words = words
	if parts[4] != "-" {
		e.Sum = parts[4]
	}
	if parts[5] != "-" {
		e.Sketch = sketch.Sketch(parts[5])
	}
	return e, e.Sketch.Valid() && e.extras(parts[fields:])
}

// extras reads what only some lines have.
func (e *Entry) extras(parts []string) bool {
	for i, p := range parts {
		until, expires := strings.CutPrefix(p, "until=")
		id, anchor := strings.CutPrefix(p, "#")
		switch {
		case expires && i == 0 && Day(until).valid():
			e.Until = Day(until)
		case anchor && id != "":
			e.Anchors = append(e.Anchors, id)
		default:
			return false
		}
	}
	e.Anchors = With(e.Anchors, nil)
	return true
}

func (d Day) valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

func unprintable(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 }
