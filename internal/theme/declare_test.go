package theme

import (
	"reflect"
	"strings"
	"testing"

	"lodestone/internal/markdown"
	"lodestone/internal/theme/templates"
)

// TestLabel: a directive says whether it takes a label, and whether it needs one.
func TestLabel(t *testing.T) {
	for text, want := range map[string][2]bool{
		"leaf": {}, "leaf; label": {true, false}, "leaf; label, required": {true, true}, "leaf\n label ,required": {true, true},
	} {
		d, ds := declaration(&templates.File{Name: "directives/box", Path: "box.html", Text: "{{/* directive: " + text + " */}}"})
		if got := [2]bool{d.Label, d.LabelRequired}; got != want || len(ds) > 0 {
			t.Errorf("%q: %v %v, want %v", text, got, ds, want)
		}
	}
}

// FuzzDeclaration: no text at the head of a directive's template breaks the
// reader; faults lie inside the file, and what is accepted makes a type that a
// template can see, with defaults that fit.
func FuzzDeclaration(fuzz *testing.F) {
	for _, s := range []string{
		`directive: container, leaf; label; src: image, required`,
		`directive: container; label, required`,
		"directive: inline\n kind: choice(a, \"b;c\") = a\n n: int = 3",
		`directive: leaf; a: text = "\"`,
		`directive: leaf; a: choice(((`,
		"directive: leaf # a\n# b; c\n;;x-y:bool=true",
		"- /* directive: leaf; é: file",
	} {
		fuzz.Add(s)
	}
	fuzz.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "*/") {
			return
		}
		f := &templates.File{Name: "directives/box", Path: "layouts/directives/box.html", Text: "{{/*" + text + "*/}}<p>"}
		d, ds := declaration(f)
		for _, i := range ds {
			lines := strings.Split(f.Text, "\n")
			if i.Pos.Line < 1 || i.Pos.Line > len(lines) || i.Pos.Col < 1 || i.Pos.Col > len([]rune(lines[i.Pos.Line-1]))+1 {
				t.Fatalf("%+v lies outside of %q", i, f.Text)
			}
		}
		if len(ds) > 0 {
			return
		}
		if len(d.Forms) == 0 {
			t.Fatalf("no form: %+v", d)
		}
		v := reflect.New(seenType(d, &Options{Picture: struct{}{}})).Elem()
		for i, a := range d.Args {
			if a.Default != "" {
				if err := set(v.Field(i), a.Type, Value{Text: a.Default}); err != nil {
					t.Fatalf("%+v: %v", a, err)
				}
			}
			if a.Type == markdown.ChoiceArg && len(a.Choices) == 0 {
				t.Fatalf("no choices: %+v", a)
			}
		}
	})
}
