package config

import (
	"cmp"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/importer/jekyll/report"
)

// SitePattern is the pattern that site.yaml can say. Where that is another than the
// old site's, pages say their own addresses.
func (c *Config) SitePattern() string {
	for _, p := range address.PlaceholderRE.FindAllString(c.Pattern, -1) {
		switch p {
		case ":year", ":month", ":day", ":title", ":slug", ":section":
		case ":categories":
		default:
			return address.Usual
		}
	}
	return address.Rooted(strings.ReplaceAll(c.Pattern, ":categories", ""))
}

// SiteYAML writes site.yaml. name is that of the old site's folder, which serves
// for a title where there is none; it may be empty.
func (c *Config) SiteYAML(name string) string {
	var d front.Document
	d.Text("title", front.PlainText(cmp.Or(c.title, front.NameOf(name), "Imported site")))
	d.Text("description", front.PlainText(c.about))
	d.Text("base_url", c.base)
	d.Plain("language", "en")
	if zone := c.Zone.String(); zone != "UTC" {
		d.Text("timezone", zone)
	}
	d.Line("sections:\n  blog:\n    kind: post\n    permalink: " + front.Quoted(c.SitePattern()))
	return d.String()
}

// Changes names the keys of _config.yml that the new site does not have.
func (c *Config) Changes() []report.Change {
	out := []report.Change{}
	for _, k := range c.front.Dropped(kept) {
		out = append(out, report.Change{Line: max(k.Pos.Line, 1), Kind: "key", Before: k.Name + ": " + report.OneLine(strings.Join(front.ListOf(k.Value), ", "))})
	}
	return out
}

// kept are the keys of _config.yml that are read.
var kept = []string{"title", "name", "description", "tagline", "url", "baseurl", "timezone", "permalink", "exclude"}
