package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"lodestone/internal/build"
	"lodestone/internal/diag"
	"lodestone/internal/door/disk"
	"lodestone/internal/file"
	"lodestone/internal/site"
)

func buildCommand(t *terminal) *cobra.Command {
	var f flags
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site into public/ and private/",
		Long: `Build the site into public/ (for the CDN) and private/ (for the daemon).

Only files that changed are written, only files that an earlier build made are
ever replaced or removed, and nothing is written while anything is broken.

A build for the address that site.yaml names keeps site.lock beside it, unless
--drafts, --future, --expired or a --clock to come make it a preview. Commit the
file: it remembers what is published, and on which day a text changed.`,
		Example: "  lodestone build --base-url https://www.example.com\n  lodestone build --clock 2027-01-15 --out /tmp/then\n  lodestone build --locked",
		Args:    noneBut,
		RunE:    func(c *cobra.Command, _ []string) error { return buildOnce(c.Context(), t, &f) },
	}
	f.register(c)
	return c
}

func buildOnce(ctx context.Context, t *terminal, f *flags) error {
	w, err := f.open(t)
	if err != nil {
		return err
	}
	defer w.close()
	r, err := w.build(ctx, true)
	if err != nil {
		return err
	}
	slim()
	var unrendered error
	if !w.fails(r.Diags) {
		unrendered = r.Render(ctx, t.tracer(f.trace)) // what breaks in it is a finding like others
	}
	if unrendered != nil || w.fails(r.Diags) {
		return cmp.Or(t.report(w, r), w.unkept(unrendered))
	}
	said := make(chan error, 1)
	go func() { said <- t.report(w, r) }() // old content may give ten thousand warnings
	done, err := disk.Write(ctx, r.Files, disk.Options{
		Out: f.out, Source: f.source, Cache: w.kept, Content: w.contentDirs(),
		Workers: f.workers, Say: func(i diag.Item) { _ = diag.Printer{Lang: locale()}.Text(t.errs, diag.List{i}) },
	})
	kept := make(chan error, 1)
	go func() { kept <- w.unkept(w.store.Close()) }()
	if told := <-said; err != nil || told != nil {
		return cmp.Or(w.unkept(err), told)
	}
	if f.format == "text" {
		fmt.Fprintf(t.out, "%d pages, %d files: %d written, %d unchanged, %d removed\n",
			len(r.Site.Outputs), len(r.Files), done.Written, done.Unchanged, done.Removed)
	}
	return <-kept
}

// tracer names the pages that are rendered, where that is asked for.
func (t *terminal) tracer(on bool) func(file.File) {
	if !on {
		return nil
	}
	var mu sync.Mutex
	return func(f file.File) {
		mu.Lock()
		defer mu.Unlock()
		t.say("rendered %s", f.Path)
	}
}

// fails says whether findings fail the build.
func (f *flags) fails(list diag.List) bool { return list.Broken() || f.strict && list.Weak() }

// report prints the findings and what is held back. It fails if the build must.
func (t *terminal) report(w *work, r *build.Result) error {
	list := r.Diags
	fails := w.fails(list)
	if !fails {
		list = append(list, heldBack(r.Site)...)
	}
	if err := t.findings(w.format, list, w.fsys, filepath.ToSlash(filepath.Clean(w.source))); err != nil {
		return err
	}
	if !fails {
		return nil
	}
	if !list.Broken() {
		t.say("nothing is written: --strict fails on warnings")
	}
	return errFaults
}

// shownHeld is how many held-back pages of a kind are named.
const shownHeld = 3

// heldBack says in a line for each reason what is not published.
func heldBack(s *site.Site) diag.List {
	var list diag.List
	for _, k := range []struct {
		state site.State
		code  string
	}{{site.Draft, "held/draft"}, {site.Scheduled, "held/scheduled"}, {site.Expired, "held/expired"}} {
		var names []string
		n := 0
		for _, h := range s.Held {
			if h.State != k.state {
				continue
			}
			if n++; n > shownHeld {
				continue
			}
			name := h.File
			if k.state != site.Draft {
				name += " " + moment(h.At.In(s.Zone))
			}
			names = append(names, name)
		}
		if n > shownHeld {
			names = append(names, "…")
		}
		if n > 0 {
			list = append(list, diag.At("", diag.Pos{}, k.code, strconv.Itoa(n), strings.Join(names, ", ")))
		}
	}
	return list
}

// moment is a date, and its time of day where it has one.
func moment(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}
