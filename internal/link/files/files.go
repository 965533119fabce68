// Package files is the list of a site's content files, by path.
//
// In: the paths of pages and of resources, below the content folder and in NFC,
// and names as authors write them. Out: which file a name means, how it would be
// written, and which paths differ from it in letter case alone: as some disks see
// no such difference, a link that works there would fail elsewhere.
package files

import (
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// List says which file has which path.
type List struct {
	pages     map[string]int
	resources map[string]int
	small     map[string]string // path in small letters → path
	names     []string          // nil until asked
}

// New makes an empty list with room for so many files.
func New(pages, resources int) *List {
	return &List{
		pages: make(map[string]int, pages), resources: make(map[string]int, resources),
		small: make(map[string]string, pages+resources),
	}
}

// AddPage enters the path of a page.
func (l *List) AddPage(file string, page int) {
	l.pages[file] = page
	l.small[strings.ToLower(file)] = file
}

// AddResource enters the path of a file that is no page.
func (l *List) AddResource(file string, resource int) {
	l.resources[file] = resource
	l.small[strings.ToLower(file)] = file
}

// Page gives the page that has a path.
func (l *List) Page(file string) (page int, ok bool) {
	page, ok = l.pages[file]
	return page, ok
}

// Resource gives the resource that has a path.
func (l *List) Resource(file string) (resource int, ok bool) {
	resource, ok = l.resources[file]
	return resource, ok
}

// Cased gives the path that is the same without letter case.
func (l *List) Cased(file string) (spelt string, ok bool) {
	spelt, ok = l.small[strings.ToLower(file)]
	return spelt, ok
}

// Named gives the path that a name in a page's front matter means: relative to
// the page, or from the content folder where it begins with a slash or is found
// only there. There need not be such a file.
func (l *List) Named(from, name string) string {
	name = norm.NFC.String(name)
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		return path.Clean(rooted)
	}
	beside, below := path.Join(path.Dir(from), name), path.Clean(name)
	if _, ok := l.Cased(beside); !ok {
		if _, ok := l.Cased(below); ok {
			return below
		}
	}
	return beside
}

// Names gives all paths, pages first, sorted. It is asked when all are entered.
func (l *List) Names() []string {
	if l.names == nil {
		l.names = slices.Sorted(maps.Keys(l.pages))
		l.names = append(l.names, slices.Sorted(maps.Keys(l.resources))...)
	}
	return l.names
}

// Relative writes a path as a page would link to it; "" stays "".
func Relative(from, file string) string {
	if file == "" {
		return ""
	}
	dirs, parts := strings.Split(path.Dir(from), "/"), strings.Split(file, "/")
	if dirs[0] == "." {
		dirs = nil
	}
	for len(dirs) > 0 && len(parts) > 1 && dirs[0] == parts[0] {
		dirs, parts = dirs[1:], parts[1:]
	}
	return strings.Repeat("../", len(dirs)) + strings.Join(parts, "/")
}
