package vocabulary

import (
	"slices"
	"strings"
	"time"

	"lodestone/internal/schema"
)

// sense looks at what is well formed and still not to be said.
func (c *checker) sense(n *schema.Node, types []string) {
	is := func(name string) bool {
		return slices.ContainsFunc(types, func(x string) bool { return c.is(x, name) })
	}
	if first, last := find(n, "datePublished"), find(n, "dateModified"); first != nil && last != nil {
		from, ok := when(first.Text)
		to, ok2 := when(last.Text)
		if ok && ok2 && to.Before(from) {
			c.say(last.Pos, "ld/date-order", last.Text, first.Text)
		}
	}
	if name := find(n, "name"); is("Person") && name != nil && Nobody(name.Text) {
		c.say(name.Pos, "ld/person", name.Text)
	}
	if id := find(n, "@id"); id != nil && c.page[id.Text] != "" {
		c.visible(n)
	}
	for _, key := range []string{"review", "aggregateRating"} {
		if v := find(n, key); is("Organization") && v != nil {
			c.say(v.Pos, "ld/self-review")
		}
	}
	if is("Review") || is("AggregateRating") {
		if about := find(n, "itemReviewed"); about != nil {
			if id := find(about, "@id"); id != nil && strings.HasSuffix(id.Text, ownOrganization) {
				c.say(about.Pos, "ld/self-review")
			}
		}
	}
}

// visible finds what a node of the page's own says of what readers see on it, which
// the front matter decides (SEO rule ld/visible).
func (c *checker) visible(n *schema.Node) {
	for _, e := range n.Keys {
		if key := seen[e.Name]; key != "" && e.Value != nil && e.Value.Kind != schema.Null {
			c.say(e.Pos, "ld/visible", e.Name, key)
		}
	}
}

// seen are the properties of pages that readers see, with the keys of front matter
// that say them.
var seen = map[string]string{
	"headline": "title", "name": "title", "datePublished": "date", "dateModified": "updated",
	"author": "authors", "url": "url",
}

// How the ids of the site's own nodes end, which are on all pages.
const (
	ownOrganization = "#/schema/organization/1"
	ownWebsite      = "#/schema/website/1"
)

// Nobody says whether a name names no person, or more than the person (SEO rule
// ld/author).
func Nobody(name string) bool {
	lower := strings.ToLower(strings.TrimSpace(name))
	return slices.Contains([]string{"admin", "administrator", "webmaster", "root", "editor"}, lower) || strings.HasPrefix(lower, "by ")
}

// when reads a date, with or without its time.
func when(text string) (time.Time, bool) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, true
	}
	return moment(text)
}
