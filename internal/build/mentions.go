package build

import (
	"context"
	"slices"

	"lodestone/internal/markdown/mention"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
	"lodestone/internal/site"
	"lodestone/internal/view"
)

// glossary is what pages of a language look for.
type glossary struct {
	names *mention.Names
	key   memo.Key // the digest of all names
}

// mention finds the terms that pages mention, where they want links made of that.
// A page's mentions are a pure function of its Doc and the names, so that a new term
// costs a look at each of these pages, and a rendering of those that mention it.
func (p *press) mention(ctx context.Context, store *memo.Store, workers int) error {
	if p.Defined == nil {
		return nil
	}
	var glossaries []glossary
	for t := range p.Languages {
		glossaries = append(glossaries, p.glossary(t))
	}
	p.mentions = make([]mention.List, len(p.Pages))
	return parallel.Each(ctx, len(p.Pages), workers, func(_, i int) error {
		page := &p.Pages[i]
		if !page.Mentions {
			return nil
		}
		all, err := p.mentioned(store, page, &glossaries[page.Lang])
		p.mentions[i] = slices.DeleteFunc(all, func(m mention.Mention) bool { return p.needless(i, m) })
		return err
	})
}

// glossary makes the names of a language's terms ready.
func (p *press) glossary(tongue int) glossary {
	var names []mention.Name
	h := memo.NewHash("names")
	for n, d := range p.Defined[tongue] {
		for _, name := range d.Names {
			names = append(names, mention.Name{Text: name, Term: n})
			h.Text(name)
		}
		h.Text("")
	}
	return glossary{mention.New(names, p.Languages[tongue].Stem), h.Sum()}
}

// mentioned looks for the terms in a page's text, or recalls what was found.
func (p *press) mentioned(store *memo.Store, page *site.Page, g *glossary) (all mention.List, err error) {
	h := memo.NewHash("mentions")
	h.Key(p.engine)
	h.Key(page.Doc)
	h.Key(g.key)
	key := h.Sum()
	if data, ok := store.Get(key); ok && memo.Decode(data, &all) == nil {
		return all, nil
	}
	doc, err := p.content.Doc(page.Path, page.Doc)
	if err != nil {
		return nil, err
	}
	all = g.names.Find(doc)
	return all, store.Put(key, memo.Encode(&all))
}

// needless says whether a mention needs no link: on the term's own page, and where
// the author has made one.
func (p *press) needless(page int, m mention.Mention) bool {
	term := p.Defined[p.Pages[page].Lang][m.Term].Page
	return term == page || slices.ContainsFunc(p.Pages[page].Targets, func(t site.Target) bool { return t.URL == p.Pages[term].URL })
}

// links are the targets of a page's mentions, in their order.
func (p *press) links(i int) (all []view.Target) {
	for _, m := range p.mentionsOf(i) {
		term := &p.Pages[p.Defined[p.Pages[i].Lang][m.Term].Page]
		all = append(all, view.Target{Kind: view.TargetPage, URL: p.Base.Path(term.URL)})
	}
	return all
}

// mentionsOf gives the mentions in a page's text that become links.
func (p *press) mentionsOf(i int) mention.List {
	if p.mentions == nil {
		return nil
	}
	return p.mentions[i]
}
