package view

import (
	"html/template"
	"reflect"

	"lodestone/internal/lang"
	"lodestone/internal/memo"
)

// Code implements memo.Coded: the digest of a View names every field, cards by
// their own digests.
func (v *View) Code(c *memo.Coder) {
	v.Chrome.Code(c)
	v.Head.Code(c)
	html(c, &v.Body)
	v.own(c)
	cards(c, v.Items)
	cards(c, v.Related)
	cards(c, []Card{v.Newer, v.Older})
}

// own codes what a Plan fills in itself.
func (v *View) own(c *memo.Coder) {
	v.Page.Code(c)
	v.Pager.Code(c)
	memo.Slice(c, &v.Topics, each[Link])
	memo.Slice(c, &v.Authors, each[Author])
	memo.Slice(c, &v.Letters, each[Letter])
	memo.Slice(c, &v.Months, each[Letter])
	memo.Slice(c, &v.Years, each[Link])
	memo.Slice(c, &v.Groups, each[Group])
	memo.Slice(c, &v.Shelves, each[Shelf])
}

// coded is a pointer that knows how to code what it points to.
type coded[T any] interface {
	*T
	memo.Coded
}

func each[T any, P coded[T]](c *memo.Coder, v *T) { P(v).Code(c) }

func html(c *memo.Coder, h *template.HTML) {
	s := string(*h)
	c.Text(&s)
}

func cards(c *memo.Coder, list []Card) {
	n := len(list)
	c.Int(&n)
	for i := range list {
		k := memo.Sum(&list[i])
		c.Key(&k)
	}
}

// Code implements memo.Coded.
func (p *Page) Code(c *memo.Coder) {
	texts(c, &p.Kind, &p.URL, &p.Lang, &p.Title, &p.Lead, &p.Minutes, &p.Canonical, &p.Robots, &p.Summary, &p.Target, &p.Tints, &p.Twin)
	p.Section.Code(c)
	p.Published.Code(c)
	p.Updated.Code(c)
	memo.Slice(c, &p.Tags, each[Link])
	memo.Slice(c, &p.Topics, each[Link])
	p.Series.Code(c)
	memo.Slice(c, &p.Tour, each[Link])
	memo.Slice(c, &p.Contents, each[Heading])
	p.Picture.Code(c)
	p.Share.Code(c)
	memo.Slice(c, &p.Translations, each[Link])
	memo.Slice(c, &p.Alternates, each[Link])
	memo.Slice(c, &p.Feeds, each[Feed])
	c.Bool(&p.HasCode)
	c.Int(&p.Words)
	memo.Slice(c, &p.Trail, each[Link])
	c.Texts(&p.Also)
	memo.Slice(c, &p.Schema, each[Statement])
}

// Code implements memo.Coded.
func (s *Series) Code(c *memo.Coder) {
	texts(c, &s.Title, &s.URL, &s.Text)
	c.Int(&s.Number)
	c.Int(&s.Total)
	s.Older.Code(c)
	s.Newer.Code(c)
	memo.Slice(c, &s.Parts, each[Link])
}

// Code implements memo.Coded.
func (g *Group) Code(c *memo.Coder) { texts(c, &g.Title, &g.URL, &g.Summary, &g.Text) }

// Code implements memo.Coded.
func (s *Statement) Code(c *memo.Coder) {
	c.Text(&s.ID)
	memo.Slice(c, &s.Members, each[Member])
}

// Code implements memo.Coded.
func (m *Member) Code(c *memo.Coder) { texts(c, &m.Name, &m.JSON) }

// Code implements memo.Coded.
func (l *Letter) Code(c *memo.Coder) {
	texts(c, &l.Text, &l.ID)
	c.Int(&l.Count)
	cards(c, l.Items)
}

// Code implements memo.Coded.
func (s *Shelf) Code(c *memo.Coder) {
	s.Link.Code(c)
	c.Text(&s.ID)
	c.Int(&s.Count)
	cards(c, s.Items)
}

// Code implements memo.Coded.
func (k *Card) Code(c *memo.Coder) {
	texts(c, &k.URL, &k.Title, &k.Summary, &k.Kind, &k.Minutes, &k.Lang, &k.Key)
	k.Section.Code(c)
	k.Published.Code(c)
	k.Updated.Code(c)
	memo.Slice(c, &k.Authors, each[Link])
	memo.Slice(c, &k.Tags, each[Link])
	k.Picture.Code(c)
}

// Code implements memo.Coded.
func (a *Author) Code(c *memo.Coder) {
	texts(c, &a.ID, &a.Name, &a.Role, &a.URL, &a.Summary, &a.Key)
	a.Picture.Code(c)
	memo.Slice(c, &a.Links, each[Link])
}

// Code implements memo.Coded.
func (h *Chrome) Code(c *memo.Coder) {
	texts(c, &h.Lang, &h.Dir, &h.Site, &h.Brand, &h.Publisher, &h.Tagline, &h.BaseURL, &h.Home, &h.Icon, &h.IconType, &h.WordsLang, &h.Image, &h.Here, &h.Within, &h.Key)
	h.Logo.Code(c)
	memo.Slice(c, &h.Menu, each[Link])
	memo.Slice(c, &h.Footer, each[Link])
	memo.Slice(c, &h.Languages, each[Link])
	memo.Slice(c, &h.Stylesheets, each[Asset])
	memo.Slice(c, &h.Scripts, each[Asset])
	memo.Slice(c, &h.Feeds, each[Feed])
	h.Search.Code(c)
	words(c, &h.Words)
}

// words codes every field of Words; there are dozens, all texts, and a new one
// must not be forgotten.
func words(c *memo.Coder, w *lang.Words) {
	v := reflect.ValueOf(w).Elem()
	for i := range v.NumField() {
		s := v.Field(i).String()
		c.Text(&s)
	}
}

// Code implements memo.Coded.
func (h *Head) Code(c *memo.Coder) {
	texts(c, &h.Title, &h.Description, &h.Canonical, &h.Robots)
	memo.Slice(c, &h.Alternates, each[Link])
	html(c, &h.Social)
	graph := string(h.Graph)
	c.Text(&graph)
}

// Code implements memo.Coded.
func (p *Pager) Code(c *memo.Coder) {
	c.Int(&p.Number)
	c.Int(&p.Total)
	texts(c, &p.Newer, &p.Older, &p.Text)
}

// Code implements memo.Coded.
func (l *Link) Code(c *memo.Coder) {
	texts(c, (*string)(&l.URL), &l.Text, &l.Lang)
	c.Int(&l.Count)
	c.Bool(&l.Current)
}

// Code implements memo.Coded.
func (d *Date) Code(c *memo.Coder) { texts(c, &d.ISO, &d.Text) }

// Code implements memo.Coded.
func (p *Picture) Code(c *memo.Coder) {
	texts(c, &p.URL, &p.Alt, &p.Srcset, &p.Sizes, &p.Tint)
	c.Int(&p.Width)
	c.Int(&p.Height)
	memo.Slice(c, &p.Sources, each[Source])
	c.Bool(&p.First)
}

// Code implements memo.Coded.
func (s *Source) Code(c *memo.Coder) { texts(c, &s.Type, &s.Srcset) }

// Code implements memo.Coded.
func (h *Heading) Code(c *memo.Coder) {
	c.Int(&h.Level)
	texts(c, &h.ID, &h.Text)
}

// Code implements memo.Coded.
func (s *Search) Code(c *memo.Coder) {
	texts(c, &s.URL, &s.Guide, &s.Script, &s.Style, &s.Description)
}

// Code implements memo.Coded.
func (a *Asset) Code(c *memo.Coder) { texts(c, &a.Name, &a.URL, &a.Integrity) }

// Code implements memo.Coded.
func (f *Feed) Code(c *memo.Coder) { texts(c, &f.Type, &f.Title, &f.URL) }

func texts(c *memo.Coder, all ...*string) {
	for _, s := range all {
		c.Text(s)
	}
}
