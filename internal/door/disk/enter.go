package disk

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"lodestone/internal/diag"
	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/door/disk/tree"
	"lodestone/internal/door/fault"
	"lodestone/internal/door/folder"
	"lodestone/internal/file"
)

// enter checks that the output may be written to, makes its folders, waits for
// its lock and reads what the last build left.
func enter(ctx context.Context, o Options, jobs []job) (*output, error) {
	abs, err := filepath.Abs(o.Out)
	if err != nil {
		return nil, fault.Of(o.Out, err)
	}
	if err := apart(o); err != nil {
		return nil, err
	}
	d := &output{o: o, abs: abs, jobs: jobs, state: &ledger.State{}}
	lock := filepath.Join(o.Out, "private", ledger.LockName)
	if _, err := os.Lstat(lock); err != nil { // refuse before anything is made
		if err := d.readList(); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(filepath.Join(o.Out, "private"), 0o755); err != nil {
		return nil, fault.Of(filepath.Join(o.Out, "private"), err)
	}
	d.hold, err = take(ctx, lock, func() {
		d.waited = true
		if o.Say != nil {
			o.Say(diag.At("", diag.Pos{}, "out/waiting", o.Out))
		}
	})
	if err != nil {
		return nil, fault.Of(lock, err)
	}
	d.state = readState(o.Cache, abs)
	if err := d.readList(); err != nil {
		d.leave()
		return nil, err
	}
	if err := d.openTrees(); err != nil {
		d.leave()
		return nil, err
	}
	d.match()
	d.sweep()
	return d, nil
}

func (d *output) leave() {
	for _, t := range d.trees {
		if t != nil {
			t.Close()
		}
	}
	if d.hold != nil {
		d.hold.release()
	}
}

func (d *output) openTrees() error {
	for _, root := range []file.Root{file.Public, file.Private, file.Source} {
		dir := filepath.Join(d.o.Out, root.String())
		if root == file.Source {
			if dir = d.o.Source; dir == "" {
				continue
			}
		} else if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return fault.Of(dir, err)
		}
		t, err := tree.Open(dir)
		if err != nil {
			return fault.Of(dir, err)
		}
		d.trees[root] = t
	}
	return nil
}

// apart holds the output and the content folders apart.
func apart(o Options) error {
	for _, name := range []string{"public", "private"} {
		dir := filepath.Join(o.Out, name)
		for _, c := range o.Content {
			a, b := folder.Real(dir), folder.Real(c)
			if _, in := folder.Below(a, b); in {
				return fault.New(nil, "out/inside-content", dir, c)
			}
			if _, in := folder.Below(b, a); in {
				return fault.New(nil, "out/holds-content", dir, c)
			}
		}
	}
	return nil
}

// readList reads files.json, and refuses folders that hold something without it.
func (d *output) readList() error {
	name := filepath.Join(d.o.Out, "private", ledger.Name)
	d.old, d.text, d.sum = ledger.List{}, nil, [32]byte{}
	for _, n := range []string{"public", "private"} {
		dir := filepath.Join(d.o.Out, n)
		switch st, err := os.Lstat(dir); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fault.Of(dir, err)
		case st.Mode()&fs.ModeSymlink != 0:
			return fault.New(nil, "out/symlink", dir)
		case !st.IsDir():
			return fault.New(nil, "out/foreign-file", dir)
		}
	}
	st, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return d.mustBeEmpty()
	}
	if err == nil && !st.Mode().IsRegular() {
		err = errors.New("not a plain file")
		return fault.New(err, "out/bad-list", name, err.Error())
	}
	if err == nil {
		d.text, err = os.ReadFile(name)
	}
	if err != nil {
		return fault.Of(name, err)
	}
	if d.sum = sha256.Sum256(d.text); d.sum == d.state.List {
		d.old = d.state.Listed()
		return nil
	}
	if d.old, err = ledger.Parse(d.text); err != nil {
		return fault.New(err, "out/bad-list", name, err.Error())
	}
	return nil
}

// Made says whether a folder is one that a build wrote its output to.
func Made(out string) bool {
	_, err := os.Lstat(filepath.Join(out, "private", ledger.Name))
	return err == nil
}

// mustBeEmpty allows, without a list, only what a build leaves that was killed
// before it wrote one.
func (d *output) mustBeEmpty() error {
	for _, n := range []string{"public", "private"} {
		dir := filepath.Join(d.o.Out, n)
		in, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.Of(dir, err)
		}
		for _, e := range in {
			if n == "private" && (e.Name() == ledger.LockName || tree.IsTemp(e)) {
				continue
			}
			return fault.New(nil, "out/not-ours", dir)
		}
	}
	return nil
}

// writeList replaces files.json, unless it says the same already.
func (d *output) writeList(ctx context.Context, l *ledger.List) error {
	text := l.Text()
	if string(text) == string(d.text) {
		return nil
	}
	t := d.trees[file.Private]
	if err := t.Replace(ctx, ledger.Name, text); err != nil {
		return fault.Of(t.Join(ledger.Name), err)
	}
	d.text, d.sum = text, sha256.Sum256(text)
	return nil
}
