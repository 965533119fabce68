package view

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"lodestone/internal/lang"
)

// TestGenerated holds what docs/themes.md says of the values that templates see
// to view.go. LODESTONE_GENERATE=1 (make generate) writes it anew.
func TestGenerated(t *testing.T) {
	const name, mark = "../../docs/themes.md", "by `make generate`.\n\n"
	doc, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, got, _ := strings.Cut(string(doc), mark)
	want := reference(t)
	if os.Getenv("LODESTONE_GENERATE") != "" {
		if err := os.WriteFile(name, []byte(head+mark+want), 0o644); err != nil {
			t.Fatal(err)
		}
		got = want
	}
	if got != want {
		t.Error("docs/themes.md is not what view.go says: make generate")
	}
}

// reference writes a table of fields for each type of view.go, in its order, and
// one of the words.
func reference(t *testing.T) string {
	file, err := parser.ParseFile(token.NewFileSet(), "view.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.TYPE {
			continue
		}
		spec := decl.Specs[0].(*ast.TypeSpec)
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| field | value | meaning |\n| --- | --- | --- |\n", spec.Name, told(decl.Doc))
		for _, f := range spec.Type.(*ast.StructType).Fields.List {
			var names []string
			for _, n := range f.Names {
				names = append(names, "`."+n.Name+"`")
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", strings.Join(names, " "), kind(t, f.Type), told(f.Comment))
		}
		b.WriteString("\n")
	}
	b.WriteString("### Words\n\nThe theme's fixed texts in the page's language, in English where the theme does not speak it.\n\n| field | in English |\n| --- | --- |\n")
	words := reflect.ValueOf(lang.For("en").Words())
	for i := range words.NumField() {
		fmt.Fprintf(&b, "| `.%s` | %s |\n", words.Type().Field(i).Name, words.Field(i))
	}
	return b.String()
}

// told is a comment as one line of Markdown.
func told(c *ast.CommentGroup) string {
	text := strings.Join(strings.Fields(cmp.Or(c, &ast.CommentGroup{}).Text()), " ")
	return strings.NewReplacer("|", `\|`, "<", "&lt;").Replace(text)
}

// kind names a field's type in the words of docs/themes.md.
func kind(t *testing.T, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ArrayType:
		return "list of " + kind(t, e.Elt)
	case *ast.SelectorExpr:
		return e.Sel.Name // template.HTML, lang.Words
	case *ast.Ident:
		switch e.Name {
		case "string":
			return "text"
		case "int":
			return "number"
		case "bool":
			return "yes or no"
		}
		return e.Name
	}
	t.Fatalf("%T", e)
	return ""
}
