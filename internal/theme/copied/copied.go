// Package copied says what a default template has become since a site copied it.
//
// In: the text of a default; later the site's copy, which ends with a Note, and
// the default as it is now. Out: the Note, which holds the default as it was,
// compressed; the places where the two differ, as findings of weak kind at the
// lines of the copy that they concern. The author's own changes are no concern.
package copied

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
)

// mark is what a note says.
const mark = "The default that this is a copy of: "

// note is the line that copies are made with at their end, wherever it came to stand.
var note = regexp.MustCompile(`\{\{- /\* ` + mark + `([A-Za-z0-9_-]*) \*/ -?\}\}`)

// Note gives the line that a copy of a default ends with.
func Note(text string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // memory takes everything
	}
	return "{{- /* " + mark + base64.RawURLEncoding.EncodeToString(b.Bytes()) + " */ -}}\n"
}

// largest is what a default may hold; a note is not believed to hold more.
const largest = 1 << 20

// origin reads the note of a copy: the default as it was.
func origin(text string) (was string, noted, sound bool) {
	if !strings.Contains(text, mark) { // of dozens of templates few are copies
		return "", false, false
	}
	m := note.FindStringSubmatch(text)
	if m == nil {
		return "", false, false
	}
	packed, err := base64.RawURLEncoding.DecodeString(m[1])
	if err != nil {
		return "", true, false
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), largest))
	return string(data), true, err == nil && len(data) > 0
}

// mostHunks is how many differences are told one by one.
const mostHunks = 5

// Changes says what a default says now that it did not when the file at path was
// made a copy of it, by name as it is copied. A file without a note is the site's
// own.
func Changes(path, name, text, now string) (ds diag.List) {
	was, noted, sound := origin(text)
	switch {
	case !noted || was == now:
		return nil
	case !sound:
		return diag.List{diag.At(path, at(text, 1+strings.Count(text[:strings.Index(text, mark)], "\n")), "theme/copy-note", name)}
	}
	all := hunks(lines(was), lines(now))
	for i, h := range all {
		if i == mostHunks {
			return append(ds, diag.At(path, diag.Pos{Line: 1, Col: 1}, "theme/copy-more", name, strconv.Itoa(len(all)-i)))
		}
		both := ""
		if len(h.gone) > 0 && len(h.come) > 0 {
			both = ","
		}
		gone, come := short(h.gone, h.come)
		ds = append(ds, diag.At(path, at(text, place(text, was, h)), "theme/copy-old", gone, both, come, name))
	}
	return ds
}

func lines(text string) []string {
	return strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
}

// at is the first word of a line.
func at(text string, line int) diag.Pos {
	l := lines(text)[line-1]
	return diag.Pos{Line: line, Col: 1 + len([]rune(l)) - len([]rune(strings.TrimLeft(l, " \t")))}
}

// place finds the line of a copy that a difference concerns: what is gone, else
// what stood before it; else the first.
func place(text, was string, h hunk) int {
	own, old := lines(text), lines(was)
	for _, want := range [][]string{h.gone, old[max(0, h.line-1):h.line]} {
		for _, w := range want {
			if i := slices.Index(own, w); i >= 0 && strings.TrimSpace(w) != "" {
				return i + 1
			}
		}
	}
	return 1
}

// How much of a difference a finding shows, in characters, and of what stands
// around it.
const (
	shown  = 120
	around = 20
)

// short gives two texts by what differs in them, with a little around it.
func short(gone, come []string) (string, string) {
	a, b := []rune(words(gone)), []rune(words(come))
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < min(len(a), len(b))-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	from, end = max(0, from-around), max(0, end-around)
	return cut(a, from, len(a)-end), cut(b, from, len(b)-end)
}

func words(lines []string) string { return strings.Join(strings.Fields(strings.Join(lines, " ")), " ") }

// cut gives a part of a text, with points where it is not all.
func cut(text []rune, from, to int) string {
	to = min(to, from+shown)
	out := string(text[from:to])
	if from > 0 {
		out = "…" + out
	}
	if to < len(text) {
		out += "…"
	}
	return out
}

// hunk is one difference between two texts: from a line of the first, counted from
// 0, some lines are gone and others have come.
type hunk struct {
	line       int
	gone, come []string
}

// hunks compares two texts by their longest common lines. Templates are short.
func hunks(a, b []string) (all []hunk) {
	common := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j, open := 0, 0, false
	last := func() *hunk {
		if !open {
			all, open = append(all, hunk{line: i}), true
		}
		return &all[len(all)-1]
	}
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j, open = i+1, j+1, false
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			h := last()
			h.gone = append(h.gone, a[i])
			i++
		default:
			h := last()
			h.come = append(h.come, b[j])
			j++
		}
	}
	return all
}
