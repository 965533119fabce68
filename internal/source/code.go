package source

import (
	"maps"
	"slices"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/memo"
	"lodestone/internal/schema"
	"lodestone/internal/site"
)

// parsed is what the memo keeps of a page for every build: the part of its Meta
// that comes from its bytes, and what there was to say.
type parsed struct {
	Meta   site.Meta
	Places []diag.Pos // parallel to Meta.Front.Set: where the values stand
	Found  diag.List
}

// Code implements memo.Coded.
func (p *parsed) Code(c *memo.Coder) {
	c.Apart(p.own)
	p.Meta.Body.CodeLinks(c)
}

// own codes what is kept when linking is done.
func (p *parsed) own(c *memo.Coder) {
	p.Meta.Front.Code(c)
	p.Meta.Body.CodeOwn(c)
	c.Bool(&p.Meta.Unread)
	memo.Slice(c, &p.Places, func(c *memo.Coder, at *diag.Pos) {
		c.Int(&at.Line)
		c.Int(&at.Col)
	})
	memo.Slice(c, (*[]diag.Item)(&p.Found), func(c *memo.Coder, i *diag.Item) {
		c.Text(&i.Code)
		memo.Enum(c, &i.Severity)
		c.Text(&i.File)
		c.Int(&i.Pos.Line)
		c.Int(&i.Pos.Col)
		c.Texts(&i.Args)
	})
}

// marks are the places in a page, kept apart: only messages need them.
type marks struct {
	Front schema.Positions
	Body  markdown.Marks
}

// Code implements memo.Coded.
func (m *marks) Code(c *memo.Coder) {
	m.Front.Code(c)
	m.Body.Code(c)
}

// manner is what changes how every page is read.
type manner struct {
	directives []markdown.Declaration
	limits     Limits
	language   string
	hosts      []string
	straight   bool
}

// Code implements memo.Coded.
func (s *manner) Code(c *memo.Coder) {
	memo.Slice(c, &s.directives, func(c *memo.Coder, d *markdown.Declaration) {
		c.Text(&d.Name)
		memo.Slice(c, &d.Forms, memo.Enum)
		c.Bool(&d.Label)
		c.Bool(&d.LabelRequired)
		memo.Slice(c, &d.Args, func(c *memo.Coder, a *markdown.ArgType) {
			c.Text(&a.Name)
			memo.Enum(c, &a.Type)
			c.Texts(&a.Choices)
			c.Text(&a.Default)
			c.Bool(&a.Required)
		})
	})
	page := int(s.limits.Page)
	c.Int(&page)
	c.Int(&s.limits.Front)
	c.Int(&s.limits.Depth)
	c.Int(&s.limits.Aliases)
	c.Text(&s.language)
	c.Texts(&s.hosts)
	c.Bool(&s.straight)
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
