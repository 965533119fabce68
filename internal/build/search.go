package build

import (
	"encoding/hex"
	"slices"
	"strconv"
	"sync"

	"lodestone/internal/feed"
	"lodestone/internal/file"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
	"lodestone/internal/render"
	"lodestone/internal/search"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/view"
)

// searched is the search index of one language: planned by what goes into it, made
// when the first of its files is.
type searched struct {
	tongue int
	pages  []int
	tags   []int // into Site.Tags
	kinds  []settings.Kind
	shape  search.Shape
	holds  memo.Key // digest of what goes into it
	once   sync.Once
	made   *search.Index
	err    error
}

// search says where the pages of a language are searched.
func (p *press) search(l *site.Tongue) view.Search {
	if l.Search == "" {
		return view.Search{}
	}
	s := view.Search{URL: p.Base.Path(l.Search), Guide: p.Base.Path(l.SearchGuide())}
	for _, a := range p.theme.Assets() {
		switch a.Name {
		case "search.js":
			s.Script = p.Base.Path("/" + a.Path)
		case "search.css":
			s.Style = p.Base.Path("/" + a.Path)
		}
	}
	if p.Base.Origin != "" {
		s.Description = p.Base.Path(l.OpenSearch())
	}
	return s
}

// searches plans the indexes. Their guides come before the pages and their other
// files after them, so that a worker makes an index while others render.
func (r *Result) searches(p *press) {
	for t := range p.Languages {
		if p.Languages[t].Search == "" {
			continue
		}
		s := p.searched(t)
		p.searches = append(p.searches, s)
		r.piece(p, s, p.Languages[t].SearchGuide(), "guide", 0, func(x *search.Index) []byte { return p.searchGuide(s, x) })
	}
}

// pieces plans the files that the guides name.
func (r *Result) pieces(p *press) {
	for _, s := range p.searches {
		l := &p.Languages[s.tongue]
		at := s.folder(l.Search)
		for n := range s.shape.Shards {
			r.piece(p, s, at+"w"+strconv.Itoa(n)+".json", "shard", n, func(x *search.Index) []byte { return x.Shards[n] })
		}
		for n := range s.shape.Blocks {
			r.piece(p, s, at+"p"+strconv.Itoa(n)+".json", "block", n, func(x *search.Index) []byte { return x.Blocks[n] })
		}
		if p.Base.Origin != "" {
			d := feed.SearchSite{
				Title: l.Title, Description: l.Description, Lang: l.Tag,
				Page: p.Base.Abs(l.Search), Self: p.Base.Abs(l.OpenSearch()),
			}
			if icon := p.chromes[s.tongue].Icon; icon != "" {
				d.Icon = p.Base.Origin + icon
			}
			r.listing(urls.OutputPath(l.OpenSearch()), feed.OpenSearch(&d))
		}
	}
}

// piece plans one file of an index.
func (r *Result) piece(p *press, s *searched, address, what string, n int, bytes func(*search.Index) []byte) {
	h := memo.NewHash(what)
	h.Key(p.engine)
	h.Key(s.holds)
	h.Int(n)
	r.add(r.promise(file.Public, urls.OutputPath(address), "", h.Sum(), func(*render.Desk) ([]byte, error) {
		s.once.Do(func() { s.made, s.err = search.Make(p.haystack(s), s.shape) })
		if s.err != nil {
			return nil, s.err
		}
		return slices.Clone(bytes(s.made)), nil
	}))
}

// name is the folder of an index's files: no two generations share one.
func (s *searched) name() string { return hex.EncodeToString(s.holds[:8]) }

// folder is its address, below the search page's.
func (s *searched) folder(page string) string { return page + s.name() + "/" }

// searched finds what an index is made of, the newest pages first.
func (p *press) searched(t int) *searched {
	s := &searched{tongue: t}
	words := 0
	for i := range p.Pages {
		page := &p.Pages[i]
		if !page.Live || page.Lang != t || page.URL == "" || !slices.Contains(sought(), page.Kind) {
			continue
		}
		s.pages = append(s.pages, i)
		words += page.Body.Words
	}
	s.pages = p.Findable(s.pages)
	slices.SortStableFunc(s.pages, func(a, b int) int { return p.Pages[b].Published.Compare(p.Pages[a].Published) })
	for _, k := range sought() {
		if slices.ContainsFunc(s.pages, func(i int) bool { return p.Pages[i].Kind == k }) {
			s.kinds = append(s.kinds, k)
		}
	}
	for n, tag := range p.Tags {
		if tag.Lang == t {
			s.tags = append(s.tags, n)
		}
	}
	s.shape = search.ShapeOf(len(s.pages), words)
	s.holds = p.searchDigest(s)
	return s
}

// sought are the kinds of pages that the search finds, in the order of its choices.
func sought() []settings.Kind {
	return []settings.Kind{settings.Post, settings.Plain, settings.GlossaryTerm, settings.Author}
}

// searchDigest is the digest of all that an index depends on but the program, which
// has no part in names: one site has one name, whatever keeps its parts.
func (p *press) searchDigest(s *searched) memo.Key {
	h := memo.NewHash("search")
	h.Int(search.Form)
	h.Key(p.digests[s.tongue]) // language and words
	h.Int(s.shape.Shards)
	for _, n := range s.tags {
		h.Text(p.Tags[n].Name)
	}
	for _, i := range s.pages {
		page := &p.Pages[i]
		h.Key(p.deck.Digest(i))
		h.Key(page.Doc)
		h.Text(page.Front.Description)
		h.Int(page.Body.Words)
		h.Int(len(page.Front.Aliases))
		for _, a := range page.Front.Aliases {
			h.Text(a)
		}
	}
	return h.Sum()
}

// haystack is what an index is made from.
func (p *press) haystack(s *searched) *search.Source {
	l := &p.Languages[s.tongue]
	src := &search.Source{Language: l.Language, Kinds: make([]string, len(s.kinds))}
	place := map[int]int{}
	for k, n := range s.tags {
		place[n] = k
		src.Tags = append(src.Tags, p.Tags[n].Name)
	}
	for _, i := range s.pages {
		page, card := &p.Pages[i], p.deck.Card(i)
		one := search.Page{
			URL: card.URL, Title: card.Title, Summary: card.Summary, Lead: page.Front.Description, Date: card.Published.Text,
			Kind: slices.Index(s.kinds, page.Kind), Words: page.Body.Words, Names: alsoCalled(page),
		}
		for _, t := range page.Tags {
			one.Tags = append(one.Tags, place[t])
		}
		for _, a := range card.Authors {
			one.Names = append(one.Names, a.Text)
		}
		src.Pages = append(src.Pages, one)
	}
	src.Terms = func(n int) (markdown.Terms, error) {
		page := &p.Pages[s.pages[n]]
		return p.content.Terms(page.Path, page.Doc)
	}
	return src
}

// searchGuide writes the first file of an index.
func (p *press) searchGuide(s *searched, x *search.Index) []byte {
	l := &p.Languages[s.tongue]
	w := l.Words()
	names := map[settings.Kind]string{settings.Post: w.Articles, settings.Plain: w.Pages, settings.GlossaryTerm: w.Glossary, settings.Author: w.Authors}
	var kinds, tags []string
	for _, k := range s.kinds {
		kinds = append(kinds, names[k])
	}
	for _, n := range s.tags {
		tags = append(tags, p.Tags[n].Name)
	}
	said := map[string]string{
		"search": w.Search, "close": w.Close, "kind": w.SearchKind, "topic": w.SearchTopic, "all": w.SearchAll,
		"none": w.SearchNone, "meant": w.SearchMeant, "more": w.SearchMore, "keys": w.SearchKeys, "failed": w.SearchFailed,
	}
	for form, text := range l.ResultForms() {
		said["count."+form] = text
	}
	tongue := wordsLang(l.Tag)
	if tongue == "" {
		tongue = l.Tag
	}
	g := search.Guide{
		Name: s.name(), Shards: s.shape.Shards, Pages: len(s.pages), Block: search.Block, Scale: search.Scale, Ends: x.Ends,
		Kinds: search.Choices(kinds, x.Kinds), Tags: search.Choices(tags, x.Tags), Lang: tongue, Words: said,
	}
	return g.Encode()
}

// shelves names what the search page lists.
func (p *press) shelves(o *site.Output) (all []view.Shelf) {
	for n, s := range o.Shelves {
		v := view.Shelf{ID: "t_shelf-" + strconv.Itoa(n+1), Count: s.Shown}
		switch s.Kind {
		case settings.Tag:
			v.Link = p.tags[s.Term]
		case settings.List:
			v.Link = p.folders[s.Term]
		case settings.Glossary:
			v.Link = view.Link{URL: view.URL(p.Base.Path(p.Glossary[s.Term].URL)), Text: p.Glossary[s.Term].Title}
		default:
			v.Link.Text = p.Languages[o.Lang].Words().Pages
		}
		v.Link.Count = s.Total
		all = append(all, v)
	}
	return all
}
