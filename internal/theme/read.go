package theme

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"text/template/parse"

	"lodestone/internal/diag"
)

// source is one template file.
type source struct {
	name string // "post", "parts/card", "directives/note"
	file string // "layouts/post.html", for messages
	text string
	// trees holds the file's own tree under name and one for each {{define}}
	// and {{block}} in it. It is nil when the text is not a template.
	trees  map[string]*parse.Tree
	cached map[parse.Pos]*parse.ActionNode // the calls of cached, by place
}

// alone says whether the file has text of its own outside its definitions.
func (s *source) alone() bool { return !parse.IsEmptyTree(s.trees[s.name].Root) }

// overlay lists the files below root, the site's over the default's, by path
// relative to root. Hidden files and Go files are left out. A site without the
// folder overrides nothing.
func overlay(site fs.FS, root string, base fs.FS) (map[string]fs.FS, error) {
	found := map[string]fs.FS{}
	layers := []fs.FS{base}
	if site != nil {
		own, err := fs.Sub(site, root)
		if err != nil {
			return nil, err
		}
		layers = append(layers, own)
	}
	for i, layer := range layers {
		err := fs.WalkDir(layer, ".", func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				if i == 1 && file == "." && errors.Is(err, fs.ErrNotExist) {
					return fs.SkipAll
				}
				return err
			}
			if hidden := file != "." && strings.HasPrefix(d.Name(), "."); d.IsDir() {
				if hidden {
					return fs.SkipDir
				}
				return nil
			} else if !hidden && path.Ext(file) != ".go" {
				found[file] = layer
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// read gives every template file, parsed and squeezed, by name.
func read(site, base fs.FS) (map[string]*source, diag.List) {
	files, err := overlay(site, "layouts", base)
	if err != nil {
		return nil, diag.List{diag.At("layouts", diag.Pos{}, "theme/unreadable", diag.Reason(err))}
	}
	var ds diag.List
	all := map[string]*source{}
	for rel, layer := range files {
		name, ok := strings.CutSuffix(rel, ".html")
		if !ok {
			continue
		}
		s := &source{name: name, file: "layouts/" + rel}
		all[name] = s
		text, err := fs.ReadFile(layer, rel)
		if err != nil {
			ds = append(ds, diag.At(s.file, diag.Pos{}, "theme/unreadable", diag.Reason(err)))
			continue
		}
		s.text = strings.TrimPrefix(string(text), "\ufeff")
		if d := s.parse(); d != nil {
			ds = append(ds, *d)
		}
	}
	return all, ds
}

// at gives the position of a byte offset in the file.
func (s *source) at(offset int) diag.Pos {
	before := s.text[:min(max(offset, 0), len(s.text))]
	line := 1 + strings.Count(before, "\n")
	col := 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
	return diag.Pos{Line: line, Col: col}
}

// offset is the inverse of at for a 1-based line and a 0-based byte in it.
func (s *source) offset(line, b int) int {
	off := 0
	for ; line > 1; line-- {
		n := strings.IndexByte(s.text[off:], '\n')
		if n < 0 {
			break
		}
		off += n + 1
	}
	return min(off+b, len(s.text))
}
