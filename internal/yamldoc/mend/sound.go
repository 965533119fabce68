package mend

import (
	"regexp"
	"strings"
)

// Reader says what YAML reads where raw stands alone behind a key or, with flow,
// in brackets. It is not ok unless that is one scalar or one alias.
type Reader func(raw string, flow bool) (x Scalar, ok bool)

// Scalar is a scalar as YAML reads it, or an alias.
type Scalar struct {
	Alias  string // what *name names; then the rest is empty
	Anchor string
	Tagged bool // by another tag than !!str
}

// sound says whether raw, put behind a key or, with flow, between the commas of
// brackets, is one scalar as YAML reads it: no tag of its own, no anchor that
// nothing refers to, no alias to nothing.
func (s *scan) sound(raw string, flow bool) bool {
	if ordinary(raw) && !(flow && strings.ContainsAny(raw, "[]{},")) {
		return true
	}
	if name, ok := strings.CutPrefix(raw, "*"); ok && s.anchor("&"+name) {
		return true
	}
	x, ok := s.read(raw, flow)
	if x.Alias != "" {
		return s.anchor("&" + x.Alias)
	}
	return ok && !x.Tagged && (x.Anchor == "" || s.anchor("*"+x.Anchor))
}

// anchorWords finds what may be anchors and aliases.
var anchorWords = regexp.MustCompile(`[&*][^\s,\[\]{}]+`)

// anchor says whether the text holds &name or *name as a word of its own.
func (s *scan) anchor(word string) bool {
	if s.anchors == nil {
		s.anchors = map[string]bool{}
		for _, w := range anchorWords.FindAllString(s.src.Text, -1) {
			s.anchors[w] = true
		}
	}
	return s.anchors[word]
}

// ordinary says, quickly, that a text of one line is a plain scalar wherever it
// stands outside brackets.
func ordinary(raw string) bool {
	if raw == "" || strings.ContainsAny(raw, "\r\n") {
		return false
	}
	if c := raw[0]; c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' && c < 0x80 {
		return false
	}
	return !strings.Contains(raw, ": ") && !strings.Contains(raw, ":\t") && !strings.Contains(raw, " #") && !strings.HasSuffix(raw, ":")
}
