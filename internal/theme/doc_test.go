package theme_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"lodestone/internal/theme"
	"lodestone/internal/view"
)

// TestExamples: the files that docs/themes.md shows are a theme without a fault.
func TestExamples(t *testing.T) {
	doc, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, m := range regexp.MustCompile("(?s)\n`(layouts/[^`]*)`:\n\n```html\n(.*?)```\n").FindAllStringSubmatch(string(doc), -1) {
		files = append(files, m[1], m[2])
	}
	if len(files) != 2*3 {
		t.Fatalf("%d files, want 3", len(files)/2)
	}
	th, ds := theme.Load(site(files...), options())
	if len(ds) > 0 {
		t.Fatal(lines(ds))
	}
	v := view.View{Related: []view.Card{{Title: "Another", URL: "/another/"}}}
	if got := execute(t, th, "post", v); !strings.Contains(got, `<p><a href="/another/">Another</a>`) {
		t.Error(got)
	}
}
