package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/site"
)

// resource reads what publishing a file needs to know of it: its digest, and what
// an image is.
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
	res := site.Resource{Path: e.path, Name: e.name, Image: image.Named(e.path)}
	var found diag.List
	if res.Image {
		res.Size, err = content(f, buf)
	} else {
		h := sha256.New()
		*buf = slices.Grow((*buf)[:0], 64<<10)
		res.Size, err = io.CopyBuffer(h, f, (*buf)[:cap(*buf)])
		res.Key = memo.Key(h.Sum(nil))
	}
	if err != nil {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	if res.Image {
		found, err = r.picture(&res, *buf)
	}
	if err == nil && noted && len(found) == 0 {
		err = r.o.Store.Put(note, memo.Encode((*measured)(&res)))
	}
	return result{resource: &res, found: found}, err
}

// content reads an image, but no more of it than one may have.
func content(f io.Reader, buf *[]byte) (size int64, err error) {
	b := bytes.NewBuffer((*buf)[:0])
	size, err = io.Copy(b, io.LimitReader(f, image.MaxBytes+1))
	*buf = b.Bytes()
	return size, err
}

// picture looks at an image, or recalls what looking at these very bytes gave.
func (r *reader) picture(res *site.Resource, data []byte) (diag.List, error) {
	if res.Size > image.MaxBytes {
		res.Unread = true
		return diag.List{diag.At(res.Name, diag.Pos{}, "image/too-large", strconv.Itoa(image.MaxBytes>>20))}, nil
	}
	res.Key = sha256.Sum256(data)
	h := memo.NewHash("picture")
	h.Key(res.Key)
	h.Text(strings.ToLower(path.Ext(res.Path)))
	key := h.Sum()
	var seen inspected
	if known, ok := r.o.Store.Get(key); !ok || memo.Decode(known, &seen) != nil {
		seen = inspected{}
		seen.Facts, seen.fault = image.Inspect(data, res.Path, r.room)
		if err := r.o.Store.Put(key, memo.Encode(&seen)); err != nil {
			return nil, err
		}
	}
	res.Facts = seen.Facts
	if seen.fault == nil {
		return nil, nil
	}
	item := diag.At(res.Name, diag.Pos{Line: seen.fault.Line, Col: seen.fault.Col}, seen.fault.Code, seen.fault.Args...)
	res.Unread = item.Severity == diag.Error
	return diag.List{item}, nil
}
