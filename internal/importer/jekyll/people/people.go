// Package people reads the authors of the old site and writes their files.
//
// In: _data/authors.yml, or the front matter of a file of _authors; their keys as
// the themes of Jekyll name them. Out: authors, and the text of a file for each.
// One without a name gets the one that the slug is made of (jane-doe, Jane Doe).
// A file of data that is absent or cannot be read names nobody; nothing is an
// error.
package people

import (
	"io/fs"
	"slices"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/schema"
)

// Author is one author file.
type Author struct {
	File string // name without .md
	Name string
	Bio  string // what the data says of the person, as plain text
	From string // source file; "" for one made from a slug

	role  string
	links [][2]string // text, URL
}

// profiles are the keys of author data that name an account, with the start of
// its address.
var profiles = [][3]string{
	{"website", "Website", ""},
	{"url", "Website", ""},
	{"uri", "Website", ""},
	{"web", "Website", ""},
	{"github", "GitHub", "https://github.com/"},
	{"mastodon", "Mastodon", ""},
	{"twitter", "Twitter", "https://twitter.com/"},
	{"linkedin", "LinkedIn", "https://www.linkedin.com/in/"},
}

// Of makes an author of the keys of a data entry or a file.
func Of(slug string, f front.Front, from string) *Author {
	a := &Author{
		File: address.FileName(slug), From: from, Name: f.Text("name", "full_name", "display_name", "title"),
		role: f.Text("role", "position", "job_title"), Bio: front.PlainText(f.Text("bio", "description")),
	}
	if a.role == "" && f.Text("name", "full_name", "display_name") != "" {
		a.role = f.Text("title")
	}
	if a.Name == "" {
		a.Name = front.NameOf(slug)
	}
	for _, p := range profiles {
		v := strings.TrimPrefix(f.Text(p[0]), "@")
		if v == "" {
			continue
		}
		if !strings.Contains(v, "://") {
			if p[2] == "" {
				continue
			}
			v = p[2] + v
		}
		if !slices.ContainsFunc(a.links, func(l [2]string) bool { return l[1] == v }) {
			a.links = append(a.links, [2]string{p[1], v})
		}
	}
	return a
}

// Named makes an author of whom only a slug is known.
func Named(slug string) *Author {
	return &Author{File: address.FileName(slug), Name: front.NameOf(slug)}
}

// Data reads the authors of _data, in the order written.
func Data(src fs.FS) []*Author {
	var all []*Author
	for _, name := range []string{"_data/authors.yml", "_data/authors.yaml"} {
		b, err := fs.ReadFile(src, name)
		if err != nil {
			continue
		}
		text, _ := front.Decode(b)
		f, _ := front.Parse(name, text, 1)
		for _, k := range f.Keys {
			if k.Value != nil && k.Value.Kind == schema.Map {
				all = append(all, Of(k.Name, front.Front{Keys: k.Value.Keys}, name))
			}
		}
	}
	return all
}

// Text writes an author's file with a body, which may be empty.
func (a *Author) Text(body string) string {
	var d front.Document
	d.Line("---")
	d.Text("name", a.Name)
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
