package link

import (
	"slices"
	"strconv"

	"lodestone/internal/link/files"
	"lodestone/internal/link/related"
	"lodestone/internal/site/settings"
)

// relatedItems is how many pages a page recommends.
const relatedItems = 4

// likeness is, for some pages, what is most like each.
type likeness struct {
	pages   []int   // that recommend others
	related [][]int // parallel to pages
}

// alike begins to find, for each live post or tagged page, what is most like it,
// beside the rest of linking, which it has nothing to do with. The outcome comes
// through the channel.
func (l *linker) alike() <-chan likeness {
	var pages []int
	for i := range l.Pages {
		if p := &l.Pages[i]; p.Live && (p.Kind == settings.Post || p.Kind == settings.Plain && len(p.Tags) > 0) {
			pages = append(pages, i)
		}
	}
	l.newestFirst(pages)
	most := relatedItems
	if slices.ContainsFunc(pages, func(i int) bool { return l.Pages[i].Front.Series != "" }) {
		most *= 2 // the other parts of a series will drop out
	}
	out := make(chan likeness, 1)
	go func() {
		q := l.entries(pages)
		q.Most = most
		answer := l.options.Related
		if answer == nil {
			answer = related.All
		}
		found := likeness{pages, answer(q)}
		for _, best := range found.related {
			for n := range best {
				best[n] = pages[best[n]]
			}
		}
		out <- found
	}()
	return out
}

// relate says what each page recommends: first what its author named, then what
// is most like it. The other parts of its series are shown as such.
func (l *linker) relate(alike <-chan likeness) {
	found := <-alike
	for k, i := range found.pages {
		series := l.Pages[i].Series
		best := slices.DeleteFunc(found.related[k], func(n int) bool { return series >= 0 && l.Pages[n].Series == series })
		l.Pages[i].Related = best[:min(len(best), relatedItems)]
	}
	for i := range l.Pages {
		if p := &l.Pages[i]; p.Live && len(p.Front.Related) > 0 {
			l.named(i)
		}
	}
}

func (l *linker) entries(pages []int) *related.Question {
	stems := map[string]int{}
	entries := make([]related.Entry, len(pages))
	for k, i := range pages {
		p := &l.Pages[i]
		e := related.Entry{Group: p.Lang, At: p.Published.Unix(), Tags: p.Tags}
		e.Words = make([]related.Word, len(p.Body.Keywords))
		for n, w := range p.Body.Keywords {
			id, ok := stems[w.Stem]
			if !ok {
				id = len(stems)
				stems[w.Stem] = id
			}
			e.Words[n] = related.Word{ID: id, Weight: w.Weight}
		}
		entries[k] = e
	}
	return &related.Question{Entries: entries, Tags: len(l.Tags), Words: len(stems)}
}

// named puts the pages that the author recommends first.
func (l *linker) named(i int) {
	p := &l.Pages[i]
	var all []int
	for k, name := range p.Front.Related {
		file := l.files.Named(p.Path, name)
		n, ok := l.files.Page(file)
		if !ok {
			l.found.Key(p, "related."+strconv.Itoa(k), "link/missing-file", name, files.Relative(p.Path, l.refs.NearFile(file)))
			continue
		}
		if n = l.refs.InTongue(n, p.Lang, ""); l.Pages[n].Live && n != i && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	for _, n := range p.Related {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	p.Related = all[:min(len(all), relatedItems)]
}
