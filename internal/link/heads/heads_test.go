package heads

import (
	"slices"
	"strings"
	"testing"

	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// TestCheck takes a page about which nothing is to be said and changes one thing.
func TestCheck(t *testing.T) {
	enough := strings.Repeat("A sentence of a description. ", 5)[:140]
	for name, c := range map[string]struct {
		alter func(p, q *site.Page)
		want  string
	}{
		"nothing":              {func(p, q *site.Page) {}, ""},
		"wide":                 {func(p, q *site.Page) { p.Title = strings.Repeat("m", 37) }, "head/title-wide"},
		"just fits":            {func(p, q *site.Page) { p.Title = strings.Repeat("m", 36) }, ""},
		"short":                {func(p, q *site.Page) { p.Title = strings.Repeat("m", 21) }, "head/title-short"},
		"enough with the site": {func(p, q *site.Page) { p.Title = strings.Repeat("m", 22) }, ""},
		"a term may be short":  {func(p, q *site.Page) { p.Title, p.Kind = "Lead", settings.GlossaryTerm }, ""},
		"alike":                {func(p, q *site.Page) { p.Title = q.Title }, "head/title-duplicate"},
		"in other languages":   {func(p, q *site.Page) { p.Title, p.Lang = q.Title, 1 }, ""},
		"none":                 {func(p, q *site.Page) { p.Description, p.Front.Description = "", "" }, "head/description-missing"},
		"no word on a person":  {func(p, q *site.Page) { p.Description, p.Front.Description, p.Kind = "", "", settings.Author }, ""},
		"brief":                {func(p, q *site.Page) { p.Description, p.Front.Description = enough[:120], enough[:120] }, "head/description-short"},
		"brief enough":         {func(p, q *site.Page) { p.Description, p.Front.Description = enough[:121], enough[:121] }, ""},
		"a short beginning":    {func(p, q *site.Page) { p.Description, p.Front.Description = "Short.", "" }, ""},
		"lengthy": {func(p, q *site.Page) {
			p.Front.Description = enough + enough[:17]
			p.Description = p.Front.Description
		}, "head/description-long"},
		"described alike": {func(p, q *site.Page) { p.Description = q.Description }, "head/description-duplicate"},
		"for nobody": {func(p, q *site.Page) {
			p.Title, p.Description, p.Front.Robots = q.Title, q.Description, "noindex"
		}, ""},
		"unread": {func(p, q *site.Page) { p.Title, p.Unread = q.Title, true }, ""},
	} {
		s := &site.Site{Languages: []site.Tongue{{Title: "Notes"}, {Title: "Notes"}}}
		for n, title := range []string{"Links that break, and what to do", "The other post, and why it is here"} {
			text := enough[n:]
			s.Pages = append(s.Pages, site.Page{Kind: settings.Post, Title: title, Description: text, Meta: &site.Meta{
				Path: "b.md", Front: settings.Front{Title: title, Description: text},
			}})
			s.Outputs = append(s.Outputs, site.Output{Kind: settings.Post, Own: n})
		}
		c.alter(&s.Pages[1], &s.Pages[0])
		var got []string
		Check(s, func(path string) string { return path }, func(p *site.Page, key, code string, args ...string) {
			if p != &s.Pages[1] {
				t.Errorf("%s: said of the other page: %s", name, code)
			}
			got = append(got, code)
		})
		if !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}
