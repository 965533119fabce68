package theme

import (
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"lodestone/internal/diag"
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

// parse fills trees. A syntax error leaves them nil and is returned.
func (s *source) parse() *diag.Item {
	trees, err := parse.Parse(s.file, s.text, "", "", functions())
	if err != nil {
		d := s.syntax(err)
		return &d
	}
	main := trees[s.file]
	delete(trees, s.file)
	trees[s.name] = main
	s.trees = trees
	if d := s.plain(); d != nil {
		s.trees = nil
		return d
	}
	for _, t := range trees {
		squeeze(t.Root)
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
func (s *source) syntax(err error) diag.Item {
	m := parseError.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.At(s.file, diag.Pos{}, "theme/syntax", err.Error())
	}
	line, _ := strconv.Atoi(m[1])
	from := s.offset(line, 0)
	text, _, _ := strings.Cut(s.text[from:], "\n")
	col := strings.Index(text, "{{")
	for _, q := range quoted.FindAllString(m[2], -1) {
		if word, err := strconv.Unquote(q); err == nil && word != "" {
			if i := strings.Index(text, word); i >= 0 {
				col = i
				break
			}
		}
	}
	return diag.At(s.file, s.at(from+max(col, 0)), "theme/syntax", m[2])
}

// reach lists the names of the templates that entry leads to, itself first,
// each once, in the order of the first call; missing ones are included.
func reach(set map[string]*parse.Tree, entry string) []string {
	names := []string{entry}
	seen := map[string]bool{entry: true}
	for i := 0; i < len(names); i++ {
		if t := set[names[i]]; t != nil {
			statements(t.Root, func(_ *parse.ListNode, _ int, n parse.Node) {
				if call, ok := n.(*parse.TemplateNode); ok && !seen[call.Name] {
					seen[call.Name] = true
					names = append(names, call.Name)
				}
			})
		}
	}
	return names
}

// statements visits every node of a list and of the lists inside it, with the
// list that it stands in.
func statements(list *parse.ListNode, visit func(in *parse.ListNode, i int, n parse.Node)) {
	if list == nil {
		return
	}
	for i := 0; i < len(list.Nodes); i++ {
		n := list.Nodes[i]
		visit(list, i, n)
		if _, body, other := branch(n); body != nil {
			statements(body, visit)
			statements(other, visit)
		}
	}
}

// branch gives the parts of an if, with or range; body is nil for other nodes.
func branch(n parse.Node) (pipe *parse.PipeNode, body, other *parse.ListNode) {
	switch n := n.(type) {
	case *parse.IfNode:
		return n.Pipe, n.List, n.ElseList
	case *parse.WithNode:
		return n.Pipe, n.List, n.ElseList
	case *parse.RangeNode:
		return n.Pipe, n.List, n.ElseList
	}
	return nil, nil, nil
}
