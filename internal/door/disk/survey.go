package disk

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/file"
)

// kind is what stands at a path.
type kind uint8

const (
	absent kind = iota
	plain
	directory
	link
	other
)

// sight is what lstat says of a path.
type sight struct {
	kind       kind
	size, time int64 // bytes, Unix nanoseconds
}

// tree is one of the folders written to. Its root keeps every operation below
// it; its fd serves the many lstats, which cost half of what they do by name.
type tree struct {
	name    string
	root    *os.Root
	dir     *os.File
	fd      int
	folders map[string]kind // what has been looked up
}

func openTree(name string) (*tree, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	dir, err := root.Open(".")
	if err != nil {
		root.Close()
		return nil, err
	}
	return &tree{name: name, root: root, dir: dir, fd: int(dir.Fd()), folders: map[string]kind{}}, nil
}

func (t *tree) close() { t.root.Close(); t.dir.Close() }

func (t *tree) join(slashed string) string { return join(t.name, slashed) }

// look gives the lstat of a path whose folder is known to be one.
func (t *tree) look(name string) (sight, error) {
	var st unix.Stat_t
	err := unix.Fstatat(t.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == unix.ENOTDIR:
		return sight{}, nil
	case err != nil:
		return sight{}, err
	}
	s := sight{kind: other, size: st.Size, time: st.Mtim.Nano()}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		s.kind = plain
	case unix.S_IFDIR:
		s.kind = directory
	case unix.S_IFLNK:
		s.kind = link
	}
	return s, nil
}

// folder says what stands at a path that should be a folder; absent too when
// anything but a folder stands above it. Each is looked up once.
func (t *tree) folder(dir string) kind {
	if dir == "." {
		return directory
	}
	k, known := t.folders[dir]
	if known {
		return k
	}
	if t.folder(path.Dir(dir)) == directory {
		s, err := t.look(dir)
		if k = s.kind; err != nil {
			k = other
		}
	}
	t.folders[dir] = k
	return k
}

// survey looks at every planned path: which files stand as planned, and whether
// anything foreign is in the way of the others. Nothing is changed.
func (d *output) survey(ctx context.Context) error {
	err := d.each(ctx, func(_ *hand, j *job) error {
		if !j.remembered() || !j.listed && j.Root != file.Source {
			return nil
		}
		s, err := d.trees[j.Root].look(j.Path)
		if err == nil && s.kind == plain && j.rec.Matches(s.size, s.time) {
			j.stands(s.size, s.time, j.rec.Sum)
		}
		return nil
	})
	if err != nil {
		return err
	}
	faults := d.surveyFolders()
	err = d.each(ctx, func(_ *hand, j *job) (err error) {
		t := d.trees[j.Root]
		if dir := path.Dir(j.Path); dir == "." || t.folders[dir] == directory {
			j.sight, err = t.look(j.Path)
		}
		return refused(d.shown(j), err)
	})
	if err != nil {
		return err
	}
	for i := range d.jobs {
		if j := &d.jobs[i]; !j.done && !d.mayTake(j) {
			faults = append(faults, fault(nil, "out/foreign-file", d.shown(j)))
		}
	}
	if len(faults) == 1 {
		return faults[0]
	}
	return errors.Join(faults...)
}

// surveyFolders looks at the folders of the files that may have to be written.
func (d *output) surveyFolders() (faults []error) {
	made := d.madeFolders()
	seen := map[ledger.Folder]bool{}
	for i := range d.jobs {
		j := &d.jobs[i]
		if j.done {
			continue
		}
		t := d.trees[j.Root]
		for dir := path.Dir(j.Path); dir != "." && !seen[ledger.Folder{Root: j.Root, Path: dir}]; dir = path.Dir(dir) {
			f := ledger.Folder{Root: j.Root, Path: dir}
			seen[f] = true
			switch t.folder(dir) {
			case absent:
			case directory:
				if j.Root != file.Source && !j.listed && !made(f) {
					d.met = append(d.met, f)
				}
			case link:
				faults = append(faults, fault(nil, "out/symlink", t.join(dir)))
			case plain:
				if d.lists(j.Root, dir) {
					d.blocked = true
					continue
				}
				fallthrough
			default:
				faults = append(faults, fault(nil, "out/foreign-file", t.join(dir)))
			}
		}
	}
	return faults
}

// madeFolders tells the folders that hold files of the last build. Most runs
// have nothing but these, so the set is made only when a folder is asked for.
func (d *output) madeFolders() func(ledger.Folder) bool {
	var set map[ledger.Folder]bool
	return func(f ledger.Folder) bool {
		if set == nil {
			set = map[ledger.Folder]bool{}
			for i := range d.old.Files {
				addFolders(set, d.old.Files[i].Root, d.old.Files[i].Path)
			}
		}
		return set[f]
	}
}

// lists says whether the list of the last build holds a path.
func (d *output) lists(root file.Root, name string) bool {
	_, ok := slices.BinarySearchFunc(d.old.Files, ledger.File{Root: root, Path: name}, ledger.OrderFiles)
	return ok
}

// mayTake says whether a planned file may be written where it belongs.
func (d *output) mayTake(j *job) bool {
	switch j.sight.kind {
	case absent:
		return true
	case plain:
		return j.listed || j.Root == file.Source
	case directory: // of stale files only: it goes before
		if j.Root != file.Source && d.onlyStale(j.Root, j.Path) {
			d.blocked, j.sight = true, sight{}
			return true
		}
	}
	return false
}

// onlyStale says whether all that a folder holds was made by the last build. As
// a planned file stands in its place, nothing below it is planned any more.
func (d *output) onlyStale(root file.Root, dir string) bool {
	if slices.Contains(d.old.Folders, ledger.Folder{Root: root, Path: dir}) {
		return false
	}
	f, err := d.trees[root].root.Open(dir)
	if err != nil {
		return false
	}
	in, err := f.ReadDir(-1)
	f.Close()
	if err != nil {
		return false
	}
	below := 0
	for _, e := range in {
		name := dir + "/" + e.Name()
		if e.IsDir() && !d.onlyStale(root, name) || !e.IsDir() && !(e.Type().IsRegular() && d.lists(root, name)) {
			return false
		}
		below++
	}
	// An empty folder is the build's only if a listed file belongs below it.
	return below > 0 || slices.ContainsFunc(d.old.Files, func(m ledger.File) bool {
		return m.Root == root && strings.HasPrefix(m.Path, dir+"/")
	})
}
