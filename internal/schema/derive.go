package schema

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/schema/date"
)

// Of derives the Type of a Go type. A struct's fields say by tags what they
// are:
//
//	key:"title"        the name in the file; a field without the tag is not read
//	key:"-"            only with short: the field is reached by the short way alone
//	doc:"…"            what it is for
//	required:"true"
//	short:"true"       the struct may be written as this field's value alone
//	enum:"a,b"         the only values of a text
//	format:"slug"      one of the Formats
//	pattern:"^[a-z]$"  a regular expression that must match
//	min:"1" max:"10"   bounds of a number, of a text's characters, of a list's length
//	keys:"lang"        the Format of a map's keys
//	default:"…"        what the documentation gives as the value of an absent key
//	example:"…"
//	also:"summary,…"   names that people try instead
//
// enum, format and pattern on a list or map are about its elements. Go types:
// string, bool, int, float64, *bool, date.Date, []T, map[string]T, struct, *struct,
// *Node. The fields of an embedded struct count as the outer struct's own.
// Anything else is a fault of the program and panics.
func Of[T any]() *Type { return TypeOf(reflect.TypeFor[T]()) }

// TypeOf is Of for a type known only when the program runs.
func TypeOf(r reflect.Type) *Type { return derivation{}.typeOf(r) }

// derivation remembers the structs met, so that a struct may hold itself.
type derivation map[reflect.Type]*Type

var (
	dateType = reflect.TypeFor[date.Date]()
	nodeType = reflect.TypeFor[Node]()
)

func (d derivation) typeOf(r reflect.Type) *Type {
	switch {
	case r == dateType:
		return &Type{Form: DateForm}
	case r.Kind() == reflect.Pointer && r.Elem() == nodeType:
		return &Type{Form: AnyForm}
	}
	switch r.Kind() {
	case reflect.String:
		return &Type{Form: TextForm}
	case reflect.Bool:
		return &Type{Form: BoolForm}
	case reflect.Int:
		return &Type{Form: IntForm}
	case reflect.Float64:
		return &Type{Form: NumberForm}
	case reflect.Slice:
		return &Type{Form: ListForm, Elem: d.typeOf(r.Elem())}
	case reflect.Map:
		if r.Key().Kind() == reflect.String {
			return &Type{Form: MapForm, Elem: d.typeOf(r.Elem())}
		}
	case reflect.Pointer:
		if e := r.Elem(); e.Kind() == reflect.Bool || e.Kind() == reflect.Struct {
			return d.typeOf(e)
		}
	case reflect.Struct:
		return d.object(r)
	}
	panic(fmt.Sprintf("schema: no form for Go type %s", r))
}

func (d derivation) object(r reflect.Type) *Type {
	if t := d[r]; t != nil {
		return t
	}
	t := &Type{Form: ObjectForm, Name: strings.ToLower(r.Name())}
	d[r] = t
	t.Fields = d.fields(r, nil)
	for i, f := range t.Fields {
		if f.Key != "-" && t.Field(f.Key) != &t.Fields[i] {
			panic(fmt.Sprintf("schema: %s: key %q stands twice", r, f.Key))
		}
	}
	return t
}

func (d derivation) fields(r reflect.Type, at []int) []Field {
	var all []Field
	for g := range r.NumField() {
		sf := r.Field(g)
		index := append(slices.Clone(at), g)
		key, tagged := sf.Tag.Lookup("key")
		switch {
		case sf.Anonymous && !tagged && sf.Type.Kind() == reflect.Struct:
			all = append(all, d.fields(sf.Type, index)...)
		case tagged && sf.IsExported():
			f := d.field(r, sf)
			f.Key, f.index = key, index
			all = append(all, f)
		}
	}
	return all
}

func (d derivation) field(r reflect.Type, sf reflect.StructField) Field {
	bad := func(why string) { panic(fmt.Sprintf("schema: %s.%s: %s", r, sf.Name, why)) }
	tag := sf.Tag.Get
	f := Field{
		Doc: tag("doc"), Type: d.typeOf(sf.Type), Required: tag("required") == "true",
		Short: tag("short") == "true", Default: tag("default"), Example: tag("example"),
		Also: split(tag("also")),
	}
	if f.Type.Form != ObjectForm {
		c := *f.Type // the tags are about this field alone
		f.Type = &c
	}
	for name, to := range map[string]**float64{"min": &f.Type.Min, "max": &f.Type.Max} {
		if text := tag(name); text != "" {
			x, err := strconv.ParseFloat(text, 64)
			if err != nil || f.Type.Form == ObjectForm {
				bad(name + " needs a number, and a text, number or list")
			}
			*to = &x
		}
	}
	if text := tag("keys"); text != "" {
		f.Type.Keys = Format(text)
		if f.Type.Form != MapForm || !f.Type.Keys.known() {
			bad("keys needs a map and a format")
		}
	}
	inner := f.Type
	for inner.Form == ListForm || inner.Form == MapForm {
		inner = inner.Elem
	}
	if inner.Form != TextForm && tag("enum")+tag("format")+tag("pattern") != "" && tag("format") != "date" {
		bad("enum, format and pattern are for text")
	}
	if inner.Form == TextForm {
		inner.Enum, inner.Format, inner.Pattern = split(tag("enum")), Format(tag("format")), tag("pattern")
		if !inner.Format.known() {
			bad("unknown format " + tag("format"))
		}
		if inner.Pattern != "" {
			inner.pattern = regexp.MustCompile(inner.Pattern)
		}
	}
	return f
}

func split(text string) []string {
	if text == "" {
		return nil
	}
	all := strings.Split(text, ",")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}
