package disk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"lodestone/internal/diag"
	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/door/disk/tree"
	"lodestone/internal/door/fault"
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
	return out.report(), out.finish(ctx)
}

// job is one planned file on its way.
type job struct {
	file.File
	listed bool           // in the list of the last build
	rec    *ledger.Record // what the state remembers of it; nil for nothing
	sight  tree.Sight     // what stands in its place
	done   bool           // stands as planned: size, time and sum are true
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
	return j.rec != nil && j.rec.Key == j.Key && j.Key != [32]byte{}
}

// plan puts the files in order. What is wrong with them is a fault of the
// program.
func plan(files []file.File, o Options) ([]job, error) {
	if o.Out == "" {
		return nil, errors.New("disk: no output folder")
	}
	order := make([]*file.File, len(files)) // a job is large to move about
	for i := range files {
		f := &files[i]
		if !ledger.May(f.Root, f.Path) || f.Root > file.Source {
			return nil, fmt.Errorf("disk: planned path %q", f.Path)
		}
		if f.Root == file.Source && o.Source == "" {
			return nil, fmt.Errorf("disk: no source folder for %q", f.Path)
		}
		order[i] = f
	}
	slices.SortFunc(order, func(a, b *file.File) int { return ledger.Order(a.Root, a.Path, b.Root, b.Path) })
	jobs := make([]job, len(files))
	for i, f := range order {
		if i > 0 && f.Root == order[i-1].Root && f.Path == order[i-1].Path {
			return nil, fmt.Errorf("disk: path %q is planned twice", f.Path)
		}
		jobs[i].File = *f
	}
	return jobs, nil
}

// output is one run of Write.
type output struct {
	o     Options
	abs   string // Out, absolute
	trees [3]*tree.Tree
	hold  *hold
	jobs  []job
	old   ledger.List
	text  []byte   // files.json as it stands
	sum   [32]byte // SHA-256 of it
	state *ledger.State
	stale []ledger.File   // listed, no longer planned
	met   []ledger.Folder // folders with planned files that the build did not make

	blocked bool // a stale file stands where a folder must be, or a folder of them where a file must
	begun   sync.Once
	failed  error // of begun

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
	old, recs := d.old.Files, d.state.Files
	for i := range d.jobs {
		j := &d.jobs[i]
		for len(old) > 0 && ledger.Order(old[0].Root, old[0].Path, j.Root, j.Path) < 0 {
			d.stale = append(d.stale, old[0])
			old = old[1:]
		}
		if len(old) > 0 && old[0].Root == j.Root && old[0].Path == j.Path {
			j.listed = true
			old = old[1:]
		}
		for len(recs) > 0 && ledger.Order(recs[0].Root, recs[0].Path, j.Root, j.Path) < 0 {
			recs = recs[1:]
		}
		if len(recs) > 0 && recs[0].Root == j.Root && recs[0].Path == j.Path {
			j.rec = &recs[0]
		}
	}
	d.stale = append(d.stale, old...)
}

// begin is called before the first change: it makes files.json the union of the
// old list and the plan.
func (d *output) begin(ctx context.Context) error {
	d.begun.Do(func() {
		l := ledger.List{Unfinished: true, Folders: slices.Concat(d.old.Folders, d.met), Files: slices.Clone(d.old.Files)}
		for i := range d.jobs {
			if j := &d.jobs[i]; !j.listed && j.Root != file.Source {
				l.Files = append(l.Files, ledger.File{Root: j.Root, Path: j.Path, Open: true})
			}
		}
		slices.SortFunc(l.Files, ledger.OrderFiles)
		d.failed = d.writeList(ctx, &l)
	})
	return d.failed
}

// finish writes the new list and the state, where they differ from the old.
func (d *output) finish(ctx context.Context) error {
	if d.same() {
		return nil
	}
	l := ledger.List{Files: make([]ledger.File, 0, len(d.jobs))}
	s := &ledger.State{Out: d.abs, Files: make([]ledger.Record, 0, len(d.jobs))}
	for i := range d.jobs {
		j := &d.jobs[i]
		if j.Root != file.Source {
			l.Files = append(l.Files, ledger.File{Root: j.Root, Path: j.Path, Size: j.size, Sum: j.sum})
		}
		s.Files = append(s.Files, ledger.Record{Root: j.Root, Path: j.Path, Key: j.Key, Size: j.size, Time: j.time, Sum: j.sum})
	}
	l.Folders = d.metStill()
	if err := d.writeList(ctx, &l); err != nil {
		return err
	}
	s.Folders, s.List = l.Folders, d.sum
	writeState(d.o.Cache, s)
	return nil
}

// same says whether the list and the state say already what finish would write:
// the list is the state's, every file stood as that remembers it, and there are
// no others; then the folders that were met are the same too.
func (d *output) same() bool {
	if d.text == nil || len(d.jobs) != len(d.state.Files) || d.sum != d.state.List {
		return false
	}
	for i := range d.jobs {
		if j := &d.jobs[i]; j.wrote || !j.remembered() || !j.rec.Matches(j.size, j.time) || j.sum != j.rec.Sum {
			return false
		}
	}
	return true
}

// metStill gives the folders that the build met, not made, and that hold planned
// files.
func (d *output) metStill() (still []ledger.Folder) {
	met := slices.Concat(d.old.Folders, d.met)
	if len(met) == 0 {
		return nil
	}
	planned := d.plannedFolders()
	for _, f := range met {
		if planned[f] && d.trees[f.Root].Folder(f.Path) == tree.Folder {
			still = append(still, f)
		}
	}
	slices.SortFunc(still, ledger.OrderFolders)
	return slices.Compact(still)
}

// clear removes the stale files, then the folders that they leave empty and
// that the build made.
func (d *output) clear(ctx context.Context) error {
	if len(d.stale) == 0 {
		return nil
	}
	planned := d.plannedFolders()
	empty := map[ledger.Folder]bool{}
	for _, m := range d.stale {
		if err := ctx.Err(); err != nil {
			return err
		}
		t := d.trees[m.Root]
		if err := d.remove(ctx, t, m); err != nil {
			return fault.Of(t.Join(m.Path), err)
		}
		for dir := path.Dir(m.Path); dir != "." && !planned[ledger.Folder{Root: m.Root, Path: dir}]; dir = path.Dir(dir) {
			empty[ledger.Folder{Root: m.Root, Path: dir}] = true
		}
	}
	for _, f := range slices.Concat(d.old.Folders, d.met) {
		delete(empty, f)
	}
	deepest := make([]ledger.Folder, 0, len(empty))
	for f := range empty {
		deepest = append(deepest, f)
	}
	slices.SortFunc(deepest, func(a, b ledger.Folder) int {
		return cmp.Or(cmp.Compare(len(b.Path), len(a.Path)), ledger.OrderFolders(a, b))
	})
	for _, f := range deepest {
		if t := d.trees[f.Root]; t.Folder(f.Path) == tree.Folder {
			if err := d.begin(ctx); err != nil {
				return err
			}
			if err := t.RemoveEmpty(ctx, f.Path); err != nil { // stays where something foreign is left in it
				return err
			}
		}
	}
	d.stale = nil
	for _, t := range d.trees {
		if t != nil {
			t.Forget() // some are gone
		}
	}
	return nil
}

// plannedFolders gives the folders that hold planned files, at any depth.
func (d *output) plannedFolders() map[ledger.Folder]bool {
	set := map[ledger.Folder]bool{}
	for i := range d.jobs {
		addFolders(set, d.jobs[i].Root, d.jobs[i].Path)
	}
	return set
}

func addFolders(set map[ledger.Folder]bool, root file.Root, name string) {
	for dir := path.Dir(name); dir != "." && !set[ledger.Folder{Root: root, Path: dir}]; dir = path.Dir(dir) {
		set[ledger.Folder{Root: root, Path: dir}] = true
	}
}

// remove removes one stale file, if it is still one.
func (d *output) remove(ctx context.Context, t *tree.Tree, m ledger.File) error {
	if t.Folder(path.Dir(m.Path)) != tree.Folder {
		return nil
	}
	if s, err := t.Look(m.Path); err != nil || s.Kind != tree.Plain {
		return err
	}
	if err := d.begin(ctx); err != nil {
		return err
	}
	d.removed++
	return t.Remove(ctx, m.Path)
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
func (d *output) shown(j *job) string { return d.trees[j.Root].Join(j.Path) }
