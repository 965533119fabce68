// Package theme turns a site's layouts and assets, laid over the default
// theme's, into checked templates, directive declarations and fingerprinted
// files.
//
// In: a file system that may hold layouts/ and assets/; the zero values of what
// templates will see. Out: a Theme and all faults found, each with file, line
// and column. Nothing here touches the disk, the network or the clock.
//
// Templates are html/template files (package layouts says which file is what),
// read, checked and made executable by package templates. A site's file replaces
// the default's of the same path. Each layout is a set of its own: base.html,
// all parts and what the layout defines, the layout's definitions winning. A
// layout with text outside its definitions stands alone. Each directive is a set
// of its own, too, and sees a struct made from its declaration.
//
// Errors: codes theme/…; Execute and Directive fail only when a value breaks a
// template that was checked (an index out of range: the error's Finding says
// where) or the writer fails.
package theme

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"lodestone/assets"
	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
	"lodestone/internal/theme/bundle"
	"lodestone/internal/theme/copied"
	"lodestone/internal/theme/policy"
	"lodestone/internal/theme/templates"
	"lodestone/layouts"
)

// Options say what templates see and how files are made.
type Options struct {
	View    any // zero value of what Execute will be given
	Picture any // zero value, a struct, of what an image argument becomes
	Cards   any // zero value, a slice, of what a directive sees as .Related; nil for none
	// KeyOf gives what names a value with its type and all its content, for
	// cached; "" for values that have no such name. nil for none.
	KeyOf  func(any) string
	Engine memo.Key       // digest of the running program; part of every key
	Memo   templates.Memo // nil keeps nothing
	Minify bool           // CSS and JavaScript
	Search bool           // make search.js and search.css, too
	Hosts  []string       // others that pages may fetch from
}

// Theme is a loaded theme. It is safe for concurrent use.
type Theme struct {
	layouts    map[string]*templates.Template
	directives map[string]*directive
	faulty     map[string]bool // directives with a file that does not declare them
	assets     []bundle.Asset
	making     *making // nil once made
}

// making is what Make needs.
type making struct {
	site  fs.FS
	o     Options
	files *templates.Files
	own   bool // the site has templates of its own
	sets  []*templates.Set
	found diag.List
}

// base is the layout that the others are set in.
const base = "base"

// Load is Open and Make.
func Load(site fs.FS, o Options) (*Theme, diag.List) {
	t := Open(site, o)
	return t, t.Make()
}

// Open reads the templates. The Theme then knows its Declarations and what is
// Faulty, which is all that reading pages needs; Make does the rest, and may do
// so meanwhile. site may be nil.
func Open(site fs.FS, o Options) *Theme {
	t := &Theme{layouts: map[string]*templates.Template{}, directives: map[string]*directive{}, faulty: map[string]bool{}}
	t.making = &making{site: site, o: o}
	t.making.found = t.read(t.making)
	return t
}

// Make checks the templates, makes them executable and makes the theme's files.
// The Theme is usable only if the list, which holds what Open found too, has no
// error. It is called once.
func (t *Theme) Make() diag.List {
	m := t.making
	t.making = nil
	// The default templates alone are what this program's tests have checked.
	if m.own && !slices.ContainsFunc(m.found, func(i diag.Item) bool { // a fault in what all call makes others follow
		return i.Code == "theme/unreadable" || shared(strings.TrimSuffix(strings.TrimPrefix(i.File, "layouts/"), ".html"))
	}) {
		m.found = append(m.found, m.files.Check(m.sets, m.o.Engine, m.o.Memo)...)
	}
	if len(m.found) == 0 {
		t.build(m)
	}
	return slices.Concat(m.found, m.kept(), t.bundle(m.site, m.o)).Sort()
}

// kept finds what the site's own templates say against its policy, and what defaults
// say now that they did not when the site copied them.
func (m *making) kept() (ds diag.List) {
	if m.files == nil {
		return nil
	}
	for _, f := range m.files.All() {
		now, err := fs.ReadFile(layouts.FS, f.Name+".html")
		if err == nil && string(now) == f.Text {
			continue
		}
		ds = append(ds, policy.Check(f.Path, f.Text, m.o.Hosts, f.At)...)
		if err == nil {
			ds = append(ds, copied.Changes(f.Path, f.Name, f.Text, string(now))...)
		}
	}
	return ds
}

// Copy gives the file of a default template for a site to change, by its path
// below layouts/ without the ending: its text, and a note which tells the build
// what the default was. It is false where there is no such default.
func Copy(name string) (text, note string, ok bool) {
	data, err := fs.ReadFile(layouts.FS, name+".html")
	if err != nil {
		return "", "", false
	}
	return string(data), copied.Note(string(data)), true
}

// Defaults lists the names that Copy knows.
func Defaults() (names []string) {
	found, err := overlay(nil, "layouts", layouts.FS)
	if err != nil {
		panic(err) // the program holds them
	}
	for file := range found {
		names = append(names, strings.TrimSuffix(file, ".html"))
	}
	slices.Sort(names)
	return names
}

// build makes the templates executable.
func (t *Theme) build(m *making) {
	for _, made := range templates.Build(m.sets, m.o.KeyOf) {
		if name, ok := strings.CutPrefix(made.Name, directives); ok {
			t.directives[name].Template = made
		} else {
			t.layouts[made.Name] = made
		}
	}
}

// shared says whether other templates call a template.
func shared(name string) bool { return name == base || isPart(name) }

// read reads the templates.
func (t *Theme) read(m *making) diag.List {
	found, err := overlay(m.site, "layouts", layouts.FS)
	if err != nil {
		return diag.List{diag.Unread("layouts", "theme/unreadable", err)}
	}
	for _, from := range found {
		m.own = m.own || from != fs.FS(layouts.FS)
	}
	files, ds := templates.Read("layouts", found, shared)
	m.files = files
	for _, f := range files.All() {
		switch {
		case isDirective(f.Name):
			d, more := declaration(f)
			ds = append(ds, more...)
			if len(more) == 0 {
				seen := seenType(d, &m.o)
				t.directives[d.Name] = &directive{declared: d, seen: seen}
				m.sets = append(m.sets, files.Set(f.Name, f, reflect.Zero(seen).Interface()))
			}
		case shared(f.Name):
		case f.Alone():
			m.sets = append(m.sets, files.Set(f.Name, f, m.o.View))
		default:
			m.sets = append(m.sets, files.Set(base, f, m.o.View))
		}
	}
	for rel := range found {
		if name, ok := strings.CutSuffix(rel, ".html"); ok && isDirective(name) && t.directives[name[len(directives):]] == nil {
			t.faulty[name[len(directives):]] = true
		}
	}
	return ds
}

const directives = "directives/" // folder of layouts/

func isDirective(name string) bool { return strings.HasPrefix(name, directives) }

// isPart says whether a template is a piece that others call.
func isPart(name string) bool { return strings.Contains(name, "/") && !isDirective(name) }

// bundle makes the theme's files.
func (t *Theme) bundle(site fs.FS, o Options) (ds diag.List) {
	files, err := overlay(site, "assets", assets.FS)
	if err != nil {
		return diag.List{diag.Unread("assets", "theme/unreadable", err)}
	}
	t.assets, ds = bundle.Make(files, bundle.Options{Minify: o.Minify, Search: o.Search, Engine: o.Engine, Memo: o.Memo})
	return ds
}

// Execute writes the page that a layout makes of v, a value of the type of
// Options.View.
func (t *Theme) Execute(w io.Writer, name string, v any) error {
	l := t.layouts[name]
	if l == nil {
		return fmt.Errorf("theme: no layout %q", name)
	}
	return l.Execute(w, v)
}

// Closure is the digest of everything in the theme that decides what a layout
// makes of a value; the zero Key if there is no such layout.
func (t *Theme) Closure(name string) memo.Key {
	if l := t.layouts[name]; l != nil {
		return l.Closure
	}
	return memo.Key{}
}

// IDs lists the ids that a layout writes into every page of its own accord.
func (t *Theme) IDs(name string) []string {
	if l := t.layouts[name]; l != nil {
		return l.IDs
	}
	return nil
}

// Declarations lists what directives the theme has, by name.
func (t *Theme) Declarations() []markdown.Declaration {
	var all []markdown.Declaration
	for _, d := range t.directives {
		all = append(all, d.declared)
	}
	slices.SortFunc(all, func(a, b markdown.Declaration) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// Faulty says whether a directive has a file, with a fault that keeps it out of
// the Declarations.
func (t *Theme) Faulty(directive string) bool { return t.faulty[directive] }

// DirectiveClosure is Closure for a directive.
func (t *Theme) DirectiveClosure(name string) memo.Key {
	if d := t.directives[name]; d != nil {
		return d.Closure
	}
	return memo.Key{}
}

// Assets lists the theme's files by name.
func (t *Theme) Assets() []bundle.Asset { return slices.Clone(t.assets) }
