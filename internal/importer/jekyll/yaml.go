package jekyll

import (
	"fmt"
	"html"
	"strings"
	"unicode"
)

// entities reads HTML's entities.
func entities(s string) string { return html.UnescapeString(s) }

// quoted writes a YAML text in double quotes (YAML 1.2, 7.3.1).
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04X`, r)
		case !unicode.IsPrint(r) && !unicode.IsSpace(r) && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// document writes YAML keys in the order given. Empty values are left out.
type document struct{ b strings.Builder }

func (d *document) text(key, value string) {
	if value != "" {
		d.b.WriteString(key + ": " + quoted(value) + "\n")
	}
}

func (d *document) plain(key, value string) {
	if value != "" {
		d.b.WriteString(key + ": " + value + "\n")
	}
}

func (d *document) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	d.b.WriteString(key + ":\n")
	for _, v := range values {
		d.b.WriteString("  - " + quoted(v) + "\n")
	}
}

// siteYAML writes site.yaml.
func (s *importer) siteYAML() string {
	var d document
	title := s.config.title
	if title == "" {
		title = nameOf(s.Name)
	}
	if title == "" {
		title = "Imported site"
	}
	d.text("title", plainText(title))
	d.text("description", plainText(s.config.about))
	d.text("base_url", s.config.base)
	d.plain("language", "en")
	if zone := s.config.zone.String(); zone != "UTC" {
		d.text("timezone", zone)
	}
	pattern, _ := s.config.sitePattern()
	d.b.WriteString("sections:\n  blog:\n    kind: post\n    permalink: " + quoted(pattern) + "\n")
	return d.b.String()
}

// frontYAML writes the front matter of a page.
func (p *page) frontYAML() string {
	var d document
	d.b.WriteString("---\n")
	d.text("title", p.title)
	d.text("description", p.description)
	if !p.date.IsZero() && p.role != plainPage {
		d.plain("date", p.date.String())
	}
	d.plain("updated", p.updated)
	if p.draft {
		d.plain("draft", "true")
	}
	d.list("authors", p.writers)
	d.list("tags", p.tags)
	if p.explicit {
		d.text("url", p.url)
	}
	d.list("aliases", p.aliases)
	d.text("canonical", p.canonical)
	d.text("image", p.image)
	if p.image != "" {
		d.text("image_alt", p.imageAlt)
	}
	if p.noindex {
		d.plain("robots", "noindex")
	}
	d.b.WriteString("---\n")
	return d.b.String()
}

// authorYAML writes an author's file.
func (a *author) authorYAML(body string) string {
	var d document
	d.b.WriteString("---\n")
	d.text("name", a.name)
	d.text("role", a.role)
	if len(a.links) > 0 {
		d.b.WriteString("links:\n")
		for _, l := range a.links {
			d.b.WriteString("  - text: " + quoted(l[0]) + "\n    url: " + quoted(l[1]) + "\n")
		}
	}
	d.b.WriteString("---\n")
	if body != "" {
		d.b.WriteString("\n" + body)
	}
	return d.b.String()
}
