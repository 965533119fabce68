// Package describe says of a declaration what people and editors need to know.
//
// In: a schema.Type, and nothing of any site. Out: a JSON Schema for editors, and
// Markdown for readers. Both depend on the declaration alone and are the same
// bytes every time. Nothing is an error; a declaration cannot be wrong.
package describe

import (
	"fmt"
	"strconv"
	"strings"

	"lodestone/internal/schema"
)

// Reference writes the Type as Markdown for people: a heading of level 2 with
// the name, a table with a row per key, and a section of level 3 for each key
// that holds keys of its own.
func Reference(t *schema.Type, name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", name)
	section(&b, t, "", map[*schema.Type]bool{t: true})
	return b.String()
}

func section(b *strings.Builder, t *schema.Type, path string, told map[*schema.Type]bool) {
	b.WriteString("| key | value | meaning |\n| --- | --- | --- |\n")
	for _, f := range t.Fields {
		if f.Key != "-" {
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.Key, cell(words(f.Type)), cell(meaning(f)))
		}
	}
	for _, f := range t.Fields {
		inner := f.Type
		for inner.Form == schema.ListForm || inner.Form == schema.MapForm {
			inner = inner.Elem
		}
		if inner.Form != schema.ObjectForm || told[inner] || f.Key == "-" {
			continue
		}
		told[inner] = true
		sub := strings.TrimPrefix(path+"."+f.Key, ".")
		fmt.Fprintf(b, "\n### %s\n\n", sub)
		section(b, inner, sub, told)
	}
}

func meaning(f schema.Field) string {
	parts := []string{f.Doc}
	if f.Required {
		parts = append(parts, "Required.")
	}
	if f.Default != "" {
		parts = append(parts, "Default: `"+f.Default+"`.")
	}
	if f.Example != "" {
		parts = append(parts, "Example: `"+f.Example+"`.")
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// words says in English what a value is.
func words(t *schema.Type) string {
	switch t.Form {
	case schema.TextForm:
		return textWords(t) + limits(t, " characters")
	case schema.BoolForm:
		return "`true` or `false`"
	case schema.IntForm:
		return "whole number" + limits(t, "")
	case schema.NumberForm:
		return "number" + limits(t, "")
	case schema.DateForm:
		return "date"
	case schema.ListForm:
		return "list of " + words(t.Elem) + limits(t, " entries")
	case schema.MapForm:
		key := string(t.Keys)
		if t.Keys == schema.Free {
			key = "name"
		}
		return key + " → " + words(t.Elem)
	case schema.ObjectForm:
		all := []string{"keys"}
		for _, f := range t.Fields {
			if f.Short {
				all = append(all, words(f.Type))
			}
		}
		return strings.Join(all, ", or ")
	}
	return "anything"
}

func textWords(t *schema.Type) string {
	switch {
	case len(t.Enum) > 0:
		return "`" + strings.Join(t.Enum, "`, `") + "`"
	case t.Pattern != "":
		return "text like `" + t.Pattern + "`"
	}
	switch t.Format {
	case schema.Free:
		return "text"
	case schema.URL:
		return "URL"
	case schema.Lang:
		return "language"
	case schema.Zone:
		return "time zone"
	case schema.Email:
		return "e-mail address"
	case schema.Color:
		return "colour"
	}
	return string(t.Format)
}

func limits(t *schema.Type, unit string) string {
	figure := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) } // no needless digits
	switch {
	case t.Min != nil && t.Max != nil:
		return fmt.Sprintf(", %s to %s%s", figure(*t.Min), figure(*t.Max), unit)
	case t.Min != nil:
		return fmt.Sprintf(", at least %s%s", figure(*t.Min), unit)
	case t.Max != nil:
		return fmt.Sprintf(", at most %s%s", figure(*t.Max), unit)
	}
	return ""
}

// cell makes a text fit a table of Markdown.
func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}
