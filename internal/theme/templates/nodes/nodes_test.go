package nodes_test

import (
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"lodestone/internal/theme/templates/nodes"
)

func TestNodes(t *testing.T) {
	set, err := parse.Parse("a", `{{define "b"}}{{template "a"}}{{template "missing"}}{{end}}{{define "c"}}{{template "b"}}{{end}}`+
		`{{if (f .X).Y | g}}{{with h}}{{template "b" .}}{{end}}{{else}}{{range .Z}}{{template "b"}}{{else}}{{$v := i}}{{end}}{{end}}`,
		"", "", map[string]any{"f": 1, "g": 1, "h": 1, "i": 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := nodes.Reach(set, "a"); !slices.Equal(got, []string{"a", "b", "missing"}) {
		t.Error(got)
	}
	var calls []string
	nodes.Statements(set["a"].Root, func(in *parse.ListNode, i int, n parse.Node) {
		if in.Nodes[i] != n {
			t.Errorf("%s does not stand where it is said to", n)
		}
		for n := range nodes.All(nodes.Pipe(n)) {
			switch n := n.(type) {
			case *parse.IdentifierNode:
				calls = append(calls, n.Ident)
			case *parse.FieldNode:
				calls = append(calls, n.String())
			}
		}
	})
	if got := strings.Join(calls, " "); got != "f .X g h .Z i" {
		t.Error(got)
	}
}
