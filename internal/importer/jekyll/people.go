package jekyll

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
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
	{"website", "Website", ""},
	{"url", "Website", ""},
	{"uri", "Website", ""},
	{"web", "Website", ""},
	{"github", "GitHub", "https://github.com/"},
	{"mastodon", "Mastodon", ""},
	{"twitter", "Twitter", "https://twitter.com/"},
	{"linkedin", "LinkedIn", "https://www.linkedin.com/in/"},
}

// authorOf makes an author of a data entry's or a file's keys.
func authorFrom(slug string, f front.Front) *author {
	a := &author{file: address.FileName(slug), name: f.Text("name", "full_name", "display_name", "title"), role: f.Text("role", "position", "job_title"), bio: f.Text("bio", "description")}
	if a.role == "" && f.Text("name", "full_name", "display_name") != "" {
		a.role = f.Text("title")
	}
	if a.name == "" {
		a.name = front.NameOf(slug)
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

// authorOf takes a file of _authors.
func (s *importer) authorOf(p *page) {
	slug := cmp.Or(p.front.Text("short_name", "slug"), strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path)))
	a := authorFrom(slug, p.front)
	a.from, a.body = p.Path, p
	p.Target = "content/authors/" + a.file + ".md"
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
		text, _ := front.Decode(b)
		f, _ := front.Parse(name, text, 1)
		for _, k := range f.Keys {
			if k.Value != nil && k.Value.Kind == schema.Map {
				a := authorFrom(k.Name, front.Front{Keys: k.Value.Keys})
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
		for _, slug := range p.front.List("authors", "author") {
			file := address.FileName(slug)
			if file == "" || contains(p.writers, file) {
				continue
			}
			if a := s.named(slug); a != nil {
				file = a.file
			} else if known[file] == nil {
				a := &author{file: file, name: front.NameOf(slug)}
				known[file] = a
				s.writers = append(s.writers, a)
				p.Note(max(p.front.Line("authors"), p.front.Line("author")), "author", slug, "content/authors/"+file+".md: "+a.name)
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

// tags writes each tag as most pages do: letter case and hyphens are no
// difference. Ties go to the first in the order of bytes.
func (s *importer) tags() {
	en := lang.For("en")
	count := map[string]map[string]int{}
	for _, p := range s.pages {
		p.tags = front.Words(p.front, "tags")
		for _, c := range front.Words(p.front, "category", "categories") {
			p.tags = append(p.tags, c)
			p.Note(p.front.Line("categories"), "category", c, "tag")
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
				p.Note(p.front.Line("tags"), "tag", t, b)
			}
			if contains(out, b) {
				continue
			}
			out = append(out, b)
		}
		p.tags = out
	}
}
