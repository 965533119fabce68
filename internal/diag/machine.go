package diag

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// The JSON form (DESIGN §2), version 1, is an object of the version and the items.
const (
	reportHead = `{"version":1,"items":[`
	reportEnd  = "]}\n"
)

// reportEntry is one finding; line and col are 0 where there is none.
type reportEntry struct {
	Code     string `json:"code"`
	Severity string `json:"severity"` // error, warning, info
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Text     string `json:"text"`
	Hint     string `json:"hint"`
}

// JSON writes {"version":1,"items":[…]}, sorted, on one line. Items are written as
// they are made: of a large site there are thousands.
func (p Printer) JSON(w io.Writer, list List) error {
	out := bufio.NewWriterSize(w, 64<<10) // keeps its first error
	var item bytes.Buffer
	e := json.NewEncoder(&item)
	e.SetEscapeHTML(false)
	out.WriteString(reportHead)
	for n, i := range sorted(list) {
		text, hint := Render(i, p.Lang)
		item.Reset()
		if n > 0 {
			item.WriteByte(',')
		}
		if err := e.Encode(reportEntry{i.Code, i.Severity.String(), i.File, max(1, i.Pos.Line), max(1, i.Pos.Col), text, hint}); err != nil {
			return err
		}
		out.Write(bytes.TrimSuffix(item.Bytes(), []byte("\n")))
	}
	out.WriteString(reportEnd)
	return out.Flush()
}

// GitHub writes workflow commands that put each finding beside its line
// (::error file=…,line=…,col=…,title=…::message). Escapes are those of
// actions/toolkit, packages/core/src/command.ts.
func (p Printer) GitHub(w io.Writer, list List) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var out strings.Builder
	for _, i := range sorted(list) {
		text, hint := Render(i, p.Lang)
		out.WriteString("::" + [...]string{"notice", "warning", "error"}[i.Severity] + " ")
		if i.File != "" {
			out.WriteString("file=" + property.Replace(p.file(i)) + ",")
			if i.Pos.Line > 0 {
				out.WriteString("line=" + strconv.Itoa(i.Pos.Line) + ",")
			}
			if i.Pos.Line > 0 && i.Pos.Col > 0 {
				out.WriteString("col=" + strconv.Itoa(i.Pos.Col) + ",")
			}
		}
		out.WriteString("title=" + property.Replace(i.Code) + "::" + data.Replace(text))
		if hint != "" {
			out.WriteString(data.Replace("\n" + hint))
		}
		out.WriteString("\n")
	}
	_, err := io.WriteString(w, out.String())
	return err
}
