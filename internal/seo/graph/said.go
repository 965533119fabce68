package graph

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/view"
)

// said takes in what the author says of the page: a node of the graph gets what is
// said of it, in the place of what it had under the same name; any other joins the
// graph, and the page leads to it, as to what it is about where nothing else is.
func (w *writer) said() {
	for i := range w.Page.Schema {
		s := &w.Page.Schema[i]
		at := slices.IndexFunc(w.nodes, func(n *node) bool { return n.id == s.ID && s.ID != "" })
		if at >= 0 {
			w.nodes[at].merge(s.Members)
			continue
		}
		id := s.ID
		if id == "" {
			id = w.url + "#schema-" + strconv.Itoa(i+1)
		}
		n := &node{json: append(make([]byte, 0, 512), '{'), id: id}
		n.text("@id", id)
		n.members(s.Members)
		w.add(n)
		if !w.led(id) {
			w.lead(id)
		}
	}
}

// led says whether a node of the page, or what the author says, leads to an id.
func (w *writer) led(id string) bool {
	ref := append(quote([]byte(`{"@id":`), id), '}')
	return slices.ContainsFunc(w.nodes, func(n *node) bool { return bytes.Contains(n.json, ref) }) ||
		slices.ContainsFunc(w.Page.Schema, func(s view.Statement) bool {
			return slices.ContainsFunc(s.Members, func(m view.Member) bool { return strings.Contains(m.JSON, string(ref)) })
		})
}

// lead makes the page lead to a node.
func (w *writer) lead(id string) {
	page := w.nodes[0]
	all := page.split()
	ref := string(append(quote([]byte(`{"@id":`), id), '}'))
	at := slices.IndexFunc(all, func(m view.Member) bool { return m.Name == "mentions" })
	switch {
	case !slices.ContainsFunc(all, func(m view.Member) bool { return m.Name == "mainEntity" }):
		all = append(all, view.Member{Name: "mainEntity", JSON: ref})
	case at < 0:
		all = append(all, view.Member{Name: "mentions", JSON: "[" + ref + "]"})
	default:
		inner := strings.TrimSuffix(strings.TrimPrefix(all[at].JSON, "["), "]")
		all[at].JSON = "[" + inner + "," + ref + "]"
	}
	page.rewrite(all)
}

// merge puts members into a node, each in the place of one of the same name.
func (n *node) merge(members []view.Member) {
	all := n.split()
	for _, m := range members {
		if at := slices.IndexFunc(all, func(o view.Member) bool { return o.Name == m.Name }); at >= 0 {
			all[at] = m
			continue
		}
		all = append(all, m)
	}
	n.rewrite(all)
}

func (n *node) rewrite(all []view.Member) {
	n.json = append(n.json[:0], '{')
	n.members(all)
}

func (n *node) members(all []view.Member) {
	for _, m := range all {
		n.key(m.Name)
		n.json = append(n.json, m.JSON...)
	}
}

// split reads what was written of a node, member by member. What this package wrote
// is JSON; if it were not, the page would show it.
func (n *node) split() (all []view.Member) {
	d := json.NewDecoder(bytes.NewReader(append(slices.Clone(n.json), '}')))
	d.Token() // the brace
	for d.More() {
		name, _ := d.Token()
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return all
		}
		text, _ := name.(string)
		all = append(all, view.Member{Name: text, JSON: string(value)})
	}
	return all
}
