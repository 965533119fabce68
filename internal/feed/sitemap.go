package feed

import (
	"bytes"
	"encoding/xml"
)

// MaxURLs is how many addresses one sitemap may hold (sitemaps.org).
const MaxURLs = 50_000

// URL is an entry of the sitemap.
type URL struct {
	Loc     string // absolute
	LastMod string // RFC 3339, the true date of the last change; "" where it is not known
}

// Sitemap gives one sitemap of at most MaxURLs entries.
func Sitemap(urls []URL) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, u := range urls {
		b.WriteString("<url><loc>")
		xml.EscapeText(&b, []byte(u.Loc))
		b.WriteString("</loc>")
		if u.LastMod != "" {
			b.WriteString("<lastmod>" + u.LastMod + "</lastmod>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// SitemapIndex gives the list of several sitemaps by their absolute addresses.
func SitemapIndex(locs []string) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, l := range locs {
		b.WriteString("<sitemap><loc>")
		xml.EscapeText(&b, []byte(l))
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}

// Robots gives robots.txt: everything may be read, and here is the sitemap.
func Robots(sitemap string) []byte {
	text := "User-agent: *\nAllow: /\n"
	if sitemap != "" {
		text += "\nSitemap: " + sitemap + "\n"
	}
	return []byte(text)
}
