package markup

import "strings"

// isDelimiter says whether s is the second row of a table headed by head.
func isDelimiter(s, head string) bool {
	return delimRE.MatchString(s) && strings.Contains(s, "-") && len(cells(s)) == len(cells(head))
}

// cells cuts a row at the bars that are neither escaped nor inside code.
func cells(row string) []string {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	var out []string
	from := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			out = append(out, row[from:i])
			from = i + 1
		}
	}
	return append(out, row[from:])
}

// table converts the cells of a GFM table.
func (c *converter) table(in []Line) ([]Line, int) {
	var out []Line
	n := 0
	for ; n < len(in) && !blank(in[n].Text) && !isAttributes(in[n].Text) && (n < 2 || !starts(in[n].Text)); n++ {
		if n == 1 {
			out = append(out, in[1])
			continue
		}
		row := cells(in[n].Text)
		for j, cell := range row {
			row[j] = strings.TrimSpace(c.markdown(c.parse(strings.TrimSpace(cell), in[n:n+1]), inCell))
		}
		out = append(out, at("| "+strings.Join(row, " | ")+" |", in[n].N))
	}
	return out, n
}
