// Package source reads a site's folder: site.yaml, the Markdown files with
// their front matter, and the files beside them.
//
// In: an fs.FS whose root holds site.yaml; the directive declarations of the
// theme; a memo. Out: Content: configuration, one site.Meta per page, the
// resources, parsed bodies by key, and the places of everything for messages;
// and findings.
//
// The content is the folder content/, or, where there is none, the site's folder
// itself without the theme's and the build's own folders, so that two files make
// a site. Names are compared and addressed in Unicode NFC; texts are UTF-8, a
// byte order mark is dropped, CRLF becomes LF, and what is not UTF-8 is read as
// Windows-1252 and said. What reading a file gives is kept in the memo under the
// digest of its path, bytes and the settings that change how it is read; nothing
// of the file itself stays in memory.
package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/markdown/terms"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
	"lodestone/internal/schema"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// Limits bound what one file may ask of the reader.
type Limits struct {
	Page    int64 // bytes of a Markdown file
	Front   int   // bytes of its front matter
	Depth   int   // nesting of YAML and Markdown
	Aliases int   // uses of YAML aliases in one file
}

// DefaultLimits are generous for people and tight for machines.
func DefaultLimits() Limits {
	return Limits{Page: 8 << 20, Front: 64 << 10, Depth: 100, Aliases: 100}
}

// Store keeps what was read, by the digest of what it was read from. Put copies
// the value: its memory is used again.
type Store interface {
	Has(memo.Key) bool
	Get(memo.Key) ([]byte, bool)
	Read(key memo.Key, p []byte) (size int, ok bool)
	Put(memo.Key, []byte) error
}

// Options are what reading needs beside the files.
type Options struct {
	Directives []markdown.Declaration
	Limits     Limits
	Workers    int // at once; 0 for one per core
	Store      Store
}

// Content is all that was read.
type Content struct {
	Config    *settings.Config
	Root      string // "content", or "." where the site's folder is the content
	Metas     []*site.Meta
	Resources []site.Resource
	Places    *Places
	reader    *reader
}

// name gives the name on the disk of a content file: decomposed where the disk
// keeps names so.
func (r *reader) name(root, file string) string {
	if n, ok := r.names[file]; ok {
		return n
	}
	if root == "." {
		return file
	}
	return root + "/" + file
}

// Read reads the pages and resources that Find found, of a site whose site.yaml
// is cfg. The error is the context's or the store's; everything else is a finding.
func Read(ctx context.Context, fsys fs.FS, cfg *Config, files *Files, o Options) (*Content, diag.List, error) {
	r := &reader{names: map[string]string{}, room: image.NewRoom(image.RoomBytes), fsys: fsys, cfg: cfg.Site, o: o, parsers: parsers(cfg.Site, o)}
	c := &Content{Config: cfg.Site, Root: files.root, reader: r}
	c.Places = &Places{fsys: fsys, root: c.Root, config: cfg.Positions, read: r}
	r.counters.New = func() any { return terms.New() }
	for _, e := range files.all {
		if !strings.HasSuffix(e.name, e.path) {
			r.names[e.path] = e.name
		}
	}
	results := make([]result, len(files.all))
	bufs := make([][]byte, parallel.Workers(o.Workers))
	err := parallel.Each(ctx, len(files.all), o.Workers, func(w, i int) error {
		var err error
		results[i], err = r.file(files.all[i], &bufs[w])
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	pages := 0
	for i := range results {
		if results[i].meta != nil {
			pages++
		}
	}
	c.Metas = make([]*site.Meta, 0, pages)
	c.Places.names, c.Places.keys = make([]string, 0, pages), make([][]diag.Pos, 0, pages)
	found := slices.Clone(files.found)
	for i := range results {
		found = append(found, results[i].found...)
		switch {
		case results[i].meta != nil:
			c.Metas = append(c.Metas, results[i].meta)
			c.Places.names, c.Places.keys = append(c.Places.names, files.all[i].name), append(c.Places.keys, results[i].places)
		case results[i].resource != nil:
			c.Resources = append(c.Resources, *results[i].resource)
		}
	}
	c.Places.metas = c.Metas
	return c, found, nil
}

// Doc gives a parsed body back. Where the store has lost it, which a damaged
// disk or a killed writer can bring about, the file is read again. Where buf is not nil
// the text may stand in the memory there, which grows for the next Doc: this one
// lasts until then.
func (c *Content) Doc(file string, key memo.Key, buf *[]byte) (*markdown.Doc, error) {
	d := new(markdown.Doc)
	if data, ok := c.reader.kept(key, buf); ok && memo.Decode(data, d) == nil {
		return d, nil
	}
	d, _, err := c.again(file, key)
	if err != nil {
		return nil, err
	}
	return d, c.reader.o.Store.Put(key, memo.Encode(d))
}

// kept gives what the store has under a key, in the memory at buf where it fits.
func (r *reader) kept(key memo.Key, buf *[]byte) ([]byte, bool) {
	if buf == nil {
		return r.o.Store.Get(key)
	}
	room := (*buf)[:cap(*buf)]
	if n, ok := r.o.Store.Read(key, room); ok {
		return room[:n], true
	}
	data, ok := r.o.Store.Get(key)
	if n := len(data); n > cap(*buf) && n <= largestBuffer {
		*buf = make([]byte, 0, n+n/2)
	}
	return data, ok
}

// largestBuffer is how large a Doc may be for which room is kept, and half as much again.
const largestBuffer = 1 << 20

// Terms gives the words of a parsed body, by the key of its Doc, if the site is
// searched.
func (c *Content) Terms(file string, doc memo.Key) (words markdown.Terms, err error) {
	if data, ok := c.reader.o.Store.Get(termsKey(doc)); ok && memo.Decode(data, &words) == nil {
		return words, nil
	}
	if _, words, err = c.again(file, doc); err != nil {
		return nil, err
	}
	return words, c.reader.o.Store.Put(termsKey(doc), memo.Encode(&words))
}

// again reads a body that the store has lost from its file.
func (c *Content) again(file string, doc memo.Key) (*markdown.Doc, markdown.Terms, error) {
	t, _, err := c.reader.text(file, c.reader.name(c.Root, file), nil)
	if err != nil {
		return nil, nil, err
	}
	if docKey(t.key()) != doc {
		return nil, nil, fmt.Errorf("%s %w", file, ErrChanged)
	}
	_, d, _, words := c.reader.parse(file, path.Join(c.Root, file), t.raw())
	return d, words, nil
}

// ErrChanged says that a file is not what it was when it was read.
var ErrChanged = errors.New("changed while the build ran; run it again")

// result is what one file gave.
type result struct {
	meta     *site.Meta
	places   []diag.Pos // see parsed
	resource *site.Resource
	found    diag.List
}

// parsers makes one Markdown parser per language.
func parsers(cfg *settings.Config, o Options) map[string]*parse.Parser {
	tag := cfg.Language
	if tag == "" {
		tag = "en"
	}
	made := func(tag string) *parse.Parser {
		return parse.New(markdown.Options{Lang: tag, Directives: o.Directives, Hosts: cfg.AllowHosts, Straight: cfg.Straight})
	}
	all := map[string]*parse.Parser{"": made(tag)}
	for tag := range cfg.Languages {
		all[tag] = made(tag)
	}
	return all
}

// Config is site.yaml, read.
type Config struct {
	Site      *settings.Config
	Positions schema.Positions
}

// ContentRoot finds the folder of the content: "content", or "." for a site whose
// own folder is the content.
func ContentRoot(fsys fs.FS) string {
	if info, err := fs.Stat(fsys, "content"); err == nil && info.IsDir() {
		return "content"
	}
	return "."
}

// isPage says whether a file is Markdown.
func isPage(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// beside are the files and folders of a site's own folder that are not content
// when it has no content/ of its own.
func beside() []string {
	return []string{"site.yaml", "layouts", "assets", "public", "private", "site.lock", "import-report.json", "README.md", "LICENSE", "Makefile", "node_modules"}
}

func isBeside(name string) bool { return slices.Contains(beside(), name) }
