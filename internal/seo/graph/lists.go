package graph

import "lodestone/internal/view"

// inSeries writes the series that the page is a part of.
func (w *writer) inSeries() string {
	s := &w.Page.Series
	n := begin(w.abs(s.URL)+"#series", "CreativeWorkSeries")
	n.text("name", s.Title)
	n.text("url", w.abs(s.URL))
	n.text("inLanguage", w.Page.Lang)
	return w.add(n)
}

// series writes a series with its parts, each at its place.
func (w *writer) series() string {
	n := w.gathers("#series", "CreativeWorkSeries")
	var ids []string
	for k := range w.Items {
		ids = append(ids, w.part(&w.Items[k], k+1))
	}
	n.ref("hasPart", ids...)
	return w.add(n)
}

// gathers begins the node of what the page is a list of.
func (w *writer) gathers(id, kind string) *node {
	n := begin(w.url+id, kind)
	n.text("name", w.Page.Title)
	n.text("description", w.Page.Summary)
	n.text("url", w.url)
	n.text("inLanguage", w.Page.Lang)
	return n
}

// part writes an entry of a series: an article, or a page that is none.
func (w *writer) part(c *view.Card, position int) string {
	id, kind := w.abs(c.URL), "WebPage"
	if c.Kind == "post" {
		id, kind = id+"#article", "BlogPosting"
	}
	n := begin(id, kind)
	n.text("name", c.Title)
	if kind == "BlogPosting" {
		n.text("headline", c.Title)
	}
	n.text("url", w.abs(c.URL))
	n.number("position", position)
	n.text("datePublished", c.Published.ISO)
	var people []*node
	for _, a := range c.Authors {
		p := &node{json: []byte{'{'}}
		p.text("@type", "Person")
		p.text("name", a.Text)
		p.text("url", w.abs(string(a.URL)))
		people = append(people, p)
	}
	if len(people) > 0 {
		n.list("author", people)
	}
	return w.add(n)
}

// tour writes what a topic leads to: first where its text does, in its order, then
// the rest.
func (w *writer) tour() string {
	var items []*node
	item := func(name, url string) {
		n := &node{json: []byte{'{'}}
		n.text("@type", "ListItem")
		n.number("position", len(items)+1)
		n.text("name", name)
		n.text("url", w.abs(url))
		items = append(items, n)
	}
	for _, l := range w.Page.Tour {
		item(l.Text, string(l.URL))
	}
	for i := range w.Items {
		item(w.Items[i].Title, w.Items[i].URL)
	}
	if len(items) == 0 {
		return ""
	}
	n := begin(w.url+"#list", "ItemList")
	n.number("numberOfItems", len(items))
	n.list("itemListElement", items)
	return w.add(n)
}
