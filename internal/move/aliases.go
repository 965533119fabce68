package move

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// alias gives what must change in a page's front matter for its former address to
// lead to it. Where it moves back to an address that it had, that alias becomes the
// address that it leaves.
func (m *mover) alias(i int, old, next string) (edits []edit) {
	file, front := m.before.Site.Pages[i].Path, &m.before.Fronts[i]
	name := m.name(file)
	raw := m.raw(name)
	isOld := func(a string) bool { return !settings.Called(a) && urls.Clean(a) == old }
	if slices.ContainsFunc(front.Aliases, isOld) {
		return nil
	}
	for k, a := range front.Aliases {
		if settings.Called(a) || urls.Clean(a) != next {
			continue
		}
		pos := m.before.Places.Front(file, "aliases."+strconv.Itoa(k))
		if made := replace(raw, pos, a, old); made != nil && simple.MatchString(old) {
			return made
		}
		m.say(name, pos, "move/by-hand", a, old)
		return nil
	}
	e, ok := m.insert(file, raw, quote(old), len(front.Aliases) == 0)
	if !ok {
		m.say(name, m.before.Places.Front(file, "aliases"), "move/by-hand", "aliases", "aliases: ["+strings.Join(append([]string{quote(old)}, front.Aliases...), ", ")+"]")
		return nil
	}
	return []edit{e}
}

// simple is an address that is a text in YAML wherever it stands.
var simple = regexp.MustCompile(`^[A-Za-z0-9/._~%-]+$`)

func quote(address string) string {
	if simple.MatchString(address) {
		return address
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(address) + `"`
}

// insert puts an item at the head of a page's aliases, making the list, or the whole
// front matter, where there is none.
func (m *mover) insert(file string, raw []byte, item string, none bool) (edit, bool) {
	nl := lineEnd(raw)
	first, end, ok := frontMatter(raw)
	if !ok {
		return edit{at: first, text: "---" + nl + "aliases: [" + item + "]" + nl + "---" + nl + nl}, true
	}
	key := aliasKey.FindSubmatchIndex(raw[first:end])
	if key == nil {
		return edit{at: end, text: indent(raw[first:end]) + "aliases: [" + item + "]" + nl}, true
	}
	rest := first + key[1]
	line := raw[rest:end]
	if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	if none && len(bytes.TrimSpace(line)) == 0 {
		return edit{at: rest, text: " [" + item + "]"}, true
	}
	at := offset(raw, m.before.Places.Front(file, "aliases"))
	switch {
	case at < rest || at >= end:
		return edit{}, false
	case raw[at] == '[' && none:
		return edit{at: at + 1, text: item}, true
	case raw[at] == '[':
		return edit{at: at + 1, text: item + ", "}, true
	case raw[at] == '-':
		from := bytes.LastIndexAny(raw[:at], "\r\n") + 1
		return edit{at: at, text: "- " + item + nl + string(raw[from:at])}, len(bytes.TrimSpace(raw[from:at])) == 0
	}
	return edit{}, false
}

// aliasKey is the key in a line of its own.
var aliasKey = regexp.MustCompile(`(?m)^[ ]*aliases[ ]*:`)

// indent is what the first key of front matter stands behind.
func indent(front []byte) string {
	for line := range bytes.Lines(front) {
		if text := bytes.TrimLeft(line, " "); len(bytes.TrimSpace(text)) > 0 && text[0] != '#' {
			return string(line[:len(line)-len(text)])
		}
	}
	return ""
}

// frontMatter finds the front matter of a file: where its first line begins and where
// the hyphens that end it do. Where it has none, first is where the text begins.
func frontMatter(raw []byte) (first, end int, ok bool) {
	start := len(raw) - len(bytes.TrimPrefix(raw, bom))
	for at, n := start, 0; at < len(raw); n++ {
		next := len(raw)
		if i := bytes.IndexAny(raw[at:], "\r\n"); i >= 0 {
			if next = at + i + 1; raw[next-1] == '\r' && next < len(raw) && raw[next] == '\n' {
				next++
			}
		}
		hyphens := string(bytes.TrimRight(raw[at:next], " \t\r\n")) == "---"
		switch {
		case n == 0 && !hyphens:
			return start, 0, false
		case n == 0:
			first = next
		case hyphens:
			return first, at, true
		}
		at = next
	}
	return start, 0, false
}
