// Package schema turns a positioned tree, such as YAML parses to, into typed
// values. The same declaration is what package describe tells editors and readers
// from.
//
// In: a Node and a Type. Out: Go values, the place of every value, and all
// faults at once. A Type is a value: built-in kinds derive theirs from Go
// structs with Of, a site may build its own.
//
// Rules, for every kind alike:
//
//   - Strict: an unknown key is a fault and names the nearest known one; so is a
//     key that stands twice.
//   - Text is text: where the Type says text, 2024, yes and 1.10 are read as they
//     are written.
//   - A key without a value says nothing: it is as if it were not there. So does
//     one that is null or ~, which is how YAML writes no value (1.2 §10.3.2), text
//     or not; a text that reads so stands in quotes.
//   - A list takes a single value for a list of one. Comma text is not split.
//   - Yes and no are true and false, nothing else.
//   - Nothing is filled in: an absent key leaves the Go value as it was. Default
//     is what the documentation says of it.
//   - An Entry without a Value was faulty in the source and is already reported:
//     it is neither unknown, missing nor wrong.
//
// A date is written as package date says. Faults are positioned in lines and columns
// from 1, columns in characters. All of them are errors.
package schema

import (
	"regexp"
	"slices"

	"lodestone/internal/diag"
)

// Form is what a value must be.
type Form uint8

// The forms.
const (
	AnyForm    Form = iota // whatever stands there; decodes to *Node
	TextForm               // string
	BoolForm               // bool; *bool where absent must differ from false
	IntForm                // int
	NumberForm             // float64
	DateForm               // date.Date
	ListForm               // []T: any number of Elem
	MapForm                // map[string]T: free keys, values of Elem
	ObjectForm             // struct: the keys of Fields
)

// Format narrows a text.
type Format string

// The formats. A text without one is free.
const (
	Free      Format = ""
	URL       Format = "url"       // absolute, http or https, with a host
	Path      Format = "path"      // slash-separated, no scheme, no backslash
	Slug      Format = "slug"      // lower-case letters and digits in groups joined by hyphens
	Lang      Format = "lang"      // BCP 47 as far as sites need it: fr, fr-CA, zh-Hant-TW
	Host      Format = "host"      // name of a host in ASCII small letters, without a port
	Zone      Format = "zone"      // name in the IANA time zone database, or UTC
	Email     Format = "email"     // an address without a display name
	Color     Format = "color"     // #rgb or #rrggbb
	Permalink Format = "permalink" // path from "/" with :placeholders
	Glob      Format = "glob"      // path with *, ?, [a-z], and ** for any number of folders
)

// Type is one declaration: what a value is, and what is said of it. The zero
// Type takes anything. A Type may refer to itself; it is not changed after it
// was made, so goroutines may share it.
type Type struct {
	Form    Form
	Name    string   // of an ObjectForm: names it in the JSON Schema
	Fields  []Field  // of an ObjectForm
	Elem    *Type    // of a ListForm and a MapForm
	Keys    Format   // of a MapForm: what its keys must be
	Enum    []string // of a TextForm: the only values
	Format  Format   // of a TextForm
	Pattern string   // of a TextForm: a regular expression (RE2) that must match
	// Min and Max bound a number, the characters of a text or the length of a
	// list; nil for no bound.
	Min, Max *float64

	pattern *regexp.Regexp // Pattern compiled, where TypeOf made the Type
}

// Field is one key of an ObjectForm.
type Field struct {
	Key      string
	Doc      string // one or a few sentences
	Type     *Type
	Required bool
	// Short says that the object may be written as this field's value alone
	// ("image: a.jpg" for "image: {src: a.jpg}"). The Key may then be "-": the
	// field has no other way of being written.
	Short   bool
	Default string   // as documentation tells it
	Example string   // as it would be written
	Also    []string // names that people try instead; they lead to this one

	index []int // of the Go field; nil where the Type was not derived from a struct
}

// Field gives the field with that key, or nil. The key "-" is nobody's.
func (t *Type) Field(key string) *Field {
	for i := range t.Fields {
		if t.Fields[i].Key == key && key != "-" {
			return &t.Fields[i]
		}
	}
	return nil
}

// Value gives the type of what a key holds, or nil where nothing is known of it.
func (t *Type) Value(key string) *Type {
	switch {
	case t == nil:
	case t.Form == MapForm:
		return t.Elem
	case t.Form == ObjectForm:
		if f := t.Field(key); f != nil {
			return f.Type
		}
	}
	return nil
}

// Text says whether a value of this type can only be text, so that whatever is
// written for it can be read as text. A nil Type is not text.
func (t *Type) Text() bool { return t != nil && t.Form == TextForm }

// TakesText says whether a text fits: text itself, a list of what takes text,
// an object that may be written as one text.
func (t *Type) TakesText() bool {
	switch {
	case t == nil:
		return false
	case t.Form == ListForm:
		return t.Elem.TakesText()
	case t.Form == ObjectForm:
		return slices.ContainsFunc(t.Fields, func(f Field) bool { return f.Short && f.Type.TakesText() })
	}
	return t.Form == TextForm
}

// keys lists what may be written, for suggestions.
func (t *Type) keys() []string {
	var all []string
	for _, f := range t.Fields {
		if f.Key != "-" {
			all = append(all, f.Key)
		}
	}
	return all
}

// nearestKey finds the key that a mistyped one stands for, or "".
func (t *Type) nearestKey(name string) string {
	for _, f := range t.Fields {
		if slices.Contains(f.Also, name) {
			return f.Key
		}
	}
	return diag.Nearest(name, t.keys())
}

func (t *Type) matches(text string) bool {
	if t.pattern != nil {
		return t.pattern.MatchString(text)
	}
	return regexp.MustCompile(t.Pattern).MatchString(text)
}
