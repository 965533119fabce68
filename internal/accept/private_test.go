package accept

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestPrivateFilesFitTheirSchemas: every key that a build writes into private/
// is one that the committed schema declares, and none that it requires is
// missing.
func TestPrivateFilesFitTheirSchemas(t *testing.T) {
	m := newMeadow(t)
	m.write("content/blog/2027-01-01-later.md", "Later.")
	m.write("content/blog/2026-01-01-ends.md", "---\nexpires: 2026-12-01\nreplaced_by: 2026-01-01-post-0.md\n---\nEnds.")
	if out, err := m.build().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"files", "next-build"} {
		var schema, value any
		decode(t, filepath.Join("..", "..", "docs", "schema", name+".schema.json"), &schema)
		decode(t, filepath.Join(m.out, "private", name+".json"), &value)
		fits(t, name, schema.(map[string]any), value)
	}
}

func decode(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// fits walks a value and its schema side by side.
func fits(t *testing.T, at string, schema map[string]any, value any) {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for key, inner := range v {
			declared, ok := properties[key].(map[string]any)
			if !ok {
				t.Errorf("%s.%s is not in the schema", at, key)
				continue
			}
			fits(t, at+"."+key, declared, inner)
		}
		required, _ := schema["required"].([]any)
		for _, key := range required {
			if _, ok := v[key.(string)]; !ok {
				t.Errorf("%s.%s is missing", at, key)
			}
		}
	case []any:
		items, ok := schema["items"].(map[string]any)
		if !ok || len(v) == 0 {
			t.Errorf("%s: %d items, and the schema says %v of them", at, len(v), schema["items"])
			return
		}
		for _, inner := range v {
			fits(t, at+"[]", items, inner)
		}
	}
}
