// Package snippet knows what a list of search results shows of a page, and how
// much of it.
//
// In: titles and descriptions. Out: how wide a title is, and both as they fit. Of a
// title that is wider than Widest the end is cut off, of a description the end
// behind Longest; what is shorter than Shortest or Shorter says too little to be
// chosen. Rules: SEO rules, head/title-width and head/description-length, which
// follow Yoast's.
//
// Titles are shown in Arial at 20 pixels. widths.txt holds the advances of
// Liberation Sans, which are Arial's, in 2048ths of the size; make generate writes
// it. Kerning is left out: it makes titles narrower, never wider.
package snippet

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// What fits, and what says enough.
const (
	Widest   = 600 // pixels of a title
	Shortest = 30  // characters of a title
	Shorter  = 121 // characters of a description
	Longest  = 156 // characters of a description
)

const (
	size = 20   // pixels
	em   = 2048 // units of widths.txt
)

//go:embed widths.txt
var table string

// widths reads the table once: lines of a first character, in hexadecimal digits,
// and the widths of it and those that follow.
var widths = sync.OnceValue(func() map[rune]int {
	all := make(map[rune]int, 2000)
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		first, err := strconv.ParseInt(fields[0], 16, 32)
		if err != nil {
			panic(err)
		}
		for n, f := range fields[1:] {
			if all[rune(first)+rune(n)], err = strconv.Atoi(f); err != nil {
				panic(err)
			}
		}
	}
	return all
})

// Width gives the width of a title in pixels, rounded up. A character that the
// table lacks is as wide as it is high, as those of East Asia are.
func Width(title string) int {
	all, sum := widths(), 0
	for _, r := range title {
		if w, ok := all[r]; ok {
			sum += w
		} else if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			sum += em
		}
	}
	return (sum*size + em - 1) / em
}

// Title gives a page's title with the first of some endings with which it fits; by
// itself where it fits with none.
func Title(title string, endings ...string) string {
	for _, e := range endings {
		if e == title || e == "" {
			continue
		}
		if with := title + " – " + e; Width(with) <= Widest {
			return with
		}
	}
	return title
}

// Description gives the beginning of a text, up to the last word that fits.
func Description(text string) string {
	if utf8.RuneCountInString(text) <= Longest {
		return text
	}
	runes := []rune(text)[:Longest]
	end := len(runes) - 1 // room for the sign that something is missing
	for end > Longest/2 && runes[end] != ' ' {
		end--
	}
	if end == Longest/2 { // one long word
		end = len(runes) - 1
	}
	return strings.TrimRight(string(runes[:end]), " ,;:–—-") + "…"
}
