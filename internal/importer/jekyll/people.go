package jekyll

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"lodestone/internal/lang"
	"lodestone/internal/schema"
)

// author is one author file.
type author struct {
	file       string // name without .md
	name, role string
	bio        string
	links      [][2]string // text, URL
	from       string      // source file; "" for one made from a slug
	body       *page       // of _authors, else nil
}

// profiles are the keys of author data that name an account, with the start of
// its address.
var profiles = [][3]string{
	{"website", "Website", ""}, {"url", "Website", ""}, {"uri", "Website", ""}, {"web", "Website", ""},
	{"github", "GitHub", "https://github.com/"}, {"mastodon", "Mastodon", ""},
	{"twitter", "Twitter", "https://twitter.com/"}, {"linkedin", "LinkedIn", "https://www.linkedin.com/in/"},
}

// authorOf makes an author of a data entry's or a file's keys.
func authorFrom(slug string, f front) *author {
	a := &author{file: fileName(slug), name: f.text("name", "full_name", "display_name", "title"), role: f.text("role", "position", "job_title"), bio: f.text("bio", "description")}
	if a.role == "" && f.text("name", "full_name", "display_name") != "" {
		a.role = f.text("title")
	}
	if a.name == "" {
		a.name = nameOf(slug)
	}
	for _, p := range profiles {
		v := strings.TrimPrefix(f.text(p[0]), "@")
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

// authorOf takes a file of _authors.
func (s *importer) authorOf(p *page) {
	slug := cmp.Or(p.front.text("short_name", "slug"), strings.TrimSuffix(path.Base(p.path), path.Ext(p.path)))
	a := authorFrom(slug, p.front)
	a.from, a.body = p.path, p
	p.target = "content/authors/" + a.file + ".md"
	s.writers = append(s.writers, a)
}

// authors reads the data of authors, gives every slug of a page its file, and
// makes those that are defined nowhere.
func (s *importer) authors() {
	for _, name := range []string{"_data/authors.yml", "_data/authors.yaml"} {
		b, err := fs.ReadFile(s.src, name)
		if errors.Is(err, fs.ErrNotExist) || err != nil {
			continue
		}
		text, _ := decode(b)
		f, _ := parseFront(name, text, 1)
		for _, k := range f.keys {
			if k.Value != nil && k.Value.Kind == schema.Map {
				a := authorFrom(k.Name, front{k.Value.Keys})
				a.from = name
				s.writers = append(s.writers, a)
			}
		}
	}
	known := map[string]*author{}
	var kept []*author
	for _, a := range s.writers {
		if known[a.file] == nil {
			known[a.file] = a
			kept = append(kept, a)
		}
	}
	s.writers = kept
	for _, p := range s.pages {
		for _, slug := range p.front.list("authors", "author") {
			file := fileName(slug)
			if file == "" || contains(p.writers, file) {
				continue
			}
			if a := s.named(slug); a != nil {
				file = a.file
			} else if known[file] == nil {
				a := &author{file: file, name: nameOf(slug)}
				known[file] = a
				s.writers = append(s.writers, a)
				p.change(p.front.line("authors"), "author", slug, a.name)
			}
			p.writers = append(p.writers, file)
		}
	}
	slices.SortFunc(s.writers, func(a, b *author) int { return strings.Compare(a.file, b.file) })
}

// named finds an author whose name is written out.
func (s *importer) named(name string) *author {
	for _, a := range s.writers {
		if a.from != "" && strings.EqualFold(a.name, name) {
			return a
		}
	}
	return nil
}

// fileName makes the name of an author's file out of a slug or a name.
func fileName(slug string) string { return lang.For("en").Slug(slug) }

// tags writes each tag as most pages do: letter case and hyphens are no
// difference. Ties go to the first in the order of bytes.
func (s *importer) tags() {
	en := lang.For("en")
	count := map[string]map[string]int{}
	for _, p := range s.pages {
		p.tags = words(p.front, "tags")
		for _, c := range words(p.front, "category", "categories") {
			p.tags = append(p.tags, c)
			p.change(p.front.line("categories"), "category", c, "tag")
		}
		for _, t := range p.tags {
			k := en.Fold(t)
			if count[k] == nil {
				count[k] = map[string]int{}
			}
			count[k][t]++
		}
	}
	best := map[string]string{}
	for k, spellings := range count {
		all := slices.Sorted(maps.Keys(spellings))
		best[k] = slices.MaxFunc(all, func(a, b string) int {
			return cmp.Or(cmp.Compare(spellings[a], spellings[b]), strings.Compare(b, a))
		})
	}
	for _, p := range s.pages {
		var out []string
		for _, t := range p.tags {
			b := best[en.Fold(t)]
			if b != t {
				p.change(p.front.line("tags"), "tag", t, b)
			}
			if contains(out, b) {
				continue
			}
			out = append(out, b)
		}
		p.tags = out
	}
}
