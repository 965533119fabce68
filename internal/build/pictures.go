package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"lodestone/internal/build/darkroom"
	"lodestone/internal/diag"
	"lodestone/internal/file"
	"lodestone/internal/media/image"
	"lodestone/internal/media/image/tint"
	"lodestone/internal/memo"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/source"
	"lodestone/internal/view"
)

// frame is a picture where it is shown: in a text, or as a person's face.
type frame struct {
	resource int
	face     bool
}

// expose finds the prints of every picture that a page shows.
func (p *press) expose() {
	p.prints, p.shared = map[frame]darkroom.Prints{}, map[int]bool{}
	tinted := false
	add := func(i int, face bool) {
		f := frame{i, face}
		if _, known := p.prints[f]; i >= 0 && !known {
			p.prints[f] = p.darkroom.Of(&p.Resources[i], face)
			tinted = tinted || p.Resources[i].Tint != ""
		}
	}
	add(p.Image, false)
	p.shared[p.Image] = true
	for i := range p.Pages {
		page := &p.Pages[i]
		if !page.Live {
			continue
		}
		for _, t := range page.Targets {
			if t.Shown {
				add(t.Resource, false)
			}
		}
		add(page.Image, false)
		p.shared[page.Share] = true
		if page.Kind == settings.Author {
			add(page.Image, true)
		}
	}
	if tinted {
		css := tint.CSS()
		sum := sha256.Sum256(css)
		p.tints = &branded{"assets/tints." + hex.EncodeToString(sum[:8]) + ".css", css}
	}
}

// picture is the image of a page, as it is shown in a text or as a face.
func (p *press) picture(page *site.Page, face bool) view.Picture {
	if page.Image < 0 {
		return view.Picture{}
	}
	v := p.shown(page.Image, face)
	v.Alt = page.Front.ImageAlt
	return v
}

// shown is a picture with all of its prints.
func (p *press) shown(i int, face bool) view.Picture {
	v := p.darkroom.Show(p.prints[frame{i, face}], face, func(path string) string { return p.Base.Path("/" + urls.Escape(path)) })
	v.Tint = p.Resources[i].Tint
	return v
}

// tinted says whether a page shows a picture with a colour of its own.
func (p *press) tinted(plan *view.Plan) bool {
	has := func(v view.Picture) bool { return v.Tint != "" }
	return p.tints != nil && (has(plan.Own.Page.Picture) ||
		slices.ContainsFunc(plan.Targets, func(t view.Target) bool { return has(t.Picture) }) ||
		slices.ContainsFunc(plan.Own.Authors, func(a view.Author) bool { return has(a.Picture) }))
}

// prints plans the files of all prints, each once, those of a picture one behind
// the other.
func (r *Result) prints(p *press) {
	planned := map[memo.Key]bool{}
	for i := range p.Resources {
		for _, face := range []bool{false, true} {
			for print := range p.prints[frame{i, face}].Made(p.shared[i] && !face) {
				if planned[print.Key] {
					continue
				}
				planned[print.Key] = true
				r.add(r.promise(file.Public, print.Path, p.content.Places.File(p.Resources[i].Path), print.Key, func(*render.Desk) ([]byte, error) {
					data, err := p.darkroom.Make(&p.Resources[i], &print, func() ([]byte, error) { return p.read(&p.Resources[i]) })
					return data, darkroom.At(err, "site.yaml", p.content.Places.Config("images.encoders."+strings.ToLower(print.Format.String())))
				}))
			}
		}
	}
}

// read reads a picture again, which must be what it was.
func (p *press) read(res *site.Resource) ([]byte, error) {
	data, err := fs.ReadFile(p.fsys, res.Name)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(data) != res.Key {
		return nil, fmt.Errorf("%s %w", res.Name, source.ErrChanged)
	}
	return data, nil
}

// discreet is a picture's own file without what it says beside its pixels.
func (p *press) discreet(res *site.Resource) file.File {
	h := memo.NewHash("stripped")
	h.Key(p.engine)
	h.Key(res.Key)
	return file.File{
		Root: file.Public, Path: res.Path, From: p.content.Places.File(res.Path), Key: h.Sum(),
		Open: func(context.Context) (io.ReadCloser, error) {
			data, err := p.read(res)
			if err != nil {
				return nil, err
			}
			return io.NopCloser(bytes.NewReader(image.Strip(data, res.Format))), nil
		},
	}
}

// badImages finds what is wrong with what site.yaml says of pictures.
func badImages(c *source.Config) (found diag.List) {
	darkroom.Check(&c.Site.Images, func(key, code string, args ...string) {
		found = append(found, diag.At("site.yaml", c.Positions.At("images."+key), code, args...))
	})
	return found
}
