package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"lodestone/internal/build"
	"lodestone/internal/door/encoder"
	"lodestone/internal/door/folder"
	"lodestone/internal/memo"
	"lodestone/internal/source"
)

// work is one site opened for building.
type work struct {
	flags
	fsys   fs.FS
	root   *folder.FS
	kept   string // the folder of the cache in use; "" for none
	store  *memo.Store
	engine memo.Key
}

// open opens the source folder and the cache.
func (f *flags) open(t *terminal) (*work, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	root, err := folder.Open(f.source)
	if err != nil {
		return nil, wrong("usage/folder", f.source, innermost(err).Error())
	}
	w := &work{flags: *f, fsys: root, root: root}
	if err := w.outApart(); err != nil {
		root.Close()
		return nil, err
	}
	if err := w.openStore(t); err != nil {
		root.Close()
		return nil, err
	}
	return w, nil
}

// openStore opens the cache. Where it cannot be used a temporary file serves.
func (w *work) openStore(t *terminal) (err error) {
	if w.mayKeep() {
		w.kept = w.cacheDir()
		if w.engine, err = engineKey(); err != nil {
			return err
		}
		if w.store, err = memo.Open(w.kept, w.engine); err == nil {
			return nil
		}
		t.say("the cache %s cannot be used, and this goes on without it: %v", w.kept, innermost(err))
		w.kept = ""
	}
	if w.store, err = memo.Open("", w.engine); err != nil {
		return w.unkept(fmt.Errorf("%w: %w", memo.ErrWrite, err))
	}
	return nil
}

// mayKeep says whether there is a cache to open. A folder that is no site, or not
// yet, must not find one in it afterwards.
func (w *work) mayKeep() bool {
	if w.noCache {
		return false
	}
	cfg, found := source.ReadConfig(w.fsys, w.limits())
	if cfg == nil {
		return false
	}
	_, err := os.Stat(w.cacheDir())
	return err == nil || !found.Broken()
}

// unkept says once, with a remedy, that the store's disk took no more.
func (w *work) unkept(err error) error {
	switch {
	case !errors.Is(err, memo.ErrWrite), errors.Is(err, context.Canceled):
		return err
	case w.kept == "":
		return fmt.Errorf("no temporary file can be written in %s: %w\nlodestone: try: TMPDIR=DIR with a folder that has room", os.TempDir(), innermost(err))
	}
	return fmt.Errorf("the cache %s cannot be written: %w\nlodestone: try: --cache DIR on a disk that has room, or --no-cache", w.kept, innermost(err))
}

// innermost is what the system said about a file, without its name.
func innermost(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// close writes the cache's index.
func (w *work) close() error {
	w.root.Close()
	return w.unkept(w.store.Close())
}

func (w *work) limits() source.Limits {
	return source.Limits{Page: w.maxPage, Front: w.maxFront, Depth: w.maxDepth, Aliases: w.maxAliases}
}

// build builds once, at the clock that the flags give or now; final says whether
// what comes out is to be published, not only looked at.
func (w *work) build(ctx context.Context, final bool) (*build.Result, error) {
	o, err := w.options(ctx)
	if err != nil {
		return nil, err
	}
	o.Keep = final && w.asItIs(o.Clock)
	r, err := build.Build(ctx, w.fsys, o, w.store)
	return r, w.unkept(err)
}

// options are what the flags say of a build.
func (w *work) options(ctx context.Context) (build.Options, error) {
	clock, err := w.readClock()
	return build.Options{
		BaseURL: w.baseURL, Clock: clock, Drafts: w.drafts, Future: w.future, Expired: w.expired, Locked: w.locked,
		Workers: w.workers, Engine: w.engine, Limits: w.limits(), Skip: w.own(), Encode: encoder.Under(ctx),
	}, err
}

// asItIs says whether the flags ask for the site as it is published: without what is
// held back, and not as of a moment that has not come yet.
func (w *work) asItIs(clock build.Clock) bool {
	return !w.drafts && !w.future && !w.expired && !clock.Time.After(time.Now())
}

// readClock reads --clock.
func (w *work) readClock() (build.Clock, error) {
	if w.clock == "" {
		return build.Clock{Time: time.Now()}, nil
	}
	if t, err := time.Parse(time.RFC3339, w.clock); err == nil {
		return build.Clock{Time: t}, nil
	}
	if t, err := time.Parse(time.DateOnly, w.clock); err == nil {
		return build.Clock{Time: t, Day: true}, nil
	}
	return build.Clock{}, wrong("usage/clock", w.clock)
}
