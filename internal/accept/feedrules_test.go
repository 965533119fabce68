package accept

import (
	"encoding/json"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
	"time"
)

// entry is what any reader of feeds takes from one.
type entry struct{ ID, Title, Link, Date, HTML string }

// feedRules looks at the three feeds of a list, by the names of their files, and
// says by their names which of the SEO rules on feeds are broken.
func feedRules(origin string, files map[string]string) (broken []string) {
	say := func(holds bool, rule string) {
		if !holds && !slices.Contains(broken, rule) {
			broken = append(broken, rule)
		}
	}
	rss := rssRules(origin, files["feed.xml"], say)
	atom := atomRules(origin, files["atom.xml"], say)
	plain := jsonRules(origin, files["feed.json"], say)
	same := func(a, b []entry) bool {
		return slices.EqualFunc(a, b, func(a, b entry) bool {
			return a.ID == b.ID && a.Title == b.Title && a.Link == b.Link && a.Date == b.Date && strings.TrimSpace(a.HTML) == strings.TrimSpace(b.HTML)
		})
	}
	say(same(rss, atom) && same(rss, plain), "feed/same")
	return broken
}

func rssRules(origin, text string, say func(bool, string)) (all []entry) {
	var f struct {
		Version string `xml:"version,attr"`
		Channel struct {
			Title       string `xml:"title"`
			Description string `xml:"description"`
			Built       string `xml:"lastBuildDate"`
			Links       []struct {
				Space xml.Name
				Text  string `xml:",chardata"`
				Href  string `xml:"href,attr"`
				Rel   string `xml:"rel,attr"`
				Type  string `xml:"type,attr"`
			} `xml:"link"`
			Items []struct {
				Title       string   `xml:"title"`
				Link        string   `xml:"link"`
				Description string   `xml:"description"`
				Author      string   `xml:"author"`
				Date        string   `xml:"pubDate"`
				Content     string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
				Creators    []string `xml:"http://purl.org/dc/elements/1.1/ creator"`
				GUID        struct {
					Text  string `xml:",chardata"`
					Perma string `xml:"isPermaLink,attr"`
				} `xml:"guid"`
				Enclosures []struct {
					URL    string `xml:"url,attr"`
					Length string `xml:"length,attr"`
					Type   string `xml:"type,attr"`
				} `xml:"enclosure"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	say(xml.Unmarshal([]byte(text), &f) == nil && f.Version == "2.0", "feed/valid")
	c := f.Channel
	link, self := "", false
	for _, l := range c.Links {
		if l.Rel == "self" {
			self = l.Type == "application/rss+xml" && l.Href == origin+"/feed.xml"
		} else {
			link = l.Text
		}
	}
	say(c.Title != "" && c.Description != "" && strings.HasPrefix(link, origin), "rss/required")
	say(self, "rss/self")
	_, err := time.Parse(time.RFC1123Z, c.Built)
	say(err == nil, "rss/date")
	seen, before := map[string]bool{}, ""
	for _, i := range c.Items {
		say(i.Title != "" || i.Description != "", "rss/required")
		say(i.GUID.Text != "" && !seen[i.GUID.Text] && i.GUID.Perma == "true" && i.GUID.Text == i.Link, "rss/guid")
		seen[i.GUID.Text] = true
		at, err := time.Parse(time.RFC1123Z, i.Date)
		say(err == nil && at.Format(time.RFC1123Z) == i.Date, "rss/date")
		day := at.UTC().Format(time.RFC3339)
		say(before == "" || day <= before, "rss/date")
		before = day
		say(i.Author == "" && len(i.Creators) > 0, "rss/author")
		say(whole(i.Content) && i.Description != "", "rss/content")
		say(len(i.Enclosures) <= 1, "rss/enclosure")
		for _, e := range i.Enclosures {
			say(e.URL != "" && e.Length != "" && e.Type != "", "rss/enclosure")
		}
		all = append(all, entry{i.GUID.Text, i.Title, i.Link, day, i.Content})
	}
	return all
}

var (
	relative = regexp.MustCompile(`(?:href|src|poster|srcset)="(?:/|\.|#)`)
	active   = regexp.MustCompile(`<(?:script|form|iframe|object)\b`)
)

// whole says whether a text can stand alone: it has one, its addresses are absolute
// but for those of its own notes, and nothing in it runs or sends.
func whole(html string) bool {
	own := regexp.MustCompile(`href="#p[0-9a-f]{8}-`).ReplaceAllString(html, "")
	return html != "" && !relative.MatchString(own) && !active.MatchString(html)
}

func atomRules(origin, text string, say func(bool, string)) (all []entry) {
	type link struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
	}
	var f struct {
		ID      string   `xml:"http://www.w3.org/2005/Atom id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Links   []link   `xml:"link"`
		Author  []string `xml:"author>name"`
		Entries []struct {
			ID        string `xml:"id"`
			Title     string `xml:"title"`
			Published string `xml:"published"`
			Updated   string `xml:"updated"`
			Link      link   `xml:"link"`
			Content   string `xml:"content"`
		} `xml:"entry"`
	}
	say(xml.Unmarshal([]byte(text), &f) == nil, "feed/valid")
	self := slices.ContainsFunc(f.Links, func(l link) bool { return l.Rel == "self" && l.Href == origin+"/atom.xml" })
	_, err := time.Parse(time.RFC3339, f.Updated)
	say(f.ID != "" && f.Title != "" && err == nil && self && len(f.Author) > 0 && f.Author[0] != "", "atom/required")
	for _, e := range f.Entries {
		at, _ := time.Parse(time.RFC3339, e.Published)
		_, err := time.Parse(time.RFC3339, e.Updated)
		say(e.ID != "" && e.Title != "" && err == nil, "atom/required")
		all = append(all, entry{e.ID, e.Title, e.Link.Href, at.UTC().Format(time.RFC3339), e.Content})
	}
	return all
}

func jsonRules(origin, text string, say func(bool, string)) (all []entry) {
	var f struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Feed    string `json:"feed_url"`
		Items   []struct {
			ID    string `json:"id"`
			URL   string `json:"url"`
			Title string `json:"title"`
			HTML  string `json:"content_html"`
			Text  string `json:"content_text"`
			Date  string `json:"date_published"`
		} `json:"items"`
	}
	say(json.Unmarshal([]byte(text), &f) == nil, "feed/valid")
	say(f.Version == "https://jsonfeed.org/version/1.1" && f.Title != "" && f.Home == origin+"/" && f.Feed == origin+"/feed.json" && f.Items != nil, "json/required")
	for _, i := range f.Items {
		say(i.ID != "" && (i.HTML != "" || i.Text != ""), "json/required")
		at, _ := time.Parse(time.RFC3339, i.Date)
		all = append(all, entry{i.ID, i.Title, i.URL, at.UTC().Format(time.RFC3339), i.HTML})
	}
	return all
}
