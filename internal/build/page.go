package build

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"lodestone/internal/build/lists"
	"lodestone/internal/build/mentions"
	"lodestone/internal/feed"
	"lodestone/internal/memo"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/view"
	"lodestone/internal/vocabulary"
)

// page plans one output: its own facts, and by number what it shows of others.
func (p *press) page(plan *view.Plan, o *site.Output) {
	*plan = view.Plan{
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
		return
	}
	if o.Own >= 0 {
		p.own(plan, o)
	} else {
		v.Page.Summary = p.Languages[o.Lang].Description
	}
	p.listed(v, o)
	v.Page.Translations = p.versions(o, o.Versions, func(t *site.Tongue) string { return t.Tag })
	v.Page.Alternates = p.versions(o, p.Indexed(o), (*site.Tongue).Hreflang)
	v.Page.Twin = p.Base.Path(p.Twin(o))
	v.Page.Trail = p.trail(o, v.Page.Section)
	v.Page.Share = p.share(o)
	if p.tinted(plan) {
		v.Page.Tints = p.Base.Path("/" + p.tints.path)
	}
	if o.Kind == settings.Search || o.Kind == settings.NotFound || p.Thin(o) {
		v.Page.Robots = "noindex"
	}
}

// versions links outputs that are the same page in several languages, with their tags.
func (p *press) versions(o *site.Output, all []int, tag func(*site.Tongue) string) (links []view.Link) {
	for _, i := range all {
		other := &p.Outputs[i]
		t := &p.Languages[other.Lang]
		links = append(links, view.Link{URL: view.URL(p.Base.Path(other.URL)), Text: t.Name(), Lang: tag(t), Current: other == o})
	}
	return links
}

// trail links what a page stands in, from the home page on.
func (p *press) trail(o *site.Output, section view.Link) []view.Link {
	l := &p.Languages[o.Lang]
	all := []view.Link{{URL: view.URL(p.Base.Path(l.Home)), Text: l.Words().Home}}
	add := func(url, text string) { all = append(all, view.Link{URL: view.URL(p.Base.Path(url)), Text: text}) }
	switch {
	case o.Kind == settings.Home, o.Kind == settings.NotFound:
		return nil
	case section.URL != "":
		all = append(all, section)
	case o.Kind == settings.Tag && p.listOf(o.Lang, settings.Tags) != "":
		add(p.listOf(o.Lang, settings.Tags), p.tagsTitle(o.Lang))
	case o.Kind == settings.Author && p.listOf(o.Lang, settings.Authors) != "":
		add(p.listOf(o.Lang, settings.Authors), l.Words().Authors)
	case o.Kind == settings.Topic:
		add(p.listOf(o.Lang, settings.Topics), l.Words().Topics)
	case o.Kind == settings.Series:
		add(p.listOf(o.Lang, settings.AllSeries), l.Words().Series)
	case o.Kind == settings.Archive:
		add(p.Folders[o.Term].URL, p.Folders[o.Term].Title)
	}
	if o.Number < o.Total { // the newest part of a list stands at the list's own address
		switch o.Kind {
		case settings.List:
			add(p.Folders[o.Term].URL, p.Folders[o.Term].Title)
		case settings.Tag, settings.Topic:
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
	case o.Kind == settings.Topic && p.Tags[o.Term].Own >= 0: // an older part of its list
		return p.Pages[p.Tags[o.Term].Own].Title
	case o.Kind == settings.Tag, o.Kind == settings.Topic:
		return p.Tags[o.Term].Name
	case o.Kind == settings.Series:
		return p.Series[o.Term].Name
	case o.Kind == settings.Archive:
		return p.Folders[o.Term].Title + " " + strconv.Itoa(p.Folders[o.Term].Years[o.Year].Number)
	case o.Kind == settings.Topics:
		return l.Words().Topics
	case o.Kind == settings.AllSeries:
		return l.Words().Series
	case o.Kind == settings.Author:
		return p.Authors[o.Term].Name
	case o.Kind == settings.Tags:
		return p.tagsTitle(o.Lang)
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

// tagsTitle names the list of all tags: where some are topics, these have a list of
// their own.
func (p *press) tagsTitle(tongue int) string {
	if p.listOf(tongue, settings.Topics) != "" {
		return p.Languages[tongue].Words().Tags
	}
	return p.Languages[tongue].Words().Topics
}

// own adds what the output's Markdown file says.
func (p *press) own(plan *view.Plan, o *site.Output) {
	page := &p.Pages[o.Own]
	v := &plan.Own
	plan.Doc, plan.Targets = page.Doc, p.targets(o.Own)
	if found := p.mentionsOf(o.Own); len(found) > 0 {
		plan.Mentions = memo.Sum(&found)
	}
	v.Page.Lead, v.Page.Summary = page.Front.Description, page.Description
	v.Page.Robots = noindex(page)
	if page.Front.Canonical != "" {
		v.Page.Canonical = page.Front.Canonical
	}
	v.Page.HasCode = page.Body.HasCode
	for _, s := range vocabulary.Statements(page.Front.Schema, v.Page.Canonical) {
		said := view.Statement{ID: s.ID}
		for _, m := range s.Members {
			said.Members = append(said.Members, view.Member(m))
		}
		v.Page.Schema = append(v.Page.Schema, said)
	}
	v.Page.Picture = p.picture(page, o.Kind == settings.Author)
	if o.Kind == settings.GlossaryTerm {
		v.Page.Also = alsoCalled(page)
	} else if o.Kind != settings.Post && o.Kind != settings.Plain {
		return
	}
	v.Page.Published, v.Page.Updated = p.day(page.Lang, page.Published), p.day(page.Lang, page.Updated)
	v.Page.Section, v.Page.Minutes, v.Page.Words = p.section(page), p.minutes(page), page.Body.Words
	plan.Placed = slices.Contains(page.Body.Directives, "related")
	if plan.Contents = true; o.Kind != settings.Post {
		v.Page.Minutes = ""
	}
	v.Page.Tags, v.Authors = slices.Grow(v.Page.Tags, len(page.Tags)), slices.Grow(v.Authors, len(page.Authors))
	for _, t := range page.Tags {
		v.Page.Tags = append(v.Page.Tags, named(p.tags[t]))
	}
	v.Page.Topics, v.Page.Series = lists.Topics(p.Site, o.Own), lists.Series(p.Site, o.Own)
	for _, a := range page.Authors {
		v.Authors = append(v.Authors, p.bylines[a])
	}
	plan.Related, plan.Newer, plan.Older = page.Related, page.Newer, page.Older
}

// alsoCalled gives the other names of a glossary's term.
func alsoCalled(page *site.Page) (names []string) {
	if page.Kind != settings.GlossaryTerm {
		return nil
	}
	for _, a := range page.Front.Aliases {
		if settings.Called(a) {
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
	return render.Text{Path: page.Path, Doc: page.Doc, Targets: p.targets(i), Mentions: p.mentionsOf(i)}
}

// targets turns the linked references into addresses and sizes; those of mentions
// come last.
func (p *press) targets(n int) []view.Target {
	page := &p.Pages[n]
	all := make([]view.Target, len(page.Targets))
	for i, t := range page.Targets {
		v := view.Target{Kind: view.TargetPage, URL: p.Base.Path(t.URL), Text: t.Text}
		switch {
		case t.Kind == site.Gone:
			v = view.Target{Kind: view.TargetGone}
		case t.Kind == site.ToFile:
			r := &p.Resources[t.Resource]
			if v.Kind = view.TargetFile; r.Image {
				v.Kind = view.TargetImage
			}
			if t.Shown {
				v.Picture = p.shown(t.Resource, false)
				if p.prints[frame{t.Resource, false}].Src.File() {
					v.Picture.URL = v.URL // which may name a part of it
				}
			}
		}
		all[i] = v
	}
	return append(all, mentions.Targets(p.Site, n, p.mentionsOf(n))...)
}

// author is a page's author as all pages show them.
func (p *press) author(n int) view.Author {
	a := p.person(n)
	key := memo.Sum(&a)
	a.Key = string(key[:])
	return a
}

func (p *press) person(n int) view.Author {
	t := &p.Authors[n]
	a := view.Author{ID: identity(t.Name), Name: t.Name, URL: string(p.authors[n].URL)}
	if t.Own < 0 {
		return a
	}
	page := &p.Pages[t.Own]
	first := page
	if len(page.Versions) > 0 {
		first = &p.Pages[page.Versions[0]]
	}
	a.ID = identity(first.Path)
	a.Role, a.Summary, a.Picture = page.Front.Role, page.Description, p.picture(page, true)
	for _, l := range page.Front.Links {
		a.Links = append(a.Links, view.Link{URL: view.URL(l.URL), Text: l.Text})
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
		v.Topics = p.doors(o.Lang)
	case settings.Glossary:
		v.Letters = lists.Letters(p.Site, o)
	case settings.List:
		if o.Number == o.Total {
			v.Years = lists.Years(p.Site, o.Term, -1)
		}
	case settings.Archive:
		v.Months, v.Years = lists.Months(p.Site, o), lists.Years(p.Site, o.Term, o.Year)
	case settings.Topic:
		if o.Number == o.Total {
			v.Page.Tour = lists.Tour(p.Site, o.Term)
		}
	case settings.Topics:
		v.Groups = lists.AllTopics(p.Site, o.Lang)
	case settings.AllSeries:
		v.Groups = lists.AllSeries(p.Site, o.Lang)
	case settings.Search:
		v.Shelves = p.shelves(o)
	case settings.Tags:
		v.Topics = slices.DeleteFunc(p.terms(p.Tags, p.tags, o.Lang), func(l view.Link) bool { return l.Count == 0 }) // a topic of posts to come
	case settings.Authors:
		v.Topics = p.terms(p.Authors, p.authors, o.Lang)
	case settings.Author:
		v.Authors = []view.Author{p.bylines[o.Term]}
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

// doors are the topics that a page which is no list of them offers: the pillar
// topics, or, where there are none, the busiest tags.
func (p *press) doors(tongue int) []view.Link {
	if p.listOf(tongue, settings.Topics) == "" {
		return busiest(p.terms(p.Tags, p.tags, tongue))
	}
	var all []view.Link
	for i := range p.Tags {
		if t := &p.Tags[i]; t.Own >= 0 && t.Lang == tongue {
			all = append(all, p.tags[i])
		}
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
