package settings

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Kind is what an output is; it names the layout.
type Kind uint8

// The kinds of outputs.
const (
	Plain Kind = iota
	Post
	Author
	Home
	List
	Tag
	Tags
	Authors
	Glossary
	GlossaryTerm
	Series
	AllSeries
	Topic
	Topics
	Archive
	Search
	NotFound
	Redirect
)

// String gives the kind's name as layouts and configuration use it.
func (k Kind) String() string {
	return [...]string{"page", "post", "author", "home", "section", "tag", "tags", "authors", "glossary", "term", "series", "allseries", "topic", "topics", "archive", "search", "notfound", "redirect"}[k]
}

// Where is what a file's path says of its page.
type Where struct {
	Kind    Kind
	Section string
	Lang    string // tag of name.fr.md; "" for the default language
	Base    string // the path without language and extension: equal for all translations
	Name    string // the file's name without date, language and extension; a folder's for its index
	Date    time.Time
	Index   bool
}

var dated = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})[-_](.+)$`)

// Locate reads a content path. It decides the kind, and so which schema the
// front matter has.
func (c *Config) Locate(file string) Where {
	var w Where
	dir, name := path.Split(strings.TrimSuffix(file, path.Ext(file)))
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		if tag := name[i+1:]; c.Declares(tag) {
			name = name[:i]
			if tag != c.Language {
				w.Lang = tag
			}
		}
	}
	w.Base = dir + name
	w.Section, _, _ = strings.Cut(dir, "/")
	w.Index = name == "index"
	w.Name = name
	if w.Index && dir != "" {
		w.Name = path.Base(dir)
	}
	if w.Name == "" || w.Name[0] < '0' || w.Name[0] > '9' {
		// Most names begin with a letter, and the expression is slow.
	} else if m := dated.FindStringSubmatch(w.Name); m != nil {
		if d, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			w.Date, w.Name = d, m[4]
		}
	}
	w.Kind = c.kind(dir, w)
	return w
}

// Declares says whether pages may be in a language.
func (c *Config) Declares(tag string) bool {
	_, ok := c.Languages[tag]
	return ok || tag == c.Language || c.Language == "" && tag == "en"
}

func (c *Config) kind(dir string, w Where) Kind {
	switch {
	case dir == "" && w.Index:
		return Home
	case dir == "" && w.Name == "404":
		return NotFound
	case dir == "authors/" && w.Index:
		return Authors
	case w.Section == "authors":
		return Author
	case dir == "tags/" && w.Index:
		return Tags
	case dir == "series/" && w.Index && c.free("series"):
		return AllSeries
	case w.Section == "series" && c.free("series"):
		return Series
	case dir == "topics/" && w.Index && c.free("topics"):
		return Topics
	case w.Section == "topics" && c.free("topics"):
		return Topic
	case c.HoldsTerms(w.Section) && w.Index && dir == w.Section+"/":
		return Glossary
	case c.HoldsTerms(w.Section):
		return GlossaryTerm
	case c.HoldsPosts(w.Section) && w.Index && dir == w.Section+"/":
		return List
	case c.HoldsPosts(w.Section):
		return Post
	}
	return Plain
}

// free says whether a folder is what its name says: site.yaml may make it a
// section like any other.
func (c *Config) free(section string) bool { return c.Sections[section].Kind == "" }

// HoldsPosts says whether a folder holds posts: by configuration, else by the
// names that everybody uses.
func (c *Config) HoldsPosts(section string) bool {
	if s, ok := c.Sections[section]; ok && s.Kind != "" {
		return s.Kind == "post"
	}
	return Usual(section)
}

// HoldsTerms says whether a folder holds the terms of a glossary: by
// configuration, else by its name.
func (c *Config) HoldsTerms(section string) bool {
	if s, ok := c.Sections[section]; ok && s.Kind != "" {
		return s.Kind == "term"
	}
	return section == "glossary"
}

// Usual says whether a folder of this name holds posts unless told otherwise.
func Usual(section string) bool { return section == "blog" || section == "posts" }

// PostSection names the folder that a new post goes to: the first by alphabet
// of those that site.yaml gives to posts, else blog.
func (c *Config) PostSection() string {
	for _, name := range slices.Sorted(maps.Keys(c.Sections)) {
		if c.HoldsPosts(name) {
			return name
		}
	}
	return "blog"
}
