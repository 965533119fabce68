package image

import "strconv"

// What a picture must be that networks show of a page (SEO rules, og/image; the
// guides of Facebook, LinkedIn and X). They cut it to 1.91 : 1: of the widest and the
// highest that is given to them two fifths remain.
const (
	ShareWidth  = 600 // at least
	ShareHeight = 315
	shareWide   = 4    // times as wide as high, at most
	shareHigh   = 1.25 // times as high as wide, at most
	shareBytes  = 5_000_000
	shareScaled = 1500 // a photograph that is wider is given out smaller
)

// Unshared says why networks would not show a picture of so many bytes as that of a
// page; nil where they would. Where Print is, nothing more need be said.
func (f *Facts) Unshared(bytes int64) *Fault {
	switch {
	case f.Format != JPEG && f.Format != PNG && f.Format != WebP || f.Animated && f.Format == WebP, f.Print:
		return fault("image/share-format", f.Format.String())
	case f.Width < ShareWidth || f.Height < ShareHeight || float64(f.Height) > shareHigh*float64(f.Width) || f.Width > shareWide*f.Height:
		return fault("image/share-size", strconv.Itoa(f.Width), strconv.Itoa(f.Height))
	case bytes > shareBytes && f.Format != JPEG && !(f.Format == PNG && f.Dense && !f.Palette && f.Width > shareScaled):
		return fault("image/share-weight", strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64))
	}
	return nil
}
