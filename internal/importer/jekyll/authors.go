package jekyll

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/people"
)

// author is one author file on its way.
type author struct {
	*people.Author
	body *page // of _authors, else nil
}

// authorOf takes a file of _authors.
func (s *importer) authorOf(p *page) {
	slug := cmp.Or(p.front.Text("short_name", "slug"), strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path)))
	a := author{people.Of(slug, p.front, p.Path), p}
	p.Target = "content/authors/" + a.File + ".md"
	s.writers = append(s.writers, a)
}

// authors reads the data of authors, gives every slug of a page its file, and
// makes those that are defined nowhere.
func (s *importer) authors() {
	for _, a := range people.Data(s.src) {
		s.writers = append(s.writers, author{a, nil})
	}
	known := map[string]bool{}
	s.writers = slices.DeleteFunc(s.writers, func(a author) bool {
		again := known[a.File]
		known[a.File] = true
		return again
	})
	for _, p := range s.pages {
		for _, slug := range p.front.List("authors", "author") {
			file := address.FileName(slug)
			if file == "" || slices.Contains(p.writers, file) {
				continue
			}
			if a := s.named(slug); a != nil {
				file = a.File
			} else if !known[file] {
				a := people.Named(slug)
				known[file] = true
				s.writers = append(s.writers, author{a, nil})
				p.Note(max(p.front.Line("authors"), p.front.Line("author")), "author", slug, "content/authors/"+file+".md: "+a.Name)
			}
			p.writers = append(p.writers, file)
		}
	}
	slices.SortFunc(s.writers, func(a, b author) int { return strings.Compare(a.File, b.File) })
}

// named finds an author whose name is written out.
func (s *importer) named(name string) *people.Author {
	for _, a := range s.writers {
		if a.From != "" && strings.EqualFold(a.Name, name) {
			return a.Author
		}
	}
	return nil
}
