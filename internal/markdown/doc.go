package markdown

import (
	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/sketch"
)

// Doc is a parsed body: finished HTML with holes where something outside the
// page decides. Segments stand around the holes, so there is always one more
// segment than holes; filling is concatenation.
type Doc struct {
	Segments []string
	Holes    []Hole
	Headings []Heading // of the page, for a table of contents; none in a Doc inside another
}

// HoleKind says what fills a Hole.
type HoleKind uint8

// The kinds of holes.
const (
	// Link is <a href>: Ref, Title, Inner (the link's content). A target that
	// is gone leaves Inner alone.
	Link HoleKind = iota + 1
	// Image is <img>: Ref, Alt (plain text), Title, Attrs. Inner, if not nil, are
	// attributes too: the author names the files that browsers choose among.
	Image
	// Attr is one URL attribute in raw HTML: Name, Ref. It stands for the space
	// before it, its name, "=" and the quoted value, so that one whose target
	// is gone leaves nothing. Without Name it is one URL of a srcset, inside
	// the quotes.
	Attr
	// Directive is :name, ::name or :::name: Name, Form, Args, Label, Inner.
	// Attrs are the id and class of an element to put around it.
	Directive
	// Term is a link to a term of the glossary: Ref, Inner (the text; nil for the
	// term's own title), Alt (the term's name as written, for one that is gone).
	Term
	// Contents is the place of a table of contents: ::toc in the text.
	Contents
)

// Form is the way a directive is written (CommonMark generic directives).
type Form uint8

// The three forms.
const (
	Inline    Form = iota + 1 // :name[text]{key=value}
	Leaf                      // ::name[text]{key=value}
	Container                 // :::name[text]{key=value} … :::
)

// Hole is one place that is filled when the page is rendered.
type Hole struct {
	Kind  HoleKind
	Ref   int // index into Meta.Refs of Link, Image, Attr; -1 otherwise
	Alt   string
	Title string
	Attrs string // further attributes, already HTML (" class=\"x\""), or empty
	Name  string
	Form  Form
	Args  []Arg
	Label *Doc // a directive's [text]; nil if absent
	Inner *Doc // a link's content, a container's blocks, a picture's files; nil if absent
}

// Arg is one {key=value} of a directive.
type Arg struct {
	Name, Value string
	Ref         int  // index into Meta.Refs where the declaration says that the value is a reference, else -1
	Plain       bool // of a QR code: it says what nobody can follow
}

// Use says how a Ref is used, which decides what it may point to.
type Use uint8

// The uses of a reference.
const (
	UseLink  Use = iota + 1 // anything that has a URL
	UseImage                // an image file
	UseFile                 // any file beside the page
	UseTerm                 // a term of the glossary; Dest is its name
)

// Ref is one destination as written, percent-encoding and all.
type Ref struct {
	Use  Use
	Dest string
}

// Heading is a heading with its anchor.
type Heading struct {
	Level int // 2 to 6; a leading level 1 is the title and not in the list
	ID    string
	Text  string // plain
}

// Forge is an anchor that GitHub would give to a heading, since authors try their
// links there, and the heading's own.
type Forge struct{ Anchor, ID string }

// Keyword is a stemmed word of the page with an integer weight, the heaviest
// first; at most 12 of them. It depends on this page alone.
type Keyword struct {
	Stem   string
	Weight int
}

// Counted is a word of the page in lower case, with how often it stands in running
// text and in headings (package terms).
type Counted struct {
	Word        string
	Text, Heads int
}

// Terms are all words of a page, each once, for those who search it.
type Terms []Counted

// Meta is what a body says of itself that others may need: for linking, lists,
// feeds, search engines.
type Meta struct {
	Title      string   // text of a leading "# heading", which is then not in the Doc; else ""
	Summary    string   // plain text of the first paragraph that has text, cut at a word near 300 characters
	Forge      []Forge  // for headings to which GitHub gives another anchor than we do
	Anchors    []string // every id in the Doc, headings' included, in order
	Refs       []Ref    // in the order of appearance
	Words      int
	Sketch     sketch.Sketch // of the words, to tell how much they changed
	Sum        string        // digest of the words in their order; "" without any
	Keywords   []Keyword
	HasCode    bool     // holds highlighted code
	Directives []string // names of those in the Doc, sorted, each once
	Holdback   string   // the first "TK", "TODO" or "[à compléter]" in the text, or ""
}

// Marks are the places of what Meta lists, for messages. They are kept apart so
// that a moved line does not change what other pages see.
type Marks struct {
	Refs     []diag.Pos
	Headings []diag.Pos // of Doc.Headings
	Anchors  []diag.Pos
	Title    diag.Pos
	Holdback diag.Pos
}

// Code implements memo.Coded.
func (d *Doc) Code(c *memo.Coder) {
	c.Texts(&d.Segments)
	memo.Slice(c, &d.Holes, func(c *memo.Coder, h *Hole) { h.Code(c) })
	memo.Slice(c, &d.Headings, func(c *memo.Coder, h *Heading) {
		c.Int(&h.Level)
		c.Text(&h.ID)
		c.Text(&h.Text)
	})
}

// Code implements memo.Coded.
func (h *Hole) Code(c *memo.Coder) {
	memo.Enum(c, &h.Kind)
	c.Int(&h.Ref)
	c.Text(&h.Alt)
	c.Text(&h.Title)
	c.Text(&h.Attrs)
	c.Text(&h.Name)
	memo.Enum(c, &h.Form)
	memo.Slice(c, &h.Args, func(c *memo.Coder, a *Arg) {
		c.Text(&a.Name)
		c.Text(&a.Value)
		c.Int(&a.Ref)
		c.Bool(&a.Plain)
	})
	codeInner(c, &h.Label)
	codeInner(c, &h.Inner)
}

func codeInner(c *memo.Coder, d **Doc) {
	has := *d != nil
	c.Bool(&has)
	if !has {
		if c.Reading() {
			*d = nil
		}
		return
	}
	if c.Reading() {
		*d = new(Doc)
	}
	(*d).Code(c)
}

// Code implements memo.Coded.
func (m *Meta) Code(c *memo.Coder) {
	m.CodeOwn(c)
	m.CodeLinks(c)
}

// CodeOwn codes what pages show of a text, and what is kept of it.
func (m *Meta) CodeOwn(c *memo.Coder) {
	c.Text(&m.Title)
	c.Int(&m.Words)
	c.Text((*string)(&m.Sketch))
	c.Text(&m.Sum)
	c.Bool(&m.HasCode)
	c.Texts(&m.Directives)
	c.Text(&m.Holdback)
}

// CodeLinks codes what only linking needs: of a hundred thousand texts it is much, and
// let go of afterwards.
func (m *Meta) CodeLinks(c *memo.Coder) {
	c.Text(&m.Summary)
	memo.Slice(c, &m.Forge, func(c *memo.Coder, f *Forge) {
		c.Text(&f.Anchor)
		c.Text(&f.ID)
	})
	c.Texts(&m.Anchors)
	memo.Slice(c, &m.Refs, func(c *memo.Coder, r *Ref) {
		memo.Enum(c, &r.Use)
		c.Text(&r.Dest)
	})
	memo.Slice(c, &m.Keywords, func(c *memo.Coder, k *Keyword) {
		c.Text(&k.Stem)
		c.Int(&k.Weight)
	})
}

// Code implements memo.Coded.
func (t *Terms) Code(c *memo.Coder) {
	memo.Slice(c, (*[]Counted)(t), func(c *memo.Coder, t *Counted) {
		c.Text(&t.Word)
		c.Int(&t.Text)
		c.Int(&t.Heads)
	})
}

// Code implements memo.Coded.
func (m *Marks) Code(c *memo.Coder) {
	memo.Slice(c, &m.Refs, codePos)
	memo.Slice(c, &m.Headings, codePos)
	memo.Slice(c, &m.Anchors, codePos)
	codePos(c, &m.Title)
	codePos(c, &m.Holdback)
}

func codePos(c *memo.Coder, p *diag.Pos) {
	c.Int(&p.Line)
	c.Int(&p.Col)
}
