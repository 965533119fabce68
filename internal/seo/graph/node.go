package graph

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// node is one object of the graph while it is written: members in the order in
// which they are given. What is empty is left out.
type node struct {
	json []byte
	id   string
}

// begin begins a node of one or more types.
func begin(id string, types ...string) *node {
	n := &node{json: append(make([]byte, 0, 512), '{'), id: id}
	n.texts("@type", types)
	n.text("@id", id)
	return n
}

func (n *node) key(name string) {
	if len(n.json) > 1 {
		n.json = append(n.json, ',')
	}
	n.json = append(quote(n.json, name), ':')
}

// text adds a text.
func (n *node) text(name, value string) {
	if value != "" {
		n.key(name)
		n.json = quote(n.json, value)
	}
}

// texts adds one text or a list of them.
func (n *node) texts(name string, values []string) {
	switch len(values) {
	case 0:
	case 1:
		n.text(name, values[0])
	default:
		n.key(name)
		n.json = append(n.json, '[')
		for i, v := range values {
			if i > 0 {
				n.json = append(n.json, ',')
			}
			n.json = quote(n.json, v)
		}
		n.json = append(n.json, ']')
	}
}

// number adds a whole number above zero.
func (n *node) number(name string, value int) {
	if value > 0 {
		n.key(name)
		n.json = strconv.AppendInt(n.json, int64(value), 10)
	}
}

// ref names another node, or several.
func (n *node) ref(name string, ids ...string) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return
	}
	n.key(name)
	if len(ids) > 1 {
		n.json = append(n.json, '[')
	}
	for i, id := range ids {
		if i > 0 {
			n.json = append(n.json, ',')
		}
		n.json = append(quote(append(n.json, `{"@id":`...), id), '}')
	}
	if len(ids) > 1 {
		n.json = append(n.json, ']')
	}
}

// list adds nodes that have no name of their own.
func (n *node) list(name string, items []*node) {
	if len(items) == 0 {
		return
	}
	n.key(name)
	n.json = append(n.json, '[')
	for i, item := range items {
		if i > 0 {
			n.json = append(n.json, ',')
		}
		n.json = append(append(n.json, item.json...), '}')
	}
	n.json = append(n.json, ']')
}

// quote appends a JSON string in which nothing can end the element around it
// (HTML §4.12.1.3: neither </ nor <!--) and nothing ends a line of JavaScript.
func quote(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
				dst = append(append(dst, s[from:i]...), `\ufffd`...)
				if size > 1 {
					dst = append(dst[:len(dst)-4], '2', '0', '2', hex[r&15])
				}
				from = i + size
			}
			i += size
			continue
		}
		if i++; c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' {
			continue
		}
		dst = append(append(dst, s[from:i-1]...), '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}
