// Package front reads the front matter and the data of the old site, and writes
// that of the new one.
//
// In: a file's bytes in any encoding that authors leave behind, YAML of any
// quality. Out: UTF-8 with LF, and what was otherwise; keys in the order
// written, their values as texts, lists and dates. YAML that cannot be read is
// read line by line, and said. Dates without an offset are in the zone given.
// Document writes YAML 1.2 with every text in double quotes, so that nothing in
// it is taken for something else. No input is an error.
package front

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lodestone/internal/schema"
	"lodestone/internal/yamldoc"
)

// texts are the keys whose value is read as text, however it is quoted.
type texts struct {
	Title       string `key:"title"`
	Description string `key:"description"`
	Excerpt     string `key:"excerpt"`
	Subtitle    string `key:"subtitle"`
	Summary     string `key:"summary"`
	Name        string `key:"name"`
	Role        string `key:"role"`
	Bio         string `key:"bio"`
	ImageAlt    string `key:"image_alt"`
	ImageText   string `key:"image_caption"`
	ImageFig    string `key:"image_figcaption"`
	Date        string `key:"date"`
	Slug        string `key:"slug"`
	Permalink   string `key:"permalink"`
	URL         string `key:"url"`
	BaseURL     string `key:"baseurl"`
	Timezone    string `key:"timezone"`
}

// Front is front matter, or a configuration file: keys in the order written.
type Front struct {
	Keys []schema.Entry
}

var lineKeyRE = regexp.MustCompile(`^([A-Za-z_][\w-]*):[ \t]*(.*)$`)

// Parse reads YAML. Where YAML cannot be read, every line that looks like
// a key with a text gives one, and ok is false.
func Parse(name, text string, line int) (f Front, ok bool) {
	limits := yamldoc.FrontMatter()
	limits.Bytes = 1 << 20
	n, found := yamldoc.Parse([]byte(text), yamldoc.Options{File: name, FirstLine: line, Type: schema.Of[texts](), Limits: limits})
	if n != nil && n.Kind == schema.Map {
		return Front{n.Keys}, !found.Broken()
	}
	if strings.TrimSpace(text) == "" || n != nil {
		return Front{}, n == nil
	}
	for _, l := range strings.Split(text, "\n") {
		if m := lineKeyRE.FindStringSubmatch(l); m != nil {
			v := strings.Trim(strings.TrimSpace(m[2]), `"'`)
			f.Keys = append(f.Keys, schema.Entry{Name: m[1], Value: &schema.Node{Kind: schema.Text, Text: v}})
		}
	}
	return f, false
}

// Node gives the value of a key, or nil.
func (f Front) Node(key string) *schema.Node {
	for _, k := range f.Keys {
		if k.Name == key && k.Value != nil && k.Value.Kind != schema.Null {
			return k.Value
		}
	}
	return nil
}

// Text gives a key's value as one line of text.
func (f Front) Text(keys ...string) string {
	for _, k := range keys {
		if n := f.Node(k); n != nil && n.Kind != schema.List && n.Kind != schema.Map {
			if s := strings.Join(strings.Fields(n.Text), " "); s != "" {
				return s
			}
		}
	}
	return ""
}

// List gives a key's value as texts: a list's, or the one.
func (f Front) List(keys ...string) []string {
	var out []string
	for _, k := range keys {
		out = append(out, ListOf(f.Node(k))...)
	}
	return out
}

// ListOf gives a value as texts: a list's, the slug or name of a map, or the one.
func ListOf(n *schema.Node) []string {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case schema.List:
		var out []string
		for _, i := range n.Items {
			out = append(out, ListOf(i)...)
		}
		return out
	case schema.Map:
		f := Front{n.Keys}
		if s := f.Text("slug", "id", "name"); s != "" {
			return []string{s}
		}
		return nil
	case schema.Null:
		return nil
	}
	if s := strings.Join(strings.Fields(n.Text), " "); s != "" {
		return []string{s}
	}
	return nil
}

// Line gives the line of a key, or 1.
func (f Front) Line(key string) int {
	for _, k := range f.Keys {
		if k.Name == key && k.Pos.Line > 0 {
			return k.Pos.Line
		}
	}
	return 1
}

// Is says whether a key has a word for its value, in any letter case.
func (f Front) Is(key, word string) bool { return strings.EqualFold(f.Text(key), word) }

var dateRE = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$`)

// Moment is a date as written: with a time of day or without.
type Moment struct {
	time.Time
	timed bool
}

// ParseDate reads the dates that YAML and people write. Without an offset they
// are in the given zone.
func ParseDate(s string, zone *time.Location) (Moment, bool) {
	m := dateRE.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Moment{}, false
	}
	n := make([]int, 7)
	for i := 1; i <= 6; i++ {
		n[i], _ = strconv.Atoi(m[i])
	}
	if n[2] < 1 || n[2] > 12 || n[3] < 1 || n[3] > 31 || n[4] > 23 || n[5] > 59 || n[6] > 59 {
		return Moment{}, false
	}
	switch z := strings.ReplaceAll(m[7], ":", ""); {
	case z == "" || m[4] == "":
	case strings.ContainsAny(z[:1], "+-"):
		hours, _ := strconv.Atoi(z[1:min(3, len(z))])
		minutes := 0
		if len(z) > 3 {
			minutes, _ = strconv.Atoi(z[3:])
		}
		seconds := hours*3600 + minutes*60
		if z[0] == '-' {
			seconds = -seconds
		}
		zone = time.FixedZone("", seconds)
	default:
		zone = time.UTC
	}
	t := time.Date(n[1], time.Month(n[2]), n[3], n[4], n[5], n[6], 0, zone)
	if t.Day() != n[3] {
		return Moment{}, false
	}
	return Moment{t, m[4] != ""}, true
}

// String writes the date, and the time of day if there was one.
func (m Moment) String() string {
	if m.timed {
		return m.Format(time.RFC3339)
	}
	return m.Format(time.DateOnly)
}

// Dropped gives the keys that nobody took, sorted by place.
func (f Front) Dropped(taken []string) []schema.Entry {
	var out []schema.Entry
	for _, k := range f.Keys {
		if !slices.Contains(taken, k.Name) && k.Value != nil && k.Value.Kind != schema.Null {
			out = append(out, k)
		}
	}
	return out
}
