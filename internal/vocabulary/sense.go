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
	if name := find(n, "name"); is("Person") && name != nil && nobody(name.Text) {
		c.say(name.Pos, "ld/person", name.Text)
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

// How the ids of the site's own nodes end, which are on all pages.
const (
	ownOrganization = "#/schema/organization/1"
	ownWebsite      = "#/schema/website/1"
)

// nobody says whether a name names no person, or more than the person.
func nobody(name string) bool {
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
