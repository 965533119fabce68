package mend

import (
	"regexp"
	"strings"

	"lodestone/internal/yamldoc/lines"
)

// unclosed says whether a text begins with a double quote that is never closed,
// or is one whole quoted text with a fault inside: both are left to YAML.
func unclosed(text string) bool {
	if text[0] != '"' {
		return false
	}
	n := lines.Closing(text)
	return n < 0 || n == len(text)-1
}

// properties are the anchor and the tag that may stand before a list or a map.
var properties = regexp.MustCompile(`^((&[^\s,\[\]{}]+|!!(seq|map))(\s+|$))+`)

// bracket gives where the bracket or brace stands that a value begins with, its
// properties aside; -1 where it begins with none.
func bracket(raw string) int {
	at := len(properties.FindString(raw))
	if at < len(raw) && (raw[at] == '[' || raw[at] == '{') {
		return at
	}
	return -1
}

// keyWord is a line that begins as a key does: one word and a colon.
var keyWord = regexp.MustCompile(`^[\pL\pN_-]+:([ \t]|$)`)

func looksLikeKey(text string) bool { return keyWord.MatchString(text) }

// commentAt gives where a comment begins in a line that is read as text, or
// the line's length: at " # ", while " #1" is text.
func commentAt(text string) int {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') && (text[i+1] == ' ' || text[i+1] == '\t') {
			return i
		}
	}
	return len(text)
}

// flowItems gives the parts between the commas of a text in brackets or braces,
// without the spaces around them; nil unless the brackets close and nothing but
// a comment follows. A quote counts where a value may begin, brackets within an
// item in pairs.
func flowItems(raw string) []lines.Line {
	var items []lines.Line
	const spaces = " \t\r\n"
	start, depth, end := 1, 0, byte(']')
	if raw[0] == '{' {
		end = '}'
	}
	add := func(end int) {
		l := lines.Line{Start: start, End: end}
		l.Start += len(raw[l.Start:l.End]) - len(strings.TrimLeft(raw[l.Start:l.End], spaces))
		l.End = l.Start + len(strings.TrimRight(raw[l.Start:l.End], spaces))
		items = append(items, l)
		start = end + 1
	}
	for i := 1; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"' || c == '\'':
			said := strings.TrimRight(raw[:i], spaces)
			if n := lines.Closing(raw[i:]); n > 0 && strings.IndexByte("[{,:", said[len(said)-1]) >= 0 {
				i += n
			}
		case c == '[' || c == '{':
			depth++
		case (c == ']' || c == '}') && depth > 0:
			depth--
		case c == ',' && depth == 0:
			add(i)
		case c == end:
			add(i)
			if rest := strings.TrimLeft(raw[i+1:], spaces); rest != "" && rest[0] != '#' {
				return nil
			}
			return items
		}
	}
	return nil
}
