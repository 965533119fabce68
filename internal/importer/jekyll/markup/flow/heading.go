package flow

import (
	"strconv"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
)

// WriteHeading writes a heading at the level that its place allows. Levels begin
// at two and none is left out.
func (c *Writer) WriteHeading(from []lines.Line, level int, id, md, text string) []lines.Line {
	if strings.TrimSpace(md) == "" {
		c.Note(from[0].N, "heading", lines.Texts(from), "")
		return nil
	}
	if c.InNote > 0 {
		c.Note(from[0].N, "heading-level", "h"+strconv.Itoa(level), "text of a footnote")
		return []lines.Line{lines.At("", from[0].N), lines.At(prose.Textual(md), from[0].N), lines.At("", from[0].N)}
	}
	for len(c.levels) > 0 && c.levels[len(c.levels)-1] >= level {
		c.levels = c.levels[:len(c.levels)-1]
	}
	c.levels = append(c.levels, level)
	now := min(len(c.levels)+1, 6)
	if now != level {
		c.Note(from[0].N, "heading-level", "h"+strconv.Itoa(level), "h"+strconv.Itoa(now))
	}
	if c.Used[id] {
		c.Note(from[0].N, "duplicate-id", id, "")
		id = ""
	}
	if id == "" {
		id = explicitID(md)
	} else {
		md += " {#" + id + "}"
	}
	if id != "" {
		c.Used[id] = true
	}
	c.Headings = append(c.Headings, Heading{now, text, id})
	return []lines.Line{lines.At("", from[0].N), lines.At(strings.Repeat("#", now)+" "+md, from[0].N), lines.At("", from[0].N)}
}

func explicitID(md string) string {
	if i := strings.LastIndex(md, "{#"); i >= 0 && strings.HasSuffix(md, "}") {
		return md[i+2 : len(md)-1]
	}
	return ""
}
