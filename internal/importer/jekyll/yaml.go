package jekyll

import (
	"lodestone/internal/importer/jekyll/front"
)

// siteYAML writes site.yaml.
func (s *importer) siteYAML() string {
	var d front.Document
	title := s.config.title
	if title == "" {
		title = front.NameOf(s.Name)
	}
	if title == "" {
		title = "Imported site"
	}
	d.Text("title", front.PlainText(title))
	d.Text("description", front.PlainText(s.config.about))
	d.Text("base_url", s.config.base)
	d.Plain("language", "en")
	if zone := s.config.zone.String(); zone != "UTC" {
		d.Text("timezone", zone)
	}
	pattern, _ := s.config.sitePattern()
	d.Line("sections:\n  blog:\n    kind: post\n    permalink: " + front.Quoted(pattern))
	return d.String()
}

// frontYAML writes the front matter of a page.
func (p *page) frontYAML() string {
	var d front.Document
	d.Line("---")
	d.Text("title", p.title)
	d.Text("description", p.description)
	if !p.date.IsZero() && p.role != plainPage {
		d.Plain("date", p.date.String())
	}
	d.Plain("updated", p.updated)
	if p.draft {
		d.Plain("draft", "true")
	}
	d.List("authors", p.writers)
	d.List("tags", p.tags)
	if p.explicit {
		d.Text("url", p.URL)
	}
	d.List("aliases", p.aliases)
	d.Text("canonical", p.canonical)
	d.Text("image", p.image)
	if p.image != "" {
		d.Text("image_alt", p.imageAlt)
	}
	if p.noindex {
		d.Plain("robots", "noindex")
	}
	d.Line("---")
	return d.String()
}

// authorYAML writes an author's file.
func (a *author) authorYAML(body string) string {
	var d front.Document
	d.Line("---")
	d.Text("name", a.name)
	d.Text("role", a.role)
	if len(a.links) > 0 {
		d.Line("links:")
		for _, l := range a.links {
			d.Line("  - text: " + front.Quoted(l[0]) + "\n    url: " + front.Quoted(l[1]))
		}
	}
	d.Line("---")
	if body == "" {
		return d.String()
	}
	return d.String() + "\n" + body
}
