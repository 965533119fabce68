package jekyll

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/importer/jekyll/markup"
	"lodestone/internal/importer/jekyll/report"
)

// page is one text of the site on its way.
type page struct {
	report.Log
	address.Place
	role    role
	front   front.Front
	body    string
	line    int          // at which the body begins
	written string       // the slug of Eleventy where it differs, or ""
	date    front.Moment // of publication; zero for pages
	named   front.Moment // of the file name

	title, description string
	draft              bool
	writers            []string // names of author files
	tags               []string
	explicit           bool // url must be written
	aliases            []string

	text []markup.Line // of the result

	image, imageAlt, updated, canonical string
	noindex                             bool
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
func (s *importer) read(ctx context.Context) error {
	targets := map[string]bool{}
	for _, f := range s.found.texts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.config.Excluded(f.path) {
			continue
		}
		b, err := fs.ReadFile(s.src, f.path)
		if err != nil {
			return err
		}
		text, notes := front.Decode(b)
		head, body, line, has := front.Cut(text)
		if f.role == plainPage && !has {
			continue // Jekyll copies such a file as it is: a README, a licence
		}
		p := &page{Place: address.Place{Path: f.path}, role: f.role, body: body, line: line}
		ok := true
		p.front, ok = front.Parse(f.path, head, 2)
		if !ok {
			p.Note(1, "front-matter", "unreadable", "read line by line")
		}
		for _, n := range notes {
			p.Note(1, "encoding", n, "UTF-8, LF")
		}
		if f.role == authorPage {
			s.authorOf(p)
			continue
		}
		s.frontOf(p)
		for i := 2; targets[strings.ToLower(p.Target)]; i++ {
			p.Target = fmt.Sprintf("%s-%d.md", strings.TrimSuffix(targetOf(p), ".md"), i)
		}
		targets[strings.ToLower(p.Target)] = true
		s.pages = append(s.pages, p)
	}
	for a := range s.found.assets {
		if s.config.Excluded(a) {
			delete(s.found.assets, a)
		}
	}
	return nil
}

// frontOf reads what the front matter and the file name say.
func (s *importer) frontOf(p *page) {
	f := p.front
	name := strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path))
	p.Slug = name
	if m := postNameRE.FindStringSubmatch(name); m != nil && p.role != plainPage {
		if d, ok := front.ParseDate(m[1]+"-"+m[2]+"-"+m[3], s.config.Zone); ok {
			p.date, p.named, p.Slug = d, d, m[4]
			if len(m[2]) == 1 || len(m[3]) == 1 {
				p.written = name
			}
		}
	}
	if d, ok := front.ParseDate(f.Text("date"), s.config.Zone); ok {
		p.date = d
	} else if t := f.Text("date"); t != "" {
		p.Note(f.Line("date"), "date", t, "")
	}
	if v := f.Text("slug"); v != "" && p.role != plainPage {
		p.Slug = v
	}
	if p.role != plainPage && p.date.IsZero() {
		p.draft = true
		p.Note(1, "no-date", "", "draft: true")
	}
	if p.role == draft || f.Is("published", "false") || f.Is("draft", "true") {
		p.draft = true
	}
	if above, _, ok := strings.Cut(p.Path, "_posts/"); ok {
		for _, c := range strings.Split(strings.Trim(above, "/"), "/") {
			if c != "" {
				p.Categories = append(p.Categories, c)
			}
		}
	}
	for _, c := range front.Words(f, "category", "categories") {
		p.Categories = append(p.Categories, strings.ToLower(strings.ReplaceAll(c, " ", "-")))
	}
	p.Target = targetOf(p)
	s.textsOf(p)
	for _, k := range f.Dropped(taken) {
		v := strings.Join(front.ListOf(k.Value), ", ")
		p.Note(k.Pos.Line, "key", k.Name+": "+v, "")
		if k.Name == "image_figcaption" || k.Name == "image_caption" || k.Name == "subtitle" {
			p.Lose(k.Name + ": " + front.PlainText(v))
		}
	}
}

// textsOf makes title and description.
func (s *importer) textsOf(p *page) {
	f := p.front
	p.title = front.PlainText(f.Text("title"))
	if p.title != f.Text("title") {
		p.Note(f.Line("title"), "title", f.Text("title"), p.title)
	}
	if p.title == "" {
		p.title = front.NameOf(p.Slug)
		p.Note(1, "title", "", p.title)
	}
	excerpt := front.PlainText(f.Text("excerpt"))
	p.description = front.PlainText(f.Text("description"))
	switch {
	case p.description == "" && excerpt != "":
		p.description = excerpt
		p.Note(f.Line("excerpt"), "description", "excerpt", excerpt)
	case excerpt != "" && excerpt != p.description:
		p.Note(f.Line("excerpt"), "key", "excerpt: "+excerpt, "")
	}
	if d := f.Text("description"); d != "" && front.PlainText(d) != d {
		p.Note(f.Line("description"), "description", d, p.description)
	}
}

// targetOf gives the content file of a page.
func targetOf(p *page) string {
	name := strings.TrimSuffix(p.Path, path.Ext(p.Path))
	if p.role == plainPage {
		return "content/" + strings.TrimPrefix(name, "content/") + ".md"
	}
	return "content/blog/" + path.Base(name) + ".md"
}
