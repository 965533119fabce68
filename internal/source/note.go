package source

import (
	"lodestone/internal/memo"
	"lodestone/internal/site"
)

// stamper is a folder that can tell without reading a file whether it has
// changed: no two states of a file have the same stamp. Nil says that it cannot
// tell, and the file is read.
type stamper interface {
	Stamp(name string) []byte
}

// A note stands in the store under the digest of a file's stamp and says what
// reading the file in this state gave, so that reading 10,000 unchanged files
// costs 10,000 looks at them. The stamp is taken before the file is read: where
// it changes in between, the note stands under a stamp that does not come again.

// pageNote is where the note on a page stands, which is the key of its text.
func (r *reader) pageNote(e entry) (key memo.Key, ok bool) {
	h := r.note("page note", e)
	if h == nil {
		return key, false
	}
	w := r.cfg.Locate(e.path)
	h.Key(r.manner())
	h.Text(w.Lang)
	h.Text(w.Kind.String())
	return h.Sum(), true
}

// fileNote is where the note on another file stands: what publishing needs to
// know of it.
func (r *reader) fileNote(e entry) (key memo.Key, ok bool) {
	h := r.note("file note", e)
	if h == nil {
		return key, false
	}
	return h.Sum(), true
}

func (r *reader) note(domain string, e entry) *memo.Hash {
	folder, ok := r.fsys.(stamper)
	if !ok {
		return nil
	}
	stamp := folder.Stamp(e.name)
	if stamp == nil {
		return nil
	}
	h := memo.NewHash(domain)
	h.Text(e.path)
	h.Text(e.name)
	h.Bytes(stamp)
	return h
}

// measured is the part of a Resource that comes from its bytes.
type measured site.Resource

// Code implements memo.Coded.
func (m *measured) Code(c *memo.Coder) {
	c.Key(&m.Key)
	size := uint64(m.Size)
	c.Uint(&size)
	m.Size = int64(size)
	c.Int(&m.Width)
	c.Int(&m.Height)
}
