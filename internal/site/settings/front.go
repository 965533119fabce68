package settings

import (
	"reflect"
	"slices"

	"lodestone/internal/memo"
	"lodestone/internal/schema"
	"lodestone/internal/schema/date"
)

// FrontType is the schema of a kind's front matter. Keys that mean nothing for
// the kind are unknown there, so that they are reported and not ignored.
func FrontType(k Kind) *schema.Type {
	person, list := []string{"name", "role", "links"}, []string{"authors", "related", "tags"}
	var absent []string
	switch k {
	case Author:
		absent = append(list, "expires", "replaced_by", "series", "order", "mention")
	case Series:
		absent = append(append(list, person...), "series", "mention")
	case Topic:
		absent = append(append(list, person...), "series", "order", "mention")
	case Post, Plain:
		absent = append(person, "order", "mention")
	case GlossaryTerm:
		absent = append(person, "series", "order")
	default:
		absent = append(person, "series", "order", "mention")
	}
	t := *schema.Of[Front]()
	t.Fields = slices.DeleteFunc(slices.Clone(t.Fields), func(f schema.Field) bool {
		return slices.Contains(absent, f.Key)
	})
	return &t
}

// Texts are the keys that a translation does not inherit: they are in the other
// language, or they are its own address.
func Texts() []string {
	return []string{"title", "description", "slug", "url", "aliases", "canonical", "image_alt", "name", "role", "schema"}
}

// Inherit takes the keys that f lacks from another page's front matter.
func (f *Front) Inherit(from *Front, without ...string) {
	to, src := reflect.ValueOf(f).Elem(), reflect.ValueOf(from).Elem()
	for i := range to.NumField() {
		key := to.Type().Field(i).Tag.Get("key")
		if !slices.Contains(from.Set, key) || slices.Contains(f.Set, key) || slices.Contains(without, key) {
			continue
		}
		to.Field(i).Set(src.Field(i))
		f.Set = append(slices.Clip(f.Set), key)
	}
	slices.Sort(f.Set)
}

// Meets says whether a page is one of those that m selects.
func (m *Match) Meets(section, path string, tags []string) bool {
	return (m.Section == "" || m.Section == section) &&
		(m.Tag == "" || slices.Contains(tags, m.Tag)) &&
		(m.Path == "" || Glob(m.Path, path))
}

// Code implements memo.Coded.
func (f *Front) Code(c *memo.Coder) {
	for _, s := range []*string{
		&f.Title, &f.Description, &f.ReplacedBy, &f.Slug, &f.URL, &f.Canonical,
		&f.Image, &f.ImageAlt, &f.Robots, &f.Name, &f.Role, &f.Series, &f.Terms, &f.Mention,
	} {
		c.Text(s)
	}
	for _, l := range []*[]string{&f.Authors, &f.Tags, &f.Aliases, &f.Related, &f.Order, &f.Set} {
		c.Texts(l)
	}
	for _, d := range []*date.Date{&f.Date, &f.Updated, &f.Expires} {
		d.Code(c)
	}
	c.Bool(&f.Draft)
	memo.Slice(c, &f.Links, func(c *memo.Coder, p *Profile) {
		c.Text(&p.Text)
		c.Text(&p.URL)
	})
	said := f.Schema != nil
	if c.Bool(&said); said {
		if f.Schema == nil {
			f.Schema = new(schema.Node)
		}
		f.Schema.Code(c)
	}
}
