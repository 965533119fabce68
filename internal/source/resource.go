package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"path"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/site"
)

// resource reads what publishing a file needs to know of it: its digest, and an
// image's size.
func (r *reader) resource(e entry, buf *[]byte) (result, error) {
	note, noted := r.fileNote(e)
	if noted {
		var res site.Resource
		if data, ok := r.o.Store.Get(note); ok && memo.Decode(data, (*measured)(&res)) == nil {
			res.Path, res.Name, res.Image = e.path, e.name, image.Named(e.path)
			return result{resource: &res}, nil
		}
	}
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
	if noted {
		err = r.o.Store.Put(note, memo.Encode((*measured)(&res)))
	}
	return result{resource: &res}, err
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
