package move

import (
	"bytes"
	"io"
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
		f, err := o.base.Open(from)
		if err != nil {
			return nil, err
		}
		info, err := o.Stat(name)
		return &renamed{f, info}, err
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if info, err := o.Stat(name); err == nil && info.IsDir() {
		all, err := o.ReadDir(name)
		return &listing{info, all}, err
	}
	return o.base.Open(name)
}

// Stat implements fs.StatFS.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.text[name]; ok {
		return entry{name: path.Base(name), size: int64(len(text))}, nil
	}
	if from, ok := o.from[name]; ok {
		info, err := fs.Stat(o.base, from)
		if err != nil {
			return nil, err
		}
		return entry{name: path.Base(name), size: info.Size(), time: info.ModTime()}, nil
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
		if i := slices.IndexFunc(all, func(b fs.DirEntry) bool { return b.Name() == e.Name() }); i < 0 {
			all = append(all, e)
		} else if !e.IsDir() {
			all[i] = e
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

// added lists what a folder gets.
func (o *overlay) added(dir string) (all []fs.DirEntry) {
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
		if slices.ContainsFunc(all, func(e fs.DirEntry) bool { return e.Name() == first }) {
			return
		}
		if folder {
			all = append(all, entry{name: first, folder: true})
		} else if info, err := o.Stat(name); err == nil {
			all = append(all, entry{name: first, size: info.Size(), time: info.ModTime()})
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

// listing is an open folder.
type listing struct {
	fs.FileInfo
	left []fs.DirEntry
}

// Stat implements fs.File, as do Read and Close.
func (l *listing) Stat() (fs.FileInfo, error) { return l.FileInfo, nil }
func (l *listing) Close() error               { return nil }
func (l *listing) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: l.Name(), Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (l *listing) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(l.left) {
		if n > 0 && len(l.left) == 0 {
			return nil, io.EOF
		}
		n = len(l.left)
	}
	all := l.left[:n]
	l.left = l.left[n:]
	return all, nil
}

// renamed is a file that stands elsewhere now.
type renamed struct {
	fs.File
	info fs.FileInfo
}

// Stat implements fs.File.
func (r *renamed) Stat() (fs.FileInfo, error) { return r.info, nil }

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
	time   time.Time
	folder bool
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return e.size }
func (e entry) IsDir() bool                { return e.folder }
func (e entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e entry) ModTime() time.Time         { return e.time }
func (e entry) Sys() any                   { return nil }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }
func (e entry) Mode() fs.FileMode {
	if e.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
