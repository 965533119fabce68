package build

import (
	"context"
	"io/fs"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/source"
)

// Reading is a site read and linked, with what its files say of others as it was
// written: for whoever changes the files. Nothing is planned.
type Reading struct {
	Config *source.Config
	Root   string // the content's folder
	Places *source.Places
	Site   *site.Site
	Lock   *lock.Lock       // as it is, empty where there is none
	Refs   [][]markdown.Ref // per page, of its body
	Fronts []settings.Front // per page, as written in it, without what it inherits
	Diags  diag.List
}

// Read reads and links. It is nil, with findings, where site.yaml cannot be read; an
// error is as that of Build.
func Read(ctx context.Context, fsys fs.FS, o Options, store *memo.Store) (*Reading, diag.List, error) {
	r := &Result{workers: o.Workers, store: store}
	g, err := r.gather(ctx, fsys, &o)
	if g == nil {
		return nil, r.Diags, err
	}
	all := &Reading{Config: g.cfg, Root: g.content.Root, Places: g.content.Places, Lock: g.past}
	if all.Lock == nil {
		all.Lock = new(lock.Lock)
	}
	for _, m := range g.content.Metas { // linking takes what it needs no longer
		all.Refs = append(all.Refs, m.Body.Refs)
		all.Fronts = append(all.Fronts, m.Front)
	}
	r.link(g, &o)
	all.Site, all.Diags = r.Site, r.Diags.Sort()
	return all, nil, nil
}
