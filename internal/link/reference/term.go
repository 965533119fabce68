package reference

import (
	"lodestone/internal/diag"
	"lodestone/internal/link/glossary"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

// term leads to a term of the glossary by any of its names, or that of its file, as
// slugs are compared: in the page's language, else in the site's first one. Where
// two terms have one name, the first by path has it.
func (r *Resolver) term(p *site.Page, name string) (site.Target, diag.Item) {
	if r.terms == nil {
		r.gather()
	}
	for _, tongue := range []int{p.Lang, 0} {
		i, ok := r.terms[tongue][r.site.Languages[tongue].Slug(name)]
		if !ok {
			continue
		}
		t, item := r.toPage(p, markdown.Ref{Use: markdown.UseLink, Dest: name}, r.InTongue(i, p.Lang, ""), "")
		if t.Kind == site.ToPage {
			t.Text = r.site.Pages[i].Title
		}
		return t, item
	}
	return site.Target{}, fault("term/unknown", name, r.near(name, r.titles))
}

// gather enters all terms by their names.
func (r *Resolver) gather() {
	r.terms = make([]map[string]int, len(r.site.Languages))
	for t := range r.terms {
		r.terms[t] = map[string]int{}
	}
	for i := range r.site.Pages {
		p := &r.site.Pages[i]
		if p.Kind != settings.GlossaryTerm {
			continue
		}
		known := r.terms[p.Lang]
		r.titles = append(r.titles, p.Title)
		for _, name := range append(glossary.Names(p), p.Slug) {
			slug := r.site.Languages[p.Lang].Slug(name)
			if _, taken := known[slug]; !taken && slug != "" {
				known[slug] = i
			}
		}
	}
}
