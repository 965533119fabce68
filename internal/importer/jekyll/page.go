package jekyll

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"lodestone/internal/importer/jekyll/markup"
)

// page is one text of the site on its way.
type page struct {
	path, target string // in the source, in the new site
	role         role
	front        front
	body         string
	line         int // at which the body begins
	slug         string
	written      string // the slug of Eleventy where it differs, or ""
	date         moment // of publication; zero for pages
	named        moment // of the file name
	categories   []string

	title, description string
	draft              bool
	writers            []string // names of author files
	tags               []string
	url                string
	explicit           bool // url must be written
	aliases            []string

	anchors map[string]string // anchor of the old site or the new → the new
	ids     map[string]bool   // ids of raw HTML that links of this page name
	text    []markup.Line     // of the result
	changes []Change
	lost    []string

	image, imageAlt, updated, canonical string
	noindex                             bool
}

// change notes one change.
func (p *page) change(line int, kind, before, after string) {
	p.changes = append(p.changes, Change{max(line, 1), kind, before, after})
}

var postNameRE = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$`)

// taken are the front matter keys that have a place in the new site, or that
// need none because they say nothing of the page.
var taken = []string{
	"title", "description", "excerpt", "date", "last_modified_at", "updated", "modified", "published",
	"draft", "redirect_from", "aliases", "authors", "author", "tags", "category", "categories", "permalink", "slug",
	"image", "image_alt", "canonical_url", "canonical", "noindex",
}

// read takes in all texts.
func (s *importer) read() error {
	targets := map[string]bool{}
	for _, f := range s.found.texts {
		if s.config.excluded(f.path) {
			continue
		}
		b, err := fs.ReadFile(s.src, f.path)
		if err != nil {
			return err
		}
		text, notes := decode(b)
		head, body, line, has := cut(text)
		if f.role == plainPage && !has {
			continue // Jekyll copies such a file as it is: a README, a licence
		}
		p := &page{path: f.path, role: f.role, body: body, line: line}
		ok := true
		p.front, ok = parseFront(f.path, head, 2)
		if !ok {
			p.change(1, "front-matter", "unreadable", "read line by line")
		}
		for _, n := range notes {
			p.change(1, "encoding", n, "UTF-8, LF")
		}
		if f.role == authorPage {
			s.authorOf(p)
			continue
		}
		s.frontOf(p)
		for i := 2; targets[strings.ToLower(p.target)]; i++ {
			p.target = fmt.Sprintf("%s-%d.md", strings.TrimSuffix(targetOf(p), ".md"), i)
		}
		targets[strings.ToLower(p.target)] = true
		s.pages = append(s.pages, p)
	}
	for a := range s.found.assets {
		if s.config.excluded(a) {
			delete(s.found.assets, a)
		}
	}
	return nil
}

// frontOf reads what the front matter and the file name say.
func (s *importer) frontOf(p *page) {
	f := p.front
	name := strings.TrimSuffix(path.Base(p.path), path.Ext(p.path))
	p.slug = name
	if m := postNameRE.FindStringSubmatch(name); m != nil && p.role != plainPage {
		if d, ok := parseDate(m[1]+"-"+m[2]+"-"+m[3], s.config.zone); ok {
			p.date, p.named, p.slug = d, d, m[4]
			if len(m[2]) == 1 || len(m[3]) == 1 {
				p.written = name
			}
		}
	}
	if d, ok := parseDate(f.text("date"), s.config.zone); ok {
		p.date = d
	} else if t := f.text("date"); t != "" {
		p.change(f.line("date"), "date", t, "")
	}
	if v := f.text("slug"); v != "" && p.role != plainPage {
		p.slug = v
	}
	if p.role != plainPage && p.date.IsZero() {
		p.draft = true
		p.change(1, "no-date", "", "draft: true")
	}
	if p.role == draft || f.is("published", "false") || f.is("draft", "true") {
		p.draft = true
	}
	if above, _, ok := strings.Cut(p.path, "_posts/"); ok {
		for _, c := range strings.Split(strings.Trim(above, "/"), "/") {
			if c != "" {
				p.categories = append(p.categories, c)
			}
		}
	}
	for _, c := range words(f, "category", "categories") {
		p.categories = append(p.categories, strings.ToLower(strings.ReplaceAll(c, " ", "-")))
	}
	p.target = targetOf(p)
	s.textsOf(p)
	for _, k := range f.dropped(taken) {
		v := strings.Join(listOf(k.Value), ", ")
		p.change(k.Pos.Line, "key", k.Name+": "+short(v), "")
		if k.Name == "image_figcaption" || k.Name == "image_caption" || k.Name == "subtitle" {
			p.lost = append(p.lost, k.Name+": "+short(plainText(v)))
		}
	}
}

// textsOf makes title and description.
func (s *importer) textsOf(p *page) {
	f := p.front
	p.title = plainText(f.text("title"))
	if p.title != f.text("title") {
		p.change(f.line("title"), "title", f.text("title"), p.title)
	}
	if p.title == "" {
		p.title = nameOf(p.slug)
		p.change(1, "title", "", p.title)
	}
	excerpt := plainText(f.text("excerpt"))
	p.description = plainText(f.text("description"))
	switch {
	case p.description == "" && excerpt != "":
		p.description = excerpt
		p.change(f.line("excerpt"), "description", "excerpt", excerpt)
	case excerpt != "" && excerpt != p.description:
		p.change(f.line("excerpt"), "key", "excerpt: "+short(excerpt), "")
	}
	if d := f.text("description"); d != "" && plainText(d) != d {
		p.change(f.line("description"), "description", d, p.description)
	}
}

// targetOf gives the content file of a page.
func targetOf(p *page) string {
	name := strings.TrimSuffix(p.path, path.Ext(p.path))
	if p.role == plainPage {
		return "content/" + strings.TrimPrefix(name, "content/") + ".md"
	}
	return "content/blog/" + path.Base(name) + ".md"
}

// words gives a list that may be written as words in one text, as Jekyll
// reads categories and tags.
func words(f front, keys ...string) []string {
	var out []string
	for _, k := range keys {
		n := f.node(k)
		l := listOf(n)
		if n != nil && len(n.Items) == 0 && len(l) == 1 && k != "category" {
			l = strings.FieldsFunc(l[0], func(r rune) bool { return r == ' ' || r == ',' })
		}
		out = append(out, l...)
	}
	return out
}

var (
	tagRE  = regexp.MustCompile(`<[/!]?[A-Za-z][^>]*>|<!--.*?-->`)
	linkRE = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	markRE = regexp.MustCompile(`(\*\*|__)(\S(?:.*?\S)?)(\*\*|__)|\*(\S(?:.*?\S)?)\*`)
)

// plainText takes HTML, links and emphasis out of a text of the front matter.
func plainText(s string) string {
	s = tagRE.ReplaceAllString(s, "")
	s = linkRE.ReplaceAllString(s, "$1")
	s = markRE.ReplaceAllString(s, "$2$4")
	s = strings.ReplaceAll(s, "`", "")
	return strings.Join(strings.Fields(entities(s)), " ")
}

// nameOf makes a name out of a slug: jane-doe, Jane Doe. One that has capitals
// keeps them.
func nameOf(slug string) string {
	parts := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' })
	for i, w := range parts {
		if r := []rune(w); strings.ToLower(w) == w {
			parts[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
		}
	}
	if len(parts) == 0 {
		return slug
	}
	return strings.Join(parts, " ")
}

func contains(l []string, s string) bool { return slices.Contains(l, s) }
