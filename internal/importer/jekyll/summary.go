package jekyll

import "lodestone/internal/importer/jekyll/report"

// summary counts what was made.
func (s *importer) summary(r report.Report) report.Summary {
	sum := report.Summary{Authors: len(s.writers), Assets: len(s.found.assets), Changes: map[string]int{}}
	for _, p := range s.pages {
		switch {
		case p.role == plainPage:
			sum.Pages++
		case p.draft:
			sum.Drafts++
		default:
			sum.Posts++
		}
		sum.Aliases += len(p.aliases)
	}
	for _, f := range r.Files {
		for _, c := range f.Changes {
			sum.Changes[c.Kind]++
		}
		sum.Lost += len(f.Lost)
	}
	return sum
}
