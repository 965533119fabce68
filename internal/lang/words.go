package lang

// Words are the theme's fixed texts in one language, one field each, so that a
// mistyped name in a template is an error. Texts with a number in them are
// methods of Language and arrive in a View ready-made.
type Words struct {
	Home, Menu, Skip, Contents, Search                   string
	Published, Updated, By, ReadingTime                  string
	Tags, Topics, Authors, AllPosts, Newest              string
	Newer, Older, Previous, Next, Pages, Page            string
	Related, MoreBy, About, Feed, Languages, ReadIn      string
	NotFoundTitle, NotFoundText, WaysOn                  string
	Moved, MovedTo                                       string
	Note, Tip, Important, Warning, Caution               string
	Footnotes, BackToText, Copy, Copied, Figure, Anchor  string
	Code, Table, Captions, Transcript                    string
	Glossary, AlsoCalled, Letters, YouAreHere            string
	Series, InSeries, PreviousPart, NextPart             string
	MoreOnTopic, ByYear, QRCode                          string
	LoadExternal, LoadExternalNote, OpenInNewTab, Close  string
	Articles, ByTopic, SearchKind, SearchTopic           string
	SearchAll, SearchNone, SearchMore, SearchKeys        string
	SearchFailed, SearchMeant                            string
	Draft, Scheduled, Expired                            string
	External, Role, WrittenBy, Sections, Details         string
	ColourScheme, Privacy, MadeWith, Unavailable, Latest string
}
