package diag

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Severity says what a finding does to a build.
type Severity uint8

// The severities, mildest first.
const (
	Info    Severity = iota // said, never fails
	Warning                 // said, fails with --strict
	Error                   // the build writes nothing
)

// String gives the word used in JSON output.
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Pos is a place in a text file: 1-based line, 1-based column counted in
// characters (Unicode code points), not bytes. The zero Pos means the file as
// a whole.
type Pos struct{ Line, Col int }

// Item is one finding: a code and its arguments. The words come at printing,
// in the reader's language, from the table of codes.
type Item struct {
	Code     string // "area/name", an entry of the table
	Severity Severity
	File     string // slash-separated, relative to the source; "" when no file is at fault
	Pos      Pos
	Args     []string // fill {1}, {2}, … of the entry's texts
}

// At makes an Item with the severity that the table gives its code. It panics
// on a code that the table lacks: that is a fault of the program, not of its
// user.
func At(file string, pos Pos, code string, args ...string) Item {
	return Item{Code: code, Severity: Lookup(code).Severity, File: file, Pos: pos, Args: args}
}

// Clip shortens a text from a file to what fits a message as an argument: one
// line of at most 60 characters.
func Clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return text
}

// reason gives the cause of a file's error without its path, which the message
// has already.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// outside is what os.Root says of a symbolic link that leads out of its folder;
// it has no error value for it.
const outside = "path escapes from parent"

// Unread makes the finding of a file that cannot be read: file/outside where a
// symbolic link leads out of the site, else code with the reason.
func Unread(file, code string, err error) Item {
	why := reason(err)
	if why == outside {
		return At(file, Pos{}, "file/outside")
	}
	return At(file, Pos{}, code, why)
}

// List is a set of findings.
type List []Item

// Sort puts the list in the order of DESIGN §2: by file, line, column, code,
// then arguments; and drops exact repetitions.
func (l List) Sort() List {
	if l.sorted() {
		return l
	}
	slices.SortFunc(l, compare)
	return slices.CompactFunc(l, func(a, b Item) bool { return compare(a, b) == 0 })
}

// sorted says whether Sort would change nothing.
func (l List) sorted() bool {
	for i := 1; i < len(l); i++ {
		if compare(l[i-1], l[i]) >= 0 {
			return false
		}
	}
	return true
}

// compare looks no further than it must: lists may be long.
func compare(a, b Item) int {
	if c := cmp.Compare(a.File, b.File); c != 0 {
		return c
	}
	if c := cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col)); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Code, b.Code); c != 0 {
		return c
	}
	return slices.Compare(a.Args, b.Args)
}

// Broken says whether the list holds at least one Error.
func (l List) Broken() bool {
	return slices.ContainsFunc(l, func(i Item) bool { return i.Severity == Error })
}

// Weak says whether the list holds a Warning or worse: what --strict fails on.
func (l List) Weak() bool {
	return slices.ContainsFunc(l, func(i Item) bool { return i.Severity >= Warning })
}

// Soften turns every Error into a Warning: faults of a draft or scheduled page
// do not fail a build.
func (l List) Soften() List {
	for i := range l {
		l[i].Severity = min(l[i].Severity, Warning)
	}
	return l
}
