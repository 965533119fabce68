// Package move renames pages without losing anybody: their translations and the
// files beside them go along, links go on leading where they did, and former
// addresses become aliases.
//
// In: a site's folder, and what is to be moved where. Out: a Plan, which files
// become which and what they say then; nothing is written. A *Wrong says that what
// was asked for cannot be, a list of findings why the site does not allow it.
//
// Only what must change does, byte for byte: the destination of a link at the place
// where the parser saw it, a value of front matter or site.yaml, one item of
// aliases. What is written in a way that cannot be changed like that is a finding. The
// site is read and linked as it will be: a fault that was not there before refuses
// the move.
//
// A writer that is stopped half-way has made some of the new files, changed some of
// the others and removed some of the old, in this order, the one that was named last.
// The same move then gives the same Plan for what is left to do.
package move

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"lodestone/internal/build"
	"lodestone/internal/diag"
	"lodestone/internal/memo"
)

// File is what becomes of a file: From a name, "" where it stays, To another, both from
// the site's folder. Text is what it says then, nil where that does not change.
type File struct {
	From, To string
	Text     []byte
	Links    int // that were changed in it
}

// Plan is a move.
type Plan struct {
	Moved, Changed []File    // Moved: the one that was named last
	Redirects      []Address // of former addresses, in the order of the files
	Site           fs.FS     // as it will be
}

// Address is one that leads to another.
type Address struct{ Old, New string }

// mover is a Plan in the making.
type mover struct {
	fsys    fs.FS
	before  *build.Reading
	way     way
	renamed []term
	files   []string          // of the content, sorted
	names   map[string]string // of those that are no pages, on the disk
	texts   map[string][]byte
	edits   map[string][]edit // name → what changes in it
	found   diag.List
}

// New plans to move old to next. Errors among the findings say why that cannot be; the
// Plan has at most the Site then, if it is that of which they speak.
func New(ctx context.Context, fsys fs.FS, o build.Options, store *memo.Store, old, next string) (*Plan, diag.List, error) {
	before, found, err := build.Read(ctx, fsys, o, store)
	if before == nil {
		return nil, found, err
	}
	if found = unread(before); found.Broken() {
		return nil, found.Sort(), nil
	}
	w, err := find(before, old, next)
	if err != nil {
		return nil, nil, err
	}
	m := &mover{fsys: fsys, before: before, way: w, files: paths(before), names: map[string]string{}, texts: map[string][]byte{}, edits: map[string][]edit{}}
	for i := range before.Site.Resources {
		m.names[before.Site.Resources[i].Path] = before.Site.Resources[i].Name
	}
	m.renamed = m.terms()
	m.rewrite()
	after, err := m.read(ctx, o, store)
	if err != nil || m.found.Broken() {
		return nil, m.found.Sort(), err
	}
	redirects, err := m.redirect(after)
	if err != nil {
		return nil, nil, err
	}
	p, err := m.plan()
	if err != nil || m.found.Broken() {
		return nil, m.found.Sort(), err
	}
	if p.Redirects = redirects; len(redirects) > 0 {
		if after, err = m.read(ctx, o, store); err != nil {
			return nil, nil, err
		}
	}
	found = append(m.found, m.broken(after)...).Sort()
	if found.Broken() {
		p = &Plan{Site: p.Site}
	}
	return p, found, nil
}

// unread says which pages have faults in themselves, drafts too: nobody knows where
// these lead.
func unread(r *build.Reading) (found diag.List) {
	for i := range r.Site.Pages {
		p := &r.Site.Pages[i]
		if !p.Unread {
			continue
		}
		name := r.Places.File(p.Path)
		found = append(found, diag.At(name, diag.Pos{}, "move/unread"))
		for _, item := range r.Diags {
			if item.File == name {
				found = append(found, item)
			}
		}
	}
	return found
}

// rewrite notes what changes in pages and in site.yaml for links to lead where they
// did.
func (m *mover) rewrite() {
	for i := range m.before.Site.Pages {
		if edits := append(m.links(i), m.named(i)...); len(edits) > 0 {
			m.edits[m.name(m.before.Site.Pages[i].Path)] = tidy(edits)
		}
	}
	if edits := m.config(); len(edits) > 0 {
		m.edits["site.yaml"] = edits
	}
}

// read reads the site as it will be; nil where that cannot be.
func (m *mover) read(ctx context.Context, o build.Options, store *memo.Store) (*build.Reading, error) {
	if m.found.Broken() {
		return nil, nil
	}
	after, found, err := build.Read(ctx, m.overlay(), o, store)
	m.found = append(m.found, found...)
	return after, err
}

// overlay is the folder as it will be.
func (m *mover) overlay() *overlay {
	o := &overlay{base: m.fsys, text: map[string][]byte{}, from: map[string]string{}, gone: map[string]bool{}}
	for _, f := range m.files {
		name := m.name(f)
		to, moves := m.way.of(f)
		if moves {
			o.gone[name] = true
		}
		target := name
		if moves {
			target = m.inRoot(to)
		}
		switch edits := m.edits[name]; {
		case len(edits) > 0:
			o.text[target] = apply(m.raw(name), edits)
		case moves:
			o.from[target] = name
		}
	}
	if edits := m.edits["site.yaml"]; len(edits) > 0 {
		o.text["site.yaml"] = apply(m.raw("site.yaml"), edits)
	}
	for name := range o.text {
		delete(o.gone, name)
	}
	for name := range o.from {
		delete(o.gone, name)
	}
	return o
}

// redirect gives every page that will have another address its former one as an
// alias, if that was ever published. A *Wrong says that it would be no page any more.
func (m *mover) redirect(after *build.Reading) (all []Address, err error) {
	now := map[string]string{}
	for i := range after.Site.Pages {
		now[after.Site.Pages[i].Path] = after.Site.Pages[i].URL
	}
	for i := range m.before.Site.Pages {
		p := &m.before.Site.Pages[i]
		to, moves := m.way.of(p.Path)
		next, is := now[to]
		if moves && !is {
			return nil, wrong("move/outside", m.inRoot(to), m.before.Root)
		}
		if moves && next != p.URL && (p.Live || m.before.Lock.At(p.URL) != nil) {
			name := m.name(p.Path)
			m.edits[name] = append(m.edits[name], m.alias(i, p.URL, next)...)
			all = append(all, Address{p.URL, next})
		}
	}
	return all, nil
}

// broken gives the faults of the site as it will be that it has not now, and what it
// loses by the move: the list of a folder whose last post goes.
func (m *mover) broken(after *build.Reading) (found diag.List) {
	if after == nil {
		return nil
	}
	type fault struct{ code, file, of string }
	of := func(i diag.Item) string { return strings.Join(i.Args[:min(len(i.Args), 1)], "") } // what else it names may be a guess
	left := map[fault]int{}
	for _, i := range m.before.Diags {
		file := i.File
		if to, moves := m.way.of(strings.TrimPrefix(file, m.before.Root+"/")); moves {
			file = m.inRoot(to)
		}
		left[fault{i.Code, file, of(i)}]++
	}
	for _, i := range after.Diags {
		f := fault{i.Code, i.File, of(i)}
		if left[f]--; left[f] < 0 && (i.Severity == diag.Error || strings.HasPrefix(i.Code, "lock/")) {
			found = append(found, i)
		}
	}
	if found.Broken() {
		found = append(found, diag.At("", diag.Pos{}, "move/breaks"))
	}
	return found
}

// plan lists the files, and sees that nothing else stands where they go.
func (m *mover) plan() (*Plan, error) {
	o := m.overlay()
	p := &Plan{Site: o}
	for _, f := range m.files {
		name := m.name(f)
		if to, moves := m.way.of(f); moves {
			next := File{From: name, To: m.inRoot(to), Text: o.text[m.inRoot(to)], Links: len(m.edits[name])}
			if err := m.vacant(f, to, &next); err != nil {
				return nil, err
			}
			p.Moved = append(p.Moved, next)
		} else if text, ok := o.text[name]; ok {
			p.Changed = append(p.Changed, File{To: name, Text: text, Links: len(m.edits[name])})
		}
	}
	if text, ok := o.text["site.yaml"]; ok {
		p.Changed = append(p.Changed, File{To: "site.yaml", Text: text, Links: len(m.edits["site.yaml"])})
	}
	slices.SortStableFunc(p.Moved, byWeight)
	return p, nil
}

// byWeight orders files so that what may have been named comes last: pages after what
// lies beside them, a folder's own after those below it, name.md after name.fr.md.
func byWeight(a, b File) int {
	rank := func(f File) int {
		n := -strings.Count(f.From, "/") * 4
		if isPage(f.From) {
			n += 1 << 20
		}
		if isIndex(f.From) {
			n += 2
		}
		return n
	}
	return cmp.Or(rank(a)-rank(b), len(b.From)-len(a.From))
}

// vacant refuses to put a file where another stands that differs. One that does not
// is what a move made that was stopped.
func (m *mover) vacant(from, to string, next *File) error {
	for _, other := range m.files {
		if !strings.EqualFold(other, to) || other == from {
			continue
		}
		text := next.Text
		if text == nil {
			text = m.raw(next.From)
		}
		if other != to || !bytes.Equal(text, m.raw(next.To)) {
			return wrong("move/exists", m.inRoot(other))
		}
	}
	return nil
}

// name gives the name of a content file on the disk, from the site's folder.
func (m *mover) name(file string) string {
	if isPage(file) {
		return m.before.Places.File(file)
	}
	return cmp.Or(m.names[file], m.inRoot(file))
}

// inRoot gives the name of a content path that is new.
func (m *mover) inRoot(file string) string { return path.Join(m.before.Root, file) }

// raw reads a file once; nil where it cannot be read, which linking has said.
func (m *mover) raw(name string) []byte {
	text, ok := m.texts[name]
	if !ok {
		text, _ = fs.ReadFile(m.fsys, name)
		m.texts[name] = text
	}
	return text
}

func (m *mover) say(file string, pos diag.Pos, code string, args ...string) {
	m.found = append(m.found, diag.At(file, pos, code, args...))
}
