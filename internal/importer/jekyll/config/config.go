// Package config reads _config.yml and writes site.yaml.
//
// In: the root of the old site, and the pattern of posts' addresses if somebody
// asks for one. Out: what _config.yml says that matters here, with Jekyll's
// defaults (https://jekyllrb.com/docs/permalinks/, /docs/configuration/); what the
// new site says instead, and the keys that it does not have. A file that is absent
// or that no YAML reader takes says nothing. Errors are the file system's, and
// ErrPermalink.
package config

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"time"

	"lodestone/internal/importer/jekyll/address"
	"lodestone/internal/importer/jekyll/front"
)

// Config is what _config.yml says.
type Config struct {
	File    string         // its name, or ""
	Host    string         // of url, lower case
	Prefix  string         // baseurl
	Zone    *time.Location // UTC without one
	Pattern string         // of posts, rooted, styles spelled out
	Plain   bool           // _config.yml is there and names no pattern
	Pages   string         // ending of a page's address: "/" or ".html"

	front        front.Front
	title, about string
	base         string // url + baseurl, or ""
	exclude      []string
}

// ErrPermalink is a pattern that has no slash at its beginning, or a placeholder
// that nobody knows.
var ErrPermalink = errors.New("not a pattern of addresses")

// Read reads the configuration. permalink overrides its pattern, unless empty.
func Read(src fs.FS, permalink string) (Config, error) {
	c := Config{Zone: time.UTC, Pages: "/"}
	if err := c.open(src); err != nil {
		return Config{}, err
	}
	f := c.front
	c.title, c.about = f.Text("title", "name"), f.Text("description", "tagline")
	c.exclude = f.List("exclude")
	if u, err := url.Parse(f.Text("url")); err == nil && u.Host != "" {
		c.Host = strings.ToLower(u.Host)
		c.Prefix = strings.TrimRight(f.Text("baseurl"), "/")
		if c.Prefix != "" && !strings.HasPrefix(c.Prefix, "/") {
			c.Prefix = "/" + c.Prefix
		}
		c.base = u.Scheme + "://" + u.Host + c.Prefix
	}
	if z, err := time.LoadLocation(f.Text("timezone")); err == nil && f.Text("timezone") != "" {
		c.Zone = z
	}
	return c, c.addresses(permalink)
}

// open reads the file that there is.
func (c *Config) open(src fs.FS) error {
	for _, name := range []string{"_config.yml", "_config.yaml"} {
		b, err := fs.ReadFile(src, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		text, _ := front.Decode(b)
		c.File = name
		c.front, _ = front.Parse(name, text, 1)
		return nil
	}
	return nil
}

// addresses settles the pattern of posts and the ending of pages.
func (c *Config) addresses(asked string) error {
	c.Pattern = asked
	if asked == "" {
		c.Pattern = c.front.Text("permalink")
		if c.File != "" && c.Pattern != "pretty" && !strings.HasSuffix(c.Pattern, "/") {
			c.Pages = ".html"
		}
	}
	if c.Pattern == "" {
		c.Plain = c.File != ""
		c.Pattern = address.Usual
	}
	if p, ok := address.Styles[c.Pattern]; ok {
		c.Pattern = p
	}
	c.Pattern = strings.ReplaceAll(c.Pattern, ":output_ext", ".html")
	rooted, known := strings.HasPrefix(c.Pattern, "/"), address.UnknownPlaceholder(c.Pattern) == ""
	switch {
	case rooted && known:
	case asked != "":
		return ErrPermalink
	case known:
		c.Pattern = "/" + c.Pattern
	default:
		c.Pattern = address.Usual
	}
	return nil
}

// Value gives the text of a key, as Liquid asks for it.
func (c *Config) Value(key string) string { return c.front.Text(key) }

// Excluded says whether _config.yml keeps a path out of the site.
func (c *Config) Excluded(p string) bool {
	for _, x := range c.exclude {
		x = strings.Trim(x, "/")
		if ok, err := path.Match(x, p); p == x || strings.HasPrefix(p, x+"/") || err == nil && ok {
			return true
		}
	}
	return false
}

// Local makes a rooted path of an address that may be absolute; "" where it is
// of another host.
func (c *Config) Local(a string) string {
	if rest, ok := strings.CutPrefix(a, c.base); ok && c.base != "" {
		return address.Rooted(rest)
	}
	if strings.Contains(a, "://") {
		return ""
	}
	return a
}
