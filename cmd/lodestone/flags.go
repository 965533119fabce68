package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lodestone/internal/site/urls"
	"lodestone/internal/source"
)

// flags are those that every command on a site has (DESIGN §2).
type flags struct {
	source, out, baseURL, clock, cache, format string
	drafts, future, expired                    bool
	noCache, strict, trace, locked             bool
	workers                                    int
	maxPage                                    int64
	maxFront, maxDepth, maxAliases             int
}

// formats are the forms that findings can be printed in.
func formats() []string { return []string{"text", "json", "sarif", "github"} }

// register gives a command all of them.
func (f *flags) register(c *cobra.Command) {
	f.registerReading(c)
	p := c.Flags()
	p.StringVar(&f.out, "out", "", "folder that receives public/ and private/ (the source folder)")
	p.StringVar(&f.baseURL, "base-url", "", "absolute address of the site (from site.yaml)")
	p.StringVar(&f.clock, "clock", "", "build as of this moment: RFC 3339, or a date, which is 00:00 in the site's zone (now)")
	p.BoolVar(&f.drafts, "drafts", false, "publish drafts")
	p.BoolVar(&f.future, "future", false, "publish pages dated in the future")
	p.BoolVar(&f.expired, "expired", false, "publish pages that have expired")
	p.BoolVar(&f.strict, "strict", false, "fail on warnings too")
	p.BoolVar(&f.locked, "locked", false, "fail when an address or anchor in site.lock is no longer there")
	p.BoolVar(&f.trace, "trace", false, "name every page that is rendered")
	_ = c.MarkFlagDirname("out")
}

// registerReading gives a command those that say what is read, and how.
func (f *flags) registerReading(c *cobra.Command) {
	l := source.DefaultLimits()
	p := c.Flags()
	p.StringVar(&f.source, "source", ".", "folder of the site, with its site.yaml")
	p.StringVar(&f.cache, "cache", "", "folder of the cache (SOURCE/.lodestone/cache)")
	p.BoolVar(&f.noCache, "no-cache", false, "neither read nor write a cache")
	p.IntVar(&f.workers, "workers", 0, "pages worked on at once (one per core)")
	p.StringVar(&f.format, "format", "text", "form of the findings: "+strings.Join(formats(), ", "))
	p.Int64Var(&f.maxPage, "max-page", l.Page, "largest Markdown file, in bytes")
	p.IntVar(&f.maxFront, "max-front", l.Front, "largest front matter, in bytes")
	p.IntVar(&f.maxDepth, "max-depth", l.Depth, "deepest nesting of YAML")
	p.IntVar(&f.maxAliases, "max-aliases", l.Aliases, "most YAML aliases in one file")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagDirname("source")
}

// check refuses values that mean nothing.
func (f *flags) check() error {
	if !slices.Contains(formats(), f.format) {
		return wrong("usage/one-of", "--format", f.format, strings.Join(formats(), ", "))
	}
	for _, n := range []struct {
		flag      string
		is, least int64
	}{
		{"--workers", int64(f.workers), 0},
		{"--max-page", f.maxPage, 1},
		{"--max-front", int64(f.maxFront), 1},
		{"--max-depth", int64(f.maxDepth), 1},
		{"--max-aliases", int64(f.maxAliases), 0},
	} {
		if n.is < n.least {
			return wrong("usage/least", n.flag, strconv.FormatInt(n.is, 10), strconv.FormatInt(n.least, 10))
		}
	}
	if f.cache != "" && f.noCache {
		return wrong("usage/exclude", "--cache", "--no-cache")
	}
	if _, err := urls.ParseBase(f.baseURL); err != nil {
		return wrong("usage/base-url", f.baseURL)
	}
	if f.out == "" {
		f.out = f.source
	}
	return f.apart()
}
