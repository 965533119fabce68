package schema

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lodestone/internal/schema/date"
)

// all has a field of every Go type that Of takes.
type all struct {
	Text   string            `key:"text"`
	Yes    bool              `key:"yes"`
	Maybe  *bool             `key:"maybe"`
	Count  int               `key:"count"`
	Weight float64           `key:"weight"`
	Date   date.Date         `key:"date"`
	Texts  []string          `key:"texts"`
	Dates  []date.Date       `key:"dates"`
	Lists  [][]int           `key:"lists"`
	Names  map[string]string `key:"names"`
	Inner  inner             `key:"inner"`
	Opt    *inner            `key:"opt"`
	Many   []inner           `key:"many"`
	Map    map[string]inner  `key:"map"`
}

type inner struct {
	A string `key:"a"`
	B bool   `key:"b"`
}

func drawDate(t *rapid.T) date.Date {
	d := date.Date{Time: time.Unix(rapid.Int64Range(-62135500000, 253402200000).Draw(t, "second"), 0).UTC(), Day: rapid.Bool().Draw(t, "day")}
	if d.Day {
		d.Time = d.Time.Truncate(24 * time.Hour)
	}
	return d
}

func drawInner(t *rapid.T) inner {
	return inner{rapid.String().Draw(t, "a"), rapid.Bool().Draw(t, "b")}
}

// written says that a text is more than spaces: a list has no empty entries.
func written(text string) bool { return strings.TrimSpace(text) != "" }

func drawAll(t *rapid.T) all {
	return all{
		Text: rapid.String().Draw(t, "text"), Yes: rapid.Bool().Draw(t, "yes"), Maybe: rapid.Ptr(rapid.Bool(), true).Draw(t, "maybe"),
		Count: rapid.IntRange(-1<<53, 1<<53).Draw(t, "count"), Weight: rapid.Float64().Draw(t, "weight"), Date: drawDate(t),
		Texts: rapid.SliceOfN(rapid.String().Filter(written), 1, 4).Draw(t, "texts"), Dates: []date.Date{drawDate(t), drawDate(t)},
		Lists: rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(-9, 9), 1, 3), 1, 3).Draw(t, "lists"),
		Names: rapid.MapOfN(rapid.String(), rapid.String(), 1, 4).Draw(t, "names"),
		Inner: drawInner(t), Opt: rapid.Ptr(rapid.Custom(drawInner), true).Draw(t, "opt"),
		Many: rapid.SliceOfN(rapid.Custom(drawInner), 1, 3).Draw(t, "many"), Map: rapid.MapOfN(rapid.String(), rapid.Custom(drawInner), 1, 3).Draw(t, "map"),
	}
}

// treeOf writes a value as the tree that it should be decoded from, scalars
// plain or quoted as it happens where both must work.
func treeOf(t *rapid.T, a all) *Node {
	text := func(s string) *Node {
		kind := Text
		if s != "" {
			kind = rapid.SampledFrom([]Kind{Text, Bool, Int, Float}).Draw(t, "look")
		}
		return &Node{Kind: kind, Text: s, Plain: kind != Text}
	}
	scalar := func(k Kind, s string) *Node { return &Node{Kind: k, Text: s, Plain: true} }
	yes := func(b bool) *Node { return scalar(Bool, strconv.FormatBool(b)) }
	group := func(i inner) *Node {
		return &Node{Kind: Map, Keys: []Entry{{Name: "a", Value: text(i.A)}, {Name: "b", Value: yes(i.B)}}}
	}
	n := &Node{Kind: Map}
	add := func(name string, v *Node) { n.Keys = append(n.Keys, Entry{Name: name, Value: v}) }
	add("text", text(a.Text))
	add("yes", yes(a.Yes))
	if a.Maybe != nil {
		add("maybe", yes(*a.Maybe))
	}
	add("count", scalar(Int, strconv.Itoa(a.Count)))
	add("weight", scalar(Float, strconv.FormatFloat(a.Weight, 'g', -1, 64)))
	add("date", scalar(Text, a.Date.String()))
	add("texts", listOf(t, a.Texts, text))
	add("dates", listOf(t, a.Dates, func(d date.Date) *Node { return scalar(Text, d.String()) }))
	add("lists", &Node{Kind: List, Items: mapped(a.Lists, func(l []int) *Node {
		return &Node{Kind: List, Items: mapped(l, func(i int) *Node { return scalar(Int, strconv.Itoa(i)) })}
	})})
	add("inner", group(a.Inner))
	if a.Opt != nil {
		add("opt", group(*a.Opt))
	}
	add("many", listOf(t, a.Many, group))
	names, groups := &Node{Kind: Map}, &Node{Kind: Map}
	for k, v := range a.Names {
		names.Keys = append(names.Keys, Entry{Name: k, Value: text(v)})
	}
	for k, v := range a.Map {
		groups.Keys = append(groups.Keys, Entry{Name: k, Value: group(v)})
	}
	add("names", names)
	add("map", groups)
	return n
}

func mapped[T any](all []T, f func(T) *Node) []*Node {
	var out []*Node
	for _, x := range all {
		out = append(out, f(x))
	}
	return out
}

// listOf writes a list; one of a single value sometimes as that value.
func listOf[T any](t *rapid.T, all []T, f func(T) *Node) *Node {
	if len(all) == 1 && rapid.Bool().Draw(t, "single") {
		return f(all[0])
	}
	return &Node{Kind: List, Items: mapped(all, f)}
}

func TestRoundTrip(t *testing.T) {
	typ := Of[all]()
	rapid.Check(t, func(t *rapid.T) {
		want := drawAll(t)
		var got all
		at, found := Decode(treeOf(t, want), typ, &got, "x")
		if diff := cmp.Diff(want, got); diff != "" || len(found) > 0 {
			t.Fatal(diff, found)
		}
		if _, there := at["many.0.a"]; !there {
			t.Fatal("no place of many.0.a")
		}
	})
}
