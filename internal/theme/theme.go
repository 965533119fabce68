// Package theme turns a site's layouts and assets, laid over the default
// theme's, into checked templates, directive declarations and fingerprinted
// files.
//
// In: a file system that may hold layouts/ and assets/; the zero values of what
// templates will see. Out: a Theme and all faults found, each with file, line
// and column. Nothing here touches the disk, the network or the clock.
//
// Templates are html/template files (package layouts says which file is what).
// A site's file replaces the default's of the same path. Each layout is a set
// of its own: base.html, all parts and what the layout defines, the layout's
// definitions winning. A layout with text outside its definitions stands alone.
// Each directive is a set of its own, too, and sees a struct made from its
// declaration.
//
// Every set is checked with the type that it will see, branches that never run
// included (github.com/jba/templatecheck, strict), and run once on the zero
// value, so that html/template escapes it at load. The outcome of a clean check
// is kept in the Memo under the digest of all sources, the types and the
// engine: a loaded theme that was seen before is only parsed.
//
// White space that is not shown is taken out of the templates at load; what
// Execute writes needs no minifier.
//
// Errors: codes theme/…; Execute and Directive fail only when a value breaks a
// template that was checked (an index out of range) or the writer fails.
package theme

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"lodestone/assets"
	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
	"lodestone/internal/theme/bundle"
	"lodestone/layouts"
)

// Memo keeps values by the digest of what they were made from. Values must not
// be changed by either side.
type Memo interface {
	Get(memo.Key) ([]byte, bool)
	Put(memo.Key, []byte) error
}

// Options say what templates see and how files are made.
type Options struct {
	View    any // zero value of what Execute will be given
	Picture any // zero value, a struct, of what an image argument becomes
	// KeyOf gives what names a value with all its content, for cached; "" for
	// values that have no such name. nil for none.
	KeyOf  func(any) string
	Engine memo.Key // digest of the running program; part of every key
	Memo   Memo     // nil keeps nothing
	Minify bool     // CSS and JavaScript
}

// Theme is a loaded theme. It is safe for concurrent use.
type Theme struct {
	layouts    map[string]*layout
	directives map[string]*directive
	assets     []bundle.Asset
}

type layout struct {
	tmpl    *template.Template
	closure memo.Key
}

const (
	base     = "base"
	baseFile = "layouts/base.html"
)

// Load reads, parses and checks everything. The Theme is usable only if the
// list holds no error. site may be nil.
func Load(site fs.FS, o Options) (*Theme, diag.List) {
	all, ds := read(site, layouts.FS)
	files := make(map[string]*source, len(all))
	for _, s := range all {
		files[s.file] = s
	}
	shared, more := share(all)
	ds = append(ds, more...)
	t := &Theme{layouts: map[string]*layout{}, directives: map[string]*directive{}}
	var units []*unit
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		if s.trees == nil {
			continue
		}
		u := &unit{entry: name, file: s.file, trees: maps.Clone(shared), dot: o.View, files: files}
		maps.Copy(u.trees, s.trees)
		switch dir, _, deep := strings.Cut(name, "/"); {
		case dir == "directives":
			d, more := s.declaration()
			ds = append(ds, more...)
			if len(more) > 0 {
				continue
			}
			seen := seenType(d, o.Picture)
			u.dot = reflect.Zero(seen).Interface()
			t.directives[d.Name] = &directive{declared: d, seen: seen}
		case deep || name == base:
			continue
		default:
			if !s.alone() {
				u.entry = base
			}
			t.layouts[name] = &layout{}
		}
		units = append(units, u)
	}
	if len(ds) == 0 { // faults of parsing make others follow
		ds = append(ds, check(units, all, o)...)
	}
	if len(ds) == 0 {
		t.build(units, o)
	}
	made, more := t.bundle(site, o)
	t.assets = made
	return t, append(ds, more...).Sort()
}

// share gathers the templates that every set may call: base, the parts and what
// they define.
func share(all map[string]*source) (map[string]*parse.Tree, diag.List) {
	var ds diag.List
	shared, owner := map[string]*parse.Tree{}, map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		if dir, _, deep := strings.Cut(name, "/"); name != base && !deep || dir == "directives" {
			continue
		}
		for _, def := range slices.Sorted(maps.Keys(s.trees)) {
			if first, twice := owner[def]; twice {
				at := max(strings.Index(s.text, fmt.Sprintf("%q", def)), 0)
				ds = append(ds, diag.At(s.file, s.at(at), "theme/defined-twice", def, first))
				continue
			}
			owner[def], shared[def] = s.file, s.trees[def]
		}
	}
	return shared, ds
}

// check runs the checks of all units unless the memo knows their outcome.
func check(units []*unit, all map[string]*source, o Options) diag.List {
	h := newHash("theme check", o.Engine)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		h.text(name)
		h.text(all[name].text)
	}
	h.shape(reflect.TypeOf(o.View))
	h.shape(reflect.TypeOf(o.Picture))
	key := h.sum()
	if o.Memo != nil {
		if kept, ok := o.Memo.Get(key); ok && string(kept) == "clean" {
			return nil
		}
	}
	var ds diag.List
	for _, u := range units {
		ds = append(ds, u.check()...)
	}
	if len(ds) == 0 && o.Memo != nil {
		_ = o.Memo.Put(key, []byte("clean")) // a store that fails costs time only
	}
	return ds
}

// build makes the executable sets and their digests.
func (t *Theme) build(units []*unit, o Options) {
	keyOf := o.KeyOf
	if keyOf == nil {
		keyOf = func(any) string { return "" }
	}
	built := map[memo.Key]*part{}
	for _, u := range units {
		tmpl, err := u.executable(built, keyOf)
		if err != nil {
			panic(err) // AddParseTree fails only on a set that was executed
		}
		name := strings.TrimSuffix(strings.TrimPrefix(u.file, "layouts/"), ".html")
		if d, ok := strings.CutPrefix(name, "directives/"); ok {
			t.directives[d].tmpl, t.directives[d].closure = tmpl, u.closure()
			continue
		}
		t.layouts[name].tmpl, t.layouts[name].closure = tmpl, u.closure()
	}
}

// closure is the digest of the text of all templates that the unit reaches,
// after squeezing and without comments, and of the type that it sees.
func (u *unit) closure() memo.Key {
	h := newHash("theme closure", memo.Key{})
	h.text(u.entry)
	names := reach(u.trees, u.entry)
	slices.Sort(names)
	for _, name := range names {
		h.text(name)
		h.text(u.trees[name].Root.String())
	}
	h.shape(reflect.TypeOf(u.dot))
	return h.sum()
}

// bundle makes the theme's files.
func (t *Theme) bundle(site fs.FS, o Options) ([]bundle.Asset, diag.List) {
	files, err := overlay(site, "assets", assets.FS)
	if err != nil {
		return nil, diag.List{diag.At("assets", diag.Pos{}, "theme/unreadable", diag.Reason(err))}
	}
	return bundle.Make(files, bundle.Options{Minify: o.Minify, Engine: o.Engine, Memo: o.Memo})
}

// Execute writes the page that a layout makes of v, a value of the type of
// Options.View.
func (t *Theme) Execute(w io.Writer, name string, v any) error {
	l := t.layouts[name]
	if l == nil {
		return fmt.Errorf("theme: no layout %q", name)
	}
	return l.tmpl.Execute(w, v)
}

// Layouts lists the layouts' names in order.
func (t *Theme) Layouts() []string { return slices.Sorted(maps.Keys(t.layouts)) }

// Closure is the digest of everything in the theme that decides what a layout
// makes of a value; the zero Key if there is no such layout.
func (t *Theme) Closure(name string) memo.Key {
	if l := t.layouts[name]; l != nil {
		return l.closure
	}
	return memo.Key{}
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

// DirectiveClosure is Closure for a directive.
func (t *Theme) DirectiveClosure(name string) memo.Key {
	if d := t.directives[name]; d != nil {
		return d.closure
	}
	return memo.Key{}
}

// Assets lists the theme's files by name.
func (t *Theme) Assets() []bundle.Asset { return slices.Clone(t.assets) }

// hash digests texts, each with its length before it.
type hash struct{ buf bytes.Buffer }

func newHash(what string, engine memo.Key) *hash {
	h := &hash{}
	h.text(what)
	h.buf.Write(engine[:])
	return h
}

func (h *hash) text(s string) { fmt.Fprintf(&h.buf, "%d:%s", len(s), s) }

// shape adds a type with all that it is made of.
func (h *hash) shape(t reflect.Type) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		if t == nil {
			h.text("nil")
			return
		}
		h.text(t.String())
		if seen[t] {
			return
		}
		seen[t] = true
		switch t.Kind() {
		case reflect.Slice, reflect.Pointer, reflect.Array:
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				h.text(t.Field(i).Name)
				walk(t.Field(i).Type)
			}
		}
	}
	walk(t)
}

func (h *hash) sum() memo.Key { return sha256.Sum256(h.buf.Bytes()) }
