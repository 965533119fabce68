// Package jekyll reads a site made for Jekyll or Eleventy and writes it as
// clean content for the strict engine.
//
// In: the folder of such a site as an fs.FS, and Options. Out: every file of
// the new site, planned (pictures are copied only when opened), a report that
// names each change, and a summary. The source is never touched, nothing is
// written, no clock is read; the same folder gives the same bytes. The error is
// a Fault where the person who imports can mend it, else the context's or the
// file system's.
//
// # What is read
//
//   - posts: _posts/ anywhere, posts/, content/posts/; _drafts/ and
//     published: false become drafts;
//   - pages: other .md and .markdown files with front matter;
//   - authors: _data/authors.yml and _authors/*.md; a slug that is defined
//     nowhere gets a file with the name made from it (jane-doe, Jane Doe);
//   - _config.yml: title, description, url, baseurl, timezone, permalink,
//     exclude;
//   - pictures and documents of any folder, which keep their path.
//
// Folders that begin with a dot or underscore, and those of the generator
// (node_modules, vendor, templates, …), are passed over.
//
// # Addresses
//
// A post's date is that of its front matter, in the site's zone (UTC without
// one), else that of its file name. This is Jekyll's rule (Document#date,
// Drops::UrlDrop) and Eleventy's (page.date, then toDatePath in UTC), read in
// the sources of jekyll 4 and of 18F/18f.gsa.gov, whose own links agree. The
// slug is the rest of the file name as it is written. permalink: in the front
// matter overrides both. Where the file name has another date, the address
// made from it becomes an alias, unless somebody has it; so does the one that
// Eleventy makes of a name whose date lacks a zero (2024-12-5-x: it takes the
// date for a part of the slug), and Jekyll's x.html where _config.yml names no
// permalink. An address that the pattern of site.yaml does not give is written
// as url: into the page.
//
// # Links
//
// A rooted or relative link, or one to the site's own host, that leads to an
// imported page becomes relative to its file. The own host is that of
// _config.yml and of LiveURL; without either it is guessed: any host counts
// for a link whose path is the dated address of an imported post. A link to a
// file stays rooted. Anchors are those of the target's headings, also where the
// old generator made them differently. What leads nowhere keeps its text, or
// becomes absolute with LiveURL.
//
// # Text
//
// Liquid and Nunjucks are spent first (package liquid lists what is known; the
// rest stays visible as code), then package markup makes the Markdown. Package
// front reads front matter, config the settings, people the authors; address
// resolves, report says what was changed.
package jekyll

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/file"
	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/config"
	"lodestone/internal/importer/jekyll/report"
)

// Options are what the command line says.
type Options struct {
	Name      string // of the site's folder, for a title; may be empty
	Permalink string // overrides the pattern of _config.yml
	LiveURL   string // absolute: where links that lead nowhere here still answer
}

// Result is a site, ready to be written.
type Result struct {
	Files   []file.File // of Root Source, sorted by path; the report among them
	Report  report.Report
	Summary report.Summary
}

// Fault is an error that the person who imports can mend.
type Fault struct{ Item diag.Item }

func (f *Fault) Error() string { return f.Item.Code + ": " + strings.Join(f.Item.Args, ", ") }

func fault(code string, args ...string) error {
	return &Fault{diag.At("", diag.Pos{}, code, args...)}
}

// Import reads a site. It looks at ctx between any two files, and gives nothing
// once that has ended.
func Import(ctx context.Context, src fs.FS, o Options) (Result, error) {
	live, err := liveURL(o.LiveURL)
	if err != nil {
		return Result{}, err
	}
	found, err := scan(ctx, src)
	if err != nil {
		return Result{}, err
	}
	s := &importer{src: src, Options: o, live: live, found: found}
	if s.config, err = config.Read(src, o.Permalink); errors.Is(err, config.ErrPermalink) {
		return Result{}, fault("import/permalink", o.Permalink)
	} else if err != nil {
		return Result{}, err
	}
	if err := s.read(ctx); err != nil {
		return Result{}, err
	}
	if len(s.pages) == 0 {
		return Result{}, fault("import/nothing")
	}
	s.authors()
	s.tags()
	s.addresses()
	if err := s.anchors(ctx); err != nil {
		return Result{}, err
	}
	if err := s.convert(ctx); err != nil {
		return Result{}, err
	}
	return s.result(), nil
}

// importer holds a site on its way.
type importer struct {
	Options
	src     fs.FS
	live    *url.URL
	found   found
	config  config.Config
	pages   []*page
	writers []author
	links   *address.Index
}

func liveURL(text string) (*url.URL, error) {
	if text == "" {
		return nil, nil
	}
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fault("import/live-url", text)
	}
	return u, nil
}
