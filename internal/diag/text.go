package diag

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// Printer writes findings in the form that one reader wants. Its zero value
// writes English without excerpts and without colour.
type Printer struct {
	Lang    string                   // BCP 47; the table speaks en, fr and it, English serves the rest
	Color   bool                     // ANSI colours in Text
	Width   int                      // of the terminal, in columns; 0 means 100
	Base    string                   // slash-separated folder put before each File in Text, SARIF and GitHub, from where the reader stands to the source; "" for none
	Version string                   // of the program, for SARIF; may be ""
	Source  func(file string) []byte // the text of a File for excerpts; nil, or a nil result, means no excerpt
}

// Print writes a list in the form named text, json, sarif or github.
func (p Printer) Print(w io.Writer, form string, list List) error {
	switch form {
	case "text":
		return p.Text(w, list)
	case "json":
		return p.JSON(w, list)
	case "sarif":
		return p.SARIF(w, list)
	case "github":
		return p.GitHub(w, list)
	}
	return fmt.Errorf("no format %q: text, json, sarif or github", form)
}

// Text writes one block for each finding, sorted: place, severity, message and
// code; the line with a caret under the column; the hint. A last line sums up.
// An empty list writes nothing. Source is called from several goroutines.
func (p Printer) Text(w io.Writer, list List) error {
	list = sorted(list)
	blocks := make([]strings.Builder, runtime.GOMAXPROCS(0))
	for rest := list; len(rest) > 0; {
		var done sync.WaitGroup
		for i := range blocks {
			var some List
			some, rest = rest[:min(len(rest), atOnce)], rest[min(len(rest), atOnce):]
			done.Go(func() { p.blocks(&blocks[i], some) })
		}
		done.Wait()
		for i := range blocks {
			if _, err := io.WriteString(w, blocks[i].String()); err != nil {
				return err
			}
			blocks[i].Reset()
		}
	}
	sum := Summary(list, p.Lang)
	if sum == "" {
		return nil
	}
	_, err := io.WriteString(w, sum+"\n")
	return err
}

// atOnce is how many findings one goroutine writes before they are put in order:
// old content may give ten thousand, each with an excerpt from its file.
const atOnce = 200

func (p Printer) blocks(out *strings.Builder, list List) {
	tongue := speaks(p.Lang)
	var s source
	for _, item := range list {
		text, hint := Render(item, p.Lang)
		if place := p.place(item); place != "" {
			out.WriteString(p.paint(bold, place+":") + " ")
		}
		out.WriteString(p.paint(shade(item.Severity), words()[tongue+" "+item.Severity.String()]) + " ")
		out.WriteString(p.paint(bold, text) + " " + p.paint(dim, "["+item.Code+"]") + "\n")
		p.excerpt(out, item, &s)
		if hint != "" {
			out.WriteString("  " + p.paint(dim, words()[tongue+" hint"]) + " " + hint + "\n")
		}
	}
}

// Summary counts the findings of a list in a language: "2 errors, 1 warning";
// "" for none.
func Summary(list List, lang string) string {
	var count [3]int
	for _, item := range list {
		count[item.Severity]++
	}
	return summary(speaks(lang), count)
}

func summary(tongue string, count [3]int) string {
	var parts []string
	for _, s := range [...]Severity{Error, Warning, Info} {
		if count[s] > 0 {
			parts = append(parts, counted(tongue, s, count[s]))
		}
	}
	return strings.Join(parts, ", ")
}

func sorted(list List) List {
	if list.sorted() {
		return list
	}
	return append(List(nil), list...).Sort()
}

// file is an item's file as the reader names it.
func (p Printer) file(item Item) string {
	if item.File == "" || p.Base == "" {
		return item.File
	}
	return path.Join(p.Base, item.File)
}

func (p Printer) place(item Item) string {
	place := visible(p.file(item))
	if place != "" && item.Pos.Line > 0 {
		place += ":" + strconv.Itoa(item.Pos.Line)
		if item.Pos.Col > 0 {
			place += ":" + strconv.Itoa(item.Pos.Col)
		}
	}
	return place
}

// ANSI colours (ECMA-48 SGR).
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
	green  = "1;32"
)

func shade(s Severity) string { return [...]string{cyan, yellow, red}[s] }

func (p Printer) paint(colour, text string) string {
	if !p.Color {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// source keeps the text of the file read last: findings come sorted by file and
// line.
type source struct {
	file   string
	text   []byte
	at     int // where line begins in text
	number int // of that line
}

// longLine is the length in bytes from which a line is not shown: nobody wrote
// it by hand.
const longLine = 1 << 16

// line gives a line of a file without its end, and whether there is one.
func (s *source) line(p Printer, file string, n int) (string, bool) {
	if p.Source == nil || file == "" || n < 1 {
		return "", false
	}
	if s.number == 0 || s.file != file || n < s.number {
		*s = source{file: file, text: bytes.TrimPrefix(p.Source(file), []byte("\ufeff")), number: 1}
	}
	for ; s.number < n; s.number++ {
		end := bytes.IndexByte(s.text[s.at:], '\n')
		if end < 0 {
			return "", false
		}
		s.at += end + 1
	}
	line, _, _ := bytes.Cut(s.text[s.at:], []byte("\n"))
	if len(line) > longLine {
		return "", false
	}
	return string(bytes.TrimSuffix(line, []byte("\r"))), true
}

// excerpt writes the item's line and a caret under its column. What does not
// fit the width is cut on either side, so that the column stays in sight.
func (p Printer) excerpt(out *strings.Builder, item Item, s *source) {
	line, ok := s.line(p, item.File, item.Pos.Line)
	if !ok || strings.TrimSpace(line) == "" {
		return
	}
	number := fmt.Sprintf("%5d", item.Pos.Line)
	gutter := strings.Repeat(" ", len(number)) + " |"
	room := p.Width
	if room <= 0 {
		room = 100
	}
	cells := expand(cellsOf(line))
	shown, caret := window(cells, item.Pos.Col, max(room-len(gutter)-2, 20))
	out.WriteString(p.paint(dim, number+" |") + " " + strings.TrimRight(shown, " ") + "\n")
	if item.Pos.Col > 0 {
		out.WriteString(p.paint(dim, gutter) + " " + strings.Repeat(" ", caret) + p.paint(green, "^") + "\n")
	}
}

// window cuts cells to a number of columns around one of them and gives the
// columns before it. A column past the end stands after the last cell.
func window(cells []cell, col, room int) (shown string, caret int) {
	at := min(max(col-1, 0), len(cells))
	from, to := 0, len(cells)
	if span(cells) > room {
		room -= 2 // for the … at both ends
		from = at
		for before := 0; from > 0 && before+cells[from-1].wide <= room/3; from-- {
			before += cells[from-1].wide
		}
		to = from
		total := 0
		for ; to < len(cells) && (total+cells[to].wide <= room || to <= at); to++ {
			total += cells[to].wide
		}
		for ; from > 0 && total+cells[from-1].wide <= room; from-- { // the end is near: show more of the beginning
			total += cells[from-1].wide
		}
		for from > 0 && from < at && cells[from].wide == 0 {
			from++ // not in the middle of a letter and its accents
		}
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
		caret++
	}
	for i := from; i < to; i++ {
		b.WriteString(cells[i].show)
	}
	if to < len(cells) {
		b.WriteString("…")
	}
	return b.String(), caret + span(cells[from:max(from, min(at, to))])
}

func span(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.wide
	}
	return n
}
