package jekyll

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/lang"
)

// tags writes each tag as most pages do: letter case and hyphens are no
// difference. Ties go to the first in the order of bytes.
func (s *importer) tags() {
	en := lang.For("en")
	count := map[string]map[string]int{}
	for _, p := range s.pages {
		p.tags = front.Words(p.front, "tags")
		for _, c := range front.Words(p.front, "category", "categories") {
			p.tags = append(p.tags, c)
			p.Note(p.front.Line("categories"), "category", c, "tag")
		}
		for _, t := range p.tags {
			k := en.Fold(t)
			if count[k] == nil {
				count[k] = map[string]int{}
			}
			count[k][t]++
		}
	}
	best := map[string]string{}
	for k, spellings := range count {
		all := slices.Sorted(maps.Keys(spellings))
		best[k] = slices.MaxFunc(all, func(a, b string) int {
			return cmp.Or(cmp.Compare(spellings[a], spellings[b]), strings.Compare(b, a))
		})
	}
	for _, p := range s.pages {
		var out []string
		for _, t := range p.tags {
			b := best[en.Fold(t)]
			if b != t {
				p.Note(p.front.Line("tags"), "tag", t, b)
			}
			if slices.Contains(out, b) {
				continue
			}
			out = append(out, b)
		}
		p.tags = out
	}
}
