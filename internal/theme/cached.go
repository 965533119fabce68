package theme

import (
	"html/template"
	"maps"
	"strings"
	"sync"
	"text/template/parse"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
)

// cached is the name by which templates call a part whose outcome is kept:
//
//	{{cached "parts/card" .}}
//
// does what {{template "parts/card" .}} does, and does it once for each value,
// in however many pages that stands. Values without a key (Options.KeyOf) are
// rendered each time.
const cached = "cached"

// plain turns the calls of cached into plain calls of the part, which all
// checks understand, and keeps what they were by their place in the file.
func (s *source) plain() *diag.Item {
	s.cached = map[parse.Pos]*parse.ActionNode{}
	for _, t := range s.trees {
		statements(t.Root, func(in *parse.ListNode, i int, n parse.Node) {
			if call, ok := n.(*parse.ActionNode); ok {
				if name, value, ok := partOf(call.Pipe); ok {
					s.cached[call.Pos] = call
					in.Nodes[i] = &parse.TemplateNode{NodeType: parse.NodeTemplate, Pos: call.Pos, Line: call.Line, Name: name, Pipe: value}
				}
			}
		})
	}
	for _, t := range s.trees {
		if at, left := strayCached(t.Root); left {
			d := diag.At(s.file, s.at(int(at)), "theme/cached")
			return &d
		}
	}
	return nil
}

// partOf reads the pipeline of {{cached "NAME" VALUE}}.
func partOf(p *parse.PipeNode) (name string, value *parse.PipeNode, ok bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 3 {
		return "", nil, false
	}
	c := p.Cmds[0]
	word, isWord := c.Args[0].(*parse.IdentifierNode)
	text, isText := c.Args[1].(*parse.StringNode)
	if !isWord || !isText || word.Ident != cached {
		return "", nil, false
	}
	value = p.CopyPipe()
	value.Cmds[0].Args = value.Cmds[0].Args[2:]
	return text.Text, value, true
}

// strayCached looks for a call of cached that is no statement of its own.
func strayCached(list *parse.ListNode) (at parse.Pos, found bool) {
	statements(list, func(_ *parse.ListNode, _ int, n parse.Node) {
		pipe, _, _ := branch(n)
		switch n := n.(type) {
		case *parse.ActionNode:
			pipe = n.Pipe
		case *parse.TemplateNode:
			pipe = n.Pipe
		}
		if pipe != nil && !found && calls(pipe, cached) {
			at, found = n.Position(), true
		}
	})
	return at, found
}

func calls(p *parse.PipeNode, name string) bool {
	for _, c := range p.Cmds {
		for _, a := range c.Args {
			if chain, ok := a.(*parse.ChainNode); ok {
				a = chain.Node
			}
			switch a := a.(type) {
			case *parse.IdentifierNode:
				if a.Ident == name {
					return true
				}
			case *parse.PipeNode:
				if calls(a, name) {
					return true
				}
			}
		}
	}
	return false
}

// part is a template whose outcomes are kept. Two layouts that call the same
// templates share it.
type part struct {
	tmpl *template.Template
	mu   sync.Mutex
	kept map[string]template.HTML
	size int // bytes in kept
}

// keptBytes bounds what one part keeps. Pages that show the same value stand
// near each other in the order of rendering, so that little is made again.
const keptBytes = 8 << 20

// parts are the parts that a unit's templates call by cached, by name.
type parts map[string]*part

// render is the function behind cached.
func (ps parts) render(name string, value any, key string) (template.HTML, error) {
	p := ps[name]
	if key == "" {
		return p.execute(value)
	}
	p.mu.Lock()
	html, ok := p.kept[key]
	p.mu.Unlock()
	if ok {
		return html, nil
	}
	html, err := p.execute(value)
	if err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.size += len(key) + len(html); p.size > keptBytes {
		clear(p.kept)
		p.size = len(key) + len(html)
	}
	p.kept[key] = html
	return html, nil
}

func (p *part) execute(value any) (template.HTML, error) {
	var b strings.Builder
	err := p.tmpl.Execute(&b, value)
	return template.HTML(b.String()), err
}

// partsOf builds the parts that a unit calls by cached; those that another unit
// has built already are taken from built, by closure.
func (u *unit) partsOf(built map[memo.Key]*part, keyOf func(any) string) (parts, error) {
	all := parts{}
	for _, name := range reach(u.trees, u.entry) {
		tree := u.trees[name]
		if tree == nil {
			continue
		}
		var err error
		statements(tree.Root, func(_ *parse.ListNode, _ int, n parse.Node) {
			call, ok := n.(*parse.TemplateNode)
			if !ok || err != nil || all[call.Name] != nil || u.files[tree.ParseName].cached[call.Pos] == nil {
				return
			}
			inner := &unit{entry: call.Name, file: u.file, trees: u.trees, files: u.files}
			key := inner.closure()
			if built[key] == nil {
				p := &part{kept: map[string]template.HTML{}}
				built[key] = p
				p.tmpl, err = inner.executable(built, keyOf)
			}
			all[call.Name] = built[key]
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// executable builds the set that renders: calls of cached are what their author
// wrote, where all checks saw plain calls.
func (u *unit) executable(built map[memo.Key]*part, keyOf func(any) string) (*template.Template, error) {
	own, err := u.partsOf(built, keyOf)
	if err != nil {
		return nil, err
	}
	work := unit{entry: u.entry, trees: maps.Clone(u.trees), functions: template.FuncMap{
		cached: func(name string, value any) (template.HTML, error) { return own.render(name, value, keyOf(value)) },
	}}
	for name, tree := range work.trees {
		marked := u.files[tree.ParseName].cached
		if len(marked) == 0 {
			continue
		}
		tree = tree.Copy()
		statements(tree.Root, func(in *parse.ListNode, i int, n parse.Node) {
			if call := marked[n.Position()]; call != nil && n.Type() == parse.NodeTemplate {
				in.Nodes[i] = call.Copy()
			}
		})
		work.trees[name] = tree
	}
	return work.build()
}
