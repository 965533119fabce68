package site

import (
	"strings"

	"lodestone/internal/hosting"
	"lodestone/internal/site/settings"
)

// Output is one HTML page that the site publishes.
type Output struct {
	Kind  settings.Kind
	URL   string
	Lang  int
	Own   int   // the page whose text it shows; -1 for none
	Term  int   // into Tags (also of a Topic), Authors, Series, Glossary or Folders (also of an Archive), by Kind; -1 for none
	Year  int   // of an Archive, into its folder's Years
	Items []int // the pages that it lists, in order
	// Number of Total numbered pages, counted from the oldest; both 1 where
	// there is one page only.
	Number, Total int
	Newer, Older  string  // addresses of the neighbouring numbered pages
	To            string  // of a Redirect
	Shelves       []Shelf // of the search page: how Items are divided
	Versions      []int   // into Outputs: the same in all languages, itself included, in the order of Site.Languages; nil for one language
}

// Shelf is what the search page lists under one heading.
type Shelf struct {
	Kind  settings.Kind // Tag, List or Glossary, by Term; or Plain
	Term  int
	Shown int // of Items
	Total int
}

// Findable gives those of some pages that the site's own search finds: all that do
// not say noindex.
func (s *Site) Findable(pages []int) (all []int) {
	for _, i := range pages {
		if s.Pages[i].Front.Robots != "noindex" {
			all = append(all, i)
		}
	}
	return all
}

// Listed says whether the sitemap holds an output: every page that says index and
// is its own canonical address.
func (s *Site) Listed(o *Output) bool {
	if o.Kind == settings.Search || o.Kind == settings.NotFound || o.Kind == settings.Redirect || s.Thin(o) {
		return false
	}
	if o.Own < 0 {
		return true
	}
	f := &s.Pages[o.Own].Front
	return f.Robots != "noindex" && (f.Canonical == "" || f.Canonical == s.Base.Abs(o.URL))
}

// Indexed gives those versions of an output, as Outputs, that search engines may
// list, itself included; none where it is not one of them, or the only one.
func (s *Site) Indexed(o *Output) (all []int) {
	if len(o.Versions) == 0 || !s.Listed(o) {
		return nil
	}
	for _, i := range o.Versions {
		if s.Listed(&s.Outputs[i]) {
			all = append(all, i)
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// Twin gives the address of an output's Markdown copy, "" for none: of pages with a
// text of their own that search engines may list, where the host can be told to say
// whose copy it is (SEO rules, index/twin).
func (s *Site) Twin(o *Output) string {
	if s.Config.Headers == "" || s.Base.Origin == "" || !strings.HasSuffix(o.URL, "/") || !s.Listed(o) {
		return ""
	}
	switch o.Kind {
	case settings.Post, settings.Plain, settings.GlossaryTerm:
		return o.URL + hosting.Twin
	}
	return ""
}

// Guide gives the address of a language's llms.txt.
func (t *Tongue) Guide() string { return t.Prefix + "/llms.txt" }

// Addresses of files for machines and people that site.yaml asks for.
const (
	HumansURL   = "/humans.txt"
	SecurityURL = "/.well-known/security.txt"
)

// thinBelow is how many entries make a list worth finding (SEO rules, index/thin).
const thinBelow = 3

// Thin says whether an output is a list of a tag, author, series or year with few
// entries and no text of its own: search engines had better find the entries themselves.
func (s *Site) Thin(o *Output) bool {
	var entries []int
	switch o.Kind {
	case settings.Tag, settings.Topic:
		entries = s.Tags[o.Term].Pages
	case settings.Series:
		entries = s.Series[o.Term].Pages
	case settings.Archive:
		entries = s.Folders[o.Term].Years[o.Year].Pages
	case settings.Author:
		entries = s.Authors[o.Term].Pages
	default:
		return false
	}
	return len(entries) < thinBelow && (o.Own < 0 || s.Pages[o.Own].Body.Words == 0)
}

// feedLeast is how many posts a tag or author needs for a feed of its own
// (DESIGN §5).
const feedLeast = 5

// FeedsOf gives the addresses of a list's own feeds: in all formats of a section,
// as RSS of a busy tag or author, none of anything else (DESIGN §5).
func (s *Site) FeedsOf(o *Output) []string {
	switch {
	case o.Kind == settings.List && len(s.Folders[o.Term].Pages) > 0:
		return FeedsOf(s.Folders[o.Term].URL)
	case (o.Kind == settings.Tag || o.Kind == settings.Topic) && len(s.Tags[o.Term].Pages) >= feedLeast:
		return FeedsOf(s.Tags[o.Term].Feeds)[:1]
	case o.Kind == settings.Author && len(s.Authors[o.Term].Pages) >= feedLeast:
		return FeedsOf(s.Authors[o.Term].Feeds)[:1]
	}
	return nil
}
