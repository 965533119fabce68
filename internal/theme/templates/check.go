package templates

import (
	"errors"
	"html/template"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"text/template/parse"

	"github.com/jba/templatecheck"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/theme/templates/nodes"
)

// Memo keeps values by the digest of what they were made from. Values must not
// be changed by either side.
type Memo interface {
	Get(memo.Key) ([]byte, bool)
	Put(memo.Key, []byte) error
}

// Check runs the checks of all Sets unless the memo, which may be nil, knows
// their outcome; engine is the digest of the running program.
func (all *Files) Check(sets []*Set, engine memo.Key, kept Memo) diag.List {
	h := newHash("theme check", engine)
	for _, name := range slices.Sorted(maps.Keys(all.byName)) {
		h.text(name)
		h.text(all.byName[name].Text)
	}
	for _, s := range sets {
		h.shape(reflect.TypeOf(s.sees))
	}
	key := h.sum()
	if kept != nil {
		if outcome, ok := kept.Get(key); ok && string(outcome) == "clean" {
			return nil
		}
	}
	var ds diag.List
	for _, s := range sets {
		ds = append(ds, s.check()...)
	}
	if len(ds) == 0 && kept != nil {
		_ = kept.Put(key, []byte("clean")) // a store that fails costs time only
	}
	return ds
}

// maxFaults bounds the faults reported of one Set.
const maxFaults = 50

// check looks at every branch of the Set's templates with the type that it sees. After a
// fault it takes the faulty statement out and looks again, so that one run
// tells all.
func (s *Set) check() diag.List {
	work := Set{entry: s.entry, file: s.file, trees: map[string]*parse.Tree{}, sees: s.sees, paths: s.paths}
	work.known = slices.Collect(maps.Keys(s.trees))
	for _, name := range nodes.Reach(s.trees, s.entry) {
		if t := s.trees[name]; t != nil {
			work.trees[name] = t.Copy()
		}
	}
	var ds diag.List
	for len(ds) < maxFaults {
		err := templatecheck.CheckHTMLStrict(work.build(), work.sees)
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
	if len(ds) > 0 || s.guarded(func(place) bool { return true }).unsafe() == nil {
		return ds
	}
	if bad := s.unsafe(); bad != nil {
		return s.escape(bad)
	}
	return s.places()
}

// unsafe runs the Set once on its zero value: html/template then escapes all
// branches, and complains of places where no value can stand safely. Faults that
// depend on values show when a page is rendered.
func (s *Set) unsafe() *template.Error {
	var bad *template.Error
	errors.As(s.build().Execute(io.Discard, s.sees), &bad)
	return bad
}

var (
	location = regexp.MustCompile(`^(.*):\d+:\d+$`)
	contexts = regexp.MustCompile(`: \{state.*$`) // html/template's own state, no news to an author
)

// escape says where html/template complains.
func (s *Set) escape(bad *template.Error) diag.List {
	why := contexts.ReplaceAllString(bad.Description, "")
	if bad.Node != nil { // it knows the file that it comes from
		where, _ := s.trees[s.entry].ErrorContext(bad.Node)
		if m := location.FindStringSubmatch(where); m != nil && s.paths[m[1]] != nil {
			f := s.paths[m[1]]
			return diag.List{diag.At(f.Path, f.At(int(bad.Node.Position())), "theme/unsafe", why)}
		}
	}
	file := s.file.Path
	if tree := s.trees[bad.Name]; tree != nil {
		file = tree.ParseName
	}
	if file != s.file.Path && s.sound() { // what the layout left open shows only where the next part begins
		return diag.List{diag.At(s.file.Path, diag.Pos{}, "theme/unsafe", why)}
	}
	return diag.List{diag.At(file, diag.Pos{Line: max(bad.Line, 1), Col: 1}, "theme/unsafe", why)}
}

// sound says whether the templates that the Set shares with others can be
// escaped when its own file gives them nothing.
func (s *Set) sound() bool {
	bare := Set{entry: s.entry, trees: maps.Clone(s.trees), sees: s.sees}
	for name, t := range bare.trees {
		if t.ParseName == s.file.Path {
			bare.trees[name] = &parse.Tree{Name: name, ParseName: s.file.Path, Root: &parse.ListNode{NodeType: parse.NodeList}}
		}
	}
	return bare.unsafe() == nil
}
