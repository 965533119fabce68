package templates

import (
	"slices"
	"strings"
	"text/template/parse"

	"lodestone/internal/theme/templates/nodes"
)

// ids lists the ids that stand as such in what the Set reaches. Those that a value
// makes are not known before there is one.
func (s *Set) ids() (all []string) {
	for _, name := range nodes.Reach(s.trees, s.entry) {
		if t := s.trees[name]; t != nil {
			nodes.Statements(t.Root, func(_ *parse.ListNode, _ int, n parse.Node) {
				if t, ok := n.(*parse.TextNode); ok {
					all = appendIDs(all, string(t.Text))
				}
			})
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// appendIDs finds id="name" and id=name in a piece of HTML. A value that the piece
// cuts off is not whole.
func appendIDs(all []string, text string) []string {
	for {
		_, rest, ok := strings.Cut(text, " id=")
		if !ok {
			return all
		}
		end := strings.IndexAny(rest, " >")
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			quote := rest[:1]
			rest = rest[1:]
			end = strings.Index(rest, quote)
		}
		if end > 0 {
			all = append(all, rest[:end])
		}
		text = rest
	}
}
