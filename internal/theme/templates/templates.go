// Package templates reads a theme's template files, checks all that can be
// reached from each, and makes it executable.
//
// In: html/template files by path, each with the file system that holds it; for
// each Set the value that it will see. Out: Templates, their closures and all
// faults found, with file, line and column. Which file is a layout, a part or a
// directive is the theme's to say.
//
// A Set is an entry with all templates that it can call: those that the files
// share, and those of its own file, which win. Every Set is checked with the
// type that it will see, branches that never run included
// (github.com/jba/templatecheck, strict), and run once on the value given, so
// that html/template escapes it. The outcome of a clean check is kept in the
// Memo under the digest of all files, the types and the engine.
//
// White space that a browser does not show is taken out when a file is read.
//
// {{cached "NAME" VALUE}} does what {{template "NAME" VALUE}} does, once for each
// value with a key (see Build). It stands alone, between elements, and what it
// calls begins and ends there, so that its outcome depends on the value only.
//
// Errors: theme/unreadable, theme/syntax, theme/defined-twice, theme/cached,
// theme/cached-place, theme/field, theme/mismatch, theme/missing-template,
// theme/missing-block, theme/unsafe. Execute fails only when a value breaks a
// template that was checked (an index out of range: a Fault, theme/runtime) or
// the writer fails.
package templates

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"lodestone/internal/diag"
)

// File is one template file.
type File struct {
	Name string // path without folder and ending: "post", "parts/card"
	Path string // for messages: "layouts/post.html"
	Text string
	// trees holds the file's own tree under Name and one for each {{define}}
	// and {{block}} in it. It is nil when the text is not a template.
	trees  map[string]*parse.Tree
	cached map[parse.Pos]*parse.ActionNode // the calls of cached, by place
}

// Alone says whether the file has text of its own outside its definitions.
func (f *File) Alone() bool { return !parse.IsEmptyTree(f.trees[f.Name].Root) }

// At gives the position of a byte offset in the file.
func (f *File) At(offset int) diag.Pos {
	before := f.Text[:min(max(offset, 0), len(f.Text))]
	line := 1 + strings.Count(before, "\n")
	col := 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
	return diag.Pos{Line: line, Col: col}
}

// offset is the inverse of At for a 1-based line and a 0-based byte in it.
func (f *File) offset(line, b int) int {
	off := 0
	for ; line > 1; line-- {
		n := strings.IndexByte(f.Text[off:], '\n')
		if n < 0 {
			break
		}
		off += n + 1
	}
	return min(off+b, len(f.Text))
}

// Files are a theme's template files.
type Files struct {
	byName map[string]*File
	byPath map[string]*File
	shared map[string]*parse.Tree // what every Set may call
}

// Read parses and squeezes the files whose names end in .html; their paths are
// relative to folder. shared says of a file's Name whether every Set may call
// what it defines.
func Read(folder string, files map[string]fs.FS, shared func(name string) bool) (*Files, diag.List) {
	var ds diag.List
	all := &Files{byName: map[string]*File{}, byPath: map[string]*File{}, shared: map[string]*parse.Tree{}}
	for rel, layer := range files {
		name, ok := strings.CutSuffix(rel, ".html")
		if !ok {
			continue
		}
		f := &File{Name: name, Path: folder + "/" + rel}
		all.byName[name], all.byPath[f.Path] = f, f
		text, err := fs.ReadFile(layer, rel)
		if err != nil {
			ds = append(ds, diag.Unread(f.Path, "theme/unreadable", err))
			continue
		}
		f.Text = strings.TrimPrefix(string(text), "\ufeff")
		ds = append(ds, f.parse()...)
	}
	return all, append(ds, all.share(shared)...)
}

// share gathers the templates that every Set may call.
func (all *Files) share(shared func(name string) bool) diag.List {
	var ds diag.List
	owner := map[string]string{}
	for _, f := range all.All() {
		if !shared(f.Name) {
			continue
		}
		for _, def := range slices.Sorted(maps.Keys(f.trees)) {
			if first, twice := owner[def]; twice {
				at := max(strings.Index(f.Text, fmt.Sprintf("%q", def)), 0)
				ds = append(ds, diag.At(f.Path, f.At(at), "theme/defined-twice", def, first))
				continue
			}
			owner[def], all.shared[def] = f.Path, f.trees[def]
		}
	}
	return ds
}

// All lists the files whose text is a template, by name.
func (all *Files) All() []*File {
	var list []*File
	for _, name := range slices.Sorted(maps.Keys(all.byName)) {
		if f := all.byName[name]; f.trees != nil {
			list = append(list, f)
		}
	}
	return list
}

// Set is one entry with all templates that it can reach, and the value that it
// is executed with.
type Set struct {
	entry string
	file  *File                  // the layout's or directive's own
	trees map[string]*parse.Tree // by name; the file's own over the shared ones
	known []string               // names of all templates that could be called
	sees  any                    // a value of the type that Execute gets
	paths map[string]*File       // all files by path

	functions map[string]any // what templates may call beside html/template's own
}

// Set makes a Set of a file and the shared templates. Execution begins at entry;
// sees is the zero value of what it will be given.
func (all *Files) Set(entry string, f *File, sees any) *Set {
	s := &Set{entry: entry, file: f, trees: maps.Clone(all.shared), sees: sees, paths: all.byPath}
	maps.Copy(s.trees, f.trees)
	return s
}
