package diag

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed codes/*.txt
var codes embed.FS

// Entry is what the table knows of a code.
type Entry struct {
	Code     string
	Severity Severity
	Text     map[string]string // language → message with {1}, {2}, … and [optional parts]
	Hint     map[string]string // language → how to mend it; may be empty
	Cause    string            // English, for explain
	Remedy   string
	Example  string
}

// table parses the embedded codes once. A fault in them is a fault of the
// program and shows in its first test, hence the panic.
var table = sync.OnceValue(func() map[string]Entry {
	files, err := codes.ReadDir("codes")
	if err != nil {
		panic(err)
	}
	all := map[string]Entry{}
	for _, f := range files {
		text, err := codes.ReadFile("codes/" + f.Name())
		if err != nil {
			panic(err)
		}
		for _, e := range parseTable(f.Name(), string(text)) {
			if _, twice := all[e.Code]; twice {
				panic(fmt.Sprintf("%s: code %s stands twice", f.Name(), e.Code))
			}
			all[e.Code] = e
		}
	}
	return all
})

// Lookup gives the entry of a code and panics where there is none.
func Lookup(code string) Entry {
	e, ok := table()[code]
	if !ok {
		panic("diag: no entry for code " + code)
	}
	return e
}

// parseTable reads one file of codes; ARCHITECTURE.md shows the form.
func parseTable(name, text string) []Entry {
	var all []Entry
	var seen map[string]bool // keys of the entry being read
	for n, line := range strings.Split(text, "\n") {
		bad := func(why string) { panic(fmt.Sprintf("%s:%d: %s", name, n+1, why)) }
		if head, ok := strings.CutPrefix(line, "# "); ok {
			code, word, _ := strings.Cut(head, " ")
			sev, ok := map[string]Severity{"error": Error, "warning": Warning, "info": Info}[word]
			if !ok || !strings.Contains(code, "/") {
				bad("want: # area/name error|warning|info")
			}
			all = append(all, Entry{Code: code, Severity: sev, Text: map[string]string{}, Hint: map[string]string{}})
			seen = map[string]bool{}
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if len(all) == 0 {
			bad("text before the first code")
		}
		e := &all[len(all)-1]
		if ex, ok := strings.CutPrefix(line, ">"); ok {
			e.Example += strings.TrimPrefix(ex, " ") + "\n"
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if ok && seen[key] {
			bad(key + " stands twice")
		}
		seen[key] = true
		switch l, hint := strings.CutPrefix(key, "hint."); {
		case !ok:
			bad("want: key: value")
		case hint:
			e.Hint[l] = value
		case key == "cause":
			e.Cause = value
		case key == "remedy":
			e.Remedy = value
		case key == "example":
		case key == "en" || key == "fr" || key == "it":
			e.Text[key] = value
		default:
			bad("unknown key " + key)
		}
	}
	return all
}
