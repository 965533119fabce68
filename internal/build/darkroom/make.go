package darkroom

import (
	"errors"

	"lodestone/internal/media/develop"
	media "lodestone/internal/media/image"
	"lodestone/internal/site"
)

// Make gives the bytes of a print. open gives those of the picture.
func (d *Darkroom) Make(r *site.Resource, p *Print, open func() ([]byte, error)) (data []byte, err error) {
	err = d.tray.with(r.Key, media.Weight(&r.Facts), func() (*negative, error) {
		data, err := open()
		if err != nil {
			return nil, err
		}
		m, err := media.Decode(data, r.Format)
		return &negative{m, media.Profile(data, r.Format)}, err
	}, func(n *negative) error {
		data, err = d.print(r, p, n)
		return err
	})
	return data, err
}

// bytesEach is about how much memory a print takes for a pixel while it is made.
func bytesEach(p *Print) int {
	if p.Format == media.WebP && p.command == nil {
		return 40
	}
	return 12
}

// print makes a print of decoded pixels.
func (d *Darkroom) print(r *site.Resource, p *Print, n *negative) ([]byte, error) {
	defer d.bench.Take(bytesEach(p) * p.Width * p.Height)()
	m := n.Image
	if r.Turn != 1 || p.Width != r.Width || p.Height != r.Height {
		w, h := p.Width, p.Height
		if r.Turn >= 5 {
			w, h = h, w
		}
		m = develop.Turn(develop.Scale(n.Image, w, h), r.Turn)
	}
	switch {
	case p.command != nil:
		png, err := develop.PNG(m, n.profile, true)
		if err != nil {
			return nil, err
		}
		data, err := d.encode(p.command, p.Format.Ext(), png)
		if err == nil && !media.Is(data, p.Format) {
			err = &wrong{p.command[0], p.Format}
		}
		return data, err
	case p.Format == media.JPEG:
		return develop.JPEG(m, d.quality, n.profile)
	case p.Format == media.PNG:
		return develop.PNG(m, n.profile, false)
	case p.Format == media.WebP:
		return develop.WebP(m, n.profile)
	}
	return nil, errors.New("darkroom: no way to make " + p.Format.String())
}
