package yamldoc

import (
	"regexp"
	"strings"
)

// isItem says whether a row is an item of a list: a dash alone or before a
// space.
func isItem(said string) bool {
	return said == "-" || strings.HasPrefix(said, "- ") || strings.HasPrefix(said, "-\t")
}

// keyOf gives the key that a row begins with and where its value may begin,
// which is -1 where there is no key.
func keyOf(said string) (key string, after int) {
	if said == "" {
		return "", -1
	}
	at := 0
	if said[0] == '"' || said[0] == '\'' {
		n := closing(said)
		if n < 0 {
			return "", -1
		}
		rest := strings.TrimLeft(said[n+1:], " \t")
		if !strings.HasPrefix(rest, ":") {
			return "", -1
		}
		at = len(said) - len(rest)
		key = said[1:n]
	} else {
		if strings.IndexByte("[]{},#&*!|>%@`?", said[0]) >= 0 {
			return "", -1
		}
		for {
			n := strings.IndexByte(said[at:], ':')
			if n < 0 {
				return "", -1
			}
			at += n
			if at+1 == len(said) || said[at+1] == ' ' || said[at+1] == '\t' {
				break
			}
			at++
		}
		key = strings.TrimRight(said[:at], " \t")
	}
	if at+1 < len(said) && said[at+1] != ' ' && said[at+1] != '\t' {
		return "", -1
	}
	after = at + 1
	return key, after + len(said[after:]) - len(strings.TrimLeft(said[after:], " \t"))
}

// closing gives the place of the quote that closes the one that text begins
// with, or -1.
func closing(text string) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i
		}
	}
	return -1
}

// unclosed says whether a text begins with a double quote that is never closed,
// or is one whole quoted text with a fault inside: both are left to YAML.
func unclosed(text string) bool {
	if text[0] != '"' {
		return false
	}
	n := closing(text)
	return n < 0 || n == len(text)-1
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
func flowItems(raw string) []line {
	var items []line
	const spaces = " \t\r\n"
	start, depth, end := 1, 0, byte(']')
	if raw[0] == '{' {
		end = '}'
	}
	add := func(end int) {
		l := line{start, end}
		l.start += len(raw[l.start:l.end]) - len(strings.TrimLeft(raw[l.start:l.end], spaces))
		l.end = l.start + len(strings.TrimRight(raw[l.start:l.end], spaces))
		items = append(items, l)
		start = end + 1
	}
	for i := 1; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"' || c == '\'':
			said := strings.TrimRight(raw[:i], spaces)
			if n := closing(raw[i:]); n > 0 && strings.IndexByte("[{,:", said[len(said)-1]) >= 0 {
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
