package source

import (
	"io/fs"
	"slices"
	"sync"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/schema"
	"lodestone/internal/site"
)

// Places finds where things stand in files. Where the values of a page's front matter
// stand is at hand, since most that there is to say is said of them. Other marks of a
// file are looked up when asked for, and those of the last file kept, since findings
// come file by file.
type Places struct {
	fsys   fs.FS
	root   string
	config schema.Positions
	read   *reader

	metas []*site.Meta
	names []string     // parallel to metas: of the files
	keys  [][]diag.Pos // likewise: see parsed

	once  sync.Once
	pages map[string]int // into metas, by path; nil until somebody asks
	mu    sync.Mutex
	last  string
	marks marks
}

// File gives the name of a content file in messages: as the disk has it, so that
// it can be opened by it.
func (p *Places) File(file string) string {
	if i, ok := p.page(file); ok {
		return p.names[i]
	}
	return p.read.name(p.root, file)
}

// Config gives the place of a key of site.yaml.
func (p *Places) Config(key string) diag.Pos { return p.config.At(key) }

// Front gives the place of a front matter key of a page.
func (p *Places) Front(file, key string) diag.Pos {
	p.mu.Lock()
	defer p.mu.Unlock()
	if i, ok := p.page(file); ok {
		if k, ok := slices.BinarySearch(p.metas[i].Front.Set, key); ok && k < len(p.keys[i]) {
			return p.keys[i][k]
		}
	}
	return p.load(file).Front.At(key)
}

// page gives the number of a page.
func (p *Places) page(file string) (i int, ok bool) {
	p.once.Do(func() {
		p.pages = make(map[string]int, len(p.metas))
		for i, m := range p.metas {
			p.pages[m.Path] = i
		}
	})
	i, ok = p.pages[file]
	return i, ok
}

// Ref gives the place of the i-th reference of a page.
func (p *Places) Ref(file string, i int) diag.Pos {
	p.mu.Lock()
	defer p.mu.Unlock()
	return nth(p.load(file).Body.Refs, i)
}

// Title gives the place of the heading that is a page's title.
func (p *Places) Title(file string) diag.Pos {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.load(file).Body.Title
}

// Holdback gives the place of the word that holds a page back.
func (p *Places) Holdback(file string) diag.Pos {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.load(file).Body.Holdback
}

// Anchor gives the place of the i-th id of a page.
func (p *Places) Anchor(file string, i int) diag.Pos {
	p.mu.Lock()
	defer p.mu.Unlock()
	return nth(p.load(file).Body.Anchors, i)
}

// nth gives one of some places; none where the file has fewer than it had.
func nth(all []diag.Pos, i int) diag.Pos {
	if i < len(all) {
		return all[i]
	}
	return diag.Pos{}
}

func (p *Places) load(file string) *marks {
	if p.last == file {
		return &p.marks
	}
	p.last, p.marks = file, marks{}
	if i, ok := p.page(file); ok {
		if data, ok := p.read.o.Store.Get(marksKey(p.metas[i].Doc)); ok && memo.Decode(data, &p.marks) == nil {
			return &p.marks
		}
	}
	p.marks = marks{}
	t, size, err := p.read.text(file, p.read.name(p.root, file), nil)
	if err != nil || size > p.read.o.Limits.Page {
		return &p.marks // the place is lost, the message stays
	}
	_, _, m, _ := p.read.parse(file, p.File(file), t.raw())
	p.marks = *m
	return &p.marks
}
