package markup

import (
	"regexp"
	"strings"
)

// ref is the target of a reference link.
type ref struct{ dest, title string }

var definitionRE = regexp.MustCompile(`^ {0,3}\[((?:[^\[\]\\]|\\.)+)\]:[ \t]*(.*)$`)

// key makes labels comparable as CommonMark does.
func key(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// definition reads a link reference definition at the first line and says how
// many lines it takes; 0 is none.
func definition(in []Line) (label string, r ref, n int) {
	m := definitionRE.FindStringSubmatch(in[0].Text)
	if m == nil || strings.HasPrefix(m[1], "^") || blank(m[1]) {
		return "", ref{}, 0
	}
	rest, n := strings.TrimSpace(m[2]), 1
	if rest == "" {
		if len(in) < 2 || blank(in[1].Text) {
			return "", ref{}, 0
		}
		rest, n = strings.TrimSpace(in[1].Text), 2
	}
	dest, size, ok := destination(rest)
	if !ok {
		return "", ref{}, 0
	}
	tail := strings.TrimSpace(rest[size:])
	if tail == "" {
		if len(in) > n {
			if next := strings.TrimSpace(in[n].Text); wholeTitle(next) {
				return key(m[1]), ref{dest, unescape(next[1 : len(next)-1])}, n + 1
			}
		}
		return key(m[1]), ref{dest, ""}, n
	}
	if !wholeTitle(tail) {
		return "", ref{}, 0
	}
	return key(m[1]), ref{dest, unescape(tail[1 : len(tail)-1])}, n
}

func wholeTitle(s string) bool {
	m := titleRE.FindString(s)
	return m != "" && m == s
}

// definitions collects those of a whole body, containers looked into. The
// first of a name counts.
func definitions(lines []Line) map[string]ref {
	all := map[string]ref{}
	fence, text := "", false
	for i := 0; i < len(lines); i++ {
		s := strings.TrimLeft(lines[i].Text, "> \t")
		if fence != "" {
			if fenceClose(s, fence) {
				fence = ""
			}
			continue
		}
		if mark, _, ok := fenceOpen(s); ok {
			fence, text = mark, false
			continue
		}
		if blank(s) {
			text = false
			continue
		}
		if text {
			continue
		}
		here := []Line{at(s, 0)}
		for _, next := range lines[i+1 : min(i+3, len(lines))] {
			here = append(here, at(strings.TrimLeft(next.Text, "> \t"), 0))
		}
		label, r, n := definition(here)
		if n == 0 {
			text = true
			continue
		}
		if _, twice := all[label]; !twice {
			all[label] = r
		}
		i += n - 1
	}
	return all
}
