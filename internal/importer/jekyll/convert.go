package jekyll

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"io"
	"maps"
	"slices"
	"strings"

	"lodestone/internal/file"
	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
	"lodestone/internal/importer/jekyll/markup"
	"lodestone/internal/importer/jekyll/report"
	"lodestone/internal/schema"
)

// convert makes the text of every page.
func (s *importer) convert(ctx context.Context) error {
	for _, p := range s.pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.pictureOf(p)
		s.dates(p)
		s.body(p)
	}
	for _, a := range s.writers {
		if a.body != nil {
			s.body(a.body)
		}
	}
	return ctx.Err()
}

// body converts one body.
func (s *importer) body(p *page) {
	lines := s.spend(p, p.Note)
	r := markup.Convert(lines, s.links.From(&p.Place))
	p.text = r.Lines
	for _, n := range r.Changes {
		p.Note(n.Line, n.Kind, n.Before, n.After)
	}
	p.Lost = append(p.Lost, r.Lost...)
	slices.SortStableFunc(p.Changes, func(a, b report.Change) int { return a.Line - b.Line })
}

// pictureOf takes the page's picture if its file is there.
func (s *importer) pictureOf(p *page) {
	f := p.front
	src, alt := f.Text("image"), f.Text("image_alt")
	if n := f.Node("image"); n != nil && n.Kind == schema.Map {
		m := front.Front{Keys: n.Keys}
		src, alt = m.Text("path", "feature", "url", "src"), cmp.Or(alt, m.Text("alt"))
	}
	p.imageAlt = front.PlainText(alt)
	if src == "" {
		return
	}
	t := s.links.From(&p.Place).Image(src)
	if t.Gone || t.Out {
		p.Note(f.Line("image"), "missing-image", src, "")
		if alt != "" {
			p.Lose("image_alt: " + alt)
		}
		return
	}
	p.image = t.Dest
	if t.Kind != "" {
		p.Note(f.Line("image"), t.Kind, src, t.Dest)
	}
}

// dates takes the date of change and what concerns search engines.
func (s *importer) dates(p *page) {
	f := p.front
	if d, ok := front.ParseDate(f.Text("last_modified_at", "updated", "modified"), s.config.Zone); ok {
		p.updated = d.String()
	}
	p.canonical = f.Text("canonical_url", "canonical")
	if !strings.HasPrefix(p.canonical, "http://") && !strings.HasPrefix(p.canonical, "https://") {
		p.canonical = ""
	}
	p.noindex = f.Is("noindex", "true")
}

// result plans the files.
func (s *importer) result() Result {
	var files []file.File
	add := func(target, from, text string) {
		b := []byte(text)
		files = append(files, file.File{Root: file.Source, Path: target, From: from, Key: sha256.Sum256(b), Open: func(context.Context) (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(b)), nil
		}})
	}
	r := report.Report{Version: 1, Files: []report.Entry{{Source: s.config.File, Target: "site.yaml", Changes: s.config.Changes(), Lost: []string{}}}}
	add("site.yaml", s.config.File, s.config.SiteYAML(s.Name))
	for _, p := range s.pages {
		add(p.Target, p.Path, p.frontYAML()+"\n"+join(p.text))
		r.Files = append(r.Files, p.entry(p.URL))
	}
	for _, a := range s.writers {
		target, body := "content/authors/"+a.File+".md", ""
		e := report.Entry{Source: a.From, Target: target, Changes: []report.Change{}, Lost: []string{}}
		switch {
		case a.body != nil:
			body, e = join(a.body.text), a.body.entry("")
		case a.Bio != "":
			body = a.Bio + "\n"
		}
		add(target, a.From, a.Text(body))
		r.Files = append(r.Files, e)
	}
	for _, f := range slices.Sorted(maps.Keys(s.found.assets)) {
		target := "content/" + address.Published(f)
		files = append(files, file.File{Root: file.Source, Path: target, From: f, Key: sha256.Sum256([]byte("asset " + f)), Open: func(context.Context) (io.ReadCloser, error) {
			return s.src.Open(f)
		}})
		r.Files = append(r.Files, report.Entry{Source: f, Target: target, URL: "/" + address.Published(f), Changes: []report.Change{}, Lost: []string{}})
	}
	slices.SortFunc(r.Files, func(a, b report.Entry) int { return strings.Compare(a.Target, b.Target) })
	add("import-report.json", "", string(r.JSON()))
	slices.SortFunc(files, func(a, b file.File) int { return strings.Compare(a.Path, b.Path) })
	return Result{Files: files, Report: r, Summary: s.summary(r)}
}

func (p *page) entry(url string) report.Entry {
	e := report.Entry{Source: p.Path, Target: p.Target, URL: url, Changes: p.Changes, Lost: p.Lost}
	if e.Changes == nil {
		e.Changes = []report.Change{}
	}
	if e.Lost == nil {
		e.Lost = []string{}
	}
	return e
}
