package page_test

import (
	"testing"

	"lodestone/internal/growth"
	"lodestone/internal/lang"
	"lodestone/internal/markdown/page"
)

// Marks that cannot hold the page back, beside text that could.
func TestManyMarks(t *testing.T) {
	g := page.New(lang.For("en"))
	growth.Linear(t, "TK", func(n int) string { return string(make([]byte, n)) }, func(text string) {
		g.Start("", []byte("TK"), 1)
		for range len(text) / 8 {
			for range 8 {
				g.Clue(0, 0)
			}
			g.Visible = append(g.Visible, "a TK and"...)
		}
		g.EndBlock(1)
		if _, meta, _, _ := g.Finish(); meta.Holdback != "" {
			t.Error(meta.Holdback)
		}
	})
}
