package site

import (
	"time"

	"lodestone/internal/markdown"
	"lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/site/settings"
)

// State says whether a page is published at the build's clock.
type State uint8

// The states.
const (
	Published State = iota
	Draft
	Scheduled
	Expired
)

// Meta is what reading one Markdown file gives the rest of the site: its front
// matter and what its body says of itself. It holds nothing of other files.
type Meta struct {
	Path   string // below the content folder, slash-separated, in NFC
	Front  settings.Front
	Body   markdown.Meta
	Doc    memo.Key // key of the parsed body
	Unread bool     // a fault was reported in it: nothing else is said about it
}

// Resource is a file of the content that is not Markdown, published as it is.
type Resource struct {
	Path        string // below the content folder, in NFC
	Name        string // for fs.FS, from the source folder
	Key         memo.Key
	Size        int64
	Image       bool
	image.Facts      // of an image
	Unread      bool // a fault was reported in it: nothing else is said about it
}

// Page is one Markdown file in its place: address, dates, terms and neighbours.
type Page struct {
	*Meta
	Kind        settings.Kind
	Lang        int    // index into Site.Languages
	Section     string // the folder directly below the content; "" at the top
	Index       bool   // an index.md: it stands for its folder
	Slug        string
	URL         string // rooted, without the base's prefix; "" while held back without an address
	Title       string
	Description string // as written, else the body's summary
	Published   time.Time
	Updated     time.Time
	Expires     time.Time
	State       State
	Live        bool     // part of this build
	Tags        []int    // into Site.Tags
	Authors     []int    // into Site.Authors
	Targets     []Target // parallel to Body.Refs
	Image       int      // into Site.Resources; -1 for none
	Share       int      // the same where networks show it too; -1 for none
	Newer       int      // index of the next younger page of the section; -1 for none
	Older       int
	Series      int  // into Site.Series; -1 for none
	Part        int  // its number in the series, from 1
	Mentions    bool // the first mention of each glossary term in its text is a link
	Related     []int
	Versions    []int // the same page in all languages, itself included, in the order of Site.Languages
}

// Names gives the authors that a page names, or the one whom site.yaml names for
// posts that name none.
func (p *Page) Names(cfg *settings.Config) []string {
	if len(p.Front.Authors) == 0 && p.Kind == settings.Post && cfg.Author != "" {
		return []string{cfg.Author}
	}
	return p.Front.Authors
}

// TargetKind says what a reference leads to.
type TargetKind uint8

// The kinds of targets.
const (
	Gone   TargetKind = iota // nothing: the text stays without a link
	ToPage                   // a page or list of this site
	ToFile                   // a Resource
)

// Target is where one reference of a page leads.
type Target struct {
	Kind     TargetKind
	URL      string // rooted, with query and fragment; or only a fragment
	Text     string // of a term: its title
	Resource int    // of ToFile
	Shown    bool   // the file is shown as a picture, not only led to
}
