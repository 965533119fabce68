package source

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/schema"
	"lodestone/internal/site/settings"
	"lodestone/internal/vocabulary"
	"lodestone/internal/yamldoc"
)

// ReadConfig reads site.yaml. With an Error among the findings the Config is
// not to be used.
func ReadConfig(fsys fs.FS, l Limits) (*Config, diag.List) {
	const name = "site.yaml"
	raw, err := fs.ReadFile(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{diag.At(name, diag.Pos{}, "config/missing")}
	case err != nil:
		return nil, diag.List{diag.Unread(name, "file/unreadable", err)}
	}
	text, found, ok := decode(name, raw)
	if !ok {
		return nil, found
	}
	if left := conflicts(text, name, 1); len(left) > 0 {
		return nil, append(found, left...)
	}
	t := schema.Of[settings.Config]()
	node, more := yamldoc.Parse(text, yamldoc.Options{File: name, FirstLine: 1, Type: t, Limits: yamldoc.Limits{Bytes: yamldoc.ConfigFile().Bytes, Depth: l.Depth, Aliases: l.Aliases}})
	found = append(found, more...)
	if found.Broken() {
		return nil, found
	}
	if node == nil { // an empty file: what is required is missing
		node = &schema.Node{Kind: schema.Map, Pos: diag.Pos{Line: 1, Col: 1}}
	}
	c := &Config{Site: new(settings.Config)}
	c.Positions, more = schema.Decode(node, t, c.Site, name)
	found = append(found, more...)
	noteCascade(c.Site, node)
	for i := range c.Site.Cascade {
		if said := c.Site.Cascade[i].Set.Schema; said != nil {
			found = append(found, vocabulary.Check(said, ownNodes(settings.Plain), name)...)
		}
	}
	c.Site.Author = settings.Term(c.Site.Author)
	return c, found
}

// Apart drops from what linking found what it says of a menu entry in which
// reading found a fault: what the entry lacks may be what was mistyped.
func (c *Config) Apart(found, faulty diag.List) diag.List {
	if !faulty.Broken() {
		return found
	}
	bad, around := map[diag.Pos]bool{}, map[diag.Pos]bool{}
	for _, item := range faulty {
		bad[item.Pos] = true
	}
	for key, at := range c.Positions {
		if !bad[at] {
			continue
		}
		for key = strings.TrimPrefix(key, "key:"); key != ""; key = key[:max(strings.LastIndexByte(key, '.'), 0)] {
			around[c.Positions.At(key)] = true
		}
	}
	return slices.DeleteFunc(found, func(i diag.Item) bool {
		return (i.Code == "config/menu-target" || i.Code == "config/menu-text") && around[i.Pos]
	})
}

// noteCascade notes which keys each entry of the cascade sets, and writes its
// terms as those of the pages are written.
func noteCascade(c *settings.Config, node *schema.Node) {
	for i, e := range entries(node, "cascade") {
		if i < len(c.Cascade) {
			c.Cascade[i].Match.Tag = settings.Term(c.Cascade[i].Match.Tag)
			for _, k := range e.Keys {
				if k.Name == "set" && k.Value != nil {
					c.Cascade[i].Set.Set = keys(k.Value)
					c.Cascade[i].Set.Tidy()
				}
			}
		}
	}
}

func entries(n *schema.Node, key string) []*schema.Node {
	for _, e := range n.Keys {
		if e.Name == key && e.Value != nil {
			if e.Value.Kind == schema.Map {
				return []*schema.Node{e.Value}
			}
			return e.Value.Items
		}
	}
	return nil
}
