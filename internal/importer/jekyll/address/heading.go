package address

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	kramdownRE = regexp.MustCompile(`[^a-zA-Z0-9 -]+`)
	startRE    = regexp.MustCompile(`^[^a-zA-Z]+`)
	dashesRE   = regexp.MustCompile(`-{2,}`)
)

// OldAnchors gives the ids that kramdown, GitHub and Eleventy's slug filters
// make of a heading.
func OldAnchors(text string) []string {
	kramdown := strings.ToLower(strings.ReplaceAll(kramdownRE.ReplaceAllString(startRE.ReplaceAllString(text, ""), ""), " ", "-"))
	github := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, text)
	plain := dashesRE.ReplaceAllString(github, "-")
	spaced := strings.Trim(dashesRE.ReplaceAllString(strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, text), "-"), "-")
	return []string{kramdown, github, plain, strings.Trim(plain, "-"), spaced, strings.ToLower(strings.ReplaceAll(text, " ", "-"))}
}
