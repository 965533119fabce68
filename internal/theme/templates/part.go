package templates

import (
	"html/template"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"lodestone/internal/memo"
	"lodestone/internal/theme/templates/nodes"
)

// Template is an executable Set. It is safe for concurrent use.
type Template struct {
	Name    string   // of the Set's file
	Closure memo.Key // digest of all that decides what it makes of a value

	IDs []string // that it writes into every page of its own accord

	tmpl  *template.Template
	path  string // of the Set's file
	paths map[string]*File
}

// Execute writes what the Template makes of v, a value of the type that its Set
// sees. A value that breaks it gives a *Fault; other errors are the writer's.
func (t *Template) Execute(w io.Writer, v any) error {
	if err := t.tmpl.Execute(&sieve{to: w}, v); err != nil {
		return broken(err, t)
	}
	return nil
}

// Build makes Sets executable that Check found nothing in. What they call by
// cached is made once for all values for which keyOf gives the same text: it
// gets a pointer to a struct and must name its type and all its content. Values
// for which it gives "" are rendered each time; nil gives "" for all.
func Build(sets []*Set, keyOf func(any) string) []*Template {
	if keyOf == nil {
		keyOf = func(any) string { return "" }
	}
	built := map[memo.Key]*part{}
	all := make([]*Template, len(sets))
	for i, s := range sets {
		all[i] = &Template{Name: s.file.Name, Closure: s.closure(), IDs: s.ids(), path: s.file.Path, tmpl: s.executable(built, keyOf), paths: s.paths}
	}
	return all
}

// build makes a set for html/template, which rewrites the trees when it escapes
// them, hence the copies.
func (s *Set) build() *template.Template {
	root := template.New(s.entry).Funcs(s.functions)
	for _, name := range nodes.Reach(s.trees, s.entry) {
		tree := s.trees[name]
		if tree == nil {
			continue // reported as theme/missing-template
		}
		if _, err := root.AddParseTree(name, tree.Copy()); err != nil {
			panic(err) // it fails only on a set that was executed
		}
	}
	return root.Lookup(s.entry)
}

// part is a template whose outcomes are kept. All Sets that call the same
// templates share it.
type part struct {
	tmpl *template.Template
	mu   sync.Mutex
	kept map[string]template.HTML
	size int // bytes in kept
}

// keptBytes bounds what one part keeps. Pages that show the same value stand
// near each other in the order of rendering, so that little is made again.
const keptBytes = 2 << 20

// render is what cached does. Two goroutines may both make what is not yet kept.
func (p *part) render(value reflect.Value, keyOf func(any) string) (template.HTML, error) {
	key := named(value, keyOf)
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
	p.keep(key, html)
	return html, nil
}

// named gives the key of a struct, which is asked for by its address: that spares a copy.
func named(v reflect.Value, keyOf func(any) string) string {
	switch {
	case !v.IsValid() || v.Kind() != reflect.Struct:
		return ""
	case !v.CanAddr():
		own := reflect.New(v.Type())
		own.Elem().Set(v)
		v = own.Elem()
	}
	return keyOf(v.Addr().Interface())
}

// execute makes the part of a value, which text/template takes as it is, without a copy.
func (p *part) execute(value reflect.Value) (template.HTML, error) {
	var b strings.Builder
	err := p.tmpl.Execute(&sieve{to: &b}, value)
	return template.HTML(b.String()), err
}

func (p *part) keep(key string, html template.HTML) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.kept[key]; ok {
		return
	}
	if p.size += len(key) + len(html); p.size > keptBytes {
		clear(p.kept)
		p.size = len(key) + len(html)
	}
	p.kept[key] = html
}

// executable makes the set that renders: calls of cached are what their author
// wrote, where all checks saw plain calls. Parts that another Set has made are
// taken from built, by closure. A call that leads back to where it stands stays
// plain, so that text/template bounds how deep it goes.
func (s *Set) executable(built map[memo.Key]*part, keyOf func(any) string) *template.Template {
	own := map[string]*part{}
	work := s.rewrite(func(in *parse.Tree, name string, call *parse.TemplateNode) parse.Node {
		if slices.Contains(nodes.Reach(s.trees, call.Name), name) {
			return call
		}
		if own[call.Name] == nil {
			inner := &Set{entry: call.Name, trees: s.trees, paths: s.paths}
			key := inner.closure()
			if built[key] == nil {
				built[key] = &part{tmpl: inner.executable(built, keyOf), kept: map[string]template.HTML{}}
			}
			own[call.Name] = built[key]
		}
		return s.paths[in.ParseName].cached[call.Pos].Copy()
	})
	work.functions = template.FuncMap{
		cached: func(name string, value reflect.Value) (template.HTML, error) { return own[name].render(value, keyOf) },
	}
	return unescaped(work.build())
}

// unescaped takes the escaping of what cached gives, which is the work of a
// reflected call for each, out of templates that are not yet in use: it is HTML
// made between elements (see places), and stays as it is.
func unescaped(t *template.Template) *template.Template {
	_ = t.Execute(full{}, nil) // the first execution escapes, whatever comes of it
	for _, one := range t.Templates() {
		if one.Tree == nil {
			continue
		}
		nodes.Statements(one.Tree.Root, func(_ *parse.ListNode, _ int, n parse.Node) {
			if call, ok := n.(*parse.ActionNode); ok {
				if _, ok := partIn(call.Pipe.Cmds[0]); ok {
					call.Pipe.Cmds = call.Pipe.Cmds[:1]
				}
			}
		})
	}
	return t
}

// full is a writer that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// rewrite gives a Set in which with has replaced the calls of cached, which it
// gets as plain calls of its own with the tree that they stand in, and its name.
func (s *Set) rewrite(with func(in *parse.Tree, name string, call *parse.TemplateNode) parse.Node) *Set {
	work := *s
	work.trees = maps.Clone(s.trees)
	for _, name := range nodes.Reach(s.trees, s.entry) {
		marked := s.paths[s.trees[name].ParseName].cached
		if len(marked) == 0 {
			continue
		}
		tree := s.trees[name].Copy()
		nodes.Statements(tree.Root, func(in *parse.ListNode, i int, n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok && marked[call.Pos] != nil {
				in.Nodes[i] = with(tree, name, call)
			}
		})
		work.trees[name] = tree
	}
	return &work
}
