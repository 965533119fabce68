package vocabulary

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/schema"
)

// Page says which nodes a page has of itself, by the ends of their ids, and of
// which type each is: a node that names one of them need say no type.
type Page map[string]string

// Check looks at what an author says and finds what is not schema.org's, at its
// place.
func Check(n *schema.Node, page Page, file string) diag.List {
	c := checker{table: names(), page: page, file: file, given: map[string]bool{}}
	c.gather(n)
	switch n.Kind {
	case schema.Map:
		c.node(n, nil)
	case schema.List:
		for _, item := range n.Items {
			if item.Kind != schema.Map {
				c.say(item.Pos, "ld/form")
				continue
			}
			c.node(item, nil)
		}
	case schema.Null:
	default:
		c.say(n.Pos, "ld/form")
	}
	return c.found
}

type checker struct {
	*table
	page  Page
	file  string
	given map[string]bool // ids of the nodes that the author gives
	found diag.List
}

// gather notes the ids of all nodes that say something.
func (c *checker) gather(n *schema.Node) {
	for _, item := range n.Items {
		c.gather(item)
	}
	if id := find(n, "@id"); id != nil && len(n.Keys) > 1 {
		c.given[id.Text] = true
	}
	for _, e := range n.Keys {
		if e.Value != nil {
			c.gather(e.Value)
		}
	}
}

// there says whether the page has a node of this id.
func (c *checker) there(id string) bool {
	return c.given[id] || c.page[id] != "" || strings.HasSuffix(id, ownOrganization) || strings.HasSuffix(id, ownWebsite)
}

func (c *checker) say(at diag.Pos, code string, args ...string) {
	c.found = append(c.found, diag.At(c.file, at, code, args...))
}

// node looks at a map, which stands where one of some types is wanted; nil for any.
func (c *checker) node(n *schema.Node, wanted []string) {
	id := find(n, "@id")
	if id != nil && !address(id.Text, true) {
		c.say(id.Pos, "ld/id", diag.Clip(id.Text))
	}
	if id != nil && len(n.Keys) == 1 { // it names a node that stands elsewhere
		if !c.there(id.Text) {
			c.say(id.Pos, "ld/reference", diag.Clip(id.Text))
		}
		return
	}
	types, ok := c.typesOf(n, id)
	if !ok {
		return
	}
	if len(wanted) > 0 && !c.fits(types, wanted) {
		c.say(n.Pos, "ld/range-type", strings.Join(types, ", "), strings.Join(wanted, ", "))
	}
	for _, e := range n.Keys {
		if e.Value == nil || strings.HasPrefix(e.Name, "@") {
			continue
		}
		holds, ok, on := c.of(types, e.Name)
		switch {
		case ok:
			c.value(e.Name, e.Value, holds)
		case len(on) == 0:
			c.say(e.Pos, "ld/property", e.Name, diag.Nearest(e.Name, c.everything()))
		default:
			c.say(e.Pos, "ld/domain", e.Name, strings.Join(types, ", "), strings.Join(on[:min(3, len(on))], ", "), diag.Nearest(e.Name, c.offered(types)))
		}
	}
	c.sense(n, types)
}

// typesOf reads the types of a node, and says which are none.
func (c *checker) typesOf(n, id *schema.Node) (types []string, ok bool) {
	t := find(n, "@type")
	switch {
	case t != nil && t.Kind == schema.List:
		for _, item := range t.Items {
			types = append(types, item.Text)
		}
	case t != nil:
		types = []string{t.Text}
	case id != nil && c.page[id.Text] != "":
		types = []string{c.page[id.Text]}
	}
	if len(types) == 0 || types[0] == "" {
		c.say(n.Pos, "ld/type-missing")
		return nil, false
	}
	for _, name := range types {
		if _, known := c.kinds[name]; !known {
			c.say(t.Pos, "ld/type", diag.Clip(name), diag.Nearest(name, c.types()))
			return nil, false
		}
		if slices.Contains(retired, name) {
			c.say(t.Pos, "ld/retired", name)
		}
	}
	return types, true
}

// retired are the types that search engines no longer show (SEO rules, ld/retired).
var retired = []string{"HowTo", "ClaimReview", "SpecialAnnouncement", "FAQPage"}

// fits says whether a node may stand where some types are wanted. A Role may stand
// anywhere, between a property and what it holds.
func (c *checker) fits(types, wanted []string) bool {
	return slices.ContainsFunc(types, func(x string) bool {
		return c.is(x, "Role") || slices.ContainsFunc(wanted, func(w string) bool { return c.is(x, w) })
	})
}

// value looks at what a property holds; each item of a list by itself.
func (c *checker) value(name string, v *schema.Node, holds []string) {
	switch v.Kind {
	case schema.List:
		for _, item := range v.Items {
			c.value(name, item, holds)
		}
	case schema.Null:
	case schema.Map:
		nodes := slices.DeleteFunc(slices.Clone(holds), func(h string) bool { _, is := c.kinds[h]; return !is })
		if len(nodes) == 0 {
			c.say(v.Pos, "ld/range", "{…}", name, strings.Join(holds, ", "))
			return
		}
		c.node(v, nodes)
	default:
		c.scalar(name, v, holds)
	}
}

func (c *checker) scalar(name string, v *schema.Node, holds []string) {
	bad := ""
	for _, h := range holds {
		if c.takes(h, v) {
			return
		}
		bad = h
	}
	if len(holds) == 1 {
		switch {
		case bad == "URL":
			c.say(v.Pos, "ld/address", diag.Clip(v.Text), name)
			return
		case len(c.kinds[bad].members) > 0:
			c.say(v.Pos, "ld/member", diag.Clip(v.Text), bad, diag.Nearest(v.Text, c.kinds[bad].members))
			return
		}
	}
	if instant.MatchString(v.Text) && slices.Contains(holds, "DateTime") {
		c.say(v.Pos, "ld/zone", v.Text)
		return
	}
	c.say(v.Pos, "ld/range", diag.Clip(v.Text), name, strings.Join(slices.Compact(slices.Sorted(slices.Values(holds))), ", "))
}

// instant is a moment without its zone.
var instant = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$`)

// takes says whether a text, number or truth may stand for one type.
func (c *checker) takes(name string, v *schema.Node) bool {
	k, known := c.kinds[name]
	switch name {
	case "Text", "CssSelectorType", "XPathType":
		return true
	case "URL":
		return address(v.Text, false)
	case "Boolean":
		return v.Kind == schema.Bool
	case "Number", "Integer", "Float":
		_, err := strconv.ParseFloat(v.Text, 64)
		if name == "Integer" {
			_, err = strconv.ParseInt(v.Text, 10, 64)
		}
		return err == nil
	case "Date":
		_, err := time.Parse(time.DateOnly, v.Text)
		return err == nil
	case "DateTime":
		_, ok := moment(v.Text)
		return ok
	case "Time":
		_, err := time.Parse("15:04:05", v.Text)
		return err == nil
	}
	if len(k.members) > 0 {
		return slices.Contains(k.members, strings.TrimPrefix(v.Text, "https://schema.org/"))
	}
	if !known { // Duration and Distance are texts of a form of their own
		return true
	}
	return k.text && !slices.ContainsFunc([]string{"Person", "Organization", "Place"}, func(x string) bool { return c.is(name, x) })
}

// moment reads a date with a time and a zone.
func moment(text string) (time.Time, bool) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(form, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// address says whether a text is an absolute address, or, where a node may be
// named, the end of one of this page's.
func address(text string, named bool) bool {
	if named && len(text) > 1 && text[0] == '#' {
		return true
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || named && u.Scheme != "") && u.Host != ""
}

// find gives the value of a key; nil for none.
func find(n *schema.Node, key string) *schema.Node {
	for _, e := range n.Keys {
		if e.Name == key && e.Value != nil && e.Value.Kind != schema.Null {
			return e.Value
		}
	}
	return nil
}
