package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"lodestone/internal/door/rename"
	"lodestone/internal/move"
)

func moveCommand(t *terminal) *cobra.Command {
	var f flags
	var dry bool
	c := &cobra.Command{
		Use:   "move OLD NEW",
		Short: "Rename a page with all that leads to it",
		Long: `Rename a page or a folder of the content.

Translations and the files beside an index.md go along; links to and in what is
moved go on leading where they did; former addresses become aliases, so that no
link from elsewhere is lost. OLD and NEW count from the site's folder. A NEW
that ends in a slash is a folder to move into.`,
		Example: "  lodestone move content/blog/guide.md content/blog/handbook.md\n  lodestone move content/papers/audit content/papers/site-audit --dry-run",
		Args:    exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			return movePages(c.Context(), t, &f, args[0], args[1], dry)
		},
	}
	f.registerReading(c)
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be done, and do nothing")
	return c
}

func movePages(ctx context.Context, t *terminal, f *flags, old, next string, dry bool) error {
	w, err := f.open(t)
	if err != nil {
		return err
	}
	defer w.close()
	o, err := w.options(ctx)
	if err != nil {
		return err
	}
	if last := next[max(len(next)-1, 0):]; last == "/" || last == string(filepath.Separator) {
		next = filepath.ToSlash(next[:len(next)-1]) + "/"
	}
	p, found, err := move.New(ctx, w.fsys, o, w.store, filepath.ToSlash(old), filepath.ToSlash(next))
	var wrong *move.Wrong
	if errors.As(err, &wrong) {
		return usageError{wrong.Item}
	}
	if err != nil {
		return w.unkept(err)
	}
	if err := t.findings(w.format, found, w.after(p), filepath.ToSlash(filepath.Clean(w.source))); err != nil {
		return err
	}
	if found.Broken() {
		return errFaults
	}
	if !dry {
		if err := rename.Files(ctx, w.source, renames(p)); err != nil {
			return err
		}
	}
	if w.format == "text" {
		t.moved(p, dry)
	}
	return w.close()
}

// after is the folder that findings speak of: as it will be, where that is known.
func (w *work) after(p *move.Plan) fs.FS {
	if p != nil && p.Site != nil {
		return p.Site
	}
	return w.fsys
}

func renames(p *move.Plan) (all []rename.File) {
	for _, f := range append(p.Changed, p.Moved...) {
		all = append(all, rename.File{From: f.From, To: f.To, Text: f.Text})
	}
	return all
}

// moved says what was done.
func (t *terminal) moved(p *move.Plan, dry bool) {
	for _, f := range p.Moved {
		fmt.Fprintf(t.out, "%s → %s\n", f.From, f.To)
	}
	for _, f := range p.Changed {
		fmt.Fprintf(t.out, "%s: %d rewritten\n", f.To, f.Links)
	}
	for _, a := range p.Redirects {
		fmt.Fprintf(t.out, "%s leads to %s\n", a.Old, a.New)
	}
	if dry {
		t.say("--dry-run: nothing is written")
	}
}
