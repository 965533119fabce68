package address

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Styles are Jekyll's permalink styles.
var Styles = map[string]string{
	"date":     "/:categories/:year/:month/:day/:title.html",
	"pretty":   "/:categories/:year/:month/:day/:title/",
	"ordinal":  "/:categories/:year/:y_day/:title.html",
	"weekdate": "/:categories/:year/W:week/:short_day/:title.html",
	"none":     "/:categories/:title.html",
}

// Usual is the pattern of a site that names none.
const Usual = "/:year/:month/:day/:title/"

// PlaceholderRE is a part of a pattern that is filled in.
var PlaceholderRE = regexp.MustCompile(`:[a-z_]+`)

// UnknownPlaceholder gives the first placeholder of a pattern that nobody
// knows.
func UnknownPlaceholder(pattern string) string {
	for _, p := range PlaceholderRE.FindAllString(pattern, -1) {
		if _, ok := fill(p, &Place{}, time.Time{}); !ok {
			return p
		}
	}
	return ""
}

// fill gives the value of one placeholder, as Jekyll documents them.
func fill(name string, p *Place, t time.Time) (string, bool) {
	_, week := t.ISOWeek()
	switch name {
	case ":year":
		return t.Format("2006"), true
	case ":short_year":
		return t.Format("06"), true
	case ":month":
		return t.Format("01"), true
	case ":i_month":
		return t.Format("1"), true
	case ":short_month":
		return t.Format("Jan"), true
	case ":long_month":
		return t.Format("January"), true
	case ":day":
		return t.Format("02"), true
	case ":i_day":
		return t.Format("2"), true
	case ":y_day":
		return fmt.Sprintf("%03d", t.YearDay()), true
	case ":short_day":
		return t.Format("Mon"), true
	case ":long_day":
		return t.Format("Monday"), true
	case ":week":
		return fmt.Sprintf("%02d", week), true
	case ":hour":
		return t.Format("15"), true
	case ":minute":
		return t.Format("04"), true
	case ":second":
		return t.Format("05"), true
	case ":title", ":slug", ":name":
		return p.Slug, true
	case ":categories":
		return strings.Join(p.Categories, "/"), true
	case ":section":
		return "blog", true
	}
	return "", false
}

// Permalink fills a pattern for a page at a date.
func Permalink(pattern string, p *Place, t time.Time) string {
	s := PlaceholderRE.ReplaceAllStringFunc(pattern, func(name string) string {
		v, _ := fill(name, p, t)
		return v
	})
	return Rooted(s)
}

// Rooted gives an address one slash at the start and no doubled ones.
func Rooted(s string) string {
	s = "/" + strings.TrimLeft(s, "/")
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}
