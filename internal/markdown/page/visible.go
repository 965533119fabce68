package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"lodestone/internal/markdown/words"
)

// clue maps a stretch of Visible to the source.
type clue struct{ visible, source, length int }

// Clue takes note that the next length bytes of Visible stand in the source at
// a place. Only what has a clue can hold the page back.
func (g *Page) Clue(source, length int) {
	if g.hunt {
		g.clues = append(g.clues, clue{len(g.Visible), source, length})
	}
}

// EndBlock takes the words of the block at hand.
func (g *Page) EndBlock(weight int32) {
	if len(g.Visible) > 0 {
		g.Words.Add(g.Visible, weight)
		if g.Terms != nil {
			g.Terms.Add(g.Visible, weight > 1)
		}
	}
	if g.hunt {
		g.hold()
	}
	g.Visible, g.clues = g.Visible[:0], g.clues[:0]
}

// Summarize makes a paragraph, the block at hand, the page's summary if it is
// the first with text; text gives that as it is printed.
func (g *Page) Summarize(text func() string) {
	if g.Meta.Summary == "" && len(bytes.TrimSpace(g.Visible)) > 0 {
		g.Meta.Summary = summary(text())
	}
}

// Squeeze gives text with its white space reduced to single spaces.
func Squeeze(s []byte) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == words.Aside:
		case c != ' ' && c != '\t' && c != '\n':
			out = append(out, c)
		case len(out) > 0 && out[len(out)-1] != ' ':
			out = append(out, ' ')
		}
	}
	return string(bytes.TrimSuffix(out, []byte(" ")))
}

// summary cuts a text near 300 characters at a word.
func summary(text string) string {
	const most = 300
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)[:most]
	if i := slices.Index(reversed(runes), ' '); i >= 0 && i < most/2 {
		runes = runes[:most-1-i]
	}
	return strings.TrimRight(string(runes), " ,;:–—-") + "…"
}

func reversed(r []rune) []rune {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}

// Named gives a picture that has a title and no alternative text the one for the
// other: a title alone is for nobody who needs it.
func Named(alt, title string) (string, string) {
	if alt == "" {
		return title, ""
	}
	return alt, title
}
