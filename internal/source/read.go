package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"sync"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/markdown/terms"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/schema"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/vocabulary"
	"lodestone/internal/yamldoc"
)

// reader reads single files; it is safe for concurrent use.
type reader struct {
	fsys    fs.FS
	cfg     *settings.Config
	o       Options
	parsers map[string]*parse.Parser
	room    *image.Room       // for pictures that are looked at
	names   map[string]string // content path → name on the disk, where they differ
	types   sync.Map          // settings.Kind → *schema.Type
	digest  memo.Key          // see manner
	once    sync.Once

	counters sync.Pool // of *terms.Counter
}

// file reads one file; buf is the worker's, from one file to the next.
func (r *reader) file(e entry, buf *[]byte) (result, error) {
	switch {
	case e.told:
		return unread(e.path), nil
	case isPage(e.path):
		return r.page(e, buf)
	}
	return r.resource(e, buf)
}

// page reads a Markdown file, or recalls what reading these very bytes gave.
func (r *reader) page(e entry, buf *[]byte) (result, error) {
	note, noted := r.pageNote(e)
	if noted {
		if key, ok := r.o.Store.Get(note); ok && len(key) == len(memo.Key{}) {
			if p := r.recall(memo.Key(key)); p != nil {
				return p.of(e, memo.Key(key)), nil
			}
		}
	}
	t, size, err := r.text(e.path, e.name, (*buf)[:0])
	*buf = t.all
	if err != nil {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	if size > r.o.Limits.Page {
		return unread(e.path, diag.At(e.name, diag.Pos{}, "file/too-large", megabytes(size), megabytes(r.o.Limits.Page))), nil
	}
	key := t.key()
	p := r.recall(key)
	if p == nil {
		if p, err = r.learn(e, t, key, buf); err != nil {
			return result{}, err
		}
	}
	if noted {
		err = r.o.Store.Put(note, key[:])
	}
	return p.of(e, key), err
}

// recall gives what reading the bytes of this key gave; nil where the store
// lacks any of it. What it has is kept from being dropped as unused.
func (r *reader) recall(key memo.Key) *parsed {
	data, ok := r.o.Store.Get(key)
	doc, marks := r.o.Store.Has(docKey(key)), r.o.Store.Has(marksKey(docKey(key)))
	words := !r.cfg.Search || r.o.Store.Has(termsKey(docKey(key)))
	p := new(parsed)
	if !ok || !doc || !marks || !words || memo.Decode(data, p) != nil {
		return nil
	}
	return p
}

// learn parses a text for the first time and puts what it gave into the store.
// The text is in buf, behind which there is room to write.
func (r *reader) learn(e entry, t text, key memo.Key, buf *[]byte) (*parsed, error) {
	made, doc, marks, words := r.parse(e.path, e.name, t.raw())
	put := func(key memo.Key, v memo.Coded) ([]byte, error) {
		*buf = memo.AppendEncode((*buf)[:len(t.all)], v)
		data := (*buf)[len(t.all):]
		return data, r.o.Store.Put(key, data)
	}
	if _, err := put(docKey(key), doc); err != nil {
		return nil, err
	}
	if _, err := put(marksKey(docKey(key)), marks); err != nil {
		return nil, err
	}
	if r.cfg.Search {
		if _, err := put(termsKey(docKey(key)), &words); err != nil {
			return nil, err
		}
	}
	data, err := put(key, &made)
	if err != nil {
		return nil, err
	}
	// What was just parsed shares memory with the text of the file, which the
	// next one will fill; what is read back does not.
	p := new(parsed)
	return p, memo.Decode(bytes.Clone(data), p)
}

// of makes the result of what is known of a text: the store knows the bytes,
// which several names may have.
func (p *parsed) of(e entry, key memo.Key) result {
	p.Meta.Path, p.Meta.Doc = e.path, docKey(key)
	for i := range p.Found {
		p.Found[i].File = e.name
	}
	return result{meta: &p.Meta, places: p.Places, found: p.Found}
}

// text is a file as it was read: what parsing it depends on beside its bytes,
// then these.
type text struct {
	all []byte
	at  int // where the bytes begin
}

func (t text) raw() []byte { return t.all[t.at:] }

// key is the digest of all that parsing a page depends on.
func (t text) key() memo.Key { return sha256.Sum256(t.all) }

// text reads a file into a buffer, unless it is larger than a page may be: then
// its size says so.
func (r *reader) text(file, name string, buf []byte) (t text, size int64, err error) {
	w, digest := r.cfg.Locate(file), r.manner()
	buf = append(append(buf, digest[:]...), file...)
	buf = append(append(append(buf, 0), w.Lang...), 0)
	t.all = append(append(buf, w.Kind.String()...), 0)
	t.at = len(t.all)
	f, err := r.fsys.Open(name)
	if err != nil {
		return t, 0, err
	}
	defer f.Close()
	for {
		if cap(t.all)-len(t.all) < 512 {
			t.all = slices.Grow(t.all, max(64<<10, len(t.all)))
		}
		n, err := f.Read(t.all[len(t.all):cap(t.all)])
		t.all = t.all[:len(t.all)+n]
		size = int64(len(t.all) - t.at)
		switch {
		case err == io.EOF:
			return t, size, nil
		case err != nil:
			return t, 0, err
		case size > r.o.Limits.Page:
			if info, err := f.Stat(); err == nil {
				size = max(size, info.Size())
			}
			return t, size, nil
		}
	}
}

// manner is the digest of what all pages are read with.
func (r *reader) manner() memo.Key {
	r.once.Do(func() {
		s := manner{r.o.Directives, r.o.Limits, r.cfg.Language, r.cfg.AllowHosts, r.cfg.Straight}
		r.digest = memo.Sum(&s)
	})
	return r.digest
}

// unread is what a file gives that cannot be read: it is there, so that whoever
// names it is not told that it is not.
func unread(path string, found ...diag.Item) result {
	if isPage(path) {
		return result{meta: &site.Meta{Path: path, Unread: true}, found: found}
	}
	return result{resource: &site.Resource{Path: path, Image: image.Named(path), Unread: true}, found: found}
}

func megabytes(n int64) string {
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', -1, 64)[:min(4, len(strconv.FormatFloat(float64(n)/(1<<20), 'f', -1, 64)))] + " MiB"
}

func docKey(key memo.Key) memo.Key   { return derived(key, "doc") }
func marksKey(doc memo.Key) memo.Key { return derived(doc, "marks") }
func termsKey(doc memo.Key) memo.Key { return derived(doc, "terms") }

func derived(key memo.Key, what string) memo.Key {
	var b [64]byte
	return sha256.Sum256(append(append(b[:0], key[:]...), what...))
}

// parse does the work: text, front matter, body.
func (r *reader) parse(file, name string, raw []byte) (p parsed, doc *markdown.Doc, m *marks, words markdown.Terms) {
	doc, m = new(markdown.Doc), new(marks)
	doc.Segments = []string{""}
	text, found, ok := decode(name, raw)
	p.Found = found
	if !ok {
		p.Meta.Unread = true
		return p, doc, m, words
	}
	front, body, line, closed := split(text)
	if !closed {
		p.Found = append(p.Found, diag.At(name, diag.Pos{Line: 1, Col: 1}, "front/unclosed"))
		p.Meta.Unread = true
		return p, doc, m, words
	}
	if _, toml := cutLine(body, "+++"); toml && line == 1 {
		p.Found = append(p.Found, diag.At(name, diag.Pos{Line: 1, Col: 1}, "front/toml"))
		p.Meta.Unread = true
		return p, doc, m, words
	}
	w := r.cfg.Locate(file)
	if left := conflicts(front, name, 2); len(left) > 0 {
		p.Found, p.Meta.Unread = append(p.Found, left...), true
	} else if len(bytes.TrimSpace(front)) > 0 {
		found := r.front(&p.Meta.Front, &m.Front, front, name, w.Kind)
		for _, key := range p.Meta.Front.Set {
			p.Places = append(p.Places, m.Front.At(key))
		}
		p.Meta.Unread = found.Broken()
		p.Found = append(p.Found, found...)
	}
	parser := r.parsers[w.Lang]
	var said diag.List
	*doc, p.Meta.Body, m.Body, words, said = r.body(parser, name, body, line)
	p.Meta.Unread = p.Meta.Unread || said.Broken()
	p.Found = append(p.Found, said...)
	if p.Meta.Front.Draft {
		p.Found = p.Found.Soften()
	}
	return p, doc, m, words
}

// body parses a body, and lists its words where the site is searched.
func (r *reader) body(parser *parse.Parser, name string, text []byte, line int) (markdown.Doc, markdown.Meta, markdown.Marks, markdown.Terms, diag.List) {
	if !r.cfg.Search {
		doc, meta, marks, said := parser.Parse(name, text, line)
		return doc, meta, marks, nil, said
	}
	counter := r.counters.Get().(*terms.Counter)
	defer r.counters.Put(counter)
	doc, meta, marks, said := parser.Index(name, text, line, counter)
	return doc, meta, marks, counter.Take(), said
}

// front decodes a page's front matter and notes which keys it has.
func (r *reader) front(f *settings.Front, pos *schema.Positions, text []byte, name string, kind settings.Kind) diag.List {
	if len(text) > r.o.Limits.Front {
		return diag.List{diag.At(name, diag.Pos{Line: 1, Col: 1}, "front/too-large",
			strconv.Itoa(len(text)), strconv.Itoa(r.o.Limits.Front))}
	}
	t := r.frontType(kind)
	node, found := yamldoc.Parse(text, yamldoc.Options{
		File: name, FirstLine: 2, Type: t,
		Limits: yamldoc.Limits{Bytes: r.o.Limits.Front, Depth: r.o.Limits.Depth, Aliases: r.o.Limits.Aliases},
	})
	if node == nil || found.Broken() {
		return found
	}
	p, more := schema.Decode(node, t, f, name)
	*pos = p
	f.Set = keys(node)
	f.Tidy()
	f.Title, f.Description = parse.Emoji(f.Title), parse.Emoji(f.Description)
	if f.Schema != nil {
		more = append(more, vocabulary.Check(f.Schema, ownNodes(kind), name)...)
	}
	return append(found, more...)
}

func (r *reader) frontType(kind settings.Kind) *schema.Type {
	if t, ok := r.types.Load(kind); ok {
		return t.(*schema.Type)
	}
	t, _ := r.types.LoadOrStore(kind, settings.FrontType(kind))
	return t.(*schema.Type)
}

// keys lists the keys of a map, sorted, without those left empty.
func keys(n *schema.Node) []string {
	set := map[string]bool{}
	for _, e := range n.Keys {
		if e.Value != nil && e.Value.Kind != schema.Null {
			set[e.Name] = true
		}
	}
	return sorted(set)
}

// ownNodes are the nodes that the graph of every page of a kind has.
func ownNodes(kind settings.Kind) vocabulary.Page {
	all := vocabulary.Page{"#webpage": "WebPage"}
	switch kind {
	case settings.Post:
		all["#article"] = "BlogPosting"
	case settings.GlossaryTerm:
		all["#term"] = "DefinedTerm"
	}
	return all
}
