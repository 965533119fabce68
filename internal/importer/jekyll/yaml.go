package jekyll

import (
	"lodestone/internal/importer/jekyll/front"
)

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
