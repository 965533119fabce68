package jekyll

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

// front is front matter, or a configuration file: keys in the order written.
type front struct {
	keys []schema.Entry
}

var lineKeyRE = regexp.MustCompile(`^([A-Za-z_][\w-]*):[ \t]*(.*)$`)

// parseFront reads YAML. Where YAML cannot be read, every line that looks like
// a key with a text gives one, and ok is false.
func parseFront(name, text string, line int) (f front, ok bool) {
	limits := yamldoc.FrontMatter()
	limits.Bytes = 1 << 20
	n, found := yamldoc.Parse([]byte(text), yamldoc.Options{File: name, FirstLine: line, Type: schema.Of[texts](), Limits: limits})
	if n != nil && n.Kind == schema.Map {
		return front{n.Keys}, !found.Broken()
	}
	if strings.TrimSpace(text) == "" || n != nil {
		return front{}, n == nil
	}
	for _, l := range strings.Split(text, "\n") {
		if m := lineKeyRE.FindStringSubmatch(l); m != nil {
			v := strings.Trim(strings.TrimSpace(m[2]), `"'`)
			f.keys = append(f.keys, schema.Entry{Name: m[1], Value: &schema.Node{Kind: schema.Text, Text: v}})
		}
	}
	return f, false
}

// node gives the value of a key, or nil.
func (f front) node(key string) *schema.Node {
	for _, k := range f.keys {
		if k.Name == key && k.Value != nil && k.Value.Kind != schema.Null {
			return k.Value
		}
	}
	return nil
}

// text gives a key's value as one line of text.
func (f front) text(keys ...string) string {
	for _, k := range keys {
		if n := f.node(k); n != nil && n.Kind != schema.List && n.Kind != schema.Map {
			if s := strings.Join(strings.Fields(n.Text), " "); s != "" {
				return s
			}
		}
	}
	return ""
}

// list gives a key's value as texts: a list's, or the one.
func (f front) list(keys ...string) []string {
	var out []string
	for _, k := range keys {
		out = append(out, listOf(f.node(k))...)
	}
	return out
}

func listOf(n *schema.Node) []string {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case schema.List:
		var out []string
		for _, i := range n.Items {
			out = append(out, listOf(i)...)
		}
		return out
	case schema.Map:
		f := front{n.Keys}
		if s := f.text("slug", "id", "name"); s != "" {
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

// line gives the line of a key, or 1.
func (f front) line(key string) int {
	for _, k := range f.keys {
		if k.Name == key && k.Pos.Line > 0 {
			return k.Pos.Line
		}
	}
	return 1
}

func (f front) is(key, word string) bool { return strings.EqualFold(f.text(key), word) }

var dateRE = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$`)

// moment is a date as written: with a time of day or without.
type moment struct {
	time.Time
	timed bool
}

// parseDate reads the dates that YAML and people write. Without an offset they
// are in the given zone.
func parseDate(s string, zone *time.Location) (moment, bool) {
	m := dateRE.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return moment{}, false
	}
	n := make([]int, 7)
	for i := 1; i <= 6; i++ {
		n[i], _ = strconv.Atoi(m[i])
	}
	if n[2] < 1 || n[2] > 12 || n[3] < 1 || n[3] > 31 || n[4] > 23 || n[5] > 59 || n[6] > 59 {
		return moment{}, false
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
		return moment{}, false
	}
	return moment{t, m[4] != ""}, true
}

func (m moment) String() string {
	if m.timed {
		return m.Format(time.RFC3339)
	}
	return m.Format(time.DateOnly)
}

// dropped gives the keys that nobody took, sorted by place.
func (f front) dropped(taken []string) []schema.Entry {
	var out []schema.Entry
	for _, k := range f.keys {
		if !slices.Contains(taken, k.Name) && k.Value != nil && k.Value.Kind != schema.Null {
			out = append(out, k)
		}
	}
	return out
}
