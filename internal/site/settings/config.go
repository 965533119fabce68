// Package settings is what authors may say of a site and of a page: site.yaml,
// front matter, and what a file's own path tells.
//
// In: nothing but declarations; the struct tags are the schema, from which
// decoding, messages, JSON Schema and reference are derived (internal/schema).
// Out: Config, Front, and Locate, which reads a path. Every key declared here
// has an effect; one that has none yet is not declared.
package settings

import (
	"path"
	"strings"

	"lodestone/internal/schema"
	"lodestone/internal/schema/date"
)

// Config is site.yaml: what a site says of itself. Only Title is required.
type Config struct {
	Schema      string              `key:"$schema" doc:"Where the editor finds this schema; the build ignores it."`
	Title       string              `key:"title" required:"true" doc:"The site's name, as readers and search engines show it." example:"Acme Notes"`
	Description string              `key:"description" doc:"One sentence on what the site is and for whom."`
	BaseURL     string              `key:"base_url" format:"url" doc:"The site's absolute address. Canonical links, feeds and the sitemap need it." example:"https://www.example.com"`
	Language    string              `key:"language" format:"lang" doc:"Language of the pages whose names carry none (BCP 47); en when absent."`
	Languages   map[string]Language `key:"languages" keys:"lang" doc:"Further languages by their tag: name.fr.md is the French neighbour of name.md."`
	Timezone    string              `key:"timezone" format:"zone" doc:"Zone of dates written without one (IANA name); UTC when absent." example:"Europe/Paris"`
	Author      string              `key:"author" doc:"Who wrote the posts that name no author."`
	Image       string              `key:"image" format:"path" doc:"The picture that social networks show for pages without one of their own: JPEG, PNG or WebP, best of 1200 × 630 pixels; 600 × 315 at least."`
	Brand       Brand               `key:"brand" doc:"What the site looks like, on light and dark pages, in print and on share cards."`
	Sections    map[string]Section  `key:"sections" doc:"What the folders of the content hold; blog and posts hold posts unless said otherwise."`
	Menu        []MenuItem          `key:"menu" doc:"The main navigation."`
	Footer      []MenuItem          `key:"footer" doc:"The links at the foot of every page."`
	Cascade     []Cascade           `key:"cascade" doc:"Front matter for many pages at once; a page's own key wins, then the last match."`
	Ignore      []string            `key:"ignore" format:"glob" doc:"Files of the content that are not published, as patterns (*.psd, notes/**)."`
	AllowHosts  []string            `key:"allow_hosts" format:"host" doc:"Other hosts from which pages may fetch pictures, sound and video, each of which then learns who reads; none when absent." example:"[media.example.org]"`
	Straight    bool                `key:"straight_quotes" doc:"Leaves quotation marks, dashes and points in texts as they are typed, instead of printing them as the language does."`
	Terms       string              `key:"terms" enum:"auto,none" doc:"auto makes links of the first mention of each glossary term, on every page that does not say otherwise; none when absent."`
	Images      Images              `key:"images" doc:"How the pictures of pages are published."`
	Headers     string              `key:"headers" enum:"netlify,cloudflare,nginx" doc:"What serves the site: the build then writes the headers that it shall send, with one strict content security policy, and a Markdown copy of every page for programs, which need headers of their own."`
	Humans      []Human             `key:"humans" doc:"Who made the site, for /humans.txt; no such file when absent."`
	Security    *Security           `key:"security" doc:"How to report a weakness, for /.well-known/security.txt (RFC 9116); no such file when absent."`
	Search      bool                `key:"search" doc:"Makes an index for a search in the browser, per language: /search/, and a button on every page. Pages that say noindex are not in it."`
	PageSize    int                 `key:"page_size" min:"2" max:"1000" doc:"Entries of one numbered list page; 20 when absent."`
}

// Brand is what a site looks like.
type Brand struct {
	Name   string `key:"name" doc:"The name at the head of every page, on share cards and for search engines; the site's title when absent."`
	Logo   string `key:"logo" format:"path" doc:"A picture in the content folder that stands at the head of every page: beside the name, or in its place where the picture is more than twice as wide as high." example:"logo.svg"`
	Colour string `key:"colour" format:"color" doc:"The accent colour, as #rrggbb; its shades on light and dark pages are corrected until text in them can be read." example:"#174d98"`
	Fonts  Fonts  `key:"fonts" doc:"The pair of fonts."`
}

// Fonts is a pair of fonts. Each is one that every system has, or a file.
type Fonts struct {
	Headings string `key:"headings" doc:"Of headings, menus and share cards: sans (when absent), serif or mono; or a .ttf or .otf file in the content folder." example:"fonts/Name-Bold.ttf"`
	Text     string `key:"text" doc:"Of reading text: serif (when absent), sans or mono; or a .ttf or .otf file in the content folder."`
}

// FontFamilies are the names of the fonts that every system has.
func FontFamilies() []string { return []string{"sans", "serif", "mono"} }

// FontFile says whether browsers and share cards can both use a file of this name.
func FontFile(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".ttf" || ext == ".otf"
}

// Images says in which sizes and formats pages show pictures.
type Images struct {
	Widths   []int    `key:"widths" doc:"The widths in pixels that a picture is offered in, the smallest first, beside its own where that is smaller; 480, 800, 1200 and 1600 when absent." example:"[480, 960, 1440]"`
	Quality  int      `key:"quality" min:"1" max:"100" doc:"Of JPEGs that are made, from 1 to 100; 80 when absent."`
	Sizes    string   `key:"sizes" doc:"How wide pictures in texts stand, as the sizes attribute of HTML; what fits the theme's column when absent." example:"(min-width: 60rem) 50rem, 100vw"`
	Encoders Encoders `key:"encoders" doc:"Programs that make further formats of photographs. They run on the machine that builds."`
}

// Encoders are commands as lists of words, with {in} for the PNG to read and {out}
// for the file to make.
type Encoders struct {
	WebP []string `key:"webp" doc:"Makes WebP." example:"[cwebp, -quiet, -q, \"75\", \"{in}\", -o, \"{out}\"]"`
	AVIF []string `key:"avif" doc:"Makes AVIF." example:"[avifenc, --min, \"20\", --max, \"40\", \"{in}\", \"{out}\"]"`
}

// Human is somebody who made the site.
type Human struct {
	Name string `key:"name" required:"true" short:"true" doc:"Their name."`
	Role string `key:"role" doc:"What they did."`
	URL  string `key:"url" format:"url" doc:"Where to find them."`
}

// Security is how to report a weakness of the site.
type Security struct {
	Contact         []string  `key:"contact" required:"true" min:"1" pattern:"^(mailto:|tel:|https://)[^ ]+$" doc:"Where to report it, the best way first: mailto:, tel: or https:." example:"[mailto:security@example.com]"`
	Expires         date.Date `key:"expires" required:"true" doc:"Until when this holds; less than a year from now. From then on the file is left out, and 14 days before the build begins to warn."`
	Languages       []string  `key:"languages" format:"lang" doc:"Languages in which reports are welcome; those of the site when absent."`
	Policy          string    `key:"policy" format:"url" doc:"The page that says how reports are handled."`
	Acknowledgments string    `key:"acknowledgments" format:"url" doc:"The page that thanks those who reported something."`
	Encryption      string    `key:"encryption" format:"url" doc:"The key for confidential reports."`
	Hiring          string    `key:"hiring" format:"url" doc:"Open posts in security."`
}

// Language is what differs in one further language.
type Language struct {
	Title       string     `key:"title" doc:"The site's name in this language."`
	Description string     `key:"description" doc:"The site's description in this language."`
	Menu        []MenuItem `key:"menu" doc:"The main navigation in this language; absent, the pages of the main menu that are translated."`
	Footer      []MenuItem `key:"footer" doc:"The foot's links in this language."`
}

// Section says what a folder directly below the content holds.
type Section struct {
	Kind      string `key:"kind" enum:"post,page,term" doc:"Posts are dated, listed newest first and in the feed; terms make a glossary; pages are none of that."`
	Title     string `key:"title" doc:"The section's name; its index.md may give it too."`
	Permalink string `key:"permalink" format:"permalink" doc:"Address of its entries, from :section :year :month :day :slug." example:"/:section/:slug/"`
}

// MenuItem is one entry of a menu: a page by its file, or an address.
type MenuItem struct {
	Text string `key:"text" doc:"What the entry says; the page's title when absent."`
	Page string `key:"page" format:"path" doc:"The Markdown file it leads to, from the content folder." example:"about.md"`
	URL  string `key:"url" doc:"The address it leads to: a rooted path or an absolute URL."`
}

// Cascade sets front matter for the pages that match.
type Cascade struct {
	Match Match `key:"match" required:"true" doc:"Which pages: all given conditions must hold."`
	Set   Front `key:"set" required:"true" doc:"The keys that they get."`
}

// Match selects pages by where they stand or how they are tagged.
type Match struct {
	Section string `key:"section" doc:"The folder directly below the content."`
	Tag     string `key:"tag" doc:"A tag of the page's own front matter."`
	Path    string `key:"path" format:"glob" doc:"A pattern over the path from the content folder." example:"blog/2024/**"`
}

// Front is the front matter of a page. Every key is optional.
type Front struct {
	Title       string       `key:"title" doc:"The page's title; a leading # heading or the file name serves when absent."`
	Description string       `key:"description" doc:"One or two sentences for lists and search engines; the first paragraph when absent."`
	Date        date.Date    `key:"date" doc:"First publication; a date in the future holds the page back until then."`
	Updated     date.Date    `key:"updated" doc:"The last change of substance."`
	Expires     date.Date    `key:"expires" doc:"From then on the page is no longer published."`
	ReplacedBy  string       `key:"replaced_by" format:"path" doc:"The page that takes over when this one has expired: a Markdown file, relative or from the content folder."`
	Draft       bool         `key:"draft" doc:"Not published yet."`
	Authors     []string     `key:"authors" doc:"Who wrote it: names of files in authors/ without .md, or the names that these files give; any names where there is no such folder."`
	Tags        []string     `key:"tags" doc:"What it is about."`
	Terms       string       `key:"terms" enum:"auto,none" doc:"auto makes links of the first mention of each glossary term in the text; as site.yaml says when absent."`
	Mention     string       `key:"mention" enum:"auto,none" doc:"none leaves the mentions of this term as text where terms: auto makes links: its name is an everyday word, too."`
	Series      string       `key:"series" doc:"The series that it is a part of: any name, equal for all parts. A file series/NAME.md may describe it."`
	Order       []string     `key:"order" format:"path" doc:"The parts of a series in the order of reading, as Markdown files; those not named follow by publication." example:"[../blog/first.md, ../blog/second.md]"`
	Slug        string       `key:"slug" format:"slug" doc:"Last part of the address; made from the file name when absent."`
	URL         string       `key:"url" doc:"The whole address as a rooted path, instead of the section's pattern." example:"/pricing/"`
	Aliases     []string     `key:"aliases" doc:"Former addresses as rooted paths; each becomes a redirect. Of a glossary term also its other names, which do not begin with a slash."`
	Canonical   string       `key:"canonical" format:"url" doc:"The address that search engines shall prefer, if it is not this page's own."`
	Image       string       `key:"image" format:"path" doc:"The picture that lists and social networks show. Networks want JPEG, PNG or WebP, best of 1200 × 630 pixels, 600 × 315 at least; others are shared as a card."`
	ImageAlt    string       `key:"image_alt" doc:"What the picture shows, in words."`
	Related     []string     `key:"related" doc:"Markdown files to recommend before those found by tags and keywords."`
	Robots      string       `key:"robots" enum:"index,noindex" doc:"noindex keeps the page out of search engines and the sitemap."`
	Schema      *schema.Node `key:"schema" doc:"What the page says in schema.org's words, in JSON-LD's form: a node or a list of them. One whose @id is #webpage, #article (of a post) or #term adds to what the build says of it; any other joins the page's graph. Names and values are checked." example:"{@id: '#article', '@type': [BlogPosting, Report]}"`
	Name        string       `key:"name" doc:"An author's name."`
	Role        string       `key:"role" doc:"What an author does."`
	Links       []Profile    `key:"links" doc:"An author elsewhere on the web."`

	// Set names the keys that the author wrote, sorted: only the others can be
	// inherited from a cascade or a translation's original.
	Set []string `key:"-"`
}

// Profile is an author's page on another site.
type Profile struct {
	Text string `key:"text" required:"true" doc:"Name of the link." example:"Mastodon"`
	URL  string `key:"url" required:"true" format:"url" doc:"Its address."`
}
