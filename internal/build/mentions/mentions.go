// Package mentions says where the texts of a site mention terms of its glossary and
// become links there.
//
// In: a linked site, which says what pages want that and what the terms are called;
// the parsed bodies; a store. Out: per page its mentions, and where each leads.
//
// What a page mentions is a pure function of its Doc and of all names in its
// language, kept under the digest of both: a new term costs a look at each page that
// wants links, and a rendering of those that mention it. On a term's own page, and
// where the author has made a link to it, a mention stays text.
package mentions

import (
	"context"
	"slices"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/mention"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
	"lodestone/internal/site"
	"lodestone/internal/view"
)

// Docs gives the parsed body of a file by its key.
type Docs interface {
	Doc(path string, key memo.Key, buf *[]byte) (*markdown.Doc, error)
}

// Store keeps what was found, by the digest of what it was found in.
type Store interface {
	Get(memo.Key) ([]byte, bool)
	Put(memo.Key, []byte) error
}

// Finder finds the mentions of one site.
type Finder struct {
	Site   *site.Site
	Docs   Docs
	Store  Store
	Engine memo.Key // of the running program

	glossaries []glossary // per language
}

// glossary is what pages of a language look for.
type glossary struct {
	names *mention.Names
	key   memo.Key // the digest of all names
}

// All gives the mentions of each page that become links; nil where no page wants
// any. The error is the context's, the store's or that of a Doc.
func (f *Finder) All(ctx context.Context, workers int) ([]mention.List, error) {
	if f.Site.Defined == nil {
		return nil, nil
	}
	for t := range f.Site.Languages {
		f.glossaries = append(f.glossaries, f.glossary(t))
	}
	found := make([]mention.List, len(f.Site.Pages))
	err := parallel.Each(ctx, len(found), workers, func(_, i int) error {
		if !f.Site.Pages[i].Mentions {
			return nil
		}
		all, err := f.of(&f.Site.Pages[i])
		found[i] = slices.DeleteFunc(all, func(m mention.Mention) bool { return f.needless(i, m) })
		return err
	})
	return found, err
}

// glossary makes the names of a language's terms ready.
func (f *Finder) glossary(tongue int) glossary {
	var names []mention.Name
	h := memo.NewHash("names")
	for n, d := range f.Site.Defined[tongue] {
		for _, name := range d.Names {
			names = append(names, mention.Name{Text: name, Term: n})
			h.Text(name)
		}
		h.Text("")
	}
	return glossary{mention.New(names, f.Site.Languages[tongue].Stem), h.Sum()}
}

// of looks for the terms in a page's text, or recalls what was found.
func (f *Finder) of(page *site.Page) (all mention.List, err error) {
	g := &f.glossaries[page.Lang]
	h := memo.NewHash("mentions")
	h.Key(f.Engine)
	h.Key(page.Doc)
	h.Key(g.key)
	key := h.Sum()
	if data, ok := f.Store.Get(key); ok && memo.Decode(data, &all) == nil {
		return all, nil
	}
	doc, err := f.Docs.Doc(page.Path, page.Doc, nil)
	if err != nil {
		return nil, err
	}
	all = g.names.Find(doc)
	return all, f.Store.Put(key, memo.Encode(&all))
}

// needless says whether a mention needs no link.
func (f *Finder) needless(page int, m mention.Mention) bool {
	p := &f.Site.Pages[page]
	term := f.Site.Defined[p.Lang][m.Term].Page
	return term == page || slices.ContainsFunc(p.Targets, func(t site.Target) bool { return t.URL == f.Site.Pages[term].URL })
}

// Targets are where a page's mentions lead, in their order.
func Targets(s *site.Site, page int, list mention.List) (all []view.Target) {
	for _, m := range list {
		term := &s.Pages[s.Defined[s.Pages[page].Lang][m.Term].Page]
		all = append(all, view.Target{Kind: view.TargetPage, URL: s.Base.Path(term.URL)})
	}
	return all
}
