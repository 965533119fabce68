// Package darkroom decides in which sizes and formats a picture is published, and
// makes them.
//
// In: what a site says of its pictures, what is known of one, its bytes. Out: its
// Prints: path, size and key of each, and the bytes of one when it is asked for. A
// print's path names all that it is made of, so it never changes under its address
// and pages need not wait for it. Which prints there are, the picture and site.yaml
// decide, never how large one came out or what this machine has installed:
//
//   - JPEG: every width, as JPEG. Its own width is the file itself, unless that must
//     be turned or is dense: then it is written anew.
//   - PNG that is dense, which is what photographs are: every width, as PNG and as
//     lossless WebP.
//   - other PNG: drawings and screenshots grow when they are scaled, since the few
//     colours become many. They keep their size; those without a palette have a
//     lossless WebP too.
//   - WebP as declared, AVIF as declared: of photographs (JPEG and dense PNG), every
//     width.
//   - SVG, GIF, ICO, AVIF, WebP, JPEG in inks, whose colours only its profile knows,
//     and whatever moves: the file itself.
//
// Networks are given a print of about 1200 pixels, whatever widths pages have.
package darkroom

import (
	"cmp"
	"encoding/hex"
	"iter"
	"strconv"

	"lodestone/internal/media/develop"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// Encoder runs a declared command, which makes a file with an extension, on a PNG.
type Encoder func(command []string, ext string, png []byte) ([]byte, error)

// Darkroom makes the prints of one site. It is safe for concurrent use.
type Darkroom struct {
	widths   []int
	quality  int
	sizes    string
	declared []declared
	encode   Encoder
	tray     *tray
	bench    *image.Room // for prints in the making
}

// declared is an encoder of site.yaml.
type declared struct {
	format  image.Format
	command []string
}

// What there is where site.yaml says nothing. The widths are those of a phone's
// column and the theme's, once and twice; sizes is the width of that column.
const (
	quality = 80
	sizes   = "(min-width: 44rem) 41rem, 92vw"
)

func widths() []int { return []int{480, 800, 1200, 1600} }

// faces are the widths of people's pictures, which stand small.
func faces() []int { return []int{96, 192, 384} }

// faceSizes is how wide people's pictures stand.
const faceSizes = "6rem"

// srcWidth is how wide the print is at most that those get who take only one.
const srcWidth = 1200

// New makes the darkroom of a site.
func New(c *settings.Images, encode Encoder) *Darkroom {
	d := &Darkroom{
		widths: c.Widths, quality: cmp.Or(c.Quality, quality), sizes: cmp.Or(c.Sizes, sizes), encode: encode,
		tray: newTray(image.NewRoom(image.RoomBytes)), bench: image.NewRoom(image.RoomBytes),
	}
	if len(d.widths) == 0 {
		d.widths = widths()
	}
	for _, e := range []declared{{image.AVIF, c.Encoders.AVIF}, {image.WebP, c.Encoders.WebP}} { // browsers take the first that they know
		if len(e.command) > 0 {
			d.declared = append(d.declared, e)
		}
	}
	return d
}

// Prints are all forms in which a picture is published for pages.
type Prints struct {
	Src   Print // for who takes one
	Share Print // for networks; the zero Print of a face
	Sets  []Set // by format, the best first; the picture's own last
}

// Set holds the prints of one format, the narrowest first.
type Set struct {
	Format image.Format
	Prints []Print
}

// Print is one of them.
type Print struct {
	Path          string
	Key           memo.Key // zero for the file itself
	Width, Height int
	Format        image.Format
	command       []string // of a declared encoder
}

// File says whether a print is the picture's file as it is published.
func (p Print) File() bool { return p.Key == memo.Key{} }

// Made gives the prints that have to be made, those of a picture's own file left out;
// the one for networks where they are shown it.
func (p Prints) Made(shared bool) iter.Seq[Print] {
	return func(yield func(Print) bool) {
		for _, set := range p.Sets {
			for _, print := range set.Prints {
				if !print.File() && !yield(print) {
					return
				}
			}
		}
		if shared && !p.Share.File() {
			yield(p.Share)
		}
	}
}

// Of gives the prints of a picture in a text, or of one of a person.
func (d *Darkroom) Of(r *site.Resource, face bool) Prints {
	file := Print{Path: r.Path, Width: r.Width, Height: r.Height, Format: r.Format}
	if r.Animated || r.Print || r.Format != image.JPEG && r.Format != image.PNG {
		return Prints{Src: file, Share: file}
	}
	ladder := d.widths
	if face {
		ladder = faces()
	}
	flat := r.Format == image.PNG && (r.Palette || !r.Dense)
	rungs := rungs(ladder, r.Width)
	if flat && !face {
		rungs = []int{r.Width}
	}
	var all Prints
	if !flat {
		for _, e := range d.declared {
			all.Sets = append(all.Sets, Set{e.format, d.row(r, rungs, e.format, e.command)})
		}
	}
	if webp := d.row(r, rungs, image.WebP, nil); r.Format == image.PNG && !r.Palette && len(webp) > 0 && !d.declares(image.WebP, flat) {
		all.Sets = append(all.Sets, Set{image.WebP, webp})
	}
	own := d.row(r, rungs, r.Format, nil)
	all.Sets = append(all.Sets, Set{r.Format, own})
	all.Src = own[0]
	for _, p := range own {
		if p.Width <= srcWidth {
			all.Src = p
		}
	}
	if !face {
		all.Share = d.share(r, own)
	}
	return all
}

// share is the print for networks: the first of a picture's own format that is wide
// enough, else its widest, and one more where the site's widths are too small for
// them.
func (d *Darkroom) share(r *site.Resource, own []Print) Print {
	for _, p := range own {
		if p.Width >= srcWidth {
			return p
		}
	}
	if widest := own[len(own)-1]; widest.Width >= image.ShareWidth && widest.Height >= image.ShareHeight || widest.Width == r.Width {
		return widest
	}
	return d.row(r, []int{min(srcWidth, r.Width)}, r.Format, nil)[0]
}

// declares says whether a declared encoder makes a format of a picture.
func (d *Darkroom) declares(f image.Format, flat bool) bool {
	for _, e := range d.declared {
		if e.format == f {
			return !flat
		}
	}
	return false
}

// rungs are the widths of a ladder that are worth having beside the picture's own:
// four fifths of it at most. The ladder's last is never passed.
func rungs(ladder []int, own int) (all []int) {
	top := min(own, ladder[len(ladder)-1])
	for _, w := range ladder {
		if w*5 <= top*4 {
			all = append(all, w)
		}
	}
	return append(all, top)
}

// row gives the prints of one format; of lossless WebP only those that can be made,
// and in little memory.
func (d *Darkroom) row(r *site.Resource, rungs []int, f image.Format, command []string) (all []Print) {
	for _, w := range rungs {
		p := Print{Width: w, Height: max(1, (r.Height*w+r.Width/2)/r.Width), Format: f, command: command}
		if n := p.Width * p.Height; f == image.WebP && command == nil && (n > develop.MaxWebP || n < develop.MinWebP) {
			continue
		}
		if w == r.Width && f == r.Format && (f == image.PNG || !r.Dense && r.Turn == 1) {
			p.Path = r.Path
		} else {
			p.Key = d.key(r, &p)
			p.Path = "img/" + hex.EncodeToString(p.Key[:8]) + "-" + strconv.Itoa(w) + f.Ext()
		}
		all = append(all, p)
	}
	return all
}

// key is the digest of all that a print's bytes depend on.
func (d *Darkroom) key(r *site.Resource, p *Print) memo.Key {
	h := memo.NewHash("print")
	h.Int(develop.Version)
	h.Key(r.Key)
	h.Int(p.Width)
	h.Int(p.Height)
	h.Int(int(p.Format))
	if p.Format == image.JPEG {
		h.Int(d.quality)
	}
	h.Int(len(p.command))
	for _, word := range p.command {
		h.Text(word)
	}
	return h.Sum()
}
