package syntax_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/syntax"
)

// TestSpecification: every example of the CommonMark specification is read exactly
// as it should be, with directives and bare addresses off. goldmark's own writer
// shows what was read; what package parse writes is held to the same examples
// there.
func TestSpecification(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("the go command is needed to find goldmark's copy of the specification")
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip(err)
	}
	var all []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	none := func(string) bool { return false }
	g := syntax.New(directive.Inlines{Known: none, Near: none})
	show := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(html.NewRenderer(html.WithUnsafe(), html.WithXHTML()), 1000)))
	for _, e := range all {
		source := []byte(e.Markdown)
		tree := g.ParsePlain(source)
		var got bytes.Buffer
		if err := show.Render(&got, source, tree.Root); err != nil {
			t.Fatal(err)
		}
		if got.String() != e.HTML {
			t.Errorf("example %d, %s\n%q\n got %q\nwant %q", e.Example, e.Section, e.Markdown, got.String(), e.HTML)
		}
	}
	if len(all) < 600 {
		t.Errorf("only %d examples", len(all))
	}
}
