package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/schema"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/yamldoc"
)

// reader reads single files; it is safe for concurrent use.
type reader struct {
	fsys    fs.FS
	cfg     *settings.Config
	o       Options
	parsers map[string]*parse.Parser
	places  *Places
	names   map[string]string // content path → name on the disk, where they differ
	types   sync.Map          // settings.Kind → *schema.Type
	digest  memo.Key          // of what all pages are read with
	once    sync.Once
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
	t, size, err := r.text(e.path, e.name, (*buf)[:0])
	*buf = t.all
	if err != nil {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	if size > r.o.Limits.Page {
		return unread(e.path, diag.At(e.name, diag.Pos{}, "file/too-large", megabytes(size), megabytes(r.o.Limits.Page))), nil
	}
	var p parsed
	key := t.key()
	keys := struct{ doc, marks memo.Key }{docKey(key), marksKey(key)}
	data, ok := r.o.Store.Get(key)
	if !ok || !r.complete(keys.doc, keys.marks) || memo.Decode(data, &p) != nil {
		made, doc, marks := r.parse(e.path, e.name, t.raw())
		data = memo.Encode(&made)
		for _, err := range []error{
			r.o.Store.Put(keys.doc, memo.Encode(doc)),
			r.o.Store.Put(keys.marks, memo.Encode(marks)),
			r.o.Store.Put(key, data),
		} {
			if err != nil {
				return result{}, err
			}
		}
		// What was just parsed shares memory with the text of the file, which the
		// next one will fill; what is read back does not.
		p = parsed{}
		if err := memo.Decode(data, &p); err != nil {
			return result{}, err
		}
	}
	p.Meta.Path, p.Meta.Doc = e.path, keys.doc
	for i := range p.Found { // the memo knows the path, which several names may have
		p.Found[i].File = e.name
	}
	return result{meta: &p.Meta, found: p.Found}, nil
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
	r.once.Do(func() {
		s := manner{r.o.Directives, r.o.Limits, r.cfg.Language}
		r.digest = memo.Sum(&s)
	})
	w := r.cfg.Locate(file)
	buf = append(append(buf, r.digest[:]...), file...)
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

// complete says whether the store still has the rest of what reading a page
// gave, and keeps it from being dropped as unused.
func (r *reader) complete(docKey, marksKey memo.Key) bool {
	doc, marks := r.o.Store.Has(docKey), r.o.Store.Has(marksKey)
	return doc && marks
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
func marksKey(key memo.Key) memo.Key { return derived(key, "marks") }

func derived(key memo.Key, what string) memo.Key {
	var b [64]byte
	return sha256.Sum256(append(append(b[:0], key[:]...), what...))
}

// parse does the work: text, front matter, body.
func (r *reader) parse(file, name string, raw []byte) (p parsed, doc *markdown.Doc, m *marks) {
	doc, m = new(markdown.Doc), new(marks)
	doc.Segments = []string{""}
	text, found, ok := decode(name, raw)
	p.Found = found
	if !ok {
		p.Meta.Unread = true
		return p, doc, m
	}
	front, body, line, closed := split(text)
	if !closed {
		p.Found = append(p.Found, diag.At(name, diag.Pos{Line: 1, Col: 1}, "front/unclosed"))
		p.Meta.Unread = true
		return p, doc, m
	}
	if _, toml := cutLine(body, "+++"); toml && line == 1 {
		p.Found = append(p.Found, diag.At(name, diag.Pos{Line: 1, Col: 1}, "front/toml"))
		p.Meta.Unread = true
		return p, doc, m
	}
	w := r.cfg.Locate(file)
	if len(bytes.TrimSpace(front)) > 0 {
		found := r.front(&p.Meta.Front, &m.Front, front, name, w.Kind)
		p.Meta.Unread = found.Broken()
		p.Found = append(p.Found, found...)
	}
	parser := r.parsers[w.Lang]
	var said diag.List
	*doc, p.Meta.Body, m.Body, said = parser.Parse(name, body, line)
	p.Meta.Unread = p.Meta.Unread || said.Broken()
	p.Found = append(p.Found, said...)
	if p.Meta.Front.Draft {
		p.Found = p.Found.Soften()
	}
	return p, doc, m
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

// resource reads what publishing a file needs to know of it: its digest, and an
// image's size.
func (r *reader) resource(e entry, buf *[]byte) (result, error) {
	f, err := r.fsys.Open(e.name)
	if err != nil {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	defer f.Close()
	h := sha256.New()
	var head bytes.Buffer
	isImage := image.Named(e.path)
	var in io.Reader = f
	if isImage {
		in = io.TeeReader(f, &limited{&head, image.HeadBytes})
	}
	*buf = slices.Grow((*buf)[:0], 64<<10)
	size, err := io.CopyBuffer(h, in, (*buf)[:cap(*buf)])
	if err != nil {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	res := site.Resource{Path: e.path, Name: e.name, Key: memo.Key(h.Sum(nil)), Size: size, Image: isImage}
	if isImage {
		res.Width, res.Height, err = image.Probe(head.Bytes(), strings.ToLower(path.Ext(e.path)))
		if err != nil {
			return result{resource: &res, found: diag.List{diag.At(e.name, diag.Pos{}, "image/unreadable")}}, nil
		}
	}
	return result{resource: &res}, nil
}

// limited keeps the first bytes that are written to it and drops the rest.
type limited struct {
	to   *bytes.Buffer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.to.Write(p[:n])
	l.left -= n
	return len(p), nil
}
