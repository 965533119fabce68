package jekyll

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Report is DST/import-report.json.
type Report struct {
	Version int     `json:"version"` // 1
	Files   []Entry `json:"files"`   // sorted by target
}

// Entry is what became of one source file. Source is empty for a file that was
// made, URL for one that is no page.
type Entry struct {
	Source  string   `json:"source"`
	Target  string   `json:"target"`
	URL     string   `json:"url"`
	Changes []Change `json:"changes"`
	Lost    []string `json:"lost"` // what readers saw before and no longer see
}

// Change is one change: the line of the source file, from 1, and the text
// before and after, shortened.
type Change struct {
	Line   int    `json:"line"`
	Kind   string `json:"kind"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// JSON gives the bytes of the file.
func (r Report) JSON() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(r); err != nil {
		panic(err) // plain texts and numbers always encode
	}
	return b.Bytes()
}

// Summary counts what was made.
type Summary struct {
	Posts, Drafts, Pages, Authors, Assets int
	Aliases                               int
	Changes                               map[string]int // by kind
	Lost                                  int
}

func (r Report) summary(s *importer) Summary {
	sum := Summary{Authors: len(s.writers), Assets: len(s.found.assets), Changes: map[string]int{}}
	for _, p := range s.pages {
		switch {
		case p.role == plainPage:
			sum.Pages++
		case p.draft:
			sum.Drafts++
		default:
			sum.Posts++
		}
		sum.Aliases += len(p.aliases)
	}
	for _, f := range r.Files {
		for _, c := range f.Changes {
			sum.Changes[c.Kind]++
		}
		sum.Lost += len(f.Lost)
	}
	return sum
}

// String writes the summary for a terminal, one line per number.
func (s Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d posts, %d drafts, %d pages, %d authors, %d files, %d redirects\n",
		s.Posts, s.Drafts, s.Pages, s.Authors, s.Assets, s.Aliases)
	for _, k := range slices.SortedFunc(maps.Keys(s.Changes), func(a, b string) int {
		if d := s.Changes[b] - s.Changes[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	}) {
		fmt.Fprintf(&b, "  %6d  %s\n", s.Changes[k], k)
	}
	if s.Lost > 0 {
		fmt.Fprintf(&b, "  %6d  lost\n", s.Lost)
	}
	return b.String()
}

// short keeps a text of the report on one line and within 400 bytes.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	cut := 400
	if len(s) <= cut {
		return s
	}
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
