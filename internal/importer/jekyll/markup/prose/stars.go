package prose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"lodestone/internal/importer/jekyll/markup/tree"
)

// replaced is ReplaceAllStringFunc for a function that also asks what stands
// before the match.
func replaced(re *regexp.Regexp, s string, with func(before, match string) string) string {
	var b strings.Builder
	from := 0
	for _, m := range re.FindAllStringIndex(s, -1) {
		b.WriteString(s[from:m[0]])
		b.WriteString(with(s[:m[0]], s[m[0]:m[1]]))
		from = m[1]
	}
	if from == 0 {
		return s
	}
	return b.String() + s[from:]
}

// star is one ** of a text, and what CommonMark lets it do (§6.2).
type star struct {
	at          int
	open, close bool
}

// stars mends strong emphasis in a text of a node that kramdown reads and
// CommonMark does not, because a mark stands between a letter and punctuation:
// a**,** b and **a:**b. Where only punctuation would be strong, the marks go.
// Whether the text begins or ends the paragraph says what is beside its marks.
func (c *Writer) stars(n *tree.Node, s string, first, last bool) string {
	if strings.Count(s, "**") < 2 {
		return s
	}
	from, to := unread(starsIn(s), s, first, last)
	if to == 0 {
		return s
	}
	inner := s[from+2 : to]
	after := inner
	if !punctuation(inner) {
		after = "<strong>" + inner + "</strong>"
	}
	c.Note(n.After(s[:from]), "emphasis", s[from:to+2], after)
	return s[:from] + after + s[to+2:]
}

// unread gives the places of two marks that were meant for each other and that
// CommonMark does not pair; 0, 0 is none.
func unread(all []star, s string, first, last bool) (from, to int) {
	var open, shut []star
	for _, m := range all {
		switch {
		case m.at == 0 && !first || m.at+2 == len(s) && !last:
			return 0, 0 // what stands beside it is not known
		case m.close && len(open) > 0:
			open = open[:len(open)-1]
		case m.open:
			open = append(open, m)
		case m.close:
			shut = append(shut, m)
		}
	}
	fits := func(a, b star) bool {
		inner := s[a.at+2 : b.at]
		return inner != "" && inner == strings.TrimSpace(inner) && !strings.ContainsAny(inner, "*\n")
	}
	if len(open) == 2 && len(shut) == 0 && fits(open[0], open[1]) {
		return open[0].at, open[1].at
	}
	for i := 1; i < len(shut); i++ {
		if a, b := shut[i-1], shut[i]; len(open) == 0 && fits(a, b) && punctuation(s[a.at+2:b.at]) {
			return a.at, b.at
		}
	}
	return 0, 0
}

func punctuation(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSpace(r) })
}

// starsIn lists the runs of two stars.
func starsIn(s string) []star {
	var out []star
	for i := 0; i < len(s); {
		if s[i] == '\\' {
			i += 2
			continue
		}
		if s[i] != '*' {
			i++
			continue
		}
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "*"))
		if n == 2 {
			before, _ := utf8.DecodeLastRuneInString(" " + s[:i])
			after, _ := utf8.DecodeRuneInString(s[i+n:] + " ")
			out = append(out, star{i, flanks(after, before), flanks(before, after)})
		}
		i += n
	}
	return out
}

// flanks says whether a mark clings to the one side: text there, or punctuation
// and no text on the other.
func flanks(side, other rune) bool {
	punct := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	return !unicode.IsSpace(side) && (!punct(side) || unicode.IsSpace(other) || punct(other))
}
