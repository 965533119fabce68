package describe

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"lodestone/internal/schema"
	"lodestone/internal/schema/date"
)

// JSONSchema writes the Type as a JSON Schema of draft 7, which is what the
// YAML support of editors reads best. id is the address that it will be known
// under ("" for none), title its name for people. The bytes depend on the
// declaration alone, end with a line feed and are indented by two spaces.
//
// Whatever schema.Decode takes, the schema takes, but for a key with a fixed set of
// values that is left empty: editors would offer null as one of them. It does
// not say what JSON Schema cannot: that a zone exists, that a glob is well
// formed.
func JSONSchema(t *schema.Type, id, title string) []byte {
	w := schemaWriter{names: map[*schema.Type]string{}, defs: map[string]*document{}}
	w.name(t, map[*schema.Type]int{}, map[string]int{})
	doc := w.document(t, false)
	doc.Schema, doc.ID, doc.Title = "http://json-schema.org/draft-07/schema#", id, title
	if len(w.defs) > 0 {
		doc.Definitions = w.defs
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		panic(err) // every part of a document can be written
	}
	return b.Bytes()
}

// document is one schema; its fields stand in the order of the output.
type document struct {
	Schema        string               `json:"$schema,omitempty"`
	ID            string               `json:"$id,omitempty"`
	Ref           string               `json:"$ref,omitempty"`
	Title         string               `json:"title,omitempty"`
	Description   string               `json:"description,omitempty"`
	Type          any                  `json:"type,omitempty"` // a string or []string
	AllOf         []*document          `json:"allOf,omitempty"`
	AnyOf         []*document          `json:"anyOf,omitempty"`
	Enum          []string             `json:"enum,omitempty"`
	Format        string               `json:"format,omitempty"`
	Pattern       string               `json:"pattern,omitempty"`
	Minimum       *float64             `json:"minimum,omitempty"`
	Maximum       *float64             `json:"maximum,omitempty"`
	MinLength     *int                 `json:"minLength,omitempty"`
	MaxLength     *int                 `json:"maxLength,omitempty"`
	MinItems      *int                 `json:"minItems,omitempty"`
	MaxItems      *int                 `json:"maxItems,omitempty"`
	Items         *document            `json:"items,omitempty"`
	PropertyNames *document            `json:"propertyNames,omitempty"`
	Properties    properties           `json:"properties,omitempty"`
	Required      []string             `json:"required,omitempty"`
	Additional    any                  `json:"additionalProperties,omitempty"` // false or a *document
	Default       json.RawMessage      `json:"default,omitempty"`
	Examples      []json.RawMessage    `json:"examples,omitempty"`
	Definitions   map[string]*document `json:"definitions,omitempty"`
}

// properties keep the order of the declaration.
type properties []property

type property struct {
	key string
	doc *document
}

// MarshalJSON writes an object.
func (p properties) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, e := range p {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := json.Marshal(e.key)
		if err != nil {
			return nil, err
		}
		var doc bytes.Buffer
		enc := json.NewEncoder(&doc)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e.doc); err != nil {
			return nil, err
		}
		b = append(append(append(b, key...), ':'), doc.Bytes()...)
	}
	return append(b, '}'), nil
}

type schemaWriter struct {
	names map[*schema.Type]string // objects that are written once, as definitions
	defs  map[string]*document
}

// name finds the objects that stand in several places, or in themselves.
func (w *schemaWriter) name(t *schema.Type, seen map[*schema.Type]int, taken map[string]int) {
	if t == nil {
		return
	}
	if t.Form == schema.ObjectForm {
		seen[t]++
		if seen[t] == 2 {
			label := t.Name
			if label == "" {
				label = "object"
			}
			taken[label]++
			if taken[label] > 1 {
				label = fmt.Sprintf("%s%d", label, taken[label])
			}
			w.names[t] = label
		}
		if seen[t] > 1 {
			return
		}
		for _, f := range t.Fields {
			w.name(f.Type, seen, taken)
		}
	}
	w.name(t.Elem, seen, taken)
}

// document writes a type; absent says that the value may be left empty.
func (w *schemaWriter) document(t *schema.Type, absent bool) *document {
	doc := &document{}
	switch t.Form {
	case schema.TextForm:
		return textDocument(t, absent)
	case schema.DateForm:
		doc.Type = types(absent, "string")
		doc.Pattern = date.Pattern
	case schema.BoolForm:
		doc.Type = types(absent, "boolean")
	case schema.IntForm:
		doc.Type, doc.Minimum, doc.Maximum = types(absent, "integer"), t.Min, t.Max
	case schema.NumberForm:
		doc.Type, doc.Minimum, doc.Maximum = types(absent, "number"), t.Min, t.Max
	case schema.ListForm:
		many := &document{Type: "array", Items: w.document(t.Elem, false), MinItems: whole(t.Min), MaxItems: whole(t.Max)}
		doc.AnyOf = []*document{w.document(t.Elem, absent), many}
		if t.Elem.Form == schema.ListForm || t.Min != nil && *t.Min > 1 {
			many.Type, doc = types(absent, "array"), many
		}
	case schema.MapForm:
		doc.Type, doc.Additional = types(absent, "object"), w.document(t.Elem, true)
		if t.Keys != schema.Free {
			doc.PropertyNames = &document{Pattern: t.Keys.Pattern()}
		}
	case schema.ObjectForm:
		return w.object(t, absent)
	}
	return doc
}

func (w *schemaWriter) object(t *schema.Type, absent bool) *document {
	label := w.names[t]
	if label == "" {
		return w.keys(t, absent)
	}
	if w.defs[label] == nil {
		w.defs[label] = &document{} // stops at an object within itself
		*w.defs[label] = *w.keys(t, true)
	}
	return &document{Ref: "#/definitions/" + label}
}

// keys writes an object's keys and its short ways.
func (w *schemaWriter) keys(t *schema.Type, absent bool) *document {
	doc := &document{Type: types(absent, "object"), Additional: false}
	var ways []*document
	for _, f := range t.Fields {
		if f.Short {
			ways = append(ways, w.document(f.Type, false))
		}
		if f.Key == "-" {
			continue
		}
		if f.Required {
			doc.Required = append(doc.Required, f.Key)
		}
		doc.Properties = append(doc.Properties, property{f.Key, w.field(f)})
	}
	if doc.Properties == nil {
		doc.Properties = properties{}
	}
	if ways == nil {
		return doc
	}
	return &document{AnyOf: append([]*document{doc}, ways...)}
}

func (w *schemaWriter) field(f schema.Field) *document {
	doc := w.document(f.Type, !f.Required)
	if doc.Ref != "" { // draft 7 ignores whatever stands beside $ref
		doc = &document{AllOf: []*document{doc}}
	}
	doc.Description, doc.Default = f.Doc, literal(f.Type, f.Default)
	if example := literal(f.Type, f.Example); example != nil {
		doc.Examples = []json.RawMessage{example}
	}
	return doc
}

// literal turns a default or example of a tag into JSON, or gives nil where it
// is none (a default told in words).
func literal(t *schema.Type, text string) json.RawMessage {
	switch {
	case text == "":
		return nil
	case t.Form == schema.TextForm || t.Form == schema.DateForm || t.Form == schema.ListForm && t.Elem.Form == schema.TextForm && text[0] != '[':
		b, err := json.Marshal(text)
		if err != nil {
			return nil
		}
		return b
	case json.Valid([]byte(text)):
		return json.RawMessage(text)
	}
	return nil
}

func textDocument(t *schema.Type, absent bool) *document {
	doc := &document{Enum: t.Enum, Pattern: t.Pattern, MinLength: whole(t.Min), MaxLength: whole(t.Max)}
	if doc.Pattern == "" {
		doc.Pattern = t.Format.Pattern()
	}
	switch t.Format {
	case schema.URL:
		doc.Format = "uri"
	case schema.Email:
		doc.Format = "email"
	}
	if t.Format == schema.Free || t.Format == schema.Slug || t.Format == schema.Path { // text may look like something else
		doc.Type = types(absent, "string", "number", "boolean")
	} else {
		doc.Type = types(absent, "string")
	}
	if t.Enum != nil {
		doc.Type = nil
	}
	return doc
}

func types(absent bool, names ...string) any {
	if absent {
		names = append(names, "null")
	}
	if len(names) == 1 {
		return names[0]
	}
	return names
}

func whole(x *float64) *int {
	if x == nil {
		return nil
	}
	n := int(math.Ceil(*x))
	return &n
}
