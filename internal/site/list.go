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

// Glossary is a folder of terms in one language.
type Glossary struct {
	Lang  int
	Name  string // the folder's name
	Title string
	URL   string
	Own   int   // its index.md; -1 for none
	Terms []int // live terms, by name
}

// Folder is a section with posts in one language.
type Folder struct {
	Lang  int
	Name  string // the folder's name
	Title string
	URL   string
	Own   int   // its index.md; -1 for none
	Posts []int // live posts, newest first
}
