package templates

import (
	"errors"
	"regexp"
	"strconv"
	texttemplate "text/template"

	"lodestone/internal/diag"
)

// Fault is a template that passed every check and breaks on a value.
type Fault struct {
	file   string
	pos    diag.Pos
	reason string // text/template's own words
}

func (f *Fault) Error() string {
	return f.file + ":" + strconv.Itoa(f.pos.Line) + ":" + strconv.Itoa(f.pos.Col) + ": " + f.reason
}

// Finding gives the place and the reason, and the output that was being made. In
// how many more it breaks, whoever made them knows: the third argument.
func (f *Fault) Finding(output string) diag.Item {
	return diag.At(f.file, f.pos, "theme/runtime", f.reason, output, "")
}

var execError = regexp.MustCompile(`(?s)^template: (.+?):(\d+):(\d+): executing ".*?" at <.*?>: (.*)$`)

// broken turns an error of execution into a Fault. A part called by cached has
// its error within that of the call: the innermost says where it was.
func broken(err error, paths map[string]*File) error {
	var inner texttemplate.ExecError
	for e := err; errors.As(e, &inner); e = inner.Err {
	}
	if inner.Err == nil {
		return err
	}
	m := execError.FindStringSubmatch(inner.Error())
	if m == nil || paths[m[1]] == nil {
		return err
	}
	f := paths[m[1]]
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	return &Fault{file: f.Path, pos: f.At(f.offset(line, col)), reason: m[4]}
}
