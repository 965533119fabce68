package inline

import (
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/lines"
)

// ref is the target of a reference link.
type ref struct{ dest, title string }

// DefinitionRE is the first line of a link reference definition.
var DefinitionRE = regexp.MustCompile(`^ {0,3}\[((?:[^\[\]\\]|\\.)+)\]:[ \t]*(.*)$`)

// Key makes labels comparable as CommonMark does.
func Key(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// Definition reads a link reference definition at the first line and says how
// many lines it takes; 0 is none.
func Definition(in []lines.Line) (label string, r ref, n int) {
	m := DefinitionRE.FindStringSubmatch(in[0].Text)
	if m == nil || strings.HasPrefix(m[1], "^") || lines.Blank(m[1]) {
		return "", ref{}, 0
	}
	rest, n := strings.TrimSpace(m[2]), 1
	if rest == "" {
		if len(in) < 2 || lines.Blank(in[1].Text) {
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
				return Key(m[1]), ref{dest, lines.Unescape(next[1 : len(next)-1])}, n + 1
			}
		}
		return Key(m[1]), ref{dest, ""}, n
	}
	if !wholeTitle(tail) {
		return "", ref{}, 0
	}
	return Key(m[1]), ref{dest, lines.Unescape(tail[1 : len(tail)-1])}, n
}

func wholeTitle(s string) bool {
	m := titleRE.FindString(s)
	return m != "" && m == s
}

// definitions collects those of a whole body, containers looked into. The
// first of a name counts.
func definitions(in []lines.Line) map[string]ref {
	all := map[string]ref{}
	fence, text := "", false
	for i := 0; i < len(in); i++ {
		s := strings.TrimLeft(in[i].Text, "> \t")
		if fence != "" {
			if lines.FenceClose(s, fence) {
				fence = ""
			}
			continue
		}
		if mark, _, ok := lines.FenceOpen(s); ok {
			fence, text = mark, false
			continue
		}
		if lines.Blank(s) {
			text = false
			continue
		}
		if text {
			continue
		}
		here := []lines.Line{lines.At(s, 0)}
		for _, next := range in[i+1 : min(i+3, len(in))] {
			here = append(here, lines.At(strings.TrimLeft(next.Text, "> \t"), 0))
		}
		label, r, n := Definition(here)
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
