package jekyll

import (
	"context"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/markup"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
)

// dialect are the directives that the importer writes.
func dialect() markdown.Options {
	text := func(name string, required bool) markdown.ArgType {
		return markdown.ArgType{Name: name, Type: markdown.TextArg, Required: required}
	}
	both := []markdown.Form{markdown.Leaf, markdown.Container}
	return markdown.Options{Lang: "en", Directives: []markdown.Declaration{
		{Name: "note", Forms: both[1:], Label: true, Args: []markdown.ArgType{text("kind", false)}},
		{Name: "figure", Forms: both, Label: true, Args: []markdown.ArgType{{Name: "src", Type: markdown.ImageArg}, text("alt", false)}},
		{Name: "details", Forms: both[1:], Label: true},
		{Name: "embed", Forms: both[:1], Label: true, Args: []markdown.ArgType{text("url", true)}},
	}}
}

// anchors converts every body once to learn which anchors it will have, and
// which ids of raw HTML somebody links to.
func (s *importer) anchors(ctx context.Context) error {
	parser := parse.New(dialect())
	for _, p := range s.pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		r := markup.Convert(s.spend(p, nil), s.links.Draft(&p.Place))
		doc, meta, _, _ := parser.Parse(p.Target, []byte(join(r.Lines)), 1)
		p.Anchors = map[string]string{}
		p.IDs = map[string]bool{}
		for _, a := range meta.Anchors {
			p.Anchors[a] = a
		}
		for _, h := range doc.Headings {
			for _, old := range address.OldAnchors(h.Text) {
				if _, taken := p.Anchors[old]; !taken && old != "" {
					p.Anchors[old] = h.ID
				}
			}
		}
		raw := map[string]bool{}
		for _, id := range r.IDs {
			raw[id] = true
		}
		for _, n := range meta.Refs {
			to, fragment, ok := strings.Cut(n.Dest, "#")
			if ok && to == "" && raw[fragment] {
				p.IDs[fragment] = true
			}
		}
		for id := range raw {
			if !p.IDs[id] && p.Anchors[id] == id && !headed(doc.Headings, id) {
				delete(p.Anchors, id)
			}
		}
	}
	return nil
}

func headed(all []markdown.Heading, id string) bool {
	for _, h := range all {
		if h.ID == id {
			return true
		}
	}
	return false
}

func join(lines []markup.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
