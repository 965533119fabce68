package settings

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"lodestone/internal/schema"
	"lodestone/internal/schema/describe"
)

// TestGenerated holds what docs/ says of site.yaml and front matter to what the
// program reads. LODESTONE_GENERATE=1 (make generate) writes it anew.
func TestGenerated(t *testing.T) {
	config, page, author, series, term := schema.Of[Config](), FrontType(Post), FrontType(Author), FrontType(Series), FrontType(GlossaryTerm)
	reference := "# Reference\n\nMade from the program's own declarations by `make generate`.\n\n" +
		describe.Reference(config, "site.yaml") + "\n" +
		describe.Reference(page, "Front matter of posts and pages") + "\n" +
		describe.Reference(author, "Front matter of authors/NAME.md") + "\n" +
		describe.Reference(series, "Front matter of series/NAME.md") + "\n" +
		describe.Reference(term, "Front matter of glossary/NAME.md")
	for name, want := range map[string][]byte{
		"schema/site.schema.json":   describe.JSONSchema(config, "site.schema.json", "site.yaml"),
		"schema/page.schema.json":   describe.JSONSchema(page, "page.schema.json", "Front matter of a post or page"),
		"schema/author.schema.json": describe.JSONSchema(author, "author.schema.json", "Front matter of an author"),
		"schema/series.schema.json": describe.JSONSchema(series, "series.schema.json", "Front matter of a series"),
		"schema/term.schema.json":   describe.JSONSchema(term, "term.schema.json", "Front matter of a glossary's term"),
		"reference.md":              []byte(reference),
	} {
		file := filepath.Join("..", "..", "..", "docs", filepath.FromSlash(name))
		if os.Getenv("LODESTONE_GENERATE") != "" {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("docs/%s is not what the program says (%v): make generate", name, err)
		}
	}
}
