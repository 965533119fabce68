package schema

import (
	"fmt"
	"strings"
)

// Reference writes the Type as Markdown for people: a heading of level 2 with
// the name, a table with a row per key, and a section of level 3 for each key
// that holds keys of its own.
func Reference(t *Type, name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", name)
	section(&b, t, "", map[*Type]bool{t: true})
	return b.String()
}

func section(b *strings.Builder, t *Type, path string, told map[*Type]bool) {
	b.WriteString("| key | value | meaning |\n| --- | --- | --- |\n")
	for _, f := range t.Fields {
		if f.Key != "-" {
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.Key, cell(words(f.Type)), cell(meaning(f)))
		}
	}
	for _, f := range t.Fields {
		inner := f.Type
		for inner.Form == ListForm || inner.Form == MapForm {
			inner = inner.Elem
		}
		if inner.Form != ObjectForm || told[inner] || f.Key == "-" {
			continue
		}
		told[inner] = true
		sub := join(path, f.Key)
		fmt.Fprintf(b, "\n### %s\n\n", sub)
		section(b, inner, sub, told)
	}
}

func meaning(f Field) string {
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
func words(t *Type) string {
	switch t.Form {
	case TextForm:
		return textWords(t) + limits(t, " characters")
	case BoolForm:
		return "`true` or `false`"
	case IntForm:
		return "whole number" + limits(t, "")
	case NumberForm:
		return "number" + limits(t, "")
	case DateForm:
		return "date"
	case ListForm:
		return "list of " + words(t.Elem) + limits(t, " entries")
	case MapForm:
		key := string(t.Keys)
		if t.Keys == Free {
			key = "name"
		}
		return key + " → " + words(t.Elem)
	case ObjectForm:
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

func textWords(t *Type) string {
	switch {
	case len(t.Enum) > 0:
		return "`" + strings.Join(t.Enum, "`, `") + "`"
	case t.Pattern != "":
		return "text like `" + t.Pattern + "`"
	}
	switch t.Format {
	case Free:
		return "text"
	case URL:
		return "URL"
	case Lang:
		return "language"
	case Zone:
		return "time zone"
	case Email:
		return "e-mail address"
	case Color:
		return "colour"
	}
	return string(t.Format)
}

func limits(t *Type, unit string) string {
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
