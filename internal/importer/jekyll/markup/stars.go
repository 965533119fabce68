package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
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

// stars gives a node's text with strong emphasis mended that kramdown reads and
// CommonMark does not, because a mark stands between a letter and punctuation:
// a**,** b and **a:**b. Where only punctuation would be strong, the marks go.
func (c *converter) stars(n *node, first, last bool) string {
	s := n.text
	if strings.Count(s, "**") < 2 {
		return s
	}
	var open, lone []star
	all := starsIn(s)
	for i, m := range all {
		if i == 0 && m.at == 0 && !first || i == len(all)-1 && m.at+2 == len(s) && !last {
			return s // what stands beside it is not known
		}
		switch {
		case m.close && len(open) > 0:
			open = open[:len(open)-1]
		case m.open:
			open = append(open, m)
		case m.close:
			lone = append(lone, m)
		}
	}
	pair := open
	if len(open) == 0 {
		pair = lone
	}
	if len(open)*len(lone) > 0 || len(pair) != 2 {
		return s
	}
	from, to := pair[0].at, pair[1].at
	inner := s[from+2 : to]
	if inner == "" || inner != strings.TrimSpace(inner) || strings.ContainsAny(inner, "*\n") {
		return s
	}
	after := inner
	if strings.ContainsFunc(inner, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		after = "<strong>" + inner + "</strong>"
	}
	c.note(n.after(s[:from]), "emphasis", s[from:to+2], after)
	return s[:from] + after + s[to+2:]
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
