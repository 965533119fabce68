// Package view says what a layout may see: plain data, every URL resolved,
// every text ready in its language, nothing to call and nothing to look up.
//
// In: a site's outputs and the cards of its pages. Out: View, Card, Chrome and
// their digests. A View holds no map, func, interface, live method or pointer
// to the Site; a test walks the types. What a page may show of another page is
// a Card, whose digest is computed once, so that the key of a page is a digest
// over digests (DESIGN §5).
package view

import (
	"html/template"

	"lodestone/internal/lang"
)

// View is all that one page's layout sees.
type View struct {
	Chrome  Chrome
	Head    Head
	Page    Page
	Body    template.HTML // the page's own text, holes filled; may be empty
	Items   []Card        // on list pages: what the list shows on this numbered page
	Letters []Letter      // on a glossary's page: its terms
	Months  []Letter      // on the page of a year: its posts
	Years   []Link        // on a section's page and those of its years: the latter, the newest first
	Groups  []Group       // on the list of all series or topics: these
	Shelves []Shelf       // on the search page: everything by topic
	Pager   Pager
	Topics  []Link // home, 404, tags and authors pages: topics, tags or authors with counts
	Related []Card
	Newer   Card // the next younger page of the section; URL "" when there is none
	Older   Card // the next older page of the section; URL "" when there is none
	Authors []Author
}

// Page holds the page's own facts.
type Page struct {
	Kind         string // home section archive post page author authors tag tags topic topics series allseries glossary term search notfound redirect
	URL          string // path from the root of the host: "/blog/x/"
	Lang         string // BCP 47
	Title        string
	Lead         string   // the standfirst: the description where the author wrote one
	Section      Link     // the section that the page stands in; Text "" for none
	Trail        []Link   // where the page stands, from the home page to what it stands in; empty on the home page
	Also         []string // other names of a glossary's term
	Published    Date
	Updated      Date   // set only where it differs from Published
	Minutes      string // "4-minute read", in the page's language; "" where it makes no sense
	Tags         []Link
	Topics       []Link // the pillar topics among the tags
	Series       Series
	Tour         []Link    // of a topic's page: the pages to which its text leads, in its order
	Contents     []Heading // headings of level 2 and 3, for the table of contents; empty under three of them
	Picture      Picture
	Translations []Link      // the same page in other languages: Text is the language's own name, Lang its tag
	Alternates   []Link      // those of them that search engines may list, this page included
	Canonical    string      // absolute; "" where the site has no base URL
	Summary      string      // for search engines: the description, else the first words of the text
	Robots       string      // "noindex" or ""
	Share        Picture     // what networks show of the page: its URL is absolute; "" for the site's own
	Feeds        []Feed      // feeds of this very list, before those of the site
	HasCode      bool        // holds highlighted code
	Tints        string      // path of the stylesheet with the classes of its pictures' colours; "" for none
	Words        int         // of the text; 0 where they are not counted
	Target       string      // of a redirect: where to
	Twin         string      // path of the Markdown copy for programs; "" for none
	Schema       []Statement // what the author says in schema.org's words, for the graph
}

// Statement is a node of schema.org: what an author says of the page, or of
// something that it is about.
type Statement struct {
	ID      string // absolute; "" for none
	Members []Member
}

// Member is a property of a Statement, its value in JSON that can stand in HTML.
type Member struct{ Name, JSON string }

// Series places a page in the series that it is a part of; URL "" means that it is
// in none.
type Series struct {
	Title, URL    string
	Number, Total int    // 1-based
	Text          string // "Part 4 of 9", in the page's language; "" where there is one part only
	Older, Newer  Link   // the parts before and after this one; URL "" for none
	Parts         []Link // all of them in the order of reading; none of a series with more than 24 parts
}

// Group is a series or a topic as a list of them shows it.
type Group struct {
	Title, URL, Summary string
	Text                string // "4 parts", "12 posts", in the page's language
}

// Letter holds the entries of a list under one heading: a glossary's terms that
// begin with one letter, the posts of a month.
type Letter struct {
	Text  string // "A", "#" for what begins with none; "March 2026"
	ID    string // for links within the page
	Count int    // of Items
	Items []Card
}

// Shelf holds the pages of one topic, or those of a section that have none.
type Shelf struct {
	Link  Link   // the topic, with the number of its pages; URL "" where it has no list of its own
	ID    string // for links within the page
	Count int    // of Items
	Items []Card // the newest
}

// Card is what a page may show of another page.
type Card struct {
	URL       string
	Title     string
	Summary   string
	Kind      string
	Section   Link
	Published Date
	Updated   Date
	Minutes   string
	Authors   []Link
	Tags      []Link
	Picture   Picture
	Lang      string // BCP 47, of all its texts, where it is not that of the page that shows it; else ""
	Key       string // names the card with all its content: equal cards, equal keys
}

// Author is a page's author as the page shows them.
type Author struct {
	ID                       string // the same in all languages, and no name
	Name, Role, URL, Summary string
	Picture                  Picture
	Links                    []Link // elsewhere on the web
	Key                      string // names the author with all of this: equal authors, equal keys
}

// Date is one day in two forms.
type Date struct {
	ISO  string // for <time datetime>: RFC 3339, or YYYY-MM-DD; "" for no date
	Text string // "22 November 2026", in the page's language
}

// Link is a named URL.
type Link struct {
	URL     URL
	Text    string
	Lang    string // hreflang, where it leads to another language
	Count   int    // entries behind it, where a list shows them
	Current bool   // it leads to this very page or section
}

// Picture is an image with the room it takes; URL "" means none.
type Picture struct {
	URL, Alt      string
	Width, Height int      // of the file at URL; 0 where unknown
	Srcset, Sizes string   // of <img>; "" where there is one file only
	Sources       []Source // for <source> in a <picture>, the best format first
	Tint          string   // class of the colour that stands in its place while it loads; "" for none
	First         bool     // of a directive: it is the first picture of the page
}

// Source is a picture in a further format.
type Source struct{ Type, Srcset string }

// Heading is an entry of the table of contents.
type Heading struct {
	Level    int // 2 or 3
	ID, Text string
}

// Pager places a numbered list page among its neighbours. Numbers count from
// the oldest entries, so that a new post does not shift every page; the
// section's own URL shows the newest.
type Pager struct {
	Number, Total int    // 1-based; Total 1 means that there is nothing to turn to
	Newer, Older  string // URLs, or ""
	Text          string // "Page 3 of 7", in the page's language
}

// Chrome is what every page of one language shares.
type Chrome struct {
	Lang, Dir   string  // "fr", "ltr"
	Site        string  // the site's title in this language
	Brand       string  // the name at the head of every page
	Publisher   string  // the name of who publishes: the same on all pages
	Logo        Picture // in the place of the theme's mark; Alt is the name where the picture holds it
	Tagline     string  // the site's description in this language
	BaseURL     string  // absolute, no slash at the end
	Home        string  // path of the language's home page
	Menu        []Link  // Current is false here: the layout compares URLs with Here and Within
	Footer      []Link
	Here        string // the page's own URL, where one of the links here leads to it; else ""
	Within      string // that of the section that the page stands in, where one of these links leads to it; else ""
	Languages   []Link // home pages of all languages, if there is more than one
	Stylesheets []Asset
	Scripts     []Asset
	Icon        string // path of the icon; "" for none
	IconType    string // its media type
	WordsLang   string // language of Words, where the theme does not speak the page's; else ""
	Image       string // absolute URL of the site's share image; "" for none
	Feeds       []Feed
	Search      Search
	Words       lang.Words
	Key         string // names all of this: equal chromes, equal keys
}

// Search is where readers search the pages of one language; URL "" where they cannot.
type Search struct {
	URL         string // path of the search page
	Guide       string // path of the index's first file
	Script      string // path of the script that searches, loaded when first needed
	Style       string // path of its style sheet
	Description string // path of the OpenSearch description; "" for none
}

// Asset is a fingerprinted file of the theme.
type Asset struct {
	Name      string // "site.css": the name of its source or bundle
	URL       string // "/assets/site.3f9a….css"
	Integrity string // "sha256-…"
}

// Feed is a feed that readers may find from a page.
type Feed struct{ Type, Title, URL string }

// Head is the content of <head> that differs from page to page.
type Head struct {
	Title       string // of <title>: the page's and the site's
	Description string
	Canonical   string
	Robots      string        // "" means index, follow with large previews
	Alternates  []Link        // hreflang: absolute URLs with their Lang, this page included
	Social      template.HTML // Open Graph and Twitter: <meta> elements
	Graph       template.JS   // JSON-LD: the page in schema.org's words; "" for none
}
