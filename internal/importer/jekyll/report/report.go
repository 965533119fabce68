// Package report holds what an import changed, for the person who has to answer
// for the pages.
//
// In: changes and losses, noted while a page is converted. Out: the bytes of
// import-report.json, indented JSON without escaped angle brackets, and a
// summary of one line per number. Every text is whole and on one line. Nothing
// is an error.
package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
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
// before and after, each whole and on one line.
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

// String writes the summary for a terminal, one line per number.
func (s Summary) String() string {
	var b strings.Builder
	b.WriteString(strings.Join([]string{
		counted(s.Posts, "post"), counted(s.Drafts, "draft"), counted(s.Pages, "page"),
		counted(s.Authors, "author"), counted(s.Assets, "file"), counted(s.Aliases, "redirect"),
	}, ", ") + "\n")
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

// counted writes a number and its word: 1 post, 2 posts.
func counted(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}
