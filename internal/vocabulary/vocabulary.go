// Package vocabulary knows the names of schema.org: types with their parents,
// properties, which types have them and what they may hold, and the members of
// enumerations; and reads what an author says in these words.
//
// In: the value of schema: in front matter, a map or a list of maps, each a node of
// JSON-LD: @type, @id and properties. Out: findings at their places (Check), and the
// nodes as plain Statements, which a page's graph takes in (Statements).
//
// The names stand in schema.org.txt, which tools/vocabulary.mjs makes of the types
// of npm's schema-dts (schema.org 30); make generate writes it. It is read when a
// page first uses it. Stricter than schema.org, which takes a text anywhere: what
// should be a node, a number, a date, an address or a member of an enumeration must
// be one. Rules: SEO rules, ld/*.
package vocabulary

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed schema.org.txt
var text string

// kind is a type of schema.org.
type kind struct {
	parents []string
	members []string // of an enumeration
	text    bool     // a text may stand for it
}

// property is what one name may hold, by the types that have it.
type property struct {
	on    []string
	holds []string
}

type table struct {
	kinds      map[string]kind
	properties map[string][]property
}

// names reads the table once. A fault in it is a fault of the program.
var names = sync.OnceValue(func() *table {
	t := &table{kinds: map[string]kind{}, properties: map[string][]property{}}
	for line := range strings.Lines(text) {
		what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch what {
		case "type":
			rest, members, _ := strings.Cut(rest, " = ")
			name, parents, _ := strings.Cut(rest, " < ")
			bare := strings.TrimSuffix(name, "*")
			t.kinds[bare] = kind{parents: strings.Fields(parents), members: strings.Fields(members), text: bare != name}
		case "property":
			name, rest, _ := strings.Cut(rest, " @ ")
			on, holds, _ := strings.Cut(rest, " : ")
			t.properties[name] = append(t.properties[name], property{on: strings.Fields(on), holds: strings.Fields(holds)})
		default:
			panic("vocabulary: " + line)
		}
	}
	return t
})

// is says whether a type is another one or among its descendants.
func (t *table) is(name, other string) bool {
	if name == other {
		return true
	}
	return slices.ContainsFunc(t.kinds[name].parents, func(p string) bool { return t.is(p, other) })
}

// of finds what a property of some types may hold, and all types that have one of
// this name.
func (t *table) of(types []string, name string) (holds []string, ok bool, on []string) {
	for _, p := range t.properties[name] {
		for _, owner := range p.on {
			on = append(on, owner)
			if slices.ContainsFunc(types, func(x string) bool { return t.is(x, owner) }) {
				holds, ok = append(holds, p.holds...), true
			}
		}
	}
	return holds, ok, on
}

func (t *table) types() []string { return slices.Sorted(maps.Keys(t.kinds)) }

// offered lists the properties of some types.
func (t *table) offered(types []string) []string {
	var all []string
	for name := range t.properties {
		if _, ok, _ := t.of(types, name); ok {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// everything lists all properties.
func (t *table) everything() []string { return slices.Sorted(maps.Keys(t.properties)) }
