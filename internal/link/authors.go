package link

import (
	"cmp"
	"path"
	"slices"
	"strconv"

	"lodestone/internal/diag"
	"lodestone/internal/link/people"
	"lodestone/internal/link/route"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/vocabulary"
)

// authors gathers the authors of the live pages.
func (l *linker) authors() {
	for t := range l.Languages {
		l.authorsIn(t)
	}
}

// authorsIn makes a Term of each file in authors/ and, where there is no such
// folder, of each name that pages give.
func (l *linker) authorsIn(tongue int) {
	first := len(l.Authors)
	known, declared := l.introduce(tongue)
	slugs := map[string]int{} // of names without files
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Lang != tongue || p.Kind != settings.Post && p.Kind != settings.Plain {
			continue
		}
		for k, name := range p.Names(l.Config) {
			if both, doubt := known.Doubt(name); doubt {
				l.sayAuthor(p, k, "ref/ambiguous-author", name, l.fileOf(both[0]), l.fileOf(both[1]))
				continue
			}
			n, ok := known.Find(name)
			if !ok && declared {
				l.sayAuthor(p, k, "ref/unknown-author", name, diag.Nearest(name, known.Names()))
				continue
			}
			if !ok {
				n = l.stranger(tongue, name, slugs)
				known.AddName(name, n)
				if vocabulary.Nobody(name) {
					l.sayAuthor(p, k, "ref/author-nobody", name)
				}
				if long := urls.Overlong(l.Authors[n].Slug); long > 0 {
					l.sayAuthor(p, k, "url/too-long", diag.Clip(name), strconv.Itoa(long), strconv.Itoa(urls.MaxPart))
				}
			}
			if !slices.Contains(p.Authors, n) {
				p.Authors = append(p.Authors, n)
				l.Authors[n].Pages = append(l.Authors[n].Pages, i)
			}
		}
	}
	for n := first; n < len(l.Authors); n++ {
		l.newestFirst(l.Authors[n].Pages)
	}
}

// introduce makes a Term of each author who has a file, and says whether any has,
// in whatever language.
func (l *linker) introduce(tongue int) (known *people.Register, declared bool) {
	known = people.New()
	first := len(l.Authors)
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.Kind != settings.Author {
			continue
		}
		declared = true
		if p.Lang != tongue && !l.standsIn(p, tongue) {
			continue
		}
		person := site.Term{Lang: tongue, Slug: p.Slug, Name: p.Title, Own: i}
		if p.Live {
			person.URL, person.Feeds = p.URL, p.URL
		}
		known.AddFile(l.authorID(i), len(l.Authors))
		l.Authors = append(l.Authors, person)
	}
	for n := first; n < len(l.Authors); n++ {
		p := &l.Pages[l.Authors[n].Own]
		if vocabulary.Nobody(p.Title) {
			l.found.Key(p, "name", "ref/author-nobody", p.Title)
		}
		if other, free := known.AddName(settings.Term(p.Title), n); !free {
			l.found.Key(p, "name", "ref/author-name", p.Title, l.fileOf(other))
		}
	}
	return known, declared
}

// stranger gives the Term of an author without a file. Names with one slug are
// one person's.
func (l *linker) stranger(tongue int, name string, slugs map[string]int) int {
	t := &l.Languages[tongue]
	slug := cmp.Or(t.Slug(name), "author")
	n, ok := slugs[slug]
	if !ok {
		n = len(l.Authors)
		slugs[slug] = n
		person := site.Term{Lang: tongue, Slug: slug, Name: name, URL: route.Author(t, slug), Feeds: route.Author(t, slug), Own: -1}
		l.Authors = append(l.Authors, person)
		l.reserve(person.URL, "author "+name)
	}
	return n
}

// standsIn says whether an author known only in the default language serves
// another one: the person is the same, the page is linked across languages.
func (l *linker) standsIn(p *site.Page, tongue int) bool {
	if p.Lang != 0 {
		return false
	}
	return !slices.ContainsFunc(p.Versions, func(v int) bool { return l.Pages[v].Lang == tongue })
}

// authorID is what other pages write to name an author: the file's name, or the
// folder's of an index.md.
func (l *linker) authorID(page int) string {
	base := l.bases[page]
	if path.Base(base) == "index" {
		return path.Base(path.Dir(base))
	}
	return path.Base(base)
}

// fileOf names the file of an author.
func (l *linker) fileOf(author int) string { return l.places.File(l.Pages[l.Authors[author].Own].Path) }

// sayAuthor says what is wrong with the k-th author of a page, which is that of
// site.yaml where the page names none.
func (l *linker) sayAuthor(p *site.Page, k int, code string, args ...string) {
	if len(p.Front.Authors) == 0 {
		l.found.Say(diag.At("site.yaml", l.places.Config("author"), code, args...))
		return
	}
	l.found.Key(p, "authors."+strconv.Itoa(k), code, args...)
}
