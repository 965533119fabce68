package build

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"image"
	_ "image/gif" // of a logo
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"path"
	"sync"

	_ "golang.org/x/image/webp"

	"lodestone/internal/build/studio"
	"lodestone/internal/media/card"
	media "lodestone/internal/media/image"
	"lodestone/internal/site"
	"lodestone/internal/site/urls"
	"lodestone/internal/theme/brand"
	"lodestone/internal/view"
)

// branded is a stylesheet that the theme does not have: of the site's own look, or of
// its pictures'.
type branded struct {
	path string
	css  []byte
}

// name is what stands at the head of the pages of a language.
func (p *press) name(tongue int) string {
	return cmp.Or(p.Config.Brand.Name, p.Languages[tongue].Title)
}

// wordmark is how many times as wide as high a logo is that holds the name.
const wordmark = 2

// logo is the picture at the head of the pages of a language. That of a wordmark
// says the name.
func (p *press) logo(tongue int) view.Picture {
	if p.Logo < 0 {
		return view.Picture{}
	}
	r := &p.Resources[p.Logo]
	v := view.Picture{URL: p.Base.Path("/" + urls.Escape(r.Path)), Width: r.Width, Height: r.Height}
	if p.isWordmark() {
		v.Alt = p.name(tongue)
	}
	return v
}

func (p *press) isWordmark() bool {
	r := &p.Resources[p.Logo]
	return r.Width > wordmark*r.Height
}

// font is one of the pair: a file, or a family that every system has.
func (p *press) font(name string, file int) brand.Font {
	if file >= 0 {
		return brand.Font{URL: p.Base.Path("/" + urls.Escape(p.Resources[file].Path))}
	}
	return brand.Font{Family: name}
}

// stylesheet is what sets the site's own look; it is empty where that is the
// theme's.
func (p *press) stylesheet() []byte {
	b := &p.Config.Brand
	return (&brand.Brand{Colour: b.Colour, Headings: p.font(b.Fonts.Headings, p.Headings), Text: p.font(b.Fonts.Text, p.Text)}).CSS()
}

// cardLook is what the site's cards have in common.
func (p *press) cardLook() (l studio.Look, err error) {
	b := &p.Config.Brand
	l.Colour = b.Colour
	if p.Headings >= 0 {
		if l.Font, err = fs.ReadFile(p.fsys, p.Resources[p.Headings].Name); err != nil {
			return l, err
		}
	} else {
		l.Family = b.Fonts.Headings
	}
	if p.Logo >= 0 {
		r := &p.Resources[p.Logo]
		l.Logo, l.LogoKey = &card.Logo{Wordmark: p.isWordmark()}, r.Key
		if drawable(r) {
			l.Logo.Open = sync.OnceValues(func() (image.Image, error) { return p.decoded(r) })
		}
	}
	return l, nil
}

// drawable says whether a card can show a logo; for one in another form, or in inks,
// it shows the site's name.
func drawable(r *site.Resource) bool {
	switch r.Format {
	case media.PNG, media.GIF:
		return true
	case media.JPEG:
		return !r.Print
	case media.WebP:
		return !r.Animated
	}
	return false
}

// decoded reads the pixels of a picture.
func (p *press) decoded(r *site.Resource) (image.Image, error) {
	f, err := p.fsys.Open(r.Name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	return img, err
}

// look finds the stylesheets, scripts and the icon among the theme's assets.
func (p *press) look() (styles, scripts []view.Asset, icon string) {
	for _, a := range p.theme.Assets() {
		v := view.Asset{Name: a.Name, URL: p.Base.Path("/" + a.Path), Integrity: a.Integrity()}
		switch a.Name {
		case "site.css":
			styles = append(styles, v)
		case "site.js":
			scripts = append(scripts, v)
		case "icon.svg", "favicon.svg":
			icon = v.URL
		}
	}
	if css := p.stylesheet(); len(css) > 0 {
		sum := sha256.Sum256(css)
		name := "assets/brand." + hex.EncodeToString(sum[:8]) + ".css"
		styles = append(styles, view.Asset{
			Name: "brand.css", URL: p.Base.Path("/" + name),
			Integrity: "sha256-" + base64.StdEncoding.EncodeToString(sum[:]),
		})
		p.brand = &branded{name, css}
	}
	for _, name := range []string{"favicon.ico", "favicon.png", "favicon.svg"} { // the sharpest last
		for i := range p.Resources {
			if p.Resources[i].Path == name {
				icon = p.Base.Path("/" + name)
			}
		}
	}
	return styles, scripts, icon
}

func iconType(icon string) string {
	switch path.Ext(icon) {
	case ".ico":
		return "image/x-icon"
	case ".png":
		return "image/png"
	case ".svg":
		return "image/svg+xml"
	}
	return ""
}
