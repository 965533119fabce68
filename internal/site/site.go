// Package site is a site whose pages are linked to each other: what is published,
// under which address, in which lists, beside which neighbours, and where every
// reference leads. How that is decided, internal/link knows.
//
// Reading gives the Metas and Resources, linking the Site. It is never changed
// afterwards and does not know the clock, so that a page's bytes change only when
// what it shows changes. Pages, files, terms and folders name each other by their
// places in the Site's lists.
package site

import (
	"time"

	"lodestone/internal/lang"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// Site is a linked site. It is immutable and safe for concurrent reading.
type Site struct {
	Config    *settings.Config
	Base      urls.Base
	Zone      *time.Location
	Languages []Tongue
	Pages     []Page // by path
	Resources []Resource
	Waits     map[int]bool // the Resources that are held back with the page that they belong to
	Folders   []Folder
	Glossary  []Folder
	Defined   [][]Defined // per language the terms of its glossaries whose mentions may be linked, by path; nil where no page has its mentions linked
	Tags      []Term
	Authors   []Term
	Series    []Term
	Outputs   []Output
	Image     int // the share image of site.yaml, into Resources; -1 for none that networks show
	Logo      int // of the brand, likewise
	Headings  int // the font of headings, likewise
	Text      int // the font of reading text, likewise
	Held      []Held
	Horizon   Horizon
	Security  bool       // what site.yaml says of weaknesses still holds
	Lock      *lock.Lock // the next site.lock; nil where the site keeps none
	Sitemaps  int        // the numbered parts of the sitemap; 0 where one file holds it all
}

// Defined is a term of a glossary with its names, its title first.
type Defined struct {
	Page  int
	Names []string
}

// Tongue is one language of the site.
type Tongue struct {
	*lang.Language
	Tag         string
	Title       string // of the site in it
	Description string
	Prefix      string // "" for the default language, "/fr" for others
	Home        string // "/" or "/fr/"
	Menu        []Entry
	Footer      []Entry
	Live        bool   // the default one, and every other with at least one page in this build
	Posts       []int  // all live posts, newest first
	Search      string // address of the search page; "" where there is none
}

// SearchGuide gives the address of the search index's first file.
func (t *Tongue) SearchGuide() string { return t.Search + "index.json" }

// OpenSearch gives the address of what tells browsers how to search the site.
func (t *Tongue) OpenSearch() string { return t.Prefix + "/opensearch.xml" }

// Feeds gives the addresses of the feeds of the language's posts, one a format.
func (t *Tongue) Feeds() []string { return FeedsOf(t.Prefix + "/") }

// FeedsOf gives the addresses of a list's feeds in all formats: RSS, Atom, JSON
// Feed.
func FeedsOf(list string) []string {
	return []string{list + "feed.xml", list + "atom.xml", list + "feed.json"}
}

// Entry is a menu item with its address resolved.
type Entry struct{ Text, URL string }
