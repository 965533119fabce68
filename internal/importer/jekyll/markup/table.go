package markup

import (
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
)

// table converts the cells of a GFM table.
func (c *converter) table(in []lines.Line) ([]lines.Line, int) {
	var out []lines.Line
	n := 0
	for ; n < len(in) && !lines.Blank(in[n].Text) && !lines.IsAttributes(in[n].Text) && (n < 2 || !lines.Starts(in[n].Text)); n++ {
		if n == 1 {
			out = append(out, in[1])
			continue
		}
		row := lines.Cells(in[n].Text)
		for j, cell := range row {
			row[j] = strings.TrimSpace(c.Markdown(c.Parse(strings.TrimSpace(cell), in[n:n+1]), prose.InCell))
		}
		out = append(out, lines.At("| "+strings.Join(row, " | ")+" |", in[n].N))
	}
	return out, n
}
