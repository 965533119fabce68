package card

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
)

// fonts are the two weights of a card. A Font may be used by many goroutines, a
// Face and a shaper, which is expensive to make, by one.
type fonts struct {
	regular, bold *font.Font
	shapers       sync.Pool // of *shaping.HarfbuzzShaper
}

// loadFonts reads the weights of a family, or a file in the place of both.
func loadFonts(family string, file []byte) (*fonts, error) {
	light, heavy := goregular.TTF, gobold.TTF
	switch {
	case file != nil:
		light, heavy = file, file
	case family == "serif":
		light, heavy = liberationserifregular.TTF, liberationserifbold.TTF
	case family == "mono":
		light, heavy = gomono.TTF, gomonobold.TTF
	}
	regular, err := font.ParseTTF(bytes.NewReader(light))
	if err != nil {
		return nil, err
	}
	bold, err := font.ParseTTF(bytes.NewReader(heavy))
	if err != nil {
		return nil, err
	}
	return &fonts{
		regular: regular.Font, bold: bold.Font,
		shapers: sync.Pool{New: func() any { return new(shaping.HarfbuzzShaper) }},
	}, nil
}

// text is a way to set text.
type text struct {
	from *fonts
	font *font.Font
	size int // pixels
	lang string
	rtl  bool
}

// ResolveFace implements shaping.Fontmap: there is one face.
func (t text) ResolveFace(rune) *font.Face { return font.NewFace(t.font) }

func (t text) direction() di.Direction {
	if t.rtl {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// shape turns text into glyphs, run by run of one script and direction.
func (t text) shape(runes []rune) ([]shaping.Output, error) {
	var split shaping.Segmenter
	runs := split.Split(shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: t.direction(), Face: font.NewFace(t.font),
		Size: fixed.I(t.size), Language: language.NewLanguage(t.lang),
	}, t)
	s := t.from.shapers.Get().(*shaping.HarfbuzzShaper)
	defer t.from.shapers.Put(s)
	var all []shaping.Output
	for _, run := range runs {
		out := s.Shape(run)
		for _, g := range out.Glyphs {
			if g.GlyphID == 0 {
				return nil, fmt.Errorf("%w: %q", ErrGlyph, runes[g.TextIndex()])
			}
		}
		all = append(all, out)
	}
	return all, nil
}

// plain reduces white space of all kinds to spaces and drops what only hyphenates.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(s, "\u00ad", ""), unicode.IsSpace), " ")
}

// Lacks gives the first character of a text that the fonts have no glyph for.
func (p *Painter) Lacks(s string) (r rune, lacks bool) {
	for _, r := range plain(s) {
		if gid, ok := p.fonts.bold.NominalGlyph(r); !ok || gid == 0 {
			return r, true
		}
	}
	return 0, false
}

// wrap breaks text into lines of a width in pixels. whole is false where it ends
// in an ellipsis.
func (t text) wrap(s string, width, lines int) (out []shaping.Line, whole bool, err error) {
	runes := []rune(plain(s))
	shaped, err := t.shape(runes)
	if err != nil {
		return nil, false, err
	}
	more, err := t.shape([]rune("…"))
	if err != nil || len(shaped) == 0 {
		return nil, true, err
	}
	var w shaping.LineWrapper
	all, cut := w.WrapParagraph(shaping.WrapConfig{Direction: t.direction(), TruncateAfterLines: lines, Truncator: more[0]}, width, runes, shaping.NewSliceIterator(shaped))
	return all, cut == 0, nil
}
