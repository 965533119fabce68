package vocabulary

import (
	"encoding/json"
	"strings"

	"lodestone/internal/schema"
)

// Statement is one node as an author gave it.
type Statement struct {
	ID      string // absolute; "" where the author gave none
	Members []Member
}

// Member is a property of a node, or its @type, with its value in JSON. Nothing in
// it can end the element of HTML that it will stand in.
type Member struct{ Name, JSON string }

// Statements gives the nodes of a value that Check found sound. Ids that begin with
// # are made absolute by the page's own address, #webpage being the page itself.
func Statements(n *schema.Node, page string) (all []Statement) {
	if n == nil {
		return nil
	}
	items := n.Items
	if n.Kind == schema.Map {
		items = []*schema.Node{n}
	}
	for _, item := range items {
		var s Statement
		for _, e := range item.Keys {
			switch {
			case e.Value == nil || e.Value.Kind == schema.Null:
			case e.Name == "@id":
				s.ID = absolute(e.Value.Text, page)
			case e.Name != "@context":
				s.Members = append(s.Members, Member{e.Name, string(value(nil, e.Value, page))})
			}
		}
		all = append(all, s)
	}
	return all
}

func absolute(id, page string) string {
	switch {
	case id == "#webpage":
		return page
	case strings.HasPrefix(id, "#"):
		return page + id
	}
	return id
}

// value appends JSON: numbers and truths as such, everything else as texts.
func value(b []byte, n *schema.Node, page string) []byte {
	switch n.Kind {
	case schema.List:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = value(b, item, page)
		}
		return append(b, ']')
	case schema.Map:
		b = append(b, '{')
		for _, e := range n.Keys {
			if e.Value == nil || e.Value.Kind == schema.Null {
				continue
			}
			if b[len(b)-1] != '{' {
				b = append(b, ',')
			}
			b = append(append(b, quoted(e.Name)...), ':')
			if e.Name == "@id" {
				b = append(b, quoted(absolute(e.Value.Text, page))...)
				continue
			}
			b = value(b, e.Value, page)
		}
		return append(b, '}')
	case schema.Bool:
		return append(b, strings.ToLower(n.Text)...)
	case schema.Int, schema.Float:
		if json.Valid([]byte(n.Text)) {
			return append(b, n.Text...)
		}
	case schema.Null:
		return append(b, "null"...)
	}
	return append(b, quoted(n.Text)...)
}

// quoted writes a text in JSON, its signs of HTML escaped.
func quoted(text string) []byte {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // texts always encode
	}
	return b
}
