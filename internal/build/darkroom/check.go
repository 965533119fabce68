package darkroom

import (
	"errors"
	"fmt"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/media/image"
	"lodestone/internal/site/settings"
)

// The bounds of widths.
const (
	minWidth   = 16
	maxWidth   = 8192
	mostWidths = 8
)

// Check says what is wrong with what site.yaml says of pictures: the key below
// images, a code, its arguments.
func Check(c *settings.Images, say func(key, code string, args ...string)) {
	for i, w := range c.Widths {
		if w < minWidth || w > maxWidth || i > 0 && w <= c.Widths[i-1] || i >= mostWidths {
			say("widths", "image/widths", strings.ReplaceAll(fmt.Sprint(c.Widths), " ", ", "))
			break
		}
	}
	for _, e := range []struct {
		key, name string
		command   []string
	}{{"webp", "WebP", c.Encoders.WebP}, {"avif", "AVIF", c.Encoders.AVIF}} {
		for _, word := range []string{"{in}", "{out}"} {
			if len(e.command) > 0 && !strings.Contains(strings.Join(e.command[1:], " "), word) {
				say("encoders."+e.key, "image/encoder-command", e.name, word)
			}
		}
	}
}

// broken is the fault of an encoder, as whoever runs it tells it.
type broken interface {
	error
	Finding(output string) diag.Item
}

// wrong is a program that made another format than it was declared for.
type wrong struct {
	program string
	format  image.Format
}

func (w *wrong) Error() string { return w.program + ": what it made is no " + w.format.String() }

// Finding makes a finding of it.
func (w *wrong) Finding(output string) diag.Item {
	return diag.At("", diag.Pos{}, "image/encoder-failed", w.Error(), output, "")
}

// placed is such a fault with the place of the command.
type placed struct {
	broken
	file string
	pos  diag.Pos
}

// Finding says which output an encoder failed to make.
func (p *placed) Finding(output string) diag.Item {
	item := p.broken.Finding(output)
	item.File, item.Pos = p.file, p.pos
	return item
}

// At gives the fault of an encoder the place of its command. Other errors stay as
// they are.
func At(err error, file string, pos diag.Pos) error {
	if b := broken(nil); errors.As(err, &b) {
		return &placed{b, file, pos}
	}
	return err
}
