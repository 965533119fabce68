package yamldoc

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"lodestone/internal/diag"
	"lodestone/internal/schema"
)

// converter turns the library's tree into ours.
type converter struct {
	p       *parser
	root    *yaml.Node
	found   diag.List
	suspect bool // something stands where text should that is none: mending may help
	done    map[*yaml.Node]anchored
	aliases int
	// size counts the nodes so far, those that aliases stand for each time;
	// expanded counts the latter alone.
	size, expanded int
	stopped        bool
}

// anchored is what an anchor stands for; node is nil while it is being read.
type anchored struct {
	node *schema.Node
	size int
}

func (c *converter) report(n *yaml.Node, code string, args ...string) {
	c.found = append(c.found, diag.At(c.p.o.File, c.place(n), code, args...))
}

func (c *converter) place(n *yaml.Node) diag.Pos {
	at := diag.Pos{Line: max(n.Line, 1), Col: max(n.Column, 1)}
	if n.Kind == yaml.ScalarNode && n.Value == "" { // nothing may stand behind the end of the text
		at = c.p.within(at)
	}
	return c.p.place(at)
}

func (c *converter) convert(root *yaml.Node) *schema.Node {
	if root == nil {
		return nil
	}
	c.root = root
	if tree := c.node(root, c.p.o.Type); !c.stopped {
		return tree
	}
	return nil
}

// node converts one value; t is its type, or nil where nothing is known.
// It gives nil for what cannot be read, which it has then reported.
func (c *converter) node(n *yaml.Node, t *schema.Type) *schema.Node {
	if c.stopped {
		return nil
	}
	c.size++
	if t != nil && t.Form == schema.ListForm && n.Kind != yaml.SequenceNode {
		t = t.Elem // a single value stands for a list of one
	}
	if n.Kind == yaml.AliasNode {
		return c.alias(n)
	}
	if n.Anchor != "" {
		c.suspect = c.suspect || t.TakesText()
		if c.done == nil {
			c.done = map[*yaml.Node]anchored{}
		}
		c.done[n] = anchored{}
	}
	before := c.size
	out := c.body(n, t)
	if n.Anchor == "" {
		return out
	}
	delete(c.done, n)
	if out != nil {
		c.done[n] = anchored{out, c.size - before + 1}
	}
	return out
}

func (c *converter) body(n *yaml.Node, t *schema.Type) *schema.Node {
	out := &schema.Node{Pos: c.place(n)}
	switch n.Kind {
	case yaml.MappingNode:
		c.suspect = c.suspect || t.Text()
		out.Kind = schema.Map
		if n.Tag != "!!map" {
			return c.customTag(n, t)
		}
		c.mapping(n, t, out)
	case yaml.SequenceNode:
		c.suspect = c.suspect || t.Text()
		out.Kind = schema.List
		if n.Tag != "!!seq" {
			return c.customTag(n, t)
		}
		var elem *schema.Type
		if t != nil && t.Form == schema.ListForm {
			elem = t.Elem
		}
		out.Items = make([]*schema.Node, 0, len(n.Content))
		for _, item := range n.Content {
			if e := c.node(item, elem); e != nil {
				out.Items = append(out.Items, e)
			}
		}
	default:
		return c.scalar(n, t, out)
	}
	return out
}

func (c *converter) customTag(n *yaml.Node, t *schema.Type) *schema.Node {
	c.suspect = c.suspect || t.TakesText()
	c.report(n, "yaml/custom-tag", strings.TrimPrefix(n.Tag, "tag:yaml.org,2002:"))
	return nil
}

// quotedStyles are those in which a scalar is text whatever it looks like.
const quotedStyles = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func (c *converter) scalar(n *yaml.Node, t *schema.Type, out *schema.Node) *schema.Node {
	out.Text = c.p.restore(n.Value)
	out.Kind, out.Plain = schema.Text, n.Style&quotedStyles == 0
	if n.Style&yaml.TaggedStyle == 0 && n.Tag != "!" {
		if out.Plain {
			out.Kind = kind(n.Value)
			if (n.LineComment != "" || n.Value == "") && freeText(t) {
				c.cut(n, out.Text)
			}
		}
		return out
	}
	if !coreTag(n.Tag, kind(n.Value), out) {
		return c.customTag(n, t)
	}
	c.suspect = c.suspect || n.Tag == "!" && t.TakesText()
	return out
}

// coreTag applies a tag of the core schema; false for any other, and for one
// that the value does not bear.
func coreTag(tag string, plain schema.Kind, out *schema.Node) bool {
	out.Plain = out.Plain && tag != "!!str" && tag != "!"
	out.Kind = plain
	switch tag {
	case "!!str", "!":
		out.Kind = schema.Text
		return true
	case "!!null":
		return plain == schema.Null
	case "!!bool":
		return plain == schema.Bool
	case "!!int":
		return plain == schema.Int
	case "!!float":
		out.Kind = schema.Float
		return plain == schema.Float || plain == schema.Int
	}
	return false
}

// freeText says whether a comment behind a value of this type may have been
// meant as part of it: names, addresses and the like are not cut unnoticed.
func freeText(t *schema.Type) bool {
	return t.Text() && t.Format == schema.Free && len(t.Enum) == 0
}

// commentStart is where YAML sees a comment behind a value.
var commentStart = regexp.MustCompile(`[ \t]#`)

// cut warns of a text that ends at a comment on its line.
func (c *converter) cut(n *yaml.Node, text string) {
	src := c.p.source()
	at := diag.Pos{Line: max(n.Line, 1), Col: max(n.Column, 1)}
	rest := src.Rest(at)
	hash := commentStart.FindStringIndex(rest)
	if hash == nil || text == "" && strings.TrimLeft(rest[:hash[0]], " \t") != "" {
		return
	}
	i := hash[0]
	at = src.Place(src.Offset(at) + i + 1)
	c.found = append(c.found, diag.At(c.p.o.File, c.p.place(at), "yaml/comment-cuts-text", diag.Clip(text), diag.Clip(c.p.restore(rest[i+1:]))))
}

func (c *converter) mapping(n *yaml.Node, t *schema.Type, out *schema.Node) {
	out.Keys = make([]schema.Entry, 0, len(n.Content)/2)
	var merged []schema.Entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if n == c.root && c.p.gone[key.Value] {
			if key.Tag != "!!merge" {
				out.Keys = append(out.Keys, schema.Entry{Name: c.p.restore(key.Value), Pos: c.place(key)})
			}
			continue
		}
		if key.Tag == "!!merge" {
			merged = append(merged, c.merge(value)...)
			continue
		}
		if key.Kind != yaml.ScalarNode || key.Tag != "!!str" && key.Tag != "!" && kind(key.Value) != schema.Text {
			c.report(key, "yaml/key-not-text", diag.Clip(key.Value))
			continue
		}
		if c.stopped {
			return
		}
		c.size++
		e := schema.Entry{Name: c.p.restore(key.Value), Pos: c.place(key)}
		e.Value = c.node(value, t.Value(e.Name))
		out.Keys = append(out.Keys, e)
	}
	out.Keys = addMerged(out.Keys, merged)
}

// addMerged adds what the merge keys bring: the map's own keys win, then the
// first that brings a key.
func addMerged(keys, merged []schema.Entry) []schema.Entry {
	if merged == nil {
		return keys
	}
	has := map[string]bool{}
	for _, e := range keys {
		has[e.Name] = true
	}
	for _, e := range merged {
		if !has[e.Name] {
			has[e.Name] = true
			keys = append(keys, e)
		}
	}
	return keys
}

// merge gives what the value of << brings: the keys of a map, or of each map of
// a list.
func (c *converter) merge(value *yaml.Node) []schema.Entry {
	node := c.node(value, nil)
	if node == nil {
		return nil
	}
	maps := []*schema.Node{node}
	if node.Kind == schema.List {
		maps = node.Items
	}
	var all []schema.Entry
	for _, m := range maps {
		if m.Kind != schema.Map {
			c.report(value, "yaml/bad-merge")
			return nil
		}
		all = append(all, m.Keys...)
	}
	return all
}

// alias gives what *name stands for, at the place of the alias. What it stands
// for is shared, not copied: the count of all that it stands for is what keeps
// a bomb from being walked later.
func (c *converter) alias(n *yaml.Node) *schema.Node {
	c.aliases++
	a, known := c.done[n.Alias]
	if known && a.node == nil {
		c.report(n, "yaml/alias-loop", n.Value)
		return nil
	}
	limit := c.p.o.Limits.Aliases
	c.size += a.size
	c.expanded += a.size
	most := 1_000_000
	if limit > 0 {
		most = min(most, 100*limit)
	}
	if limit > 0 && c.aliases > limit || c.expanded > most {
		c.report(n, "yaml/too-many-aliases", n.Value)
		c.stopped = true
		return nil
	}
	if a.node == nil { // its anchor could not be read and is reported
		return nil
	}
	node := *a.node
	node.Pos = c.place(n)
	return &node
}

var (
	intForm   = regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	floatForm = regexp.MustCompile(`^[-+]?((\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))$`)
)

// kind resolves a plain scalar as YAML 1.2 §10.3.2 says.
func kind(text string) schema.Kind {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return schema.Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return schema.Bool
	case ".nan", ".NaN", ".NAN":
		return schema.Float
	}
	switch c := text[0]; {
	case c != '+' && c != '-' && c != '.' && (c < '0' || c > '9'):
		return schema.Text
	case intForm.MatchString(text):
		return schema.Int
	case floatForm.MatchString(text):
		return schema.Float
	}
	return schema.Text
}
