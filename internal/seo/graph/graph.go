// Package graph says in schema.org's words what a page is, as one linked JSON-LD
// graph.
//
// In: a View whose Head has its canonical address. Out: JSON, or "" where the site
// has no base URL or the page is nobody's to find. Every node has an @id that is
// the same on all pages and in all languages; every reference leads to a node of
// the same page, and every node can be reached from the page's own. A node that
// lacks what its type must have is left out with all references to it. Nothing is
// said that the page does not show. What the author says in schema.org's words
// (Page.Schema, found sound where it was read) is merged into it by @id.
//
// Rules: schema.org 30; the chain of nodes and their names follow Yoast's published
// specification of its graph (SEO rules on structured data).
package graph

import (
	"strings"
	"unicode/utf8"

	"lodestone/internal/view"
	"lodestone/internal/vocabulary"
)

// Of gives the graph of a page.
func Of(v *view.View, canonical string) string {
	p := &v.Page
	if v.Chrome.BaseURL == "" || canonical == "" || p.Kind == "notfound" || p.Kind == "redirect" || p.Robots != "" ||
		canonical != v.Chrome.BaseURL+p.URL {
		return ""
	}
	w := &writer{View: v, url: canonical}
	w.page()
	w.website()
	w.organization()
	w.said()
	return w.done()
}

// writer gathers the nodes of one page.
type writer struct {
	*view.View
	url   string
	nodes []*node
}

func (w *writer) add(n *node) string {
	w.nodes = append(w.nodes, n)
	return n.id
}

func (w *writer) done() string {
	size := 64
	for _, n := range w.nodes {
		size += len(n.json) + 2
	}
	var out strings.Builder
	out.Grow(size)
	out.WriteString(`{"@context":"https://schema.org","@graph":[`)
	for i, n := range w.nodes {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(n.json)
		out.WriteByte('}')
	}
	out.WriteString("]}")
	return out.String()
}

// site is the id of a node that the whole site shares.
func (w *writer) site(what string) string { return w.Chrome.BaseURL + "/#/schema/" + what }

// abs makes the address of a page or file absolute.
func (w *writer) abs(url string) string {
	if url == "" || !strings.HasPrefix(url, "/") || strings.HasPrefix(url, "//") {
		return url
	}
	return w.Chrome.BaseURL + url
}

// types of web pages by kind, where WebPage alone would say too little.
func pageType(kind string) string {
	switch kind {
	case "section", "archive", "tag", "tags", "topic", "topics", "series", "allseries", "authors", "glossary":
		return "CollectionPage"
	case "author":
		return "ProfilePage"
	}
	return "WebPage"
}

// page writes the page itself and what it is about.
func (w *writer) page() {
	p := &w.Page
	n := begin(w.url, pageType(p.Kind))
	w.nodes = append(w.nodes, n)
	n.text("url", w.url)
	n.text("name", p.Title)
	n.text("description", p.Summary)
	n.text("inLanguage", p.Lang)
	if p.Kind == "page" && p.Series.URL != "" {
		n.ref("isPartOf", w.site("website/1"), w.inSeries())
	} else {
		n.ref("isPartOf", w.site("website/1"))
	}
	n.ref("breadcrumb", w.trail())
	image := w.image()
	n.ref("primaryImageOfPage", image)
	n.text("datePublished", p.Published.ISO)
	n.text("dateModified", modified(p))
	n.ref("workTranslation", w.translations()...)
	switch p.Kind {
	case "home":
		n.ref("about", w.site("organization/1"))
	case "post":
		n.ref("mainEntity", w.article(image))
	case "author":
		n.ref("mainEntity", w.people()...)
	case "term":
		n.ref("mainEntity", w.term())
	case "glossary":
		n.ref("mainEntity", w.terms())
	case "series":
		n.ref("mainEntity", w.series())
	case "topic":
		n.ref("mainEntity", w.tour())
	}
}

// modified is the date of the last change: the first publication is one.
func modified(p *view.Page) string {
	if p.Updated.ISO != "" {
		return p.Updated.ISO
	}
	return p.Published.ISO
}

func (w *writer) website() {
	n := begin(w.site("website/1"), "WebSite")
	n.text("url", w.Chrome.BaseURL+"/")
	n.text("name", w.Chrome.Publisher)
	n.ref("publisher", w.site("organization/1"))
	w.add(n)
}

func (w *writer) organization() {
	n := begin(w.site("organization/1"), "Organization")
	n.text("name", w.Chrome.Publisher)
	n.text("url", w.Chrome.BaseURL+"/")
	n.ref("logo", w.logo())
	w.add(n)
}

// leastLogo is how wide and high a logo has to be, in pixels, for a search engine
// to show it (SEO rules, Organization). A drawing without a size is as large as
// one likes.
const leastLogo = 112

// logo writes the picture by which the publisher is known.
func (w *writer) logo() string {
	l := &w.Chrome.Logo
	if l.URL == "" || l.Width > 0 && min(l.Width, l.Height) < leastLogo {
		return ""
	}
	n := begin(w.site("logo/1"), "ImageObject")
	n.text("url", w.abs(l.URL))
	n.text("contentUrl", w.abs(l.URL))
	n.number("width", l.Width)
	n.number("height", l.Height)
	n.text("caption", w.Chrome.Publisher)
	n.text("creditText", w.Chrome.Publisher)
	return w.add(n)
}

// trail writes the way from the home page, the page included.
func (w *writer) trail() string {
	p := &w.Page
	if len(p.Trail) == 0 {
		return ""
	}
	var items []*node
	item := func(name, url string) {
		n := &node{json: []byte{'{'}}
		n.text("@type", "ListItem")
		n.number("position", len(items)+1)
		n.text("name", name)
		n.text("item", url)
		items = append(items, n)
	}
	for _, l := range p.Trail {
		item(l.Text, w.abs(string(l.URL)))
	}
	item(p.Title, w.url)
	n := begin(w.url+"#breadcrumb", "BreadcrumbList")
	n.list("itemListElement", items)
	return w.add(n)
}

// image writes the page's own picture.
func (w *writer) image() string {
	p := &w.Page
	if p.Picture.URL == "" {
		return ""
	}
	address := w.abs(p.Picture.URL)
	n := begin(w.url+"#primaryimage", "ImageObject")
	n.text("url", address)
	n.text("contentUrl", address)
	n.number("width", p.Picture.Width)
	n.number("height", p.Picture.Height)
	n.text("caption", p.Picture.Alt)
	n.text("creditText", w.Chrome.Publisher)
	n.text("inLanguage", p.Lang)
	return w.add(n)
}

// translations writes the same page in other languages.
func (w *writer) translations() (ids []string) {
	for _, t := range w.Page.Translations {
		if t.Current {
			continue
		}
		n := begin(w.abs(string(t.URL)), "WebPage")
		n.text("url", w.abs(string(t.URL)))
		n.text("inLanguage", t.Lang)
		ids = append(ids, w.add(n))
	}
	return ids
}

func (w *writer) article(image string) string {
	p := &w.Page
	n := begin(w.url+"#article", "BlogPosting")
	n.text("headline", p.Title)
	n.text("description", p.Summary)
	if p.Series.URL != "" {
		n.ref("isPartOf", w.url, w.inSeries())
		n.number("position", p.Series.Number)
	} else {
		n.ref("isPartOf", w.url)
	}
	n.ref("mainEntityOfPage", w.url)
	n.text("datePublished", p.Published.ISO)
	n.text("dateModified", modified(p))
	n.ref("author", w.people()...)
	n.ref("publisher", w.site("organization/1"))
	n.ref("image", image)
	n.text("articleSection", p.Section.Text)
	var tags []string
	for _, t := range p.Tags {
		tags = append(tags, t.Text)
	}
	n.texts("keywords", tags)
	n.number("wordCount", p.Words)
	n.text("inLanguage", p.Lang)
	return w.add(n)
}

// people writes the authors that the page names.
func (w *writer) people() (ids []string) {
	for i := range w.Authors {
		if id := w.person(&w.Authors[i]); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// longestBio is what readers of the graph show of a person (Yoast cuts there).
const longestBio = 250

// person writes an author; without a name, or with one that means nobody, there
// is no node.
func (w *writer) person(a *view.Author) string {
	if a.ID == "" || a.Name == "" || vocabulary.Nobody(a.Name) {
		return ""
	}
	n := begin(w.site("person/"+a.ID), "Person")
	n.text("name", a.Name)
	n.text("url", w.abs(a.URL))
	n.text("jobTitle", a.Role)
	n.text("description", cut(a.Summary, longestBio))
	if a.Picture.URL != "" {
		n.text("image", w.abs(a.Picture.URL))
	}
	var same []string
	for _, l := range a.Links {
		same = append(same, string(l.URL))
	}
	n.texts("sameAs", same)
	return w.add(n)
}

// cut shortens a text to so many characters, at a word.
func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)[:most-1]
	short := string(runes)
	if i := strings.LastIndexByte(short, ' '); i > most/2 {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:") + "…"
}

// term writes what the page of a term defines, and the glossary that it is in.
func (w *writer) term() string {
	p := &w.Page
	n := begin(w.url+"#term", "DefinedTerm")
	n.text("name", p.Title)
	n.texts("alternateName", p.Also)
	n.text("description", p.Summary)
	n.text("url", w.url)
	if p.Section.URL != "" {
		set := begin(w.abs(string(p.Section.URL))+"#terms", "DefinedTermSet")
		set.text("name", p.Section.Text)
		set.text("url", w.abs(string(p.Section.URL)))
		n.ref("inDefinedTermSet", w.add(set))
	}
	return w.add(n)
}

// terms writes a glossary with all its terms.
func (w *writer) terms() string {
	set := w.gathers("#terms", "DefinedTermSet")
	var ids []string
	for _, l := range w.Letters {
		for _, c := range l.Items {
			n := begin(w.abs(c.URL)+"#term", "DefinedTerm")
			n.text("name", c.Title)
			n.text("description", c.Summary)
			n.text("url", w.abs(c.URL))
			ids = append(ids, w.add(n))
		}
	}
	set.ref("hasDefinedTerm", ids...)
	return w.add(set)
}
