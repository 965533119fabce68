package build

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/feed"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/view"
)

// page plans one output: its own facts, and by number what it shows of others.
func (p *press) page(o *site.Output) view.Plan {
	plan := view.Plan{
		Chrome: &p.chromes[o.Lang], ChromeDigest: p.digests[o.Lang],
		Deck: p.deck, Items: o.Items, Newer: -1, Older: -1,
	}
	v := &plan.Own
	v.Page = view.Page{Kind: o.Kind.String(), URL: p.Base.Path(o.URL), Lang: p.Languages[o.Lang].Tag, Title: p.title(o)}
	if p.Base.Origin != "" && o.Kind != settings.NotFound {
		v.Page.Canonical = p.Base.Abs(o.URL)
	}
	if o.Kind == settings.Redirect {
		v.Page.Target = p.Base.Path(o.To)
		if p.Base.Origin != "" {
			v.Page.Canonical = p.Base.Abs(o.To)
		}
		return plan
	}
	if o.Own >= 0 {
		p.own(&plan, o)
	} else {
		v.Page.Summary = p.Languages[o.Lang].Description
	}
	p.listed(v, o)
	v.Page.Trail = p.trail(o, v.Page.Section)
	v.Page.Share = p.share(o)
	if o.Kind == settings.Search || o.Kind == settings.NotFound || p.Thin(o) {
		v.Page.Robots = "noindex"
	}
	return plan
}

// trail links what a page stands in, from the home page on.
func (p *press) trail(o *site.Output, section view.Link) []view.Link {
	l := &p.Languages[o.Lang]
	all := []view.Link{{URL: p.Base.Path(l.Home), Text: l.Words().Home}}
	add := func(url, text string) { all = append(all, view.Link{URL: p.Base.Path(url), Text: text}) }
	switch {
	case o.Kind == settings.Home, o.Kind == settings.NotFound:
		return nil
	case section.URL != "":
		all = append(all, section)
	case o.Kind == settings.Tag && p.listOf(o.Lang, settings.Tags) != "":
		add(p.listOf(o.Lang, settings.Tags), l.Words().Topics)
	case o.Kind == settings.Author && p.listOf(o.Lang, settings.Authors) != "":
		add(p.listOf(o.Lang, settings.Authors), l.Words().Authors)
	}
	if o.Number < o.Total { // the newest part of a list stands at the list's own address
		switch o.Kind {
		case settings.List:
			add(p.Folders[o.Term].URL, p.Folders[o.Term].Title)
		case settings.Tag:
			add(p.Tags[o.Term].URL, p.Tags[o.Term].Name)
		case settings.Author:
			add(p.Authors[o.Term].URL, p.Authors[o.Term].Name)
		}
	}
	return all
}

// listOf gives the address of the list of all tags or authors in a language; ""
// where there is none.
func (p *press) listOf(tongue int, k settings.Kind) string { return p.lists[listKey{tongue, k}] }

// title names an output.
func (p *press) title(o *site.Output) string {
	l := &p.Languages[o.Lang]
	switch {
	case o.Own >= 0:
		return p.Pages[o.Own].Title
	case o.Kind == settings.List:
		return p.Folders[o.Term].Title
	case o.Kind == settings.Glossary:
		return p.Glossary[o.Term].Title
	case o.Kind == settings.Tag:
		return p.Tags[o.Term].Name
	case o.Kind == settings.Author:
		return p.Authors[o.Term].Name
	case o.Kind == settings.Tags:
		return l.Words().Topics
	case o.Kind == settings.Authors:
		return l.Words().Authors
	case o.Kind == settings.Search:
		return l.Words().Search
	case o.Kind == settings.NotFound:
		return l.Words().NotFoundTitle
	case o.Kind == settings.Redirect:
		return l.Words().Moved
	}
	return l.Title
}

// own adds what the output's Markdown file says.
func (p *press) own(plan *view.Plan, o *site.Output) {
	page := &p.Pages[o.Own]
	v := &plan.Own
	plan.Doc, plan.Targets = page.Doc, p.targets(page)
	v.Page.Lead, v.Page.Summary = page.Front.Description, page.Description
	v.Page.Robots = noindex(page)
	if page.Front.Canonical != "" {
		v.Page.Canonical = page.Front.Canonical
	}
	v.Page.HasCode = page.Body.HasCode
	v.Page.Picture = p.picture(page)
	for _, i := range page.Versions {
		if other := &p.Pages[i]; other.Live {
			t := &p.Languages[other.Lang]
			v.Page.Translations = append(v.Page.Translations, view.Link{URL: p.Base.Path(other.URL), Text: t.Name(), Lang: t.Tag, Current: i == o.Own})
		}
	}
	if len(v.Page.Translations) < 2 {
		v.Page.Translations = nil // its other versions are held back
	}
	if o.Kind == settings.GlossaryTerm {
		v.Page.Also = alsoCalled(page)
	} else if o.Kind != settings.Post && o.Kind != settings.Plain {
		return
	}
	v.Page.Published, v.Page.Updated = p.day(page.Lang, page.Published), p.day(page.Lang, page.Updated)
	v.Page.Section, v.Page.Minutes, v.Page.Words = p.section(page), p.minutes(page), page.Body.Words
	if plan.Contents = true; o.Kind != settings.Post {
		v.Page.Minutes = ""
	}
	for _, t := range page.Tags {
		v.Page.Tags = append(v.Page.Tags, named(p.tags[t]))
	}
	for _, a := range page.Authors {
		v.Authors = append(v.Authors, p.author(a))
	}
	plan.Related, plan.Newer, plan.Older = page.Related, page.Newer, page.Older
}

// alsoCalled gives the other names of a glossary's term.
func alsoCalled(page *site.Page) (names []string) {
	if page.Kind != settings.GlossaryTerm {
		return nil
	}
	for _, a := range page.Front.Aliases {
		if !strings.Contains(a, "/") {
			names = append(names, a)
		}
	}
	return names
}

func noindex(page *site.Page) string {
	if page.Front.Robots == "noindex" {
		return "noindex"
	}
	return ""
}

// text is the body of a page.
func (p *press) text(i int) render.Text {
	if i < 0 {
		return render.Text{}
	}
	page := &p.Pages[i]
	return render.Text{Path: page.Path, Doc: page.Doc, Targets: p.targets(page)}
}

// targets turns the linked references into addresses and sizes.
func (p *press) targets(page *site.Page) []view.Target {
	all := make([]view.Target, len(page.Targets))
	for i, t := range page.Targets {
		v := view.Target{Kind: view.TargetPage, URL: p.Base.Path(t.URL)}
		switch {
		case t.Kind == site.Gone:
			v = view.Target{Kind: view.TargetGone}
		case t.Kind == site.ToFile:
			r := &p.Resources[t.Resource]
			if v.Kind = view.TargetFile; r.Image {
				v.Kind, v.Width, v.Height = view.TargetImage, r.Width, r.Height
			}
		}
		all[i] = v
	}
	return all
}

func (p *press) author(n int) view.Author {
	t := &p.Authors[n]
	a := view.Author{ID: identity(t.Name), Name: t.Name, URL: p.authors[n].URL}
	if t.Own < 0 {
		return a
	}
	page := &p.Pages[t.Own]
	first := page
	if len(page.Versions) > 0 {
		first = &p.Pages[page.Versions[0]]
	}
	a.ID = identity(first.Path)
	a.Role, a.Summary, a.Picture = page.Front.Role, page.Description, p.picture(page)
	for _, l := range page.Front.Links {
		a.Links = append(a.Links, view.Link{URL: l.URL, Text: l.Text})
	}
	return a
}

// identity names a person without telling who it is.
func identity(of string) string {
	sum := sha256.Sum256([]byte(of))
	return hex.EncodeToString(sum[:8])
}

// listed adds what list pages show beside cards.
func (p *press) listed(v *view.View, o *site.Output) {
	l := &p.Languages[o.Lang]
	v.Pager = view.Pager{Number: o.Number, Total: o.Total, Newer: p.Base.Path(o.Newer), Older: p.Base.Path(o.Older)}
	if o.Total > 1 {
		v.Pager.Text = l.PageOf(o.Number, o.Total)
	}
	switch o.Kind {
	case settings.Home, settings.NotFound:
		v.Topics = busiest(p.terms(p.Tags, p.tags, o.Lang))
	case settings.Glossary:
		v.Letters = p.letters(o)
	case settings.Search:
		v.Shelves = p.shelves(o)
	case settings.Tags:
		v.Topics = p.terms(p.Tags, p.tags, o.Lang)
	case settings.Authors:
		v.Topics = p.terms(p.Authors, p.authors, o.Lang)
	case settings.Author:
		v.Authors = []view.Author{p.author(o.Term)}
	}
	if p.Base.Origin != "" {
		v.Page.Feeds = p.feedLinks(p.FeedsOf(o), v.Page.Title+" – "+l.Title)
	}
}

// feedLinks names feeds by their formats.
func (p *press) feedLinks(addresses []string, title string) (all []view.Feed) {
	for _, a := range addresses {
		all = append(all, view.Feed{Type: feed.TypeOf(a), Title: title, URL: p.Base.Path(a)})
	}
	return all
}

// letters divides a glossary's terms by their first letters, as the language counts
// letters: É belongs to E in French, Ä is a letter of its own in Swedish.
func (p *press) letters(o *site.Output) []view.Letter {
	l := &p.Languages[o.Lang]
	var all []view.Letter
	at := map[string]int{}
	for _, i := range o.Items {
		text := l.Initial(p.Pages[i].Title)
		if text == "" {
			text = "#"
		}
		if len(all) == 0 || all[len(all)-1].Text != text {
			at[text]++
			id := "letter-" + strings.ToLower(text)
			if text == "#" {
				id = "letter-other"
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

// doorTopics is how many topics a page that is no list of topics offers.
const doorTopics = 12

// busiest gives the topics with the most pages, in the order they came in.
func busiest(all []view.Link) []view.Link {
	if len(all) <= doorTopics {
		return all
	}
	byCount := slices.Clone(all)
	slices.SortStableFunc(byCount, func(a, b view.Link) int { return b.Count - a.Count })
	chosen := byCount[:doorTopics]
	return slices.DeleteFunc(slices.Clone(all), func(l view.Link) bool { return !slices.Contains(chosen, l) })
}

func (p *press) terms(terms []site.Term, links []view.Link, tongue int) []view.Link {
	var all []view.Link
	for i := range terms {
		if terms[i].Lang == tongue && links[i].URL != "" {
			all = append(all, links[i])
		}
	}
	return all
}
