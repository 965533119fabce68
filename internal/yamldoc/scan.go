package yamldoc

import (
	"cmp"
	"strings"

	"lodestone/internal/schema"
)

// scan goes through a text by lines and indentation alone, along its Type, and
// collects the quotes that values need. It works where YAML itself gives up.
type scan struct {
	p       *parser
	src     source
	anchors map[string]bool // "&name" and "*name" as they stand in the text; nil before it was looked at
	edits   []edit
	open    []int // where values begin whose quote nothing on their lines closes
}

// row is a line, or what follows the "- " on it, as part of a block.
type row struct {
	line
	indent int // bytes before the first one that is no space
}

func (s *scan) row(l line, from int) row {
	text := s.src.text[from:l.end]
	rest := strings.TrimLeft(text, " ")
	return row{line{from + len(text) - len(rest), l.end}, from - l.start + len(text) - len(rest)}
}

// said gives what a row says; "" for nothing, as a comment does.
func (s *scan) said(r row) string {
	text := s.src.of(r.line)
	if text == "" || text[0] == '#' || strings.TrimLeft(text, " \t") == "" {
		return ""
	}
	return text
}

func (s *scan) document() {
	var rows []row
	for _, l := range s.src.lines {
		rows = append(rows, s.row(l, l.start))
	}
	s.value(rows, s.p.o.Type)
}

// value reads a block that stands on lines of its own.
func (s *scan) value(rows []row, t *schema.Type) {
	for len(rows) > 0 && (s.said(rows[0]) == "" || s.said(rows[0]) == "---") {
		rows = rows[1:]
	}
	if t == nil || len(rows) == 0 {
		return
	}
	dash := isItem(s.said(rows[0]))
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
		key, after := keyOf(s.said(rows[i]))
		if rows[i].indent != indent || after < 0 {
			i++
			continue
		}
		from := rows[i].start + after
		head := s.row(line{rows[i].start, rows[i].end}, from)
		j := s.end(rows, i, indent, s.said(head))
		vt := valueType(t, key)
		switch {
		case s.said(head) == "":
			s.value(rows[i+1:j], vt)
		case vt == nil && t.Form == schema.ObjectForm && strings.IndexByte("[{|>&*!", s.src.text[head.start]) < 0:
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
		if rows[i].indent != indent || !isItem(s.said(rows[i])) {
			i++
			continue
		}
		head := s.row(line{rows[i].start, rows[i].end}, rows[i].start+1)
		j := s.end(rows, i, indent, cmp.Or(s.said(head), "-"))
		head.indent += indent
		s.item(head, rows[i+1:j], elem)
		i = j
	}
}

// item reads one item: head is what follows the dash.
func (s *scan) item(head row, more []row, t *schema.Type) {
	said := s.said(head)
	if said == "" {
		s.value(more, t)
		return
	}
	if t == nil {
		return
	}
	_, after := keyOf(said)
	if (t.Form == schema.ObjectForm || t.Form == schema.MapForm) && after >= 0 {
		s.mapping(append([]row{head}, more...), t)
		return
	}
	s.inline(head, more, t)
}

// end finds the row after rows[i] that no longer belongs to it, head being what
// its key or dash is followed by. A list may stand at the same indentation as
// its key, and so may the bracket that closes what head opens.
func (s *scan) end(rows []row, i, indent int, head string) int {
	for j := i + 1; j < len(rows); j++ {
		said := s.said(rows[j])
		if said == "" || rows[j].indent > indent || rows[j].indent == indent && head == "" && isItem(said) {
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
	if (open == '"' || open == '\'' && !t.TakesText()) && closing(raw) < 0 {
		s.open = append(s.open, head.start)
		return
	}
	if t == nil {
		return
	}
	if !t.Text() && (open == '[' || open == '{') {
		s.flow(head.start, raw, t)
		return
	}
	if !t.TakesText() || s.soundText(raw) {
		return
	}
	if e := s.asText(head, more, end); e.with != "" {
		s.edits = append(s.edits, e)
	}
}

// raw gives all that is written for a value, its further lines included.
func (s *scan) raw(head row, more []row) (text string, end int) {
	end = head.end
	for _, r := range more {
		if s.said(r) != "" {
			end = r.end
		}
	}
	text = strings.TrimRight(s.src.text[head.start:end], " \t")
	return text, head.start + len(text)
}

// asText reads a value that is no YAML text as one: its lines folded as those
// of a plain text are, ending before " # ". The edit is empty where the author
// more probably forgot a quote or the indentation of a next key.
func (s *scan) asText(head row, more []row, end int) edit {
	e := edit{start: head.start}
	if unclosed(s.src.text[head.start:end]) {
		return e
	}
	var b strings.Builder
	blank := 0
	for n, r := range append([]row{head}, more...) {
		text := strings.TrimRight(s.src.of(r.line), " \t")
		if r.start > end || text != "" && n > 0 && text[0] == '#' {
			break
		}
		if n > 0 && text == "" {
			blank++
			continue
		}
		if n > 0 && (text[0] == '\t' || looksLikeKey(text)) {
			return edit{}
		}
		if blank > 0 {
			b.WriteString(strings.Repeat("\n", blank))
		} else if n > 0 {
			b.WriteByte(' ')
		}
		blank = 0
		cut := commentAt(text)
		said := strings.TrimRight(text[:cut], " \t")
		b.WriteString(said)
		e.end = r.start + len(said)
		if cut < len(text) {
			e.comment = r.start + cut
			break
		}
	}
	e.value = b.String()
	e.with = quotedText(e.value)
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
		text, vt := raw[item.start:item.end], t.Elem
		if !list {
			key, after := keyOf(text)
			if after < 0 {
				continue
			}
			item.start += after
			text, vt = text[after:], valueType(t, key)
		}
		s.flowItem(start+item.start, text, vt)
	}
}

func (s *scan) flowItem(start int, text string, t *schema.Type) {
	if text == "" || t == nil {
		return
	}
	if !t.Text() && (text[0] == '{' || text[0] == '[') {
		s.flow(start, text, t)
		return
	}
	if !t.TakesText() || s.soundItem(text) || unclosed(text) {
		return
	}
	value := text
	if strings.ContainsAny(text, "\r\n") {
		value = strings.Join(strings.Fields(text), " ")
	}
	s.edits = append(s.edits, edit{start: start, end: start + len(text), with: quotedText(value), value: value})
}
