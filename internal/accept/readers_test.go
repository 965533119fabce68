package accept

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// seen is what a reader shows of an entry of a feed.
type seen struct {
	Title, Link, ID string
	Date            int64 // seconds since 1970
	Content         string
}

// reader makes the items that a feed reader finds in a file.
type reader func(t *testing.T, file string) []seen

// readers are three that share no code: in Python, C and C++.
var readers = map[string]reader{
	"feedparser": func(t *testing.T, file string) (all []seen) {
		fill(t, output(t, "/usr/bin/python3", "-c", `import calendar, feedparser, json, sys
print(json.dumps([{"Title": e.title, "Link": e.link, "ID": e.id, "Date": calendar.timegm(e.published_parsed),
	"Content": e.content[0].value} for e in feedparser.parse(sys.argv[1]).entries]))`, file), &all)
		return all
	},
	"sfeed": func(t *testing.T, file string) (all []seen) {
		text, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer text.Close()
		run := exec.Command("sfeed", ownOrigin)
		run.Stdin = text
		out, err := run.Output()
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`)
		for line := range strings.Lines(string(out)) { // date, title, link, content, its type, id, author, enclosure, category
			f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			one := seen{Title: plain.Replace(f[1]), Link: f[2], Content: plain.Replace(f[3]), ID: f[5]}
			fmt.Sscan(f[0], &one.Date)
			all = append(all, one)
		}
		return all
	},
	"newsboat": func(t *testing.T, file string) (all []seen) {
		dir := t.TempDir()
		urls, store := filepath.Join(dir, "urls"), filepath.Join(dir, "db")
		if err := os.WriteFile(urls, []byte("file://"+file+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		run := exec.Command("newsboat", "-q", "-u", urls, "-c", store, "-x", "reload")
		run.Env = append(os.Environ(), "HOME="+dir)
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		fill(t, output(t, "/usr/bin/python3", "-c", `import json, sqlite3, sys
print(json.dumps([dict(zip(["Title", "Link", "ID", "Date", "Content"], row)) for row in
	sqlite3.connect(sys.argv[1]).execute("select title, url, guid, pubDate, content from rss_item order by id")]))`, store), &all)
		return all
	},
}

// TestReaders: three feed readers find in RSS and in Atom what the JSON Feed says:
// title, link, id, date and the words of every entry.
func TestReaders(t *testing.T) {
	if os.Getenv("LODESTONE_KIT") == "" {
		t.Skip("LODESTONE_KIT is not set: its readers are not installed")
	}
	public := own(t)
	for _, section := range []string{"", "blog", "fr"} {
		dir := filepath.Join(public, section)
		want := inJSON(t, filepath.Join(dir, "feed.json"))
		if len(want) < 4 {
			t.Errorf("%s: %d entries", section, len(want))
		}
		for name, read := range readers {
			for _, file := range []string{"feed.xml", "atom.xml"} {
				got := read(t, filepath.Join(dir, file))
				slices.SortFunc(got, func(a, b seen) int { return strings.Compare(a.ID, b.ID) })
				if len(got) != len(want) {
					t.Errorf("%s, %s/%s: %d entries, want %d", name, section, file, len(got), len(want))
					continue
				}
				for i := range want {
					if got[i].Content = wordsOf(got[i].Content); got[i] != want[i] {
						t.Errorf("%s, %s/%s:\n%.300v\nwant\n%.300v", name, section, file, got[i], want[i])
					}
				}
			}
		}
	}
}

// inJSON reads a JSON Feed, in the order of ids.
func inJSON(t *testing.T, file string) (all []seen) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Items []struct {
			Title, URL, ID string
			Date           time.Time `json:"date_published"`
			Content        string    `json:"content_html"`
		}
	}
	fill(t, data, &feed)
	for _, i := range feed.Items {
		all = append(all, seen{i.Title, i.URL, i.ID, i.Date.Unix(), wordsOf(i.Content)})
	}
	slices.SortFunc(all, func(a, b seen) int { return strings.Compare(a.ID, b.ID) })
	return all
}

var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`[\s\x{a0}\x{ad}\x{202f}]+`)
)

// wordsOf leaves a text without tags and white space, which readers clean in ways of
// their own.
func wordsOf(content string) string {
	return spaces.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(content, "")), "")
}

func fill(t *testing.T, data []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
}
