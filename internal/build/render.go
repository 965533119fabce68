package build

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"lodestone/internal/diag"
	"lodestone/internal/file"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
	"lodestone/internal/render"
)

// maker makes the bytes of one File at a desk; nil for Files that are copied as they
// are.
type maker func(at *render.Desk) ([]byte, error)

// promise plans one File whose bytes are made on demand and kept in the memo.
func (r *Result) promise(root file.Root, path, from string, key memo.Key, make maker) (file.File, maker) {
	return file.File{Root: root, Path: path, From: from, Key: key, Open: func(ctx context.Context) (io.ReadCloser, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		o := &opened{store: r.store, key: key, make: make}
		if !r.store.Has(key) {
			if err := o.made(); err != nil {
				return nil, err
			}
		}
		return o, nil
	}}, make
}

// opened reads the bytes of a File from the memo, in one go where the reader's
// memory can take them all.
type opened struct {
	store *memo.Store
	key   memo.Key
	make  maker
	rest  *bytes.Reader // nil before the first Read of what the memo has
}

func (o *opened) Read(p []byte) (int, error) {
	if o.rest == nil {
		if n, ok := o.store.Read(o.key, p); ok {
			o.rest = new(bytes.Reader)
			return n, io.EOF
		}
		if data, ok := o.store.Get(o.key); ok {
			o.rest = bytes.NewReader(data)
		} else if err := o.made(); err != nil { // what the memo had was damaged
			return 0, err
		}
	}
	return o.rest.Read(p)
}

// made makes the bytes and keeps them in the memo too.
func (o *opened) made() error {
	data, err := o.make(new(render.Desk))
	if err != nil {
		return err
	}
	o.rest = bytes.NewReader(data)
	return o.store.Put(o.key, data)
}

// Close does nothing: there is no file of its own.
func (o *opened) Close() error { return nil }

func (r *Result) add(f file.File, m maker) {
	r.Files = append(r.Files, f)
	r.makers = append(r.makers, m)
}

// Render makes the bytes of every File that the memo lacks. It calls rendered,
// if not nil, for each of them, from any goroutine. After it, opening a File
// cannot fail but for the disk, unless it found templates that break on what a
// page says: those it adds to Diags, of the first mostBroken Files. An error is
// the context's or the memo's.
func (r *Result) Render(ctx context.Context, rendered func(file.File)) error {
	var mu sync.Mutex
	var all []breakage
	var last atomic.Int64 // no File after it is rendered
	last.Store(int64(len(r.Files)))
	desks := make([]render.Desk, parallel.Workers(r.workers)) // the store copies what it is given
	err := parallel.Each(ctx, len(r.Files), r.workers, func(w, i int) error {
		f := r.Files[i]
		if int64(i) > last.Load() || r.makers[i] == nil || r.store.Has(f.Key) {
			return nil
		}
		data, err := r.makers[i](&desks[w])
		if found, ok := Finding(f.Path, err); ok {
			mu.Lock()
			defer mu.Unlock()
			if all = append(all, breakage{i, found}); len(all) == mostBroken {
				last.Store(int64(slices.MaxFunc(all, byFile).file)) // those before it may be on their way, and count
			}
			return nil
		}
		if err != nil {
			return err
		}
		if rendered != nil {
			rendered(f)
		}
		desks[w].Keep(data)
		return r.store.Put(f.Key, data)
	})
	if err != nil {
		return err
	}
	r.Diags = append(r.Diags, gather(all)...).Sort()
	return nil
}

// Finding says of the error of making an output which template broke on it, and
// where.
func Finding(path string, err error) (found diag.Item, ok bool) {
	var broken interface {
		error
		Finding(output string) diag.Item
	}
	if !errors.As(err, &broken) {
		return diag.Item{}, false
	}
	return broken.Finding(path), true
}

// mostBroken is after how many broken Files no further one is rendered: a
// template that calls itself without end takes a while to say so.
const mostBroken = 1000

// breakage is a template that broke on one of the Files.
type breakage struct {
	file  int
	found diag.Item
}

func byFile(a, b breakage) int { return a.file - b.file }

// gather says once for each place and reason what broke there: it names the
// first File and counts the others.
func gather(all []breakage) diag.List {
	slices.SortFunc(all, byFile)
	more := ""
	if len(all) >= mostBroken {
		all, more = all[:mostBroken], "+"
	}
	type cause struct {
		file, reason string
		pos          diag.Pos
	}
	var list diag.List
	first, times := map[cause]int{}, []int{}
	for _, b := range all {
		c := cause{b.found.File, b.found.Args[0], b.found.Pos}
		at, again := first[c]
		if !again {
			first[c] = len(list)
			list, times = append(list, b.found), append(times, 0)
			continue
		}
		times[at]++
		list[at].Args[2] = strconv.Itoa(times[at]) + more
	}
	return list
}
