package templates

import (
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"lodestone/internal/diag"
	"lodestone/internal/theme/templates/squeeze"
)

// functions holds the names that templates may call: those of html/template that
// make sense on plain data, and cached.
func functions() map[string]any {
	return map[string]any{
		"and": true, "or": true, "not": true, "eq": true, "ne": true, "lt": true, "le": true, "gt": true, "ge": true,
		"len": true, "index": true, "slice": true, "print": true, "printf": true, "println": true,
		"html": true, "js": true, "urlquery": true,
		cached: true,
	}
}

// parse fills trees. Faults leave them nil and are returned.
func (f *File) parse() diag.List {
	trees, err := parse.Parse(f.Path, f.Text, "", "", functions())
	if err != nil {
		return diag.List{f.syntax(err)}
	}
	main := trees[f.Path]
	delete(trees, f.Path)
	trees[f.Name] = main
	f.trees = trees
	if ds := f.plain(); len(ds) > 0 {
		f.trees = nil
		return ds
	}
	for _, t := range trees {
		squeeze.Tree(t.Root)
	}
	return nil
}

var (
	parseError = regexp.MustCompile(`(?s)^template: .*?:(\d+): (.*)$`)
	quoted     = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// syntax turns an error of text/template/parse, which knows the line only, into
// a finding; the column is that of the text that the message quotes, or of the
// line's first action.
func (f *File) syntax(err error) diag.Item {
	m := parseError.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.At(f.Path, diag.Pos{}, "theme/syntax", err.Error())
	}
	line, _ := strconv.Atoi(m[1])
	from := f.offset(line, 0)
	text, _, _ := strings.Cut(f.Text[from:], "\n")
	col := strings.Index(text, "{{")
	for _, q := range quoted.FindAllString(m[2], -1) {
		if word, err := strconv.Unquote(q); err == nil && word != "" {
			if i := strings.Index(text, word); i >= 0 {
				col = i
				break
			}
		}
	}
	return diag.At(f.Path, f.At(from+max(col, 0)), "theme/syntax", m[2])
}
