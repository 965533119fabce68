package theme

import (
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/media/qr"
	"lodestone/internal/theme/templates"
)

// Call is one use of a directive, its arguments resolved and its inner text
// rendered.
type Call struct {
	Name         string
	Form         markdown.Form
	Args         []Value
	Label, Inner template.HTML // "" where absent
	Lang         string        // BCP 47
	Words        lang.Words
	WordsLang    string // language of Words where it is not Lang; else ""
	Origin       string // of the site, for addresses that leave the page; "" where it has none
	Related      any    // what the page recommends, of the type of Options.Cards; nil for nothing
}

// Code is what a template sees of an argument that is shown as a QR code.
type Code struct {
	URL  template.URL // what a reader may follow; "" where the text is no address of that kind
	Text string       // what the code says
	Path string       // of SVG; "" for no code
	Size int          // of the square that the path is drawn over
}

// Value is one argument of a Call. Text is as the author wrote it; of a link or
// file, its URL, which was looked at where its author wrote it. Picture is set for an image only and has the type of
// Options.Picture.
type Value struct {
	Name    string
	Text    string
	Picture any

	Followed bool // the text is an address that browsers can follow
}

// directive is a declared and checked template of layouts/directives.
type directive struct {
	declared markdown.Declaration
	seen     reflect.Type // what the template sees
	*templates.Template
}

// seenType makes the struct that a directive's template sees: a field for each
// argument in the order declared, then the reserved ones.
func seenType(d markdown.Declaration, o *Options) reflect.Type {
	var fields []reflect.StructField
	add := func(name string, zero any) {
		fields = append(fields, reflect.StructField{Name: name, Type: reflect.TypeOf(zero)})
	}
	for _, a := range d.Args {
		switch a.Type {
		case markdown.IntArg:
			add(fieldName(a.Name), 0)
		case markdown.BoolArg:
			add(fieldName(a.Name), false)
		case markdown.ImageArg:
			add(fieldName(a.Name), o.Picture)
		case markdown.QRArg:
			add(fieldName(a.Name), Code{})
		case markdown.LinkArg:
			add(fieldName(a.Name), template.URL(""))
		default:
			add(fieldName(a.Name), "")
		}
	}
	add("Name", "")
	add("Form", "") // inline, leaf, container
	add("Label", template.HTML(""))
	add("Inner", template.HTML(""))
	add("Lang", "")
	add("Words", lang.Words{})
	add("WordsLang", "")
	if o.Cards != nil {
		add("Related", o.Cards)
	}
	return reflect.StructOf(fields)
}

// Directive writes what one use of a directive becomes. The arguments must have
// been checked against the declaration: a name or value that does not fit it is
// an error of the program. It is safe for concurrent use.
func (t *Theme) Directive(w io.Writer, c *Call) error {
	d := t.directives[c.Name]
	if d == nil {
		return fmt.Errorf("theme: no directive %q", c.Name)
	}
	v := reflect.New(d.seen).Elem()
	for i, a := range d.declared.Args {
		given := slices.IndexFunc(c.Args, func(v Value) bool { return v.Name == a.Name })
		val := Value{Text: a.Default}
		if given >= 0 {
			val = c.Args[given]
		} else if a.Default == "" {
			continue
		}
		if a.Type == markdown.QRArg && strings.HasPrefix(val.Text, "/") && !strings.HasPrefix(val.Text, "//") {
			val.Text = c.Origin + val.Text
		}
		if err := set(v.Field(i), a.Type, val); err != nil {
			return fmt.Errorf("theme: directive %s, argument %s: %w", c.Name, a.Name, err)
		}
	}
	v.FieldByName("Name").SetString(c.Name)
	v.FieldByName("Form").SetString(formName(c.Form))
	v.FieldByName("Label").SetString(string(c.Label))
	v.FieldByName("Inner").SetString(string(c.Inner))
	v.FieldByName("Lang").SetString(c.Lang)
	v.FieldByName("Words").Set(reflect.ValueOf(c.Words))
	v.FieldByName("WordsLang").SetString(c.WordsLang)
	if c.Related != nil {
		v.FieldByName("Related").Set(reflect.ValueOf(c.Related))
	}
	return d.Execute(w, v.Interface())
}

func set(field reflect.Value, t markdown.Type, v Value) error {
	switch t {
	case markdown.IntArg:
		n, err := strconv.Atoi(v.Text)
		if err != nil {
			return err
		}
		field.SetInt(int64(n))
	case markdown.BoolArg:
		b, err := strconv.ParseBool(v.Text)
		if err != nil {
			return err
		}
		field.SetBool(b)
	case markdown.QRArg:
		field.Set(reflect.ValueOf(coded(v.Text, v.Followed)))
	case markdown.ImageArg:
		if p := reflect.ValueOf(v.Picture); p.IsValid() && p.Type() == field.Type() {
			field.Set(p)
		} else {
			return fmt.Errorf("want a %s, have %T", field.Type(), v.Picture)
		}
	default:
		field.SetString(v.Text)
	}
	return nil
}

// coded is the QR code of a text. Of an address within the site there is none without
// the site's origin: what it said could be followed nowhere.
func coded(text string, followed bool) Code {
	c := Code{Text: text}
	if followed {
		c.URL = template.URL(text)
	}
	if strings.HasPrefix(text, "/") || text == "" {
		return c
	}
	if made, err := qr.Of(text); err == nil {
		c.Path, c.Size = made.Path, made.Size
	}
	return c
}

func formName(f markdown.Form) string {
	switch f {
	case markdown.Inline:
		return "inline"
	case markdown.Leaf:
		return "leaf"
	case markdown.Container:
		return "container"
	}
	return ""
}
