package schema

import (
	"lodestone/internal/diag"
	"lodestone/internal/memo"
)

// Kind is the shape of a Node.
type Kind uint8

// The shapes that YAML's core schema knows, and no others.
const (
	Null Kind = iota
	Bool
	Int
	Float
	Text
	List
	Map
)

// Node is one value of a configuration file or front matter with its place.
// It is what YAML parses to and all that decoding sees, so that no other
// package needs to know YAML.
type Node struct {
	Kind  Kind
	Pos   diag.Pos
	Text  string  // a scalar as written, without its quotes; also for Bool, Int, Float, Null
	Plain bool    // a scalar written without quotes
	Items []*Node // of a List
	Keys  []Entry // of a Map, in the order written
}

// Entry is one key of a Map.
type Entry struct {
	Name  string
	Pos   diag.Pos // of the key
	Value *Node    // nil: faulty in the source and reported there
}

// Code implements memo.Coded. Places are left out: they are for messages, and a
// value is judged where it is read.
func (n *Node) Code(c *memo.Coder) {
	memo.Enum(c, &n.Kind)
	c.Text(&n.Text)
	c.Bool(&n.Plain)
	memo.Slice(c, &n.Items, func(c *memo.Coder, item **Node) { nested(c, item) })
	memo.Slice(c, &n.Keys, func(c *memo.Coder, e *Entry) {
		c.Text(&e.Name)
		nested(c, &e.Value)
	})
}

// nested codes a node that may be missing.
func nested(c *memo.Coder, n **Node) {
	there := *n != nil
	if c.Bool(&there); !there {
		return
	}
	if *n == nil {
		*n = new(Node)
	}
	(*n).Code(c)
}
