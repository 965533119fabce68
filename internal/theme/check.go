package theme

import (
	"errors"
	"html/template"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/jba/templatecheck"

	"lodestone/internal/diag"
)

// unit is one set of templates with its entry: all that one layout or one
// directive can reach, and the value that it is executed with.
type unit struct {
	entry string
	file  string                 // of the layout or directive
	trees map[string]*parse.Tree // by name; the unit's own over the shared ones
	known []string               // names of all templates that could be called
	dot   any                    // zero value of what Execute gets
	files map[string]*source     // of all templates, by path

	functions template.FuncMap // what templates may call beside html/template's own
}

// build makes the executable set. html/template rewrites the trees when it
// escapes them, hence the copies.
func (u *unit) build() (*template.Template, error) {
	root := template.New(u.entry).Funcs(u.functions)
	for _, name := range reach(u.trees, u.entry) {
		tree := u.trees[name]
		if tree == nil {
			continue // reported as theme/missing-template
		}
		if _, err := root.AddParseTree(name, tree.Copy()); err != nil {
			return nil, err
		}
	}
	return root.Lookup(u.entry), nil
}

// maxFaults bounds the faults reported of one unit.
const maxFaults = 50

// check looks at every branch of the unit's templates with dot's type. After a
// fault it takes the faulty statement out and looks again, so that one run
// tells all.
func (u *unit) check() diag.List {
	work := unit{entry: u.entry, file: u.file, trees: map[string]*parse.Tree{}, dot: u.dot, files: u.files}
	work.known = slices.Collect(maps.Keys(u.trees))
	for _, name := range reach(u.trees, u.entry) {
		if t := u.trees[name]; t != nil {
			work.trees[name] = t.Copy()
		}
	}
	var ds diag.List
	for len(ds) < maxFaults {
		t, err := work.build()
		if err == nil {
			err = templatecheck.CheckHTMLStrict(t, work.dot)
		}
		if err == nil {
			break
		}
		d, ok := work.fault(err, len(ds) > 0)
		if d.Code != "" {
			ds = append(ds, d)
		}
		if !ok {
			return ds
		}
	}
	if len(ds) > 0 {
		return ds
	}
	return u.escape()
}

// escape runs the unit once on its zero value: html/template then escapes all
// branches, and complains of places where no value can stand safely.
func (u *unit) escape() diag.List {
	t, err := u.build()
	if err == nil {
		err = t.Execute(io.Discard, u.dot)
	}
	var bad *template.Error
	if !errors.As(err, &bad) {
		return nil // faults that depend on values show when a page is rendered
	}
	why := contexts.ReplaceAllString(bad.Description, "")
	if bad.Node != nil { // it knows the file that it comes from
		where, _ := u.trees[u.entry].ErrorContext(bad.Node)
		if m := location.FindStringSubmatch(where); m != nil && u.files[m[1]] != nil {
			s := u.files[m[1]]
			return diag.List{diag.At(s.file, s.at(int(bad.Node.Position())), "theme/unsafe", why)}
		}
	}
	file := u.file
	if tree := u.trees[bad.Name]; tree != nil {
		file = tree.ParseName
	}
	if file != u.file && u.sound() { // what the layout left open shows only where the next part begins
		return diag.List{diag.At(u.file, diag.Pos{}, "theme/unsafe", why)}
	}
	return diag.List{diag.At(file, diag.Pos{Line: max(bad.Line, 1), Col: 1}, "theme/unsafe", why)}
}

// sound says whether the templates that the unit shares with others can be
// escaped when its own file gives them nothing.
func (u *unit) sound() bool {
	bare := unit{entry: u.entry, trees: maps.Clone(u.trees)}
	for name, t := range bare.trees {
		if t.ParseName == u.file {
			bare.trees[name] = &parse.Tree{Name: name, ParseName: u.file, Root: &parse.ListNode{NodeType: parse.NodeList}}
		}
	}
	t, err := bare.build()
	if err == nil {
		err = t.Execute(io.Discard, u.dot)
	}
	var bad *template.Error
	return !errors.As(err, &bad)
}

var (
	checkError   = regexp.MustCompile(`(?s)^template: (.+?):(\d+):(\d+): checking "(?:.*?)" at <.*?>: (.*)$`)
	badField     = regexp.MustCompile(`(?s)^can't use field (\S+) in type (.*)$`)
	badTemplate  = regexp.MustCompile(`^template "(.*)" not defined$`)
	badVariable  = regexp.MustCompile(`^undefined variable: `)
	location     = regexp.MustCompile(`^(.*):\d+:\d+$`)
	contexts     = regexp.MustCompile(`: \{state.*$`) // html/template's own state, no news to an author
	simpleStruct = regexp.MustCompile(`^[\w.]*\.(\w+)$`)
)

// fault turns an error of templatecheck into a finding and takes the statement
// at fault out of the set. ok is false where that was not possible, so that
// looking again would say the same.
func (u *unit) fault(err error, again bool) (d diag.Item, ok bool) {
	m := checkError.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.At(u.file, diag.Pos{}, "theme/mismatch", err.Error()), false
	}
	file, why := m[1], m[4]
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	s := u.files[file]
	off := s.offset(line, col)
	ok = u.mute(file, off)
	pos := s.at(off)
	if f := badField.FindStringSubmatch(why); f != nil {
		// The checker points at the last name of .A.B.C: look for the one meant.
		if i := nearestIndex(s.text, "."+f[1], off); i >= 0 {
			pos = s.at(i + 1)
		}
		kind, names := u.fields(f[2])
		return diag.At(file, pos, "theme/field", f[1], kind, diag.Nearest(f[1], names)), ok
	}
	if t := badTemplate.FindStringSubmatch(why); t != nil {
		return u.missing(file, pos, t[1]), ok
	}
	if again && badVariable.MatchString(why) { // its declaration was taken out
		return diag.Item{}, ok
	}
	return diag.At(file, pos, "theme/mismatch", why), ok
}

// missing reports a call to a template that is not there. Where base calls what
// the layout ought to define, the layout is at fault.
func (u *unit) missing(file string, pos diag.Pos, name string) diag.Item {
	if u.entry == base && file == baseFile {
		return diag.At(u.file, diag.Pos{Line: 1, Col: 1}, "theme/missing-block", name)
	}
	return diag.At(file, pos, "theme/missing-template", name, diag.Nearest(name, u.known))
}

// mute replaces the statement whose pipeline holds the node at the offset of
// the file. An if keeps its branches, a with or range goes whole: what its
// branches see is not known.
func (u *unit) mute(file string, off int) bool {
	done := false
	for _, t := range u.trees {
		if t.ParseName != file {
			continue
		}
		statements(t.Root, func(in *parse.ListNode, i int, n parse.Node) {
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
	var pipe *parse.PipeNode
	switch n := n.(type) {
	case *parse.ActionNode:
		pipe = n.Pipe
	case *parse.TemplateNode:
		pipe = n.Pipe
	default:
		pipe, _, _ = branch(n)
	}
	if pipe == nil {
		_, text := n.(*parse.TextNode)
		return !text && n.Position() == pos
	}
	return n.Position() == pos || holdsPipe(pipe, pos)
}

func holdsPipe(p *parse.PipeNode, pos parse.Pos) bool {
	if p.Position() == pos {
		return true
	}
	for _, c := range p.Cmds {
		if c.Position() == pos {
			return true
		}
		for _, a := range c.Args {
			if chain, ok := a.(*parse.ChainNode); ok {
				if chain.Position() == pos {
					return true
				}
				a = chain.Node
			}
			if inner, ok := a.(*parse.PipeNode); ok && holdsPipe(inner, pos) || a.Position() == pos {
				return true
			}
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
// its fields if it is a struct that dot's type reaches.
func (u *unit) fields(typ string) (kind string, names []string) {
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
			kind = u.entry // the made-up type of a directive
		}
	}
	walk(reflect.TypeOf(u.dot))
	return kind, names
}
