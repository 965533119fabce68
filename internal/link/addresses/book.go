// Package addresses is the book of a site's addresses: who has which one.
//
// In: owners, the stronger first: what an author can change most easily comes
// last. Out: who serves an address; the redirects; and each clash, with whom to
// blame for it.
//
// Two owners clash where one file would serve both, or where the file of one is a
// folder of the other. Letter case is no difference, as some disks and CDNs see
// none.
package addresses

import (
	"path"
	"slices"
	"strings"

	"lodestone/internal/site/urls"
)

// What says what has an address.
type What uint8

// What there is. Made is a list, a feed or whatever else no file of the content
// stands for.
const (
	Made What = iota
	Page
	Resource
	Redirect
)

// Owner is who has an address.
type Owner struct {
	URL   string
	Name  string // the content file, or what else it is, for messages
	What  What
	Index int    // into Site.Pages or Site.Resources; of a Redirect the page that asks for it
	Key   string // the front matter key that asks for it, of a Page or Redirect
	To    string // where a Redirect leads
	path  string // the file that serves it, with its letter case
}

// Clash is an address that two want.
type Clash struct{ Blamed, Other Owner }

// Book says who has which address.
type Book struct {
	owners []Owner
	file   map[string]int32 // the file of an owner in small letters → into owners
	folder map[string]int32 // folder above that of an owner → the first who is in it
	urls   []string         // nil until asked
}

// New makes an empty book with room for n owners.
func New(n int) *Book {
	return &Book{owners: make([]Owner, 0, n), file: make(map[string]int32, n), folder: map[string]int32{}}
}

// Claim enters an owner, or gives the clash that keeps it out of the book.
func (b *Book) Claim(o Owner) *Clash {
	o.path = urls.OutputPath(o.URL)
	key := strings.ToLower(o.path)
	if first, taken := b.inTheWay(key); taken {
		return clash(o, b.owners[first])
	}
	me := int32(len(b.owners))
	b.owners = append(b.owners, o)
	b.file[key] = me
	dir := path.Dir(key)
	if path.Base(key) == "index.html" && path.Base(dir) != "index.html" { // inTheWay finds it by its file
		dir = path.Dir(dir)
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if _, known := b.folder[dir]; known {
			break
		}
		b.folder[dir] = me
	}
	return nil
}

// inTheWay finds the owner on whose account nothing can be written to a file.
func (b *Book) inTheWay(key string) (first int32, taken bool) {
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) { // a file where a folder must be
		if first, taken = b.file[dir]; taken {
			return first, true
		}
	}
	if first, taken = b.file[key]; taken {
		return first, true
	}
	if first, taken = b.folder[key]; !taken && path.Base(key) != "index.html" { // a folder where a file must be
		first, taken = b.file[key+"/index.html"]
	}
	return first, taken
}

// clash finds whom to blame: who comes second. But what is made cannot move:
// where it comes second, whoever has its address is to blame.
func clash(second, first Owner) *Clash {
	if second.What == Made && first.What != Made {
		second, first = first, second
	}
	return &Clash{Blamed: second, Other: first}
}

// Taken gives who serves an address, or nil; exact says whether it is written
// with the same letter case.
func (b *Book) Taken(address string) (o *Owner, exact bool) {
	p := urls.OutputPath(address)
	i, ok := b.file[strings.ToLower(p)]
	if !ok {
		return nil, false
	}
	return &b.owners[i], b.owners[i].path == p
}

// At gives who serves an address, whether it is written with or without its last
// slash; or nil.
func (b *Book) At(address string) (o *Owner, exact bool) {
	if o, exact = b.Taken(address); o == nil {
		o, exact = b.Taken(strings.TrimSuffix(address, "/") + "/")
	}
	return o, exact
}

// Redirects gives the owners that only lead elsewhere, by address.
func (b *Book) Redirects() []Owner {
	var all []Owner
	for i := range b.owners {
		if b.owners[i].What == Redirect {
			all = append(all, b.owners[i])
		}
	}
	slices.SortFunc(all, func(a, b Owner) int { return strings.Compare(a.URL, b.URL) })
	return all
}

// URLs gives all addresses, sorted. It is asked when all are entered.
func (b *Book) URLs() []string {
	if b.urls == nil {
		for i := range b.owners {
			b.urls = append(b.urls, b.owners[i].URL)
		}
		slices.Sort(b.urls)
	}
	return b.urls
}
