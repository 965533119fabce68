// Package mend finds the values that are to be read as if they were quoted.
//
// In: a text with its lines, the Type that says which of its values are text, and
// a Reader, which knows YAML. Out: Edits that write the missing quotes, and where
// values begin with a quote that nothing closes. The text is gone through by
// lines and indentation alone, along its Type, so that one fault does not hide
// the next; package yamldoc says what counts as text and where it ends. What
// cannot be told for sure is left to YAML. Nothing is an error.
package mend

import (
	"cmp"
	"slices"
	"strings"

	"lodestone/internal/schema"
	"lodestone/internal/yamldoc/lines"
)

// Find goes through a text. The edits are sorted; open are the offsets of values
// whose quote nothing on their lines closes, in the order met.
func Find(src lines.Source, t *schema.Type, read Reader) (edits Edits, open []int) {
	s := scan{src: src, read: read}
	var rows []row
	for _, l := range src.Lines {
		rows = append(rows, s.row(l, l.Start))
	}
	s.value(rows, t)
	slices.SortFunc(s.edits, func(a, b Edit) int { return a.Start - b.Start })
	return s.edits, s.open
}

type scan struct {
	src     lines.Source
	read    Reader
	anchors map[string]bool // "&name" and "*name" as they stand in the text; nil before it was looked at
	edits   Edits
	open    []int
}

// row is a line, or what follows the "- " on it, as part of a block.
type row struct {
	lines.Line
	indent int // bytes before the first one that is no space
}

func (s *scan) row(l lines.Line, from int) row {
	text := s.src.Text[from:l.End]
	rest := strings.TrimLeft(text, " ")
	return row{lines.Line{Start: from + len(text) - len(rest), End: l.End}, from - l.Start + len(text) - len(rest)}
}

// said gives what a row says; "" for nothing, as a comment does.
func (s *scan) said(r row) string {
	text := s.src.Of(r.Line)
	if text == "" || text[0] == '#' || strings.TrimLeft(text, " \t") == "" {
		return ""
	}
	return text
}

// value reads a block that stands on lines of its own.
func (s *scan) value(rows []row, t *schema.Type) {
	for len(rows) > 0 && (s.said(rows[0]) == "" || s.said(rows[0]) == "---") {
		rows = rows[1:]
	}
	if t == nil || len(rows) == 0 {
		return
	}
	dash := lines.IsItem(s.said(rows[0]))
	switch {
	case t.Form == schema.ListForm && dash:
		s.list(rows, t.Elem)
	case t.Form == schema.ListForm:
		s.value(rows, t.Elem)
	case (t.Form == schema.ObjectForm || t.Form == schema.MapForm) && !dash:
		s.mapping(rows, t)
	}
}

// mapping reads keys at the indentation of the first row.
func (s *scan) mapping(rows []row, t *schema.Type) {
	indent := rows[0].indent
	for i := 0; i < len(rows); {
		key, after := lines.KeyOf(s.said(rows[i]))
		if rows[i].indent != indent || after < 0 {
			i++
			continue
		}
		from := rows[i].Start + after
		head := s.row(rows[i].Line, from)
		said, vt := s.said(head), t.Value(key)
		j := s.end(rows, i, indent, said)
		if block := rows[i+1 : s.end(rows, i, indent, "")]; s.names(said, block, vt) {
			said, j = "", i+1+len(block)
		}
		switch {
		case said == "":
			s.value(rows[i+1:j], vt)
		case vt == nil && t.Form == schema.ObjectForm && strings.IndexByte("[{|>&*!", said[0]) < 0:
			// An unknown key is a fault already; no need to blame its text too.
			s.inline(head, rows[i+1:j], &schema.Type{Form: schema.TextForm})
		default:
			s.inline(head, rows[i+1:j], vt)
		}
		i = j
	}
}

// list reads items at the indentation of the first row.
func (s *scan) list(rows []row, elem *schema.Type) {
	indent := rows[0].indent
	for i := 0; i < len(rows); {
		if rows[i].indent != indent || !lines.IsItem(s.said(rows[i])) {
			i++
			continue
		}
		head := s.row(rows[i].Line, rows[i].Start+1)
		j := s.end(rows, i, indent, cmp.Or(s.said(head), "-"))
		head.indent += indent
		s.item(head, rows[i+1:j], elem)
		i = j
	}
}

// item reads one item: head is what follows the dash.
func (s *scan) item(head row, more []row, t *schema.Type) {
	said := s.said(head)
	if said == "" || s.names(said, more, t) {
		s.value(more, t)
		return
	}
	if t == nil {
		return
	}
	_, after := lines.KeyOf(said)
	if (t.Form == schema.ObjectForm || t.Form == schema.MapForm) && after >= 0 {
		s.mapping(append([]row{head}, more...), t)
		return
	}
	s.inline(head, more, t)
}

// names says whether what follows a key or dash is nothing but an anchor or a tag
// of the list or map on the next lines.
func (s *scan) names(said string, block []row, t *schema.Type) bool {
	n := len(properties.FindString(said))
	if t == nil || n == 0 || n < len(said) && said[n] != '#' {
		return false
	}
	at := slices.IndexFunc(block, func(r row) bool { return s.said(r) != "" })
	if at < 0 {
		return false
	}
	first := s.said(block[at])
	if lines.IsItem(first) {
		return t.Form == schema.ListForm
	}
	for t.Form == schema.ListForm {
		t = t.Elem
	}
	_, after := lines.KeyOf(first)
	return after >= 0 && (t.Form == schema.ObjectForm || t.Form == schema.MapForm)
}

// end finds the row after rows[i] that no longer belongs to it, head being what
// its key or dash is followed by. A list may stand at the same indentation as
// its key, and so may the bracket that closes what head opens.
func (s *scan) end(rows []row, i, indent int, head string) int {
	for j := i + 1; j < len(rows); j++ {
		said := s.said(rows[j])
		if said == "" || rows[j].indent > indent || rows[j].indent == indent && head == "" && lines.IsItem(said) {
			continue
		}
		if head != "" && (head[0] == '[' && said[0] == ']' || head[0] == '{' && said[0] == '}') {
			return j + 1
		}
		return j
	}
	return len(rows)
}

// inline reads a value that begins on the line of its key or dash.
func (s *scan) inline(head row, more []row, t *schema.Type) {
	raw, end := s.raw(head, more)
	open := raw[0]
	if (open == '"' || open == '\'' && !t.TakesText()) && lines.Closing(raw) < 0 {
		s.open = append(s.open, head.Start)
		return
	}
	if t == nil {
		return
	}
	if at := bracket(raw); at >= 0 && !t.Text() {
		s.flow(head.Start+at, raw[at:], t)
		return
	}
	if !t.TakesText() || s.sound(raw, false) {
		return
	}
	if e := s.asText(head, more, end); e.With != "" {
		s.edits = append(s.edits, e)
	}
}

// raw gives all that is written for a value, its further lines included.
func (s *scan) raw(head row, more []row) (text string, end int) {
	end = head.End
	for _, r := range more {
		if s.said(r) != "" {
			end = r.End
		}
	}
	text = strings.TrimRight(s.src.Text[head.Start:end], " \t")
	return text, head.Start + len(text)
}

// asText reads a value that is no YAML text as one: its lines folded as those
// of a plain text are, ending before " # ". The edit is empty where the author
// more probably forgot a quote or the indentation of a next key.
func (s *scan) asText(head row, more []row, end int) Edit {
	e := Edit{Start: head.Start}
	if unclosed(s.src.Text[head.Start:end]) {
		return e
	}
	var b strings.Builder
	blank := 0
	for n, r := range append([]row{head}, more...) {
		text := strings.TrimRight(s.src.Of(r.Line), " \t")
		if r.Start > end {
			break
		}
		if n > 0 && text == "" {
			blank++
			continue
		}
		cut := commentAt(text)
		if cut < len(text) && r.End < end || n > 0 && (text[0] == '#' || text[0] == '\t' || looksLikeKey(text)) {
			return Edit{} // no text goes on behind a comment
		}
		if blank > 0 {
			b.WriteString(strings.Repeat("\n", blank))
		} else if n > 0 {
			b.WriteByte(' ')
		}
		blank = 0
		said := strings.TrimRight(text[:cut], " \t")
		b.WriteString(said)
		e.End = r.Start + len(said)
		if cut < len(text) {
			e.Comment = r.Start + cut
			break
		}
	}
	e.Value = b.String()
	e.With = quotedText(e.Value)
	return e
}

// flow reads what stands in brackets or braces.
func (s *scan) flow(start int, raw string, t *schema.Type) {
	list := raw[0] == '['
	if list && t.Form != schema.ListForm {
		return
	}
	for !list && t.Form == schema.ListForm {
		t = t.Elem
	}
	for _, item := range flowItems(raw) {
		text, vt := raw[item.Start:item.End], t.Elem
		if !list {
			key, after := lines.KeyOf(text)
			if after < 0 {
				continue
			}
			item.Start += after
			text, vt = text[after:], t.Value(key)
		}
		s.flowItem(start+item.Start, text, vt)
	}
}

func (s *scan) flowItem(start int, text string, t *schema.Type) {
	if text == "" || t == nil {
		return
	}
	if at := bracket(text); at >= 0 && !t.Text() {
		s.flow(start+at, text[at:], t)
		return
	}
	if !t.TakesText() || s.sound(text, true) || unclosed(text) {
		return
	}
	value := text
	if strings.ContainsAny(text, "\r\n") {
		value = strings.Join(strings.Fields(text), " ")
	}
	s.edits = append(s.edits, Edit{Start: start, End: start + len(text), With: quotedText(value), Value: value})
}
