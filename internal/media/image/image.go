// Package image reads what a site must know of a picture before it shows it:
// what it is, how much room it takes, how it is to be turned, the colour that
// stands in its place while it loads; and refuses what would harm a reader or a
// build.
//
// In: the bytes of a file, its name, and a Room for the memory that looking
// takes. Out: Facts, or a Fault with its code and place. JPEG, PNG and still WebP
// are decoded once, so that a picture that is cut off or damaged is told of before
// anything is written; of animations, AVIF and ICO the containers are walked; SVG
// is read by package svg. HEIC, TIFF, JPEG XL and BMP are known, and not shown. Strip
// gives a file without what it says beside its picture: where it was taken, by whom,
// with which device. What a file is, its first bytes say, not its name: a photograph
// is one under any.
//
// Limits: MaxBytes of a file; MaxPixels of a picture, half as many where a JPEG
// comes in passes, since its decoder holds all coefficients; MaxSide; MaxScans;
// MaxFrames pixels of an animation together. No side is above what WebP and Go's
// own decoders take, and the largest picture within the limits needs about 0.5 GB
// while it is looked at, alone. For comparison: full-frame cameras make 61
// megapixels, phones 50; libvips' sharp refuses above 268.
package image

import (
	"path"
	"strconv"
	"strings"
)

// The limits of a picture.
const (
	MaxBytes  = 64 << 20
	MaxPixels = 8192 * 8192
	MaxSide   = 1 << 15
	MaxScans  = 100 // of a JPEG; encoders make about ten
	MaxFrames = 1 << 31
)

// Format is what a picture is.
type Format uint8

// The formats.
const (
	None Format = iota
	JPEG
	PNG
	GIF
	WebP
	SVG
	AVIF
	ICO
	HEIC // from here on those that pages do not show
	TIFF
	JXL
	BMP
)

// Shown says whether pages show a format.
func (f Format) Shown() bool { return f != None && f < HEIC }

// String names a format as people do.
func (f Format) String() string {
	return [...]string{"", "JPEG", "PNG", "GIF", "WebP", "SVG", "AVIF", "ICO", "HEIC", "TIFF", "JPEG XL", "BMP"}[f]
}

// Type is the media type of a format that is shown.
func (f Format) Type() string {
	return [...]string{"", "image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/avif", "image/x-icon"}[f]
}

// Ext is the extension of the files of a format that is shown.
func (f Format) Ext() string {
	return [...]string{"", ".jpg", ".png", ".gif", ".webp", ".svg", ".avif", ".ico"}[f]
}

// of gives the format that a file's extension promises.
func of(name string) Format {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".apng":
		return PNG
	case ".jpg", ".jpeg":
		return JPEG
	case ".gif":
		return GIF
	case ".webp":
		return WebP
	case ".svg":
		return SVG
	case ".avif":
		return AVIF
	case ".ico":
		return ICO
	case ".heic", ".heif", ".hif":
		return HEIC
	case ".tif", ".tiff":
		return TIFF
	case ".jxl":
		return JXL
	case ".bmp":
		return BMP
	}
	return None
}

// Named says whether a file is by its extension one that pages show.
func Named(name string) bool { return of(name).Shown() }

// HeadBytes is how many of a file's first bytes Looks asks for.
const HeadBytes = 64

// Looks says what a file seems to be by its first bytes, or else by its extension:
// None for no picture.
func Looks(name string, head []byte) Format {
	if is := sniff(head); is != None && is != ICO { // as which many files begin
		return is
	}
	return of(name)
}

// Facts are what a site knows of a picture. All come from its bytes alone.
type Facts struct {
	Format        Format
	Width, Height int    // in pixels as it is shown; for SVG in CSS pixels; 0 where nobody can tell
	Turn          int    // Exif orientation, 1 to 8; 1 for all but JPEG
	Animated      bool   // more than one frame
	Opaque        bool   // nothing shows through
	Palette       bool   // of at most 256 colours, by its form
	Print         bool   // in inks (CMYK), which few screens show alike
	Says          bool   // with more than its picture: see Strip
	Dense         bool   // many bytes for its pixels: see DenseBytes
	Tint          string // class of its colour in the stylesheet of package tint; "" for none
}

// DenseBytes is from how many thousandths of a byte a pixel a picture counts as
// dense. Of the 18F blog's pictures, JPEGs above it lose half of their bytes when
// they are written anew, those below little but sharpness; PNGs above it are
// photographs, which scaling makes smaller, those below drawings and screenshots,
// whose few colours scaling multiplies.
const DenseBytes = 300

// Fault is why a picture is refused, or what is odd about it: a code of package
// diag, where in the file (0, 0 for no place), and arguments.
type Fault struct {
	Code      string
	Line, Col int
	Args      []string
}

func (f *Fault) Error() string { return f.Code + " " + strings.Join(f.Args, " ") }

func fault(code string, args ...string) *Fault { return &Fault{Code: code, Args: args} }

// roomy checks what a header promises before anybody believes it.
func roomy(width, height, most int) *Fault {
	switch {
	case width <= 0 || height <= 0:
		return fault("image/damaged")
	case width > MaxSide || height > MaxSide || width*height > most:
		return fault("image/too-many-pixels", strconv.Itoa(width), strconv.Itoa(height), strconv.Itoa(most/1_000_000))
	}
	return nil
}
