package templates

import (
	"strconv"
	"text/template/parse"

	"lodestone/internal/diag"
	"lodestone/internal/theme/templates/nodes"
)

// cached is the name by which templates call a part whose outcome is kept:
//
//	{{cached "parts/card" .}}
//
// does what {{template "parts/card" .}} does, and does it once for each value,
// in however many pages that stands. Values without a key (see Build) are
// rendered each time.
const cached = "cached"

// plain turns the calls of cached into plain calls of the part, which all
// checks understand, and keeps what they were by their place in the file. Each
// that is no statement of its own is a fault.
func (f *File) plain() (ds diag.List) {
	f.cached = map[parse.Pos]*parse.ActionNode{}
	for _, t := range f.trees { // in any order
		nodes.Statements(t.Root, func(in *parse.ListNode, i int, n parse.Node) {
			pipe := nodes.Pipe(n)
			if call, ok := n.(*parse.ActionNode); ok {
				if name, value, ok := partOf(call.Pipe); ok {
					f.cached[call.Pos] = call
					in.Nodes[i] = &parse.TemplateNode{NodeType: parse.NodeTemplate, Pos: call.Pos, Line: call.Line, Name: name, Pipe: value}
					pipe = value
				}
			}
			if calls(pipe, cached) {
				ds = append(ds, diag.At(f.Path, f.At(int(n.Position())), "theme/cached"))
			}
		})
	}
	return ds.Sort()
}

// calls says whether a pipeline names a function.
func calls(p *parse.PipeNode, name string) bool {
	for n := range nodes.All(p) {
		if word, ok := n.(*parse.IdentifierNode); ok && word.Ident == name {
			return true
		}
	}
	return false
}

// partOf reads the pipeline of {{cached "NAME" VALUE}}.
func partOf(p *parse.PipeNode) (name string, value *parse.PipeNode, ok bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		return "", nil, false
	}
	if name, ok = partIn(p.Cmds[0]); !ok {
		return "", nil, false
	}
	value = p.CopyPipe()
	value.Cmds[0].Args = value.Cmds[0].Args[2:]
	return name, value, true
}

// partIn gives the name in the command cached "NAME" VALUE.
func partIn(c *parse.CommandNode) (name string, ok bool) {
	if len(c.Args) != 3 {
		return "", false
	}
	word, isWord := c.Args[0].(*parse.IdentifierNode)
	text, isText := c.Args[1].(*parse.StringNode)
	if !isWord || !isText || word.Ident != cached {
		return "", false
	}
	return text.Text, true
}

// between is HTML that leads back to where it began between elements, and
// nowhere else that a value may stand: it ends what it finds open.
const between = "{{if true}}`\"'</title></textarea></script></style>{{end}}"

// place is where a call of cached stands.
type place struct {
	file string
	pos  parse.Pos
	part string
}

// places finds the calls of cached that cannot be made apart from what is around
// them: those that stand elsewhere than between elements, or lead elsewhere.
func (s *Set) places() diag.List {
	var all []place
	s.guarded(func(at place) bool {
		all = append(all, at)
		return false
	})
	var ds diag.List
	for _, at := range all {
		if s.guarded(func(other place) bool { return other == at }).unsafe() != nil {
			ds = append(ds, diag.At(at.file, s.paths[at.file].At(int(at.pos)), "theme/cached-place", at.part))
		}
	}
	return ds
}

// guarded gives a Set that can be escaped only if the calls of cached that are
// chosen begin and end between elements. What can be, can be without guards.
func (s *Set) guarded(chosen func(place) bool) *Set {
	var guards []*parse.Tree
	work := s.rewrite(func(in *parse.Tree, _ string, call *parse.TemplateNode) parse.Node {
		if chosen(place{in.ParseName, call.Pos, call.Name}) {
			g := guard(call.Name)
			guards = append(guards, g)
			call.Name = g.Name
		}
		return call
	})
	for _, g := range guards {
		work.trees[g.Name] = g
	}
	return work
}

// guard is a template that calls a part and can be escaped only where it begins
// and ends between elements.
func guard(part string) *parse.Tree {
	name := "\x00" + part // as no file is named
	trees, err := parse.Parse(name, between+"{{template "+strconv.Quote(part)+" .}}"+between, "", "")
	if err != nil {
		panic(err)
	}
	return trees[name]
}
