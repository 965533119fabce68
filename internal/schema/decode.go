package schema

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lodestone/internal/diag"
	"lodestone/internal/schema/date"
)

// Decode reads a tree into a Go value and gives the place of every value and
// every fault of the file. into is a pointer to the Go type that t was derived
// from, or nil where the tree is only to be checked. Values at fault leave
// their Go fields as they were. n may be nil: an empty file, read as an object
// without keys.
func Decode(n *Node, t *Type, into any, file string) (Positions, diag.List) {
	d := decoder{file: file, at: Positions{}}
	var v reflect.Value
	if into != nil {
		v = reflect.ValueOf(into).Elem()
	}
	if n == nil || n.Kind == Null {
		n = &Node{Kind: Map, Pos: diag.Pos{Line: 1, Col: 1}}
	}
	d.value(n, t, v, "")
	return d.at, d.found
}

type decoder struct {
	file  string
	at    Positions
	found diag.List
}

func (d *decoder) fault(n *Node, code string, args ...string) {
	d.found = append(d.found, diag.At(d.file, n.Pos, code, args...))
}

// value decodes one node. v is invalid where nothing is to be stored.
func (d *decoder) value(n *Node, t *Type, v reflect.Value, path string) {
	d.at[path] = n.Pos
	if v.IsValid() && v.Kind() == reflect.Pointer && t.Form != AnyForm {
		p := reflect.New(v.Type().Elem())
		before := len(d.found)
		d.value(n, t, p.Elem(), path)
		if len(d.found) == before || t.Form == ObjectForm {
			v.Set(p)
		}
		return
	}
	switch t.Form {
	case AnyForm:
		if v.IsValid() {
			v.Set(reflect.ValueOf(n))
		}
	case TextForm:
		d.text(n, t, v, path)
	case BoolForm:
		d.yesNo(n, v, path)
	case IntForm, NumberForm:
		d.number(n, t, v, path)
	case DateForm:
		d.date(n, v, path)
	case ListForm:
		d.list(n, t, v, path)
	case MapForm:
		d.free(n, t, v, path)
	case ObjectForm:
		d.object(n, t, v, path)
	}
}

// wrong reports a value of another form than the declared one.
func (d *decoder) wrong(n *Node, code, path, instead string) {
	d.fault(n, code, name(path), shown(n), instead)
}

func (d *decoder) text(n *Node, t *Type, v reflect.Value, path string) {
	if !n.scalar() {
		d.wrong(n, "key/not-text", path, "")
		return
	}
	text, key := n.Text, name(path)
	switch {
	case len(t.Enum) > 0 && !slices.Contains(t.Enum, text):
		d.fault(n, "key/bad-choice", key, diag.Clip(text), diag.Nearest(text, t.Enum), strings.Join(t.Enum, ", "))
		return
	case t.Format != Free && !t.Format.Valid(text):
		d.fault(n, "key/bad-"+string(t.Format), key, diag.Clip(text), t.Format.suggest(text))
		return
	case t.Pattern != "" && !t.matches(text):
		d.fault(n, "key/bad-pattern", key, diag.Clip(text), t.Pattern)
		return
	}
	if d.bounds(n, t, float64(utf8.RuneCountInString(text)), path, "key/too-short", "key/too-long") && v.IsValid() {
		v.SetString(text)
	}
}

func (d *decoder) yesNo(n *Node, v reflect.Value, path string) {
	if n.Kind != Bool {
		instead := map[string]string{"yes": "true", "y": "true", "on": "true", "true": "true", "no": "false", "n": "false", "off": "false", "false": "false"}
		d.wrong(n, "key/not-bool", path, instead[strings.ToLower(n.Text)])
		return
	}
	if v.IsValid() {
		v.SetBool(strings.EqualFold(n.Text, "true"))
	}
}

func (d *decoder) number(n *Node, t *Type, v reflect.Value, path string) {
	code := "key/not-number"
	if t.Form == IntForm {
		code = "key/not-whole"
	}
	x, ok := n.number()
	if !ok || t.Form == IntForm && (n.Kind != Int || math.Abs(x) > 1<<53) {
		instead := ""
		if n.Kind == Text && plainNumber.MatchString(n.Text) {
			instead = n.Text // a number in quotes
		}
		d.wrong(n, code, path, instead)
		return
	}
	if !d.bounds(n, t, x, path, "key/too-small", "key/too-big") || !v.IsValid() {
		return
	}
	if t.Form == IntForm {
		v.SetInt(int64(x))
	} else {
		v.SetFloat(x)
	}
}

func (d *decoder) date(n *Node, v reflect.Value, path string) {
	if !n.scalar() {
		d.wrong(n, "key/bad-date", path, "")
		return
	}
	x, fault := date.Parse(n.Text)
	if fault != nil {
		d.wrong(n, fault.Code, path, fault.Hint)
		return
	}
	if v.IsValid() {
		v.Set(reflect.ValueOf(x))
	}
}

// bounds checks a measure against Min and Max; codes are for too little and
// too much.
func (d *decoder) bounds(n *Node, t *Type, x float64, path, little, much string) bool {
	switch {
	case t.Min != nil && x < *t.Min:
		d.fault(n, little, name(path), figure(x), figure(*t.Min))
	case t.Max != nil && x > *t.Max:
		d.fault(n, much, name(path), figure(x), figure(*t.Max))
	default:
		return true
	}
	return false
}

func (d *decoder) list(n *Node, t *Type, v reflect.Value, path string) {
	items := n.Items
	if n.Kind != List {
		if !t.Elem.takes(n) {
			d.wrong(n, "key/not-list", path, "")
			return
		}
		items = []*Node{n}
	}
	if !d.bounds(n, t, float64(len(items)), path, "key/too-few", "key/too-many") {
		return
	}
	if v.IsValid() {
		v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	}
	for i, item := range items {
		var e reflect.Value
		if v.IsValid() {
			e = v.Index(i)
		}
		d.at[join(path, strconv.Itoa(i))] = item.Pos
		if item.empty(t.Elem) || item.Kind == Text && t.Elem.Form == TextForm && strings.TrimSpace(item.Text) == "" {
			d.fault(item, "key/empty-item", name(path))
			continue
		}
		d.value(item, t.Elem, e, join(path, strconv.Itoa(i)))
	}
}

// free decodes a map with free keys.
func (d *decoder) free(n *Node, t *Type, v reflect.Value, path string) {
	if n.Kind != Map {
		d.wrong(n, "key/not-map", path, "")
		return
	}
	if v.IsValid() {
		v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Keys)))
	}
	known := map[string]int{}
	for _, e := range n.Keys {
		sub, again := d.key(known, e, path)
		if again {
			continue
		}
		if t.Keys != Free && !t.Keys.Valid(e.Name) {
			d.fault(&Node{Pos: e.Pos}, "key/bad-"+string(t.Keys), name(path), diag.Clip(e.Name), t.Keys.suggest(e.Name))
			continue
		}
		if e.Value == nil || e.Value.empty(t.Elem) {
			continue
		}
		if !v.IsValid() {
			d.value(e.Value, t.Elem, v, sub)
			continue
		}
		x := reflect.New(v.Type().Elem()).Elem()
		before := len(d.found)
		d.value(e.Value, t.Elem, x, sub)
		if len(d.found) == before || t.Elem.Form == ObjectForm && e.Value.Kind == Map { // what else it says holds
			v.SetMapIndex(reflect.ValueOf(e.Name).Convert(v.Type().Key()), x)
		}
	}
}

func (d *decoder) object(n *Node, t *Type, v reflect.Value, path string) {
	if n.Kind != Map {
		if f := t.short(n); f != nil {
			d.field(n, f, v, path)
			return
		}
		d.wrong(n, "key/not-map", path, "")
		return
	}
	known := map[string]int{}
	for _, e := range n.Keys {
		sub, again := d.key(known, e, path)
		if again {
			continue
		}
		f := t.Field(e.Name)
		switch {
		case f == nil:
			d.fault(&Node{Pos: e.Pos}, "key/unknown", e.Name, t.nearestKey(e.Name))
		case e.Value == nil: // reported where it was read
		case e.Value.empty(f.Type):
			if f.Required {
				d.fault(e.Value, "key/empty", e.Name)
			}
		default:
			d.field(e.Value, f, v, sub)
		}
	}
	for _, f := range t.Fields {
		if _, there := known[f.Key]; f.Required && !there {
			d.fault(n, "key/missing", f.Key, name(path))
		}
	}
}

// field decodes into one Go field of the struct v.
func (d *decoder) field(n *Node, f *Field, v reflect.Value, path string) {
	if !v.IsValid() || f.index == nil {
		v = reflect.Value{}
	} else {
		v = v.FieldByIndex(f.index)
	}
	d.value(n, f.Type, v, path)
}

// key gives the path of a map's key and notes its place; again says that the
// name is among those known, which is reported with the line of the first.
func (d *decoder) key(known map[string]int, e Entry, path string) (sub string, again bool) {
	line, again := known[e.Name]
	if again {
		d.fault(&Node{Pos: e.Pos}, "key/duplicate", e.Name, strconv.Itoa(line))
		return "", true
	}
	known[e.Name] = e.Pos.Line
	sub = join(path, e.Name)
	d.at["key:"+sub] = e.Pos
	return sub, false
}
