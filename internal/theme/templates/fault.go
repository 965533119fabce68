package templates

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"lodestone/internal/diag"
	"lodestone/internal/theme/templates/nodes"
)

var (
	checkError   = regexp.MustCompile(`(?s)^template: (.+?):(\d+):(\d+): checking "(?:.*?)" at <.*?>: (.*)$`)
	badField     = regexp.MustCompile(`(?s)^can't use field (\S+) in type (.*)$`)
	badTemplate  = regexp.MustCompile(`^template "(.*)" not defined$`)
	badVariable  = regexp.MustCompile(`^undefined variable: `)
	simpleStruct = regexp.MustCompile(`^[\w.]*\.(\w+)$`)
)

// fault turns an error of templatecheck into a finding and takes the statement
// at fault out of the set. ok is false where that was not possible, so that
// looking again would say the same.
func (s *Set) fault(err error, again bool) (d diag.Item, ok bool) {
	m := checkError.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.At(s.file.Path, diag.Pos{}, "theme/mismatch", err.Error()), false
	}
	file, why := m[1], m[4]
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	f := s.paths[file]
	off := f.offset(line, col)
	ok = s.mute(file, off)
	pos := f.At(off)
	if m := badField.FindStringSubmatch(why); m != nil {
		// The checker points at the last name of .A.B.C: look for the one meant.
		if i := nearestIndex(f.Text, "."+m[1], off); i >= 0 {
			pos = f.At(i + 1)
		}
		kind, names := s.fields(m[2])
		return diag.At(file, pos, "theme/field", m[1], kind, diag.Nearest(m[1], names)), ok
	}
	if t := badTemplate.FindStringSubmatch(why); t != nil {
		return s.missing(file, pos, t[1]), ok
	}
	if again && badVariable.MatchString(why) { // its declaration was taken out
		return diag.Item{}, ok
	}
	return diag.At(file, pos, "theme/mismatch", why), ok
}

// missing reports a call to a template that is not there. Where the entry is of
// another file and calls what the Set's own ought to define, that is at fault.
func (s *Set) missing(file string, pos diag.Pos, name string) diag.Item {
	if file != s.file.Path && file == s.trees[s.entry].ParseName {
		return diag.At(s.file.Path, diag.Pos{Line: 1, Col: 1}, "theme/missing-block", name)
	}
	return diag.At(file, pos, "theme/missing-template", name, diag.Nearest(name, s.known))
}

// mute replaces the statement whose pipeline holds the node at the offset of
// the file. An if keeps its branches, a with or range goes whole: what its
// branches see is not known.
func (s *Set) mute(file string, off int) bool {
	done := false
	for _, t := range s.trees {
		if t.ParseName != file {
			continue
		}
		nodes.Statements(t.Root, func(in *parse.ListNode, i int, n parse.Node) {
			if done || !holds(n, parse.Pos(off)) {
				return
			}
			done = true
			if n, ok := n.(*parse.IfNode); ok {
				n.Pipe = truth()
				return
			}
			in.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position()}
		})
	}
	return done
}

// truth is the pipeline of {{if true}}.
func truth() *parse.PipeNode {
	trees, err := parse.Parse("true", "{{if true}}{{end}}", "", "")
	if err != nil {
		panic(err)
	}
	return trees["true"].Root.Nodes[0].(*parse.IfNode).Pipe
}

// holds says whether a statement begins at pos or its pipeline has a node there.
func holds(n parse.Node, pos parse.Pos) bool {
	if _, text := n.(*parse.TextNode); !text && n.Position() == pos {
		return true
	}
	for in := range nodes.All(nodes.Pipe(n)) {
		if in.Position() == pos {
			return true
		}
	}
	return false
}

// nearestIndex gives the place of word in text that is nearest to off, as a
// whole name, or -1.
func nearestIndex(text, word string, off int) int {
	best := -1
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return best
		}
		i += from
		from = i + 1
		end := i + len(word)
		if end < len(text) && (text[end] == '_' || text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z' || text[end] >= '0' && text[end] <= '9') {
			continue
		}
		if best < 0 || abs(i-off) < abs(best-off) {
			best = i
		}
	}
}

func abs(n int) int { return max(n, -n) }

// fields gives a short name for the type that prints as typ, and the names of
// its fields if it is a struct that the type seen reaches.
func (s *Set) fields(typ string) (kind string, names []string) {
	kind = typ
	if m := simpleStruct.FindStringSubmatch(typ); m != nil {
		kind = m[1]
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer || t.Kind() == reflect.Array {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			if t.String() == typ {
				names = append(names, t.Field(i).Name)
			}
			walk(t.Field(i).Type)
		}
		if t.String() == typ && t.Name() == "" {
			kind = s.entry // the made-up type of a directive
		}
	}
	walk(reflect.TypeOf(s.sees))
	return kind, names
}
