package link

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// terms gathers tags and authors of the live pages.
func (l *linker) terms() {
	for t := range l.Languages {
		l.tags(t)
		l.authors(t)
	}
}

// spelling is one way of writing a tag.
type spelling struct {
	name  string
	slug  string
	times int
}

// spellings counts the ways in which a language's live pages write their tags,
// and says for each page which of them it uses. There are a few, thousands of
// times.
func (l *linker) spellings(tongue int) (all []spelling, of [][]int) {
	t := &l.Languages[tongue]
	index := map[string]int{}
	of = make([][]int, len(l.Pages))
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Lang != tongue || len(p.Front.Tags) == 0 {
			continue
		}
		used := make([]int, len(p.Front.Tags))
		for k, name := range p.Front.Tags {
			n, known := index[name]
			if !known {
				n = len(all)
				index[name] = n
				all = append(all, spelling{name: name, slug: t.Slug(name)})
			}
			all[n].times++
			used[k] = n
			if all[n].slug == "" && name != "" { // an empty one is told where it was read
				l.sayOf(p, diag.At(l.places.File(p.Path), l.places.Front(p.Path, "tags."+strconv.Itoa(k)), "tag/empty", name))
			}
		}
		of[i] = used
	}
	return all, of
}

// tags makes one Term of all spellings that share an address. It is named as
// most pages write it, by the first of the alphabet among equals.
func (l *linker) tags(tongue int) {
	all, of := l.spellings(tongue)
	order := make([]int, len(all))
	for n := range order {
		order[n] = n
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(all[a].slug, all[b].slug), all[b].times-all[a].times, cmp.Compare(all[a].name, all[b].name))
	})
	first := len(l.Tags)
	term := make([]int, len(all)) // spelling → into Tags; -1 for none
	for _, n := range order {
		slug := all[n].slug
		if term[n] = -1; slug == "" {
			continue
		}
		if len(l.Tags) == first || l.Tags[len(l.Tags)-1].Slug != slug {
			l.Tags = append(l.Tags, site.Term{Lang: tongue, Slug: slug, Name: all[n].name, URL: urls.Clean(l.Languages[tongue].Prefix + "/tags/" + slug), Own: -1})
			l.reserve(l.Tags[len(l.Tags)-1].URL, "tag "+all[n].name)
		}
		term[n] = len(l.Tags) - 1
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		for k, spelt := range of[i] {
			n := term[spelt]
			if n < 0 {
				continue
			}
			if name := all[spelt].name; name != l.Tags[n].Name {
				l.sayOf(p, diag.At(l.places.File(p.Path), l.places.Front(p.Path, "tags."+strconv.Itoa(k)), "tag/spelling", name, l.Tags[n].Name))
			}
			if slices.Contains(p.Tags, n) {
				continue
			}
			p.Tags = append(p.Tags, n)
			l.Tags[n].Pages = append(l.Tags[n].Pages, i)
		}
	}
	for n := first; n < len(l.Tags); n++ {
		l.newestFirst(l.Tags[n].Pages)
	}
}

// authors makes a Term of each file in authors/ and, where there is no such
// folder, of each name that pages give.
func (l *linker) authors(tongue int) {
	t := &l.Languages[tongue]
	first := len(l.Authors)
	index := map[string]int{}       // file name, name and slug → term
	doubt := map[string][2]string{} // name → two files that give it
	declared := false
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
			person.URL = p.URL
		}
		index[l.authorID(i)] = l.addAuthor(person)
	}
	for n := first; n < len(l.Authors); n++ { // a file's name is stronger than the name that another gives
		p := &l.Pages[l.Authors[n].Own]
		other, taken := index[p.Title]
		switch {
		case !taken:
			index[p.Title] = n
		case other == n:
		case l.authorID(l.Authors[other].Own) == p.Title:
			l.sayOf(p, diag.At(l.places.File(p.Path), l.places.Front(p.Path, "name"), "ref/author-name", p.Title, l.fileOf(other)))
		default:
			doubt[p.Title] = [2]string{l.fileOf(other), l.fileOf(n)}
		}
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Lang != tongue || p.Kind != settings.Post && p.Kind != settings.Plain {
			continue
		}
		names := p.Front.Authors
		if len(names) == 0 && p.Kind == settings.Post && l.Config.Author != "" {
			names = []string{l.Config.Author}
		}
		for k, name := range names {
			n, ok := index[name]
			if both, twice := doubt[name]; twice {
				l.sayAuthor(p, k, "ref/ambiguous-author", name, both[0], both[1])
				continue
			}
			if !ok {
				if declared {
					l.sayAuthor(p, k, "ref/unknown-author", name, diag.Nearest(name, sortedKeys(index)))
					continue
				}
				slug := cmp.Or(t.Slug(name), "author")
				n, ok = index["slug:"+slug]
				if !ok {
					n = l.addAuthor(site.Term{Lang: tongue, Slug: slug, Name: name, URL: urls.Clean(t.Prefix + "/authors/" + slug), Own: -1})
					l.reserve(l.Authors[n].URL, "author "+name)
					index["slug:"+slug] = n
				}
				index[name] = n
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

// standsIn says whether an author known only in the default language serves
// another one: the person is the same, the page is linked across languages.
func (l *linker) standsIn(p *site.Page, tongue int) bool {
	if p.Lang != 0 {
		return false
	}
	return !slices.ContainsFunc(p.Versions, func(v int) bool { return l.Pages[v].Lang == tongue })
}

func (l *linker) addAuthor(t site.Term) int {
	l.Authors = append(l.Authors, t)
	return len(l.Authors) - 1
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
		l.say(diag.At("site.yaml", l.places.Config("author"), code, args...))
		return
	}
	l.sayOf(p, diag.At(l.places.File(p.Path), l.places.Front(p.Path, "authors."+strconv.Itoa(k)), code, args...))
}

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }

// folders gathers the sections with posts, and the neighbours in each.
func (l *linker) folders() {
	type id struct {
		lang int
		name string
	}
	index := map[id]int{}
	for i := range l.Pages {
		p := &l.Pages[i]
		if !p.Live || p.Kind != settings.Post && p.Kind != settings.List {
			continue
		}
		k := id{p.Lang, p.Section}
		n, ok := index[k]
		if !ok {
			n = len(l.Folders)
			index[k] = n
			t := &l.Languages[p.Lang]
			l.Folders = append(l.Folders, site.Folder{
				Lang: p.Lang, Name: p.Section, Own: -1, URL: urls.Clean(t.Prefix + "/" + t.Slug(p.Section)),
				Title: cmp.Or(l.Config.Sections[p.Section].Title, titled(p.Section)),
			})
		}
		f := &l.Folders[n]
		if p.Kind == settings.List {
			f.Own, f.URL, f.Title = i, p.URL, p.Title
		} else {
			f.Posts = append(f.Posts, i)
		}
	}
	slices.SortFunc(l.Folders, func(a, b site.Folder) int { return cmp.Or(a.Lang-b.Lang, strings.Compare(a.Name, b.Name)) })
	for i := range l.Folders {
		f := &l.Folders[i]
		l.newestFirst(f.Posts)
		for k, p := range f.Posts {
			if k > 0 {
				l.Pages[p].Newer = f.Posts[k-1]
			}
			if k+1 < len(f.Posts) {
				l.Pages[p].Older = f.Posts[k+1]
			}
		}
		if f.Own < 0 {
			l.reserve(f.URL, "section "+f.Name)
		}
		t := &l.Languages[f.Lang]
		t.Posts = append(t.Posts, f.Posts...)
	}
	for t := range l.Languages {
		l.newestFirst(l.Languages[t].Posts)
	}
}
