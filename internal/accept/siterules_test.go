package accept

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// published is what these rules look at: a site's pages by their addresses, its
// sitemap and its robots.txt.
type published struct {
	origin          string
	pages           map[string]string
	sitemap, robots string
	now             time.Time
}

var (
	robotsOf    = regexp.MustCompile(`<meta name="robots" content="([^"]*)"`)
	canonicalOf = regexp.MustCompile(`<link rel="canonical" href="([^"]*)"`)
	hreflangsOf = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"`)
	tongue      = regexp.MustCompile(`^([a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|x-default)$`)
)

type alternate struct {
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// siteRules says by their names which of the SEO rules on sitemaps, on languages and
// on robots.txt are broken.
func siteRules(p *published) (broken []string) {
	say := func(holds bool, rule string) {
		if !holds && !slices.Contains(broken, rule) {
			broken = append(broken, rule)
		}
	}
	var listed []string
	for address, html := range p.pages {
		robots, canonical := first(robotsOf, html), first(canonicalOf, html)
		if !strings.Contains(robots, "noindex") && canonical == p.origin+address && !strings.Contains(html, `http-equiv="refresh"`) {
			listed = append(listed, canonical)
		}
	}
	p.sitemapRules(listed, say)
	p.robotsRules(say)
	return broken
}

func first(re *regexp.Regexp, text string) string {
	if m := re.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func (p *published) sitemapRules(listed []string, say func(bool, string)) {
	var s struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc        string      `xml:"loc"`
			LastMod    string      `xml:"lastmod"`
			Priority   string      `xml:"priority"`
			Frequency  string      `xml:"changefreq"`
			Alternates []alternate `xml:"http://www.w3.org/1999/xhtml link"`
			Images     []struct {
				Inner string `xml:",innerxml"`
			} `xml:"http://www.google.com/schemas/sitemap-image/1.1 image"`
		} `xml:"url"`
	}
	say(xml.Unmarshal([]byte(p.sitemap), &s) == nil, "sitemap/xsd")
	say(len(s.URLs) <= 50_000 && len(p.sitemap) <= 50<<20, "sitemap/limits")
	versions := map[string][]alternate{}
	var locs []string
	for _, u := range s.URLs {
		locs = append(locs, u.Loc)
		versions[u.Loc] = u.Alternates
		say(strings.HasPrefix(u.Loc, p.origin+"/") && len(u.Loc) <= 2048, "sitemap/xsd")
		say(u.Priority == "" && u.Frequency == "", "sitemap/no-priority")
		if u.LastMod != "" {
			at, err := time.Parse(time.RFC3339, u.LastMod)
			say(err == nil && !at.After(p.now), "sitemap/lastmod")
			page := p.pages[strings.TrimPrefix(u.Loc, p.origin)]
			say(!strings.Contains(page, `"dateModified"`) || strings.Contains(page, `"dateModified":"`+u.LastMod+`"`), "sitemap/lastmod")
		}
		for _, i := range u.Images {
			say(strings.HasPrefix(i.Inner, "<image:loc>https://") && strings.Count(i.Inner, "<image:") == 1, "sitemap/images")
		}
	}
	slices.Sort(locs)
	slices.Sort(listed)
	say(slices.Equal(locs, listed), "sitemap/complete")
	for loc, all := range versions {
		p.versionRules(loc, all, versions, say)
	}
}

// versionRules looks at the versions of one page, in the sitemap and in its head.
func (p *published) versionRules(loc string, all []alternate, versions map[string][]alternate, say func(bool, string)) {
	var head []alternate
	for _, m := range hreflangsOf.FindAllStringSubmatch(p.pages[strings.TrimPrefix(loc, p.origin)], -1) {
		head = append(head, alternate{m[1], m[2]})
	}
	say(slices.Equal(head, all), "hreflang/one-method")
	if len(all) == 0 {
		return
	}
	self, others := false, false
	for _, a := range all {
		self = self || a.Href == loc && a.Lang != "x-default"
		others = others || a.Lang == "x-default"
		u, err := url.Parse(a.Href)
		say(err == nil && u.Scheme == "https" && u.Host != "", "hreflang/absolute")
		say(tongue.MatchString(a.Lang) && a.Lang != "en-UK", "hreflang/code")
		back := slices.ContainsFunc(versions[a.Href], func(b alternate) bool { return b.Href == loc })
		say(back, "hreflang/return")
	}
	say(self, "hreflang/self")
	say(others, "hreflang/x-default")
}

func (p *published) robotsRules(say func(bool, string)) {
	agent := false
	for line := range strings.Lines(p.robots) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(name) {
		case "user-agent":
			agent = true
		case "allow", "disallow":
			say(agent, "robots/txt-valid")
			say(!strings.EqualFold(name, "disallow") || value == "" || !strings.HasPrefix("/assets/", value), "robots/txt-css-js")
		case "sitemap":
			say(strings.HasPrefix(value, "https://"), "robots/txt-valid")
		case "":
		default:
			say(false, "robots/txt-valid")
		}
	}
	say(agent && len(p.robots) <= 500<<10, "robots/txt-valid")
}

// graphRules says by their names which of the SEO rules on structured data the graph
// of a page breaks.
func graphRules(html string) (broken []string) {
	say := func(holds bool, rule string) {
		if !holds && !slices.Contains(broken, rule) {
			broken = append(broken, rule)
		}
	}
	var g struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	all := linkedData.FindAllStringSubmatch(html, -1)
	say(len(all) == 1, "ld/graph")
	if len(all) == 0 {
		return broken
	}
	if say(json.Unmarshal([]byte(all[0][1]), &g) == nil, "ld/parse"); len(g.Graph) == 0 {
		return broken
	}
	say(g.Context == "https://schema.org" && !strings.ContainsAny(all[0][1], "<>"), "ld/context")
	visible := linkedData.ReplaceAllString(html, "")
	nodes, leads := map[string]map[string]any{}, map[string][]string{}
	for _, n := range g.Graph {
		id, _ := n["@id"].(string)
		say(id != "" && nodes[id] == nil, "ld/graph")
		nodes[id] = n
		walk(n, func(key string, v any) {
			if m, ok := v.(map[string]any); ok && len(m) == 1 && m["@id"] != nil {
				leads[id] = append(leads[id], m["@id"].(string))
			}
			if text, ok := v.(string); ok && slices.Contains([]string{"@id", "url", "contentUrl", "item", "sameAs"}, key) {
				say(strings.HasPrefix(text, "https://"), "ld/absolute")
			}
		})
		nodeRules(n, visible, say)
	}
	reached := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		say(nodes[id] != nil, "ld/graph")
		if !reached[id] {
			reached[id] = true
			for _, next := range leads[id] {
				visit(next)
			}
		}
	}
	visit(g.Graph[0]["@id"].(string))
	say(len(reached) == len(nodes), "ld/graph")
	say(g.Graph[0]["@id"] == first(canonicalOf, html), "canonical/consistent")
	return broken
}

func nodeRules(n map[string]any, visible string, say func(bool, string)) {
	text := func(key string) string { s, _ := n[key].(string); return s }
	from, to := text("datePublished"), text("dateModified")
	for _, d := range []string{from, to} {
		_, err := time.Parse(time.RFC3339, d)
		say(d == "" || err == nil, "ld/date-zone")
	}
	say(from == "" || to == "" || from <= to, "ld/date-zone")
	switch text("@type") {
	case "BlogPosting":
		say(strings.Contains(visible, ">"+escaped(text("headline"))+"<"), "ld/visible")
		say(n["author"] != nil, "ld/author")
	case "Person":
		name := strings.ToLower(text("name"))
		say(name != "" && name != "admin" && !strings.HasPrefix(name, "by ") && (text("url") != "" || n["sameAs"] != nil), "ld/author")
		say(strings.Contains(visible, escaped(text("name"))), "ld/visible")
	case "Organization":
		say(n["review"] == nil && n["aggregateRating"] == nil, "ld/self-review")
	case "ImageObject":
		say(text("contentUrl") != "" && (text("creditText") != "" || n["creator"] != nil), "ld/image-credit")
	case "HowTo", "ClaimReview", "SpecialAnnouncement", "FAQPage":
		say(false, "ld/retired")
	case "BreadcrumbList":
		items, _ := n["itemListElement"].([]any)
		say(len(items) >= 2, "ld/google-required")
	}
}

// escaped writes a text as the theme's templates do.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(text)
}

// walk gives every value below a node with the key that it stands under.
func walk(v any, see func(key string, v any)) {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			see(key, x)
			if list, ok := x.([]any); ok {
				for _, item := range list {
					see(key, item)
					walk(item, see)
				}
				continue
			}
			walk(x, see)
		}
	case []any:
		for i, x := range v {
			see(strconv.Itoa(i), x)
			walk(x, see)
		}
	}
}
