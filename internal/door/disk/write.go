package disk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"lodestone/internal/diag"
	"lodestone/internal/file"
)

// Options say where to write.
type Options struct {
	Out    string // holds public and private; made when missing
	Source string // where Files of Root source go; needed only for these
	Cache  string // folder for the door's state; "" for none
	// Content are the folders that sources are read from: neither public nor
	// private may lie in one of them, nor they in these. A site whose source is
	// one flat folder names none.
	Content []string
	Workers int // files written at once; 0: one for each core
	// Say is told, as findings of severity info, what a person at a terminal
	// should know while it happens: out/waiting. It may be nil.
	Say func(diag.Item)
}

// Report says what Write did.
type Report struct {
	Written   int   // files created or replaced, Root source too
	Unchanged int   // files that stood as planned
	Removed   int   // stale files
	Bytes     int64 // of the files written
	Waited    bool  // for another build
}

// Write makes the folders hold the files, and of the build's own files no
// others. It stops at the first error, leaving every file whole; the next Write
// goes on from there. The package comment says the rest.
func Write(ctx context.Context, files []file.File, o Options) (Report, error) {
	jobs, err := plan(files, o)
	if err != nil {
		return Report{}, err
	}
	out, err := enter(ctx, o, jobs)
	if err != nil {
		return Report{}, err
	}
	defer out.leave()
	if err := out.survey(ctx); err != nil {
		return out.report(), err
	}
	if out.blocked { // by stale files: they have to go first
		if err := out.clear(ctx); err != nil {
			return out.report(), err
		}
	}
	if err := out.settle(ctx); err != nil {
		return out.report(), err
	}
	if err := out.clear(ctx); err != nil {
		return out.report(), err
	}
	return out.report(), out.finish()
}

// job is one planned file on its way.
type job struct {
	file.File
	listed bool    // in the list of the last build
	rec    *record // what the state remembers of it; nil for nothing
	sight  sight   // what stands in its place
	done   bool    // stands as planned: size, time and sum are true
	wrote  bool

	size, time int64
	sum        [32]byte
}

func (j *job) stands(size, time int64, sum [32]byte) {
	j.size, j.time, j.sum, j.done = size, time, sum, true
}

// remembered says whether the state knows the bytes that are planned. A File
// without a Key makes no such promise.
func (j *job) remembered() bool {
	return j.rec != nil && j.rec.key == j.Key && j.Key != [32]byte{}
}

// plan puts the files in order. What is wrong with them is a fault of the
// program.
func plan(files []file.File, o Options) ([]job, error) {
	if o.Out == "" {
		return nil, errors.New("disk: no output folder")
	}
	jobs := make([]job, len(files))
	for i, f := range files {
		if !ours(f.Root, f.Path) || f.Root > file.Source {
			return nil, fmt.Errorf("disk: planned path %q", f.Path)
		}
		if f.Root == file.Source && o.Source == "" {
			return nil, fmt.Errorf("disk: no source folder for %q", f.Path)
		}
		jobs[i].File = f
	}
	slices.SortFunc(jobs, func(a, b job) int { return order(a.Root, a.Path, b.Root, b.Path) })
	for i := range jobs[min(1, len(jobs)):] {
		if a, b := &jobs[i], &jobs[i+1]; a.Root == b.Root && a.Path == b.Path {
			return nil, fmt.Errorf("disk: path %q is planned twice", a.Path)
		}
	}
	return jobs, nil
}

// output is one run of Write.
type output struct {
	o     Options
	abs   string // Out, absolute
	trees [3]*tree
	hold  *hold
	jobs  []job
	old   list
	text  []byte // files.json as it stands
	state *state
	stale []made   // listed, no longer planned
	met   []folder // folders with planned files that the build did not make

	blocked bool // a stale file stands where a folder must be, or a folder of them where a file must
	begun   sync.Once
	failed  error  // of begun
	salt    uint64 // of this run's temporary names
	temps   atomic.Uint64
	making  sync.Mutex // guards the trees' folders while files are written

	waited  bool
	removed int
}

func (d *output) report() Report {
	r := Report{Waited: d.waited, Removed: d.removed}
	for i := range d.jobs {
		switch j := &d.jobs[i]; {
		case j.wrote:
			r.Written++
			r.Bytes += j.size
		case j.done:
			r.Unchanged++
		}
	}
	return r
}

// match joins the plan with the list and the state; all are in one order.
func (d *output) match() {
	old, recs := d.old.files, d.state.files
	for i := range d.jobs {
		j := &d.jobs[i]
		for len(old) > 0 && order(old[0].root, old[0].path, j.Root, j.Path) < 0 {
			d.stale = append(d.stale, old[0])
			old = old[1:]
		}
		if len(old) > 0 && old[0].root == j.Root && old[0].path == j.Path {
			j.listed = true
			old = old[1:]
		}
		for len(recs) > 0 && order(recs[0].root, recs[0].path, j.Root, j.Path) < 0 {
			recs = recs[1:]
		}
		if len(recs) > 0 && recs[0].root == j.Root && recs[0].path == j.Path {
			j.rec = &recs[0]
		}
	}
	d.stale = append(d.stale, old...)
}

// begin is called before the first change: it makes files.json the union of the
// old list and the plan.
func (d *output) begin() error {
	d.begun.Do(func() {
		l := list{unfinished: true, folders: slices.Concat(d.old.folders, d.met), files: slices.Clone(d.old.files)}
		for i := range d.jobs {
			if j := &d.jobs[i]; !j.listed && j.Root != file.Source {
				l.files = append(l.files, made{root: j.Root, path: j.Path, open: true})
			}
		}
		slices.SortFunc(l.files, orderMade)
		d.failed = d.writeList(&l)
	})
	return d.failed
}

// finish writes the new list and the state, where they differ from the old.
func (d *output) finish() error {
	l := list{files: make([]made, 0, len(d.jobs))}
	dirty := len(d.jobs) != len(d.state.files)
	for i := range d.jobs {
		j := &d.jobs[i]
		if j.Root != file.Source {
			l.files = append(l.files, made{root: j.Root, path: j.Path, size: j.size, sum: j.sum})
		}
		dirty = dirty || !j.remembered() || !j.rec.matches(j.size, j.time)
	}
	if met := slices.Concat(d.old.folders, d.met); len(met) > 0 {
		planned := d.plannedFolders()
		for _, f := range met {
			if planned[f] && d.trees[f.root].folder(f.path) == directory {
				l.folders = append(l.folders, f)
			}
		}
	}
	slices.SortFunc(l.folders, orderFolders)
	l.folders = slices.Compact(l.folders)
	if err := d.writeList(&l); err != nil {
		return err
	}
	sum := sha256.Sum256(d.text)
	if !dirty && sum == d.state.list {
		return nil
	}
	s := &state{out: d.abs, list: sum, folders: l.folders, files: make([]record, len(d.jobs))}
	for i := range d.jobs {
		j := &d.jobs[i]
		s.files[i] = record{root: j.Root, path: j.Path, key: j.Key, size: j.size, time: j.time, sum: j.sum}
	}
	s.write(d.o.Cache)
	return nil
}

// clear removes the stale files, then the folders that they leave empty and
// that the build made.
func (d *output) clear(ctx context.Context) error {
	if len(d.stale) == 0 {
		return nil
	}
	planned := d.plannedFolders()
	empty := map[folder]bool{}
	for _, m := range d.stale {
		if err := ctx.Err(); err != nil {
			return err
		}
		t := d.trees[m.root]
		if err := d.remove(t, m); err != nil {
			return refused(t.join(m.path), err)
		}
		for dir := path.Dir(m.path); dir != "." && !planned[folder{m.root, dir}]; dir = path.Dir(dir) {
			empty[folder{m.root, dir}] = true
		}
	}
	for _, f := range slices.Concat(d.old.folders, d.met) {
		delete(empty, f)
	}
	deepest := make([]folder, 0, len(empty))
	for f := range empty {
		deepest = append(deepest, f)
	}
	slices.SortFunc(deepest, func(a, b folder) int {
		return cmp.Or(cmp.Compare(len(b.path), len(a.path)), orderFolders(a, b))
	})
	for _, f := range deepest {
		if t := d.trees[f.root]; t.folder(f.path) == directory {
			if err := d.begin(); err != nil {
				return err
			}
			t.root.Remove(f.path) // fails where something foreign is left in it
		}
	}
	d.stale = nil
	for _, t := range d.trees {
		if t != nil {
			t.folders = map[string]kind{} // some are gone
		}
	}
	return nil
}

// plannedFolders gives the folders that hold planned files, at any depth.
func (d *output) plannedFolders() map[folder]bool {
	set := map[folder]bool{}
	for i := range d.jobs {
		addFolders(set, d.jobs[i].Root, d.jobs[i].Path)
	}
	return set
}

func addFolders(set map[folder]bool, root file.Root, name string) {
	for dir := path.Dir(name); dir != "." && !set[folder{root, dir}]; dir = path.Dir(dir) {
		set[folder{root, dir}] = true
	}
}

// remove removes one stale file, if it is still one.
func (d *output) remove(t *tree, m made) error {
	if t.folder(path.Dir(m.path)) != directory {
		return nil
	}
	if s, err := t.look(m.path); err != nil || s.kind != plain {
		return err
	}
	if err := d.begin(); err != nil {
		return err
	}
	d.removed++
	return t.root.Remove(m.path)
}

// each runs a worker's function on every job that is not done, in the plan's
// order, up to Workers at a time.
func (d *output) each(ctx context.Context, work func(*hand, *job) error) error {
	workers := d.o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	const run = 32 // neighbours often share a folder
	var next atomic.Int64
	var all sync.WaitGroup
	var once sync.Once
	var first error
	stop := make(chan struct{})
	for range min(workers, len(d.jobs)/run+1) {
		all.Go(func() {
			h := &hand{out: d}
			defer h.close()
			for {
				from := int(next.Add(run)) - run
				if from >= len(d.jobs) {
					return
				}
				for i := from; i < min(from+run, len(d.jobs)); i++ {
					select {
					case <-stop:
						return
					default:
					}
					err := ctx.Err()
					if j := &d.jobs[i]; err == nil && !j.done {
						err = work(h, j)
					}
					if err != nil {
						once.Do(func() { first = err; close(stop) })
						return
					}
				}
			}
		})
	}
	all.Wait()
	return first
}

// shown is how a person finds a file of the plan.
func (d *output) shown(j *job) string { return d.trees[j.Root].join(j.Path) }

func join(dir, slashed string) string { return filepath.Join(dir, filepath.FromSlash(slashed)) }
