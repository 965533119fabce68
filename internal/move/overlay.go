package move

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a folder as it will be: some files say something else, some stand
// elsewhere, some are gone.
type overlay struct {
	base fs.FS
	text map[string][]byte // name → what it will say
	from map[string]string // name → the name that the file has now
	gone map[string]bool
}

// Open implements fs.FS.
func (o *overlay) Open(name string) (fs.File, error) {
	if text, ok := o.text[name]; ok {
		return &memory{Reader: bytes.NewReader(text), entry: entry{name: path.Base(name), size: int64(len(text))}}, nil
	}
	if from, ok := o.from[name]; ok {
		return o.base.Open(from)
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.base.Open(name)
}

// Stat implements fs.StatFS.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.text[name]; ok {
		return entry{name: path.Base(name), size: int64(len(text))}, nil
	}
	if from, ok := o.from[name]; ok {
		return fs.Stat(o.base, from)
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(o.base, name)
	if err != nil && len(o.added(name)) > 0 {
		return entry{name: path.Base(name), folder: true}, nil
	}
	return info, err
}

// ReadDir implements fs.ReadDirFS.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	added := o.added(name)
	all, err := fs.ReadDir(o.base, name)
	if err != nil && len(added) == 0 {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(e fs.DirEntry) bool { return o.gone[path.Join(name, e.Name())] })
	for _, e := range added {
		if !slices.ContainsFunc(all, func(b fs.DirEntry) bool { return b.Name() == e.name }) {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

// added lists what a folder gets.
func (o *overlay) added(dir string) (all []entry) {
	add := func(name string) {
		below := name
		if dir != "." {
			rest, in := strings.CutPrefix(name, dir+"/")
			if !in {
				return
			}
			below = rest
		}
		first, _, folder := strings.Cut(below, "/")
		if !slices.ContainsFunc(all, func(e entry) bool { return e.name == first }) {
			all = append(all, entry{name: first, folder: folder})
		}
	}
	for name := range o.text {
		add(name)
	}
	for name := range o.from {
		add(name)
	}
	return all
}

// memory is a file that says what it will.
type memory struct {
	*bytes.Reader
	entry
}

// Size is that of the entry and of the reader alike.
func (m *memory) Size() int64                { return m.entry.size }
func (m *memory) Stat() (fs.FileInfo, error) { return m.entry, nil }
func (m *memory) Close() error               { return nil }

// entry is what a folder says of a file or folder that is not there yet.
type entry struct {
	name   string
	size   int64
	folder bool
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return e.size }
func (e entry) IsDir() bool                { return e.folder }
func (e entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Sys() any                   { return nil }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }
func (e entry) Mode() fs.FileMode {
	if e.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
