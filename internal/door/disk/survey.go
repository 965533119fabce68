package disk

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/door/disk/tree"
	"lodestone/internal/door/fault"
	"lodestone/internal/file"
)

// survey looks at every planned path: which files stand as planned, and whether
// anything foreign is in the way of the others. Nothing is changed.
func (d *output) survey(ctx context.Context) error {
	err := d.each(ctx, func(_ *hand, j *job) error {
		if !j.remembered() || !j.listed && j.Root != file.Source {
			return nil
		}
		s, err := d.trees[j.Root].Look(j.Path)
		if err == nil && s.Kind == tree.Plain && j.rec.Matches(s.Size, s.Time) {
			j.stands(s.Size, s.Time, j.rec.Sum)
		}
		return nil
	})
	if err != nil {
		return err
	}
	faults := d.surveyFolders()
	err = d.each(ctx, func(_ *hand, j *job) (err error) {
		t := d.trees[j.Root]
		if dir := path.Dir(j.Path); dir == "." || t.Folder(dir) == tree.Folder {
			j.sight, err = t.Look(j.Path)
		}
		return fault.Of(d.shown(j), err)
	})
	if err != nil {
		return err
	}
	for i := range d.jobs {
		if j := &d.jobs[i]; !j.done && !d.mayTake(j) {
			faults = append(faults, fault.New(nil, "out/foreign-file", d.shown(j)))
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
			switch t.Folder(dir) {
			case tree.Absent:
			case tree.Folder:
				if j.Root != file.Source && !j.listed && !made(f) {
					d.met = append(d.met, f)
				}
			case tree.Link:
				faults = append(faults, fault.New(nil, "out/symlink", t.Join(dir)))
			case tree.Plain:
				if d.lists(j.Root, dir) {
					d.blocked = true
					continue
				}
				fallthrough
			default:
				faults = append(faults, fault.New(nil, "out/foreign-file", t.Join(dir)))
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
	switch j.sight.Kind {
	case tree.Absent:
		return true
	case tree.Plain:
		return j.listed || j.Root == file.Source
	case tree.Folder: // of stale files only: it goes before
		if j.Root != file.Source && d.onlyStale(j.Root, j.Path) {
			d.blocked, j.sight = true, tree.Sight{}
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
	in, err := d.trees[root].List(dir)
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
