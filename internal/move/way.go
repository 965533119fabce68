package move

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/build"
	"lodestone/internal/diag"
)

// Wrong is a fault in what was asked for.
type Wrong struct{ Item diag.Item }

// Error implements error.
func (w *Wrong) Error() string {
	text, _ := diag.Render(w.Item, "en")
	return text
}

func wrong(code string, args ...string) error {
	return &Wrong{diag.At("", diag.Pos{}, code, args...)}
}

// way says which path becomes which, below the content folder.
type way struct {
	from, to string // without language and ending, or folders
	folder   bool
	base     func(file string) string // a page's path without language and ending
}

// of gives what becomes of a path.
func (w way) of(file string) (string, bool) {
	rest, ok := strings.CutPrefix(file, w.from)
	if !ok {
		return file, false
	}
	if w.folder {
		ok = rest == "" || rest[0] == '/'
	} else {
		ok = isPage(file) && w.base(file) == w.from
	}
	if !ok {
		return file, false
	}
	return w.to + rest, true
}

// isPage says whether a file is Markdown.
func isPage(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// find reads what is to be moved where. Both are given from the site's folder, as a
// shell completes them, or from the content folder. An index.md stands for its
// folder; so does what is no Markdown file.
func find(r *build.Reading, old, next string) (way, error) {
	files := paths(r)
	from, ok := below(r.Root, old)
	if !ok || !known(files, from) {
		if from = clean(old); !known(files, from) {
			return way{}, wrong("move/missing", old, nearest(r, files, old))
		}
	}
	to, ok := below(r.Root, next)
	if !ok {
		if _, rooted := below(r.Root, old); rooted || !inside(clean(next)) {
			return way{}, wrong("move/outside", next, r.Root)
		}
		to = clean(next)
	}
	if strings.HasSuffix(next, "/") {
		to = path.Join(to, path.Base(from))
	}
	w := way{from: from, to: to, folder: !isPage(from), base: func(file string) string { return r.Config.Site.Locate(file).Base }}
	switch {
	case w.folder && isPage(to), !w.folder && !isPage(to), !w.folder && isIndex(from) != isIndex(to):
		return way{}, wrong("move/kind", old, next)
	case !w.folder:
		a, b := r.Config.Site.Locate(from), r.Config.Site.Locate(to)
		if a.Lang != b.Lang || path.Ext(from) != path.Ext(to) {
			return way{}, wrong("move/kind", old, next)
		}
		w.from, w.to = a.Base, b.Base
	}
	if isIndex(from) {
		w.from, w.to, w.folder = path.Dir(w.from), path.Dir(w.to), true
	}
	if w.from == w.to || w.folder && strings.HasPrefix(w.to+"/", w.from+"/") || w.from == "." || w.to == "." {
		return way{}, wrong("move/inside", old, next)
	}
	return w, nil
}

// paths gives all files of the content, sorted.
func paths(r *build.Reading) (all []string) {
	for i := range r.Site.Pages {
		all = append(all, r.Site.Pages[i].Path)
	}
	for i := range r.Site.Resources {
		all = append(all, r.Site.Resources[i].Path)
	}
	slices.Sort(all)
	return all
}

// known says whether a path is a file or a folder of the content.
func known(files []string, name string) bool {
	return slices.ContainsFunc(files, func(f string) bool { return f == name || strings.HasPrefix(f, name+"/") })
}

// below gives the path of a name below the content folder.
func below(root, name string) (string, bool) {
	name = clean(name)
	if root == "." {
		return name, inside(name)
	}
	return strings.CutPrefix(name, root+"/")
}

func clean(name string) string { return path.Clean(norm.NFC.String(name)) }

func inside(name string) bool {
	return name != ".." && name != "." && !strings.HasPrefix(name, "../") && !path.IsAbs(name)
}

func isIndex(file string) bool { return isPage(file) && strings.HasPrefix(path.Base(file), "index.") }

// nearest gives the file that a name may be meant to be, from the site's folder.
func nearest(r *build.Reading, files []string, name string) string {
	near := diag.Nearest(strings.TrimPrefix(clean(name), r.Root+"/"), files)
	if near == "" || r.Root == "." {
		return near
	}
	return r.Root + "/" + near
}
