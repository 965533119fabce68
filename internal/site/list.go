package site

// Term is a tag or an author: a name with the pages that bear it.
type Term struct {
	Lang  int
	Slug  string
	Name  string
	URL   string
	Own   int   // the page that describes it (authors/x.md); -1 for none
	Pages []int // live pages, newest first
}

// Folder is a section with posts, or a glossary with terms, in one language.
type Folder struct {
	Lang  int
	Name  string // the folder's name
	Title string
	URL   string
	Own   int   // its index.md; -1 for none
	Pages []int // live posts, newest first; or terms, by name
}
