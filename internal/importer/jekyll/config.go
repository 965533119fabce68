package jekyll

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

// config is what _config.yml says that matters here.
type config struct {
	file         string // its name, or ""
	front        front.Front
	title, about string
	base         string // url + baseurl, or ""
	host         string // of url, lower case
	prefix       string // baseurl
	zone         *time.Location
	pattern      string // of posts, as written or expanded
	plain        bool   // _config.yml is there and names no pattern
	pages        string // ending of a page's address: "/" or ".html"
	exclude      []string
}

// configure reads the configuration.
func (s *importer) configure() error {
	c := config{zone: time.UTC, pages: "/"}
	for _, name := range []string{"_config.yml", "_config.yaml"} {
		b, err := fs.ReadFile(s.src, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		text, _ := front.Decode(b)
		c.file = name
		c.front, _ = front.Parse(name, text, 1)
		break
	}
	f := c.front
	c.title, c.about = f.Text("title", "name"), f.Text("description", "tagline")
	c.exclude = f.List("exclude")
	if u, err := url.Parse(f.Text("url")); err == nil && u.Host != "" {
		c.host = strings.ToLower(u.Host)
		c.prefix = strings.TrimRight(f.Text("baseurl"), "/")
		if c.prefix != "" && !strings.HasPrefix(c.prefix, "/") {
			c.prefix = "/" + c.prefix
		}
		c.base = u.Scheme + "://" + u.Host + c.prefix
	}
	if z, err := time.LoadLocation(f.Text("timezone")); err == nil && f.Text("timezone") != "" {
		c.zone = z
	}
	c.pattern = s.Permalink
	if c.pattern == "" {
		c.pattern = f.Text("permalink")
		if c.file != "" && c.pattern != "pretty" && !strings.HasSuffix(c.pattern, "/") {
			c.pages = ".html"
		}
	}
	if c.pattern == "" {
		c.plain = c.file != ""
		c.pattern = address.Usual
	}
	if p, ok := address.Styles[c.pattern]; ok {
		c.pattern = p
	}
	c.pattern = strings.ReplaceAll(c.pattern, ":output_ext", ".html")
	if !strings.HasPrefix(c.pattern, "/") {
		if s.Permalink != "" {
			return fault("import/permalink", s.Permalink)
		}
		c.pattern = "/" + c.pattern
	}
	if bad := address.UnknownPlaceholder(c.pattern); bad != "" {
		if s.Permalink != "" {
			return fault("import/permalink", s.Permalink)
		}
		c.pattern = address.Usual
	}
	s.config = c
	return nil
}

// excluded says whether _config.yml keeps a path out of the site.
func (c *config) excluded(p string) bool {
	for _, x := range c.exclude {
		x = strings.Trim(x, "/")
		if ok, err := path.Match(x, p); p == x || strings.HasPrefix(p, x+"/") || err == nil && ok {
			return true
		}
	}
	return false
}
