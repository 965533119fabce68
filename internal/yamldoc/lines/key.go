package lines

import "strings"

// IsItem says whether a row is an item of a list: a dash alone or before a
// space.
func IsItem(said string) bool {
	return said == "-" || strings.HasPrefix(said, "- ") || strings.HasPrefix(said, "-\t")
}

// KeyOf gives the key that a row begins with and where its value may begin,
// which is -1 where there is no key.
func KeyOf(said string) (key string, after int) {
	if said == "" {
		return "", -1
	}
	at := 0
	if said[0] == '"' || said[0] == '\'' {
		n := Closing(said)
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

// Closing gives the place of the quote that closes the one that text begins
// with, or -1.
func Closing(text string) int {
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
