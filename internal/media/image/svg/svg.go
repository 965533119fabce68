// Package svg reads how much room a drawing takes, and refuses one that could do
// more than be looked at.
//
// In: the bytes of an SVG file. Out: its size in CSS pixels, or a Fault with its
// place; both where it can be shown and there is nothing to see. A drawing may hold shapes, text, styles, pictures within itself and links
// for readers to follow. It may not hold scripts or what starts them, foreign
// content, or anything that is fetched from elsewhere when it is shown: opened by
// itself it is a page of the site, and a browser does all of that then (SVG 2, 2.7
// and 15; SVG Integration, 3).
//
// Limits: depth 200; MaxShapes elements once every use element has been followed,
// since ten uses within ten uses within ten are a billion.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// The limits of a drawing.
const (
	MaxBytes  = 8 << 20
	MaxDepth  = 200
	MaxShapes = 500_000
)

// Size is how much room a drawing takes.
type Size struct{ Width, Height int }

// Fault is why a drawing is refused: svg-script, svg-outside, svg-entities,
// svg-broken, svg-namespace or svg-too-much, where, and what; or, with svg-size, that
// it takes no room.
type Fault struct {
	Code      string
	Line, Col int
	Args      []string
}

// reader is one Read at work.
type reader struct {
	d     *xml.Decoder
	data  []byte
	size  Size
	depth int
	root  bool
	flat  *Fault // of a root that is 0 wide or high
	shape shapes
	style int // depth of the style element that is open, or 0
}

// Read reads a drawing.
func Read(data []byte) (Size, *Fault) {
	if len(data) > MaxBytes {
		return Size{}, &Fault{Code: "image/svg-too-much"}
	}
	r := &reader{d: xml.NewDecoder(bytes.NewReader(data)), data: data}
	r.d.CharsetReader = charset
	for {
		at := r.d.InputOffset()
		token, err := r.d.Token()
		switch {
		case err == io.EOF && r.root && r.depth == 0:
			if r.shape.total() > MaxShapes {
				return Size{}, &Fault{Code: "image/svg-too-much"}
			}
			return r.size, r.flat
		case err != nil:
			return Size{}, r.fault(r.d.InputOffset(), "image/svg-broken")
		}
		code, what := r.token(token)
		if code == "image/svg-size" {
			r.flat, code = r.fault(at, code), ""
		}
		if code != "" {
			if what == "" {
				return Size{}, r.fault(at, code)
			}
			return Size{}, r.fault(at, code, what)
		}
	}
}

// charset reads the encodings that old drawings come in.
func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "us-ascii", "ascii":
		return in, nil
	case "iso-8859-1", "latin1", "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, errors.New("unknown encoding")
}

func (r *reader) fault(at int64, code string, args ...string) *Fault {
	before := r.data[:min(int(at), len(r.data))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return &Fault{code, 1 + bytes.Count(before, []byte("\n")), 1 + len([]rune(string(before[line:]))), args}
}

// token looks at one piece of the drawing.
func (r *reader) token(token xml.Token) (code, what string) {
	switch t := token.(type) {
	case xml.Directive:
		if bytes.ContainsRune(t, '[') {
			return "image/svg-entities", ""
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			return "image/svg-outside", "<?" + t.Target + "?>"
		}
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		r.shape.close()
		if r.depth == r.style {
			r.style = 0
		}
		r.depth--
	case xml.CharData:
		if r.style > 0 {
			return css(string(t), true)
		}
	}
	return "", ""
}

// start looks at an element.
func (r *reader) start(e xml.StartElement) (code, what string) {
	r.depth++
	name := strings.ToLower(e.Name.Local)
	switch {
	case r.depth == 1 && (r.root || name != "svg"):
		return "image/svg-broken", ""
	case r.depth == 1 && e.Name.Space != namespace:
		return "image/svg-namespace", ""
	case r.depth == 1:
		r.root, r.size = true, sizeOf(e)
	case r.depth > MaxDepth:
		return "image/svg-too-much", ""
	}
	if active(name) {
		return "image/svg-script", "<" + e.Name.Local + ">"
	}
	if name == "style" {
		r.style = r.depth
	}
	id, uses := "", ""
	for _, a := range e.Attr {
		if code, what := attribute(name, a); code != "" {
			return code, what
		}
		switch strings.ToLower(a.Name.Local) {
		case "id":
			id = a.Value
		case "href":
			if name == "use" {
				uses = strings.TrimPrefix(strings.TrimSpace(a.Value), "#")
			}
		}
	}
	r.shape.open(id, uses)
	if r.depth == 1 && flat(e) {
		return "image/svg-size", ""
	}
	return "", ""
}

// namespace is what makes elements those of a drawing: without it a browser sees a
// document of names that mean nothing to it.
const namespace = "http://www.w3.org/2000/svg"

// active says whether an element does something or holds a page.
func active(name string) bool {
	switch name {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video", "html", "body", "meta", "link", "base", "form", "input", "discard":
		return true
	}
	return false
}

var event = regexp.MustCompile(`^on[a-z]`)

// attribute looks at one attribute.
func attribute(element string, a xml.Attr) (code, what string) {
	name := strings.ToLower(a.Name.Local)
	value := strings.TrimSpace(a.Value)
	switch {
	case a.Name.Space == "xmlns" || name == "xmlns":
	case event.MatchString(name):
		return "image/svg-script", a.Name.Local
	case name == "attributename" && (event.MatchString(strings.ToLower(value)) || strings.HasSuffix(strings.ToLower(value), "href")):
		return "image/svg-script", a.Name.Local + "=" + value
	case name == "href" || name == "src" || name == "base" && a.Name.Space == "http://www.w3.org/XML/1998/namespace":
		return address(element, name, value)
	case name == "style" || a.Name.Space == "":
		return css(a.Value, name == "style")
	}
	return "", ""
}

var (
	scheme  = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
	blank   = regexp.MustCompile(`[\x00-\x20]`)
	pixels  = regexp.MustCompile(`^data:image/(png|jpeg|jpg|gif|webp)[;,]`)
	fetches = regexp.MustCompile(`(?i)url\(\s*["']?\s*([^"')\s]*)|@import\s*["']?\s*([^"';\s]*)|expression\s*\(|-moz-binding|behavior\s*:`)
	escaped = regexp.MustCompile(`\\[0-9a-zA-Z]`)
)

// address looks at what an element refers to.
func address(element, name, value string) (code, what string) {
	bare := strings.ToLower(blank.ReplaceAllString(value, ""))
	switch {
	case value == "" || value[0] == '#':
		return "", ""
	case strings.HasPrefix(bare, "javascript:"), strings.HasPrefix(bare, "vbscript:"):
		return "image/svg-script", name + "=" + value
	case element == "a" && (!scheme.MatchString(bare) || strings.HasPrefix(bare, "http:") || strings.HasPrefix(bare, "https:") || strings.HasPrefix(bare, "mailto:") || strings.HasPrefix(bare, "tel:")):
		return "", ""
	case (element == "image" || element == "feimage") && pixels.MatchString(bare):
		return "", ""
	}
	return "image/svg-outside", value
}

// css looks at what a style, or an attribute that may hold one's value, fetches.
// Escaped letters in a style would hide it, and nobody who draws writes them.
func css(text string, style bool) (code, what string) {
	if !strings.ContainsAny(text, `(@:\`) {
		return "", ""
	}
	for _, m := range fetches.FindAllStringSubmatch(text, -1) {
		bare := strings.ToLower(m[1] + m[2])
		switch {
		case m[1]+m[2] == "" && !strings.HasPrefix(strings.ToLower(m[0]), "url") && !strings.HasPrefix(m[0], "@"):
			return "image/svg-script", m[0]
		case strings.HasPrefix(bare, "#") || pixels.MatchString(bare) || strings.HasPrefix(bare, "data:font/") || strings.HasPrefix(bare, "data:application/font") || strings.HasPrefix(bare, "data:application/x-font"):
		case bare == "":
		default:
			return "image/svg-outside", m[1] + m[2]
		}
	}
	if style && escaped.MatchString(text) {
		return "image/svg-outside", `\`
	}
	return "", ""
}

var number = regexp.MustCompile(`^\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([a-z%]*)\s*$`)

// sizeOf gives the size that a browser gives a drawing (CSS Images 3, 5.3): its
// width and height; where one or both are missing, by the proportions of its
// viewBox; without these 300 × 150.
func sizeOf(e xml.StartElement) Size {
	var w, h, vw, vh float64
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "width":
			w = length(a.Value)
		case "height":
			h = length(a.Value)
		case "viewBox":
			if f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }); len(f) == 4 {
				vw, vh = length(f[2]), length(f[3])
			}
		}
	}
	shaped := vw > 0 && vh > 0
	switch {
	case w > 0 && h > 0:
	case w > 0 && shaped:
		h = w * vh / vw
	case h > 0 && shaped:
		w = h * vw / vh
	case shaped:
		w, h = vw, vh
	case w > 0:
		h = 150
	case h > 0:
		w = 300
	default:
		w, h = 300, 150
	}
	return Size{whole(w), whole(h)}
}

// flat says whether a drawing says itself that it is 0 wide or high.
func flat(e xml.StartElement) bool {
	for _, a := range e.Attr {
		if m := number.FindStringSubmatch(a.Value); a.Name.Space == "" && (a.Name.Local == "width" || a.Name.Local == "height") && m != nil {
			if n, err := strconv.ParseFloat(m[1], 64); err == nil && n == 0 {
				return true
			}
		}
	}
	return false
}

// whole rounds to CSS pixels, at least one.
func whole(f float64) int { return int(math.Max(1, math.Min(f+0.5, 1<<20))) }

// length reads a length (CSS Values 4, 6); percentages are none of the drawing's
// own.
func length(text string) float64 {
	m := number.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	switch m[2] {
	case "", "px":
		return n
	case "pt":
		return n * 4 / 3
	case "pc":
		return n * 16
	case "in":
		return n * 96
	case "cm":
		return n * 96 / 2.54
	case "mm":
		return n * 96 / 25.4
	case "em":
		return n * 16
	}
	return 0
}
