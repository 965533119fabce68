package accept

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
)

// report is import-report.json.
type report struct {
	Version int        `json:"version"`
	Files   []imported `json:"files"`
}

type imported struct {
	Source  string   `json:"source"`
	Target  string   `json:"target"`
	URL     string   `json:"url"`
	Changes []change `json:"changes"`
	Lost    []string `json:"lost"`
}

type change struct {
	Line   int    `json:"line"`
	Kind   string `json:"kind"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// readReport gives what was imported by the path of its source.
func readReport(path string) (map[string]imported, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var r report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, err
	}
	if r.Version != 1 {
		return nil, fmt.Errorf("%s: version %d", path, r.Version)
	}
	files := map[string]imported{}
	for _, f := range r.Files {
		if f.Source == "" {
			continue // made, not imported: the page of an author
		}
		if _, twice := files[f.Source]; twice {
			return nil, fmt.Errorf("%s: %s stands there twice", path, f.Source)
		}
		files[f.Source] = f
	}
	return files, nil
}

// account is what the report allows a page to differ by.
type account struct {
	shape      shape
	gone, come map[string]int
	filled     []string // what templates said and what they became, in turns
}

// explain adds up the changes of one post. Only what a kind says by its nature
// counts: the report of a dead link excuses one link, and no word.
func explain(changes []change, firstLine int) account {
	a := account{shape: shape{}, gone: map[string]int{}, come: map[string]int{}}
	for _, c := range changes {
		if c.Line < firstLine {
			continue // of the front matter
		}
		before, after := markup(c.Before), contentOfText(readMarkdown(c.After))
		switch c.Kind {
		case "missing-image":
			a.shape["image"]--
		case "remote-image":
			a.shape["image"]--
			a.shape["link"] += 1 - after.shape["link"]
		case "dead-link":
			a.shape["link"]--
		case "embed":
			a.shape["link"]++
			after = contentOfText("<p>" + embedLabel.FindString(c.After))
		case "liquid", "liquid-kept", "html-unbalanced":
			for _, thing := range things {
				a.shape[thing] -= before.shape[thing]
			}
			count(a.gone, words(c.Before))
			a.filled = append(a.filled, c.Before, c.After)
		case "markdown-in-html":
			count(a.gone, words(c.Before)) // it stood there as text
		default:
			continue
		}
		for _, thing := range things {
			a.shape[thing] += after.shape[thing]
		}
		count(a.come, after.words)
	}
	return a
}

var embedLabel = regexp.MustCompile(`\[[^\]]*\]`)

func markup(s string) content { return contentOfText(readMarkdown(withoutLiquid(s))) }

func count(side map[string]int, words []string) {
	for _, w := range words {
		side[w]++
	}
}
