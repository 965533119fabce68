package feed

import (
	"bytes"
	"encoding/xml"
)

// MaxURLs is how many addresses one sitemap may hold (sitemaps.org).
const MaxURLs = 50_000

// MaxImages is how many pictures of one page it may name (Google's image sitemaps).
const MaxImages = 1000

// URL is an entry of the sitemap.
type URL struct {
	Loc     string   // absolute
	LastMod string   // RFC 3339, the true date of the last change; "" where it is not known
	Images  []string // absolute addresses of the pictures that the page shows; MaxImages are named
	// Alternates are all versions of a page in several languages, itself included.
	Alternates []Alternate
}

// Alternate is one version of a page.
type Alternate struct{ Lang, Loc string }

// Sitemap gives one sitemap of at most MaxURLs entries.
func Sitemap(urls []URL) []byte {
	var b bytes.Buffer
	b.Grow(128 * len(urls))
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">` + "\n")
	for _, u := range urls {
		b.WriteString("<url><loc>")
		escape(&b, u.Loc)
		b.WriteString("</loc>")
		if u.LastMod != "" {
			b.WriteString("<lastmod>" + u.LastMod + "</lastmod>")
		}
		for _, a := range u.Alternates {
			b.WriteString(`<xhtml:link rel="alternate" hreflang="`)
			escape(&b, a.Lang)
			b.WriteString(`" href="`)
			escape(&b, a.Loc)
			b.WriteString(`"/>`)
		}
		for _, image := range u.Images[:min(len(u.Images), MaxImages)] {
			b.WriteString("<image:image><image:loc>")
			escape(&b, image)
			b.WriteString("</image:loc></image:image>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// escape writes a text as XML has it. Addresses are long and hardly ever hold what must
// be escaped.
func escape(b *bytes.Buffer, text string) {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 0x7f, c < ' ', c == '&', c == '<', c == '>', c == '"', c == '\'':
			xml.EscapeText(b, []byte(text))
			return
		}
	}
	b.WriteString(text)
}

// SitemapIndex gives the list of several sitemaps by their absolute addresses.
func SitemapIndex(locs []string) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, l := range locs {
		b.WriteString("<sitemap><loc>")
		escape(&b, l)
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
