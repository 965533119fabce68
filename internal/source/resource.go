package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
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
			res.Path, res.Name = e.path, e.name
			return result{resource: shown(&res)}, nil
		}
	}
	f, err := r.fsys.Open(e.name)
	if err != nil {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	defer f.Close()
	res := site.Resource{Path: e.path, Name: e.name}
	found, err := r.content(&res, f, buf)
	if errors.As(err, new(unreadable)) {
		return unread(e.path, diag.Unread(e.name, "file/unreadable", err)), nil
	}
	if err == nil && noted && len(found) == 0 {
		err = r.o.Store.Put(note, memo.Encode((*measured)(&res)))
	}
	return result{resource: shown(&res), found: found}, err
}

// shown says of a file whether pages can show it as a picture.
func shown(res *site.Resource) *site.Resource {
	res.Image = image.Named(res.Path) || res.Format.Shown()
	return res
}

// unreadable is the fault of a file that cannot be read.
type unreadable struct{ error }

func (u unreadable) Unwrap() error { return u.error }

// content reads a file: one that is a picture, by its name or its first bytes, up to
// the size that one may have, and looks at it.
func (r *reader) content(res *site.Resource, f io.Reader, buf *[]byte) (found diag.List, err error) {
	b := bytes.NewBuffer((*buf)[:0])
	_, err = io.CopyN(b, f, image.HeadBytes)
	looks := image.Looks(res.Path, b.Bytes())
	if err == nil && looks != image.None {
		_, err = io.Copy(b, io.LimitReader(f, image.MaxBytes+1-image.HeadBytes))
	}
	*buf = b.Bytes()
	if err != nil && err != io.EOF {
		return nil, unreadable{err}
	}
	res.Size = int64(len(*buf))
	if looks != image.None && (res.Size <= image.MaxBytes || image.Named(res.Path)) {
		return r.picture(res, *buf)
	}
	h := sha256.New()
	h.Write(*buf)
	n := len(*buf)
	*buf = slices.Grow((*buf)[:0], 64<<10)
	rest, err := io.CopyBuffer(h, f, (*buf)[:cap(*buf)])
	if err != nil {
		return nil, unreadable{err}
	}
	res.Size, res.Key = int64(n)+rest, memo.Key(h.Sum(nil))
	if looks != image.None { // nobody looks through one of this size
		found = diag.List{diag.At(res.Name, diag.Pos{}, "image/says", looks.String())}
	}
	return found, nil
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
