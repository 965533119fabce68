// Package lists says what pages show of the lists that a site gathers: the series
// that a page is a part of, all series and topics, the years of a section and the
// months of a year, the letters of a glossary.
//
// In: a linked site, and of which page or list. Out: plain data of a View, its
// addresses as pages write them. Entries are told as places in the site's pages,
// which the View's cards are dealt from.
package lists

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/site"
	"lodestone/internal/view"
)

// shownParts is how many parts of a series each of them lists; of a longer one only
// its own page does, or the pages of a series would grow with its square.
const shownParts = 24

// Series places a page in its series; the zero Series for a page that is in none.
func Series(s *site.Site, page int) (v view.Series) {
	p := &s.Pages[page]
	if p.Series < 0 {
		return v
	}
	series, l := &s.Series[p.Series], &s.Languages[p.Lang]
	v = view.Series{Title: series.Name, URL: s.Base.Path(series.URL), Number: p.Part, Total: len(series.Pages)}
	if v.Total > 1 {
		v.Text = l.PartOf(v.Number, v.Total)
	}
	if k := p.Part - 2; k >= 0 {
		v.Older = part(s, series.Pages[k])
	}
	if k := p.Part; k < v.Total {
		v.Newer = part(s, series.Pages[k])
	}
	if v.Total > 1 && v.Total <= shownParts {
		for _, i := range series.Pages {
			link := part(s, i)
			link.Current = i == page
			v.Parts = append(v.Parts, link)
		}
	}
	return v
}

func part(s *site.Site, page int) view.Link {
	return view.Link{URL: view.URL(s.Base.Path(s.Pages[page].URL)), Text: s.Pages[page].Title}
}

// Topics links the topics among a page's tags, in its order.
func Topics(s *site.Site, page int) (all []view.Link) {
	for _, t := range s.Pages[page].Tags {
		if tag := &s.Tags[t]; tag.Own >= 0 {
			all = append(all, view.Link{URL: view.URL(s.Base.Path(tag.URL)), Text: tag.Name})
		}
	}
	return all
}

// Tour links the pages to which a topic's text leads, in its order.
func Tour(s *site.Site, topic int) (all []view.Link) {
	for _, i := range s.Tags[topic].Tour {
		all = append(all, part(s, i))
	}
	return all
}

// AllSeries tells of every series in a language, by name.
func AllSeries(s *site.Site, tongue int) []view.Group {
	return groups(s, tongue, s.Series, s.Languages[tongue].Parts)
}

// AllTopics tells of every topic in a language, by name.
func AllTopics(s *site.Site, tongue int) []view.Group {
	var topics []site.Term
	for _, t := range s.Tags {
		if t.Own >= 0 {
			t.Name = s.Pages[t.Own].Title
			topics = append(topics, t)
		}
	}
	return groups(s, tongue, topics, s.Languages[tongue].Entries)
}

func groups(s *site.Site, tongue int, terms []site.Term, count func(int) string) (all []view.Group) {
	for _, t := range terms {
		if t.Lang != tongue {
			continue
		}
		g := view.Group{Title: t.Name, URL: s.Base.Path(t.URL), Text: count(len(t.Pages))}
		if t.Own >= 0 {
			g.Summary = s.Pages[t.Own].Description
		}
		all = append(all, g)
	}
	l := &s.Languages[tongue]
	slices.SortStableFunc(all, func(a, b view.Group) int { return l.Sort(a.Title, b.Title) })
	return all
}

// Years links the pages of a section's years, the newest first; shown, if not
// negative, is the place of the one that is shown.
func Years(s *site.Site, folder, shown int) (all []view.Link) {
	for n, y := range s.Folders[folder].Years {
		if y.URL != "" {
			all = append(all, view.Link{URL: view.URL(s.Base.Path(y.URL)), Text: strconv.Itoa(y.Number), Current: n == shown})
		}
	}
	return all
}

// Months divides the posts of a year by the month, the newest first.
func Months(s *site.Site, o *site.Output) (all []view.Letter) {
	l := &s.Languages[o.Lang]
	for _, i := range o.Items {
		at := s.Pages[i].Published.In(s.Zone)
		id := fmt.Sprintf("t_month-%02d", at.Month())
		if len(all) == 0 || all[len(all)-1].ID != id {
			all = append(all, view.Letter{Text: l.Month(at.Year(), int(at.Month())), ID: id})
		}
		all[len(all)-1].Count++
	}
	return all
}

// Letters divides a glossary's terms by their first letters, as the language counts
// letters: É belongs to E in French, Ä is a letter of its own in Swedish.
func Letters(s *site.Site, o *site.Output) (all []view.Letter) {
	l := &s.Languages[o.Lang]
	at := map[string]int{}
	for _, i := range o.Items {
		text := l.Initial(s.Pages[i].Title)
		if text == "" {
			text = "#"
		}
		if len(all) == 0 || all[len(all)-1].Text != text {
			at[text]++
			id := "t_letter-" + strings.ToLower(text)
			if text == "#" {
				id = "t_letter-other"
			}
			if at[text] > 1 {
				id += "-" + strconv.Itoa(at[text])
			}
			all = append(all, view.Letter{Text: text, ID: id})
		}
		all[len(all)-1].Count++
	}
	return all
}
