package templates

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	texttemplate "text/template"

	"lodestone/internal/diag"
)

// Fault is a template that passed every check and breaks on a value.
type Fault struct {
	file   string
	pos    diag.Pos
	code   string
	reason string // text/template's own words; of theme/filtered, what stands before the value
}

func (f *Fault) Error() string {
	return f.file + ":" + strconv.Itoa(f.pos.Line) + ":" + strconv.Itoa(f.pos.Col) + ": " + f.reason
}

// Finding gives the place and the reason, and the output that was being made. In
// how many more it breaks, whoever made them knows: the third argument.
func (f *Fault) Finding(output string) diag.Item {
	return diag.At(f.file, f.pos, f.code, f.reason, output, "")
}

var execError = regexp.MustCompile(`(?s)^template: (.+?):(\d+):(\d+): executing ".*?" at <.*?>: (.*)$`)

// broken turns an error of execution into a Fault. A part called by cached has
// its error within that of the call: the innermost says where it was.
func broken(err error, t *Template) error {
	paths := t.paths
	if before := new(filtered); errors.As(err, before) {
		return &Fault{file: t.path, code: "theme/filtered", reason: string(*before)}
	}
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
	return &Fault{file: f.Path, pos: f.At(f.offset(line, col)), code: "theme/runtime", reason: m[4]}
}

// sieve ends what would write the word that html/template puts in the place of a
// value that it takes for unsafe: a link that leads nowhere, and nobody told.
type sieve struct {
	to   io.Writer
	last []byte // what was written before
}

// filtered is what stands before such a value.
type filtered string

func (filtered) Error() string { return "a value is taken for unsafe" }

// Write implements io.Writer. Each value comes in a piece of its own.
func (g *sieve) Write(p []byte) (int, error) {
	if len(p) > 0 && (p[0] == '#' && bytes.HasPrefix(p, []byte("#ZgotmplZ")) || p[0] == 'Z' && string(p) == "ZgotmplZ") {
		return 0, filtered(g.last[max(bytes.LastIndexByte(g.last, '<'), 0):])
	}
	g.last = append(g.last[:0], p[max(len(p)-80, 0):]...)
	return g.to.Write(p)
}
