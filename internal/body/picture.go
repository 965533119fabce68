package body

import (
	"regexp"
	"strconv"
	"strings"

	"lodestone/internal/markdown"
	"lodestone/internal/view"
)

// before counts the pictures above a text.
func before(f Flavour) int {
	if f.Below {
		return 1
	}
	return 0
}

// shown gives how a picture is shown at this place: in a feed as one file, without
// what only this site's pages know.
func (w *filler) shown(t *view.Target) view.Picture {
	p := t.Picture
	if p.URL == "" && t.Kind != view.TargetGone {
		p.URL = t.URL
	}
	if w.flavour.Feed != nil {
		p.Srcset, p.Sizes, p.Sources, p.Tint = "", "", nil, ""
	}
	return p
}

// next counts a picture, and says whether it is the page's first.
func (w *filler) next() (first bool) {
	w.images++
	return w.images == 1
}

// image writes a picture. What the author says in the tag stays as it is, and where
// that names the files to choose among, no others are offered.
func (w *filler) image(h *markdown.Hole, t *view.Target) error {
	if t.Kind == view.TargetGone {
		w.text(h.Alt)
		return nil
	}
	p := w.shown(t)
	if h.Inner != nil {
		p.Srcset, p.Sizes, p.Sources = "", "", nil
	}
	p.First = w.next()
	sizes := given(h.Attrs, "sizes")
	if sizes == "" {
		sizes = p.Sizes
		if n, err := strconv.Atoi(given(h.Attrs, "width")); err == nil && sizes != "" {
			sizes = strconv.Itoa(n) + "px"
		}
	}
	for i, s := range p.Sources {
		if i == 0 {
			w.raw("<picture>")
		}
		w.raw("<source")
		w.attr("type", s.Type)
		w.attr("srcset", s.Srcset)
		w.attr("sizes", sizes)
		w.raw(">")
	}
	w.raw("<img")
	w.url("src", p.URL)
	w.attr("alt", h.Alt)
	if h.Title != "" {
		w.attr("title", h.Title)
	}
	if p.Srcset != "" {
		w.attr("srcset", p.Srcset)
		if given(h.Attrs, "sizes") == "" {
			w.attr("sizes", sizes)
		}
	}
	w.room(&p, h.Attrs)
	w.tint(p.Tint, h.Attrs)
	if h.Inner != nil {
		if err := w.doc(h.Inner); err != nil {
			return err
		}
	}
	switch {
	case !p.First:
		w.raw(` loading="lazy"`)
	case w.flavour.Feed == nil && given(h.Attrs, "fetchpriority") == "":
		w.raw(` fetchpriority="high"`)
	}
	w.raw(` decoding="async">`)
	if len(p.Sources) > 0 {
		w.raw("</picture>")
	}
	return nil
}

// room writes the size that keeps a picture's place free. Where the author gave one
// side, the other follows it.
func (w *filler) room(p *view.Picture, attrs string) {
	width, height := given(attrs, "width"), given(attrs, "height")
	switch {
	case p.Width <= 0 || p.Height <= 0, width != "" && height != "":
	case width != "":
		if n, err := strconv.Atoi(width); err == nil {
			w.attr("height", strconv.Itoa((n*p.Height+p.Width/2)/p.Width))
		}
	case height != "":
		if n, err := strconv.Atoi(height); err == nil {
			w.attr("width", strconv.Itoa((n*p.Width+p.Height/2)/p.Height))
		}
	default:
		w.attr("width", strconv.Itoa(p.Width))
		w.attr("height", strconv.Itoa(p.Height))
	}
}

// tint writes the author's attributes with the class of the colour among them.
func (w *filler) tint(class, attrs string) {
	const name = ` class="`
	switch at := strings.Index(attrs, name); {
	case class == "":
		w.raw(attrs)
	case at < 0:
		w.attr("class", class)
		w.raw(attrs)
	default:
		w.raw(attrs[:at+len(name)] + class + " " + attrs[at+len(name):])
	}
}

var attribute = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)

// given is what the author wrote for an attribute; "" where nothing.
func given(attrs, name string) string {
	if attrs == "" {
		return ""
	}
	for _, m := range attribute.FindAllStringSubmatch(attrs, -1) {
		if m[1] == name {
			return m[2]
		}
	}
	return ""
}
