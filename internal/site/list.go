package site

// Term is a tag, an author or a series: a name with the pages that bear it.
type Term struct {
	Lang  int
	Slug  string
	Name  string
	URL   string
	Feeds string // where the addresses of its feeds begin, of a tag or an author
	Own   int    // the page that describes it (authors/x.md); -1 for none. A tag with one is a topic
	Pages []int  // live pages, newest first; of a series its parts, the first one first
	Tour  []int  // of a topic: the pages to which its own text leads, in its order
}

// Folder is a section with posts, or a glossary with terms, in one language.
type Folder struct {
	Lang  int
	Name  string // the folder's name
	Title string
	URL   string
	Own   int   // its index.md; -1 for none
	Pages []int // live posts, newest first; or terms, by name
	Years []Year
}

// Year is what a section published in one year, where it has posts of several: the
// newest year first.
type Year struct {
	Number int
	URL    string // "" where something else has the address: then there is no page of it
	Pages  []int  // newest first
}
