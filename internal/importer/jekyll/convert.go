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
	"lodestone/internal/importer/jekyll/markup"
	"lodestone/internal/schema"
)

// convert makes the text of every page.
func (s *importer) convert() {
	for _, p := range s.pages {
		s.pictureOf(p)
		s.dates(p)
		s.body(p)
	}
	for _, a := range s.writers {
		if a.body != nil {
			s.body(a.body)
		}
	}
}

// body converts one body.
func (s *importer) body(p *page) {
	lines := s.spend(p, func(line int, kind, before, after string) {
		p.change(line, kind, short(before), short(after))
	})
	r := markup.Convert(lines, view{&s.links, p, false})
	p.text = r.Lines
	for _, n := range r.Notes {
		p.change(n.Line, n.Kind, n.Before, n.After)
	}
	p.lost = append(p.lost, r.Lost...)
	slices.SortStableFunc(p.changes, func(a, b Change) int { return a.Line - b.Line })
}

// pictureOf takes the page's picture if its file is there.
func (s *importer) pictureOf(p *page) {
	f := p.front
	src, alt := f.text("image"), f.text("image_alt")
	if n := f.node("image"); n != nil && n.Kind == schema.Map {
		m := front{n.Keys}
		src, alt = m.text("path", "feature", "url", "src"), cmp.Or(alt, m.text("alt"))
	}
	p.imageAlt = plainText(alt)
	if src == "" {
		return
	}
	t := view{&s.links, p, false}.Image(src)
	if t.Gone || t.Out {
		p.change(f.line("image"), "missing-image", src, "")
		if alt != "" {
			p.lost = append(p.lost, "image_alt: "+short(alt))
		}
		return
	}
	p.image = t.Dest
	if t.Kind != "" {
		p.change(f.line("image"), t.Kind, src, t.Dest)
	}
}

// dates takes the date of change and what concerns search engines.
func (s *importer) dates(p *page) {
	f := p.front
	if d, ok := parseDate(f.text("last_modified_at", "updated", "modified"), s.config.zone); ok {
		p.updated = d.String()
	}
	p.canonical = f.text("canonical_url", "canonical")
	if !strings.HasPrefix(p.canonical, "http://") && !strings.HasPrefix(p.canonical, "https://") {
		p.canonical = ""
	}
	p.noindex = f.is("noindex", "true")
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
	r := Report{Version: 1, Files: []Entry{{Source: s.config.file, Target: "site.yaml", Changes: s.configChanges(), Lost: []string{}}}}
	add("site.yaml", s.config.file, s.siteYAML())
	for _, p := range s.pages {
		add(p.target, p.path, p.frontYAML()+"\n"+join(p.text))
		r.Files = append(r.Files, p.entry(p.url))
	}
	for _, a := range s.writers {
		target, body := "content/authors/"+a.file+".md", ""
		e := Entry{Source: a.from, Target: target, Changes: []Change{}, Lost: []string{}}
		switch {
		case a.body != nil:
			body = join(a.body.text)
			e = a.body.entry("")
		case a.bio != "":
			body = plainText(a.bio) + "\n"
		}
		add(target, a.from, a.authorYAML(body))
		r.Files = append(r.Files, e)
	}
	for _, f := range slices.Sorted(maps.Keys(s.found.assets)) {
		target := "content/" + published(f)
		files = append(files, file.File{Root: file.Source, Path: target, From: f, Key: sha256.Sum256([]byte("asset " + f)), Open: func(context.Context) (io.ReadCloser, error) {
			return s.src.Open(f)
		}})
		r.Files = append(r.Files, Entry{Source: f, Target: target, URL: "/" + published(f), Changes: []Change{}, Lost: []string{}})
	}
	slices.SortFunc(r.Files, func(a, b Entry) int { return strings.Compare(a.Target, b.Target) })
	add("import-report.json", "", string(r.JSON()))
	slices.SortFunc(files, func(a, b file.File) int { return strings.Compare(a.Path, b.Path) })
	return Result{Files: files, Report: r, Summary: r.summary(s)}
}

func (p *page) entry(url string) Entry {
	e := Entry{Source: p.path, Target: p.target, URL: url, Changes: p.changes, Lost: p.lost}
	if e.Changes == nil {
		e.Changes = []Change{}
	}
	if e.Lost == nil {
		e.Lost = []string{}
	}
	return e
}

// configChanges names the keys of _config.yml that the new site does not have.
func (s *importer) configChanges() []Change {
	out := []Change{}
	for _, k := range s.config.front.dropped([]string{"title", "name", "description", "tagline", "url", "baseurl", "timezone", "permalink", "exclude"}) {
		out = append(out, Change{max(k.Pos.Line, 1), "key", k.Name + ": " + short(strings.Join(listOf(k.Value), ", ")), ""})
	}
	return out
}
