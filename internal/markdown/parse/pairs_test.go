package parse

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
)

// declared are the directives that the tests know.
var declared = []markdown.Declaration{
	{Name: "note", Forms: []markdown.Form{markdown.Container}, Label: true, Args: []markdown.ArgType{
		{Name: "kind", Type: markdown.ChoiceArg, Choices: []string{"note", "tip", "warning"}, Default: "note"},
	}},
	{Name: "figure", Forms: []markdown.Form{markdown.Leaf, markdown.Container}, Label: true, Args: []markdown.ArgType{
		{Name: "src", Type: markdown.ImageArg, Required: true},
		{Name: "alt", Type: markdown.TextArg},
		{Name: "wide", Type: markdown.BoolArg},
		{Name: "columns", Type: markdown.IntArg},
	}},
	{Name: "abbr", Forms: []markdown.Form{markdown.Inline}, Label: true, Args: []markdown.ArgType{{Name: "title", Type: markdown.TextArg, Required: true}}},
	{Name: "button", Forms: []markdown.Form{markdown.Inline, markdown.Leaf}, Label: true, Args: []markdown.ArgType{{Name: "to", Type: markdown.LinkArg, Required: true}}},
	{Name: "file", Forms: []markdown.Form{markdown.Inline}, Args: []markdown.ArgType{{Name: "src", Type: markdown.FileArg, Required: true}}},
	{Name: "code", Forms: []markdown.Form{markdown.Leaf}, Args: []markdown.ArgType{{Name: "url", Type: markdown.QRArg, Required: true}}},
	{Name: "faq", Forms: []markdown.Form{markdown.Container}, Label: true, LabelRequired: true},
	{Name: "now", Forms: []markdown.Form{markdown.Inline}},
}

// A file of pairs holds cases. Each begins with a line "§ name"; then come the
// body, after "→" its HTML with references as written, after "!" the findings
// (place, code, arguments; none if left out), and, where they are given, after
// "@" the references with their places and after "=" what else is known.
type pair struct {
	file, name string
	line       int
	body       string
	want       map[string]string
}

func pairs(t *testing.T) []pair {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no pairs", err)
	}
	var all []pair
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		section := ""
		for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			switch {
			case strings.HasPrefix(line, "§ "):
				all = append(all, pair{name: strings.TrimPrefix(line, "§ "), line: n + 1, file: f, want: map[string]string{}})
				section = "body"
			case line == "→" || line == "!" || line == "@" || line == "=":
				section = line
				all[len(all)-1].want[line] = ""
			case section == "body":
				all[len(all)-1].body += line + "\n"
			default:
				all[len(all)-1].want[section] += line + "\n"
			}
		}
	}
	return all
}

func TestPairs(t *testing.T) {
	p := New(markdown.Options{Lang: "en", Directives: declared})
	for _, c := range pairs(t) {
		t.Run(filepath.Base(c.file)+"/"+c.name, func(t *testing.T) {
			doc, meta, marks, found := p.Parse("", []byte(c.body), 1)
			check := func(section, got string) {
				if want, ok := c.want[section]; (ok || section == "!") && got != want {
					t.Errorf("%s:%d %s\n got %s\nwant %s", c.file, c.line, section, got, want)
				}
			}
			html := fill(&doc, meta.Refs)
			if html != "" {
				html += "\n"
			}
			check("→", html)
			check("!", findings(found))
			check("@", refs(&meta, &marks))
			check("=", facts(&doc, &meta, &marks))
		})
	}
}

func findings(found diag.List) string {
	var b strings.Builder
	for _, i := range found.Sort() {
		fmt.Fprintf(&b, "%d:%d %s", i.Pos.Line, i.Pos.Col, i.Code)
		for _, a := range i.Args {
			fmt.Fprintf(&b, " %q", a)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func refs(meta *markdown.Meta, marks *markdown.Marks) string {
	var b strings.Builder
	for i, r := range meta.Refs {
		use := map[markdown.Use]string{markdown.UseLink: "link", markdown.UseImage: "image", markdown.UseFile: "file", markdown.UseTerm: "term"}[r.Use]
		fmt.Fprintf(&b, "%d:%d %s %s\n", marks.Refs[i].Line, marks.Refs[i].Col, use, r.Dest)
	}
	return b.String()
}

func facts(d *markdown.Doc, m *markdown.Meta, marks *markdown.Marks) string {
	var b strings.Builder
	say := func(name, value string) {
		if value != "" && value != "0" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	say("title", m.Title)
	say("summary", m.Summary)
	for i, h := range d.Headings {
		fmt.Fprintf(&b, "heading: %d:%d %d #%s %s\n", marks.Headings[i].Line, marks.Headings[i].Col, h.Level, h.ID, h.Text)
	}
	say("anchors", strings.Join(m.Anchors, " "))
	say("words", fmt.Sprint(m.Words))
	if m.Holdback != "" {
		fmt.Fprintf(&b, "holdback: %d:%d %s\n", marks.Holdback.Line, marks.Holdback.Col, m.Holdback)
	}
	for _, k := range m.Keywords {
		fmt.Fprintf(&b, "keyword: %s %d\n", k.Stem, k.Weight)
	}
	return b.String()
}
