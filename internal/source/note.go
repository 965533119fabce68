package source

import (
	"lodestone/internal/media/image"
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
	facts(c, &m.Facts)
}

// facts codes what is known of a picture.
func facts(c *memo.Coder, f *image.Facts) {
	memo.Enum(c, &f.Format)
	c.Int(&f.Width)
	c.Int(&f.Height)
	c.Int(&f.Turn)
	for _, is := range []*bool{&f.Animated, &f.Opaque, &f.Palette, &f.Print, &f.Says, &f.Dense} {
		c.Bool(is)
	}
	c.Text(&f.Tint)
}

// inspected is what looking at a picture gave, which its bytes and name alone
// decide.
type inspected struct {
	image.Facts
	fault *image.Fault
}

// Code implements memo.Coded.
func (i *inspected) Code(c *memo.Coder) {
	facts(c, &i.Facts)
	odd := i.fault != nil
	if c.Bool(&odd); !odd {
		return
	}
	if i.fault == nil {
		i.fault = new(image.Fault)
	}
	c.Text(&i.fault.Code)
	c.Int(&i.fault.Line)
	c.Int(&i.fault.Col)
	c.Texts(&i.fault.Args)
}
