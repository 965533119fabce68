package schema

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"lodestone/internal/diag"
)

// plainNumber is a number as YAML's core schema writes it in tens.
var plainNumber = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)

func (n *Node) scalar() bool { return n.Kind <= Text }

// empty says whether a node says nothing: no value at all, or a written null.
func (n *Node) empty(t *Type) bool { return n.Kind == Null && t.Form != AnyForm }

// number gives the value of an Int or Float, if it is a finite one.
func (n *Node) number() (float64, bool) {
	switch n.Kind {
	case Int:
		base, text := 10, strings.TrimPrefix(n.Text, "+")
		if rest, ok := strings.CutPrefix(text, "0x"); ok {
			base, text = 16, rest
		} else if rest, ok := strings.CutPrefix(text, "0o"); ok {
			base, text = 8, rest
		}
		x, err := strconv.ParseInt(text, base, 64)
		return float64(x), err == nil
	case Float:
		x, err := strconv.ParseFloat(n.Text, 64)
		return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
	}
	return 0, false
}

// takes says whether a value that is no list may stand for a list of one.
func (t *Type) takes(n *Node) bool {
	switch t.Form {
	case AnyForm:
		return true
	case ListForm:
		return false
	case MapForm:
		return n.Kind == Map
	case ObjectForm:
		return n.Kind == Map || t.short(n) != nil
	}
	return n.scalar()
}

// short finds the field that a value other than a map fills on its own: the
// first Short one of its very form, else the first that takes text.
func (t *Type) short(n *Node) *Field {
	var text *Field
	for i := range t.Fields {
		f := &t.Fields[i]
		if !f.Short {
			continue
		}
		form := f.Type.Form
		if form == ListForm && n.Kind == List || form == BoolForm && n.Kind == Bool ||
			form == IntForm && n.Kind == Int || form == NumberForm && (n.Kind == Int || n.Kind == Float) ||
			form == DateForm && n.scalar() {
			return f
		}
		if text == nil && n.scalar() && f.Type.TakesText() {
			text = f
		}
	}
	return text
}

// shown gives what was found as a message shows it.
func shown(n *Node) string {
	switch n.Kind {
	case List:
		return "[…]"
	case Map:
		return "{…}"
	}
	return diag.Clip(n.Text)
}

// figure writes a number without needless digits.
func figure(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// name gives the key that a message about a path names: its last part that is
// not a place in a list.
func name(path string) string {
	for path != "" {
		i := strings.LastIndexByte(path, '.')
		last := path[i+1:]
		if _, err := strconv.Atoi(last); err != nil {
			return last
		}
		path = path[:max(i, 0)]
	}
	return ""
}
