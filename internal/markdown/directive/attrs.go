package directive

import (
	"bytes"
	"slices"
	"strings"
)

// most is how many attributes there may be. Each is compared with each.
const most = 100

// attributes reads {…} at the start of s. It gives the attributes with Pos
// relative to s, the bytes read, and what is wrong, if anything, with its place.
func attributes(s []byte) (all []Attr, n int, fault Fault, at int) {
	i := 1
	for range most {
		for i < len(s) && space(s[i]) {
			i++
		}
		switch {
		case i >= len(s):
			return all, i, Attrs, 0
		case s[i] == '}':
			return all, i + 1, None, 0
		}
		a := Attr{Pos: i}
		short := s[i] == '.' || s[i] == '#'
		if short {
			a.Name = map[byte]string{'.': "class", '#': "id"}[s[i]]
			i++
		}
		w := i
		for i < len(s) && !space(s[i]) && bytes.IndexByte([]byte(`={}"'`), s[i]) < 0 {
			i++
		}
		word := string(s[w:i])
		switch {
		case word == "":
			return all, i, Attrs, min(i, len(s)-1)
		case short:
			a.Value = word
		case i < len(s) && s[i] == '=':
			a.Name = word
			v, m, ok := value(s[i+1:])
			if !ok {
				return all, i, Attrs, i
			}
			a.Value = v
			i += 1 + m
		default:
			a.Name, a.Value, a.Bare = word, "true", true
		}
		same := slices.IndexFunc(all, func(b Attr) bool { return b.Name == a.Name })
		switch {
		case same < 0:
			all = append(all, a)
		case a.Name == "class":
			all[same].Value += " " + a.Value
		case fault == None:
			fault, at = Duplicate, a.Pos
		}
		if fault == Duplicate {
			return all, i, fault, at
		}
	}
	return all, i, Attrs, i - 1
}

// value reads a bare or quoted value and gives the bytes read.
func value(s []byte) (v string, n int, ok bool) {
	if len(s) == 0 {
		return "", 0, false
	}
	if q := s[0]; q == '"' || q == '\'' {
		var b strings.Builder
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == '\\' && i+1 < len(s) && (s[i+1] == q || s[i+1] == '\\'):
				i++
				b.WriteByte(s[i])
			case s[i] == q:
				return b.String(), i + 1, true
			default:
				b.WriteByte(s[i])
			}
		}
		return "", 0, false
	}
	for n < len(s) && !space(s[n]) && s[n] != '}' {
		if s[n] == '"' || s[n] == '\'' || s[n] == '{' {
			return "", 0, false
		}
		n++
	}
	// A comma at the end is meant to part arguments, which white space does.
	return string(s[:n]), n, n > 0 && s[n-1] != ','
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// Cut finds a {…} that begins with #id or .class at the end of a heading's line and
// gives its attributes, in places of the line, and where it begins, white space
// before it included.
func Cut(line []byte) (all []Attr, from int, ok bool) {
	line = bytes.TrimRight(line, " \t\r\n")
	if len(line) == 0 || line[len(line)-1] != '}' {
		return nil, 0, false
	}
	from = bytes.LastIndexByte(line, '{')
	if from < 0 || from+1 >= len(line) || line[from+1] != '#' && line[from+1] != '.' {
		return nil, 0, false
	}
	all, n, fault, _ := attributes(line[from:])
	if fault != None || from+n != len(line) {
		return nil, 0, false
	}
	for i := range all {
		all[i].Pos += from
	}
	return all, len(bytes.TrimRight(line[:from], " \t")), true
}
