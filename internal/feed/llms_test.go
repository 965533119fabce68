package feed

import (
	"regexp"
	"strings"
	"testing"
)

// shape finds what is wrong with an llms.txt by the rules of llmstxt.org: a title, a
// quotation, lists of links under headings of the second level, Optional last.
func shape(text string) (wrong []string) {
	say := func(ok bool, what string) {
		if !ok {
			wrong = append(wrong, what)
		}
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	say(strings.HasPrefix(lines[0], "# ") && len(lines[0]) > 2, "title")
	say(strings.Count("\n"+text, "\n# ") == 1, "one title")
	quotes, links := 0, 0
	var headings []string
	for _, l := range lines[1:] {
		switch {
		case strings.HasPrefix(l, "> "):
			quotes++
			say(len(headings) == 0, "quotation first")
		case strings.HasPrefix(l, "## "):
			headings = append(headings, l[3:])
		case l != "":
			links++
			say(guideLine.MatchString(l) && len(headings) > 0, "link: "+l)
		}
	}
	say(quotes <= 1, "one quotation")
	for i, h := range headings {
		say(h != "Optional" || i == len(headings)-1, "Optional last")
	}
	say(links > 0 && len(text) >= 50, "enough")
	return wrong
}

var guideLine = regexp.MustCompile(`^- \[(\\.|[^\]\\])+\]\(https://[^ )]+\)(: .+)?$`)

// TestLLMs: right, and wrong in just one thing, which the checker must see.
func TestLLMs(t *testing.T) {
	g := &Guide{
		Title: "No\ntes", Summary: "What\n## we know", Optional: []GuideLink{{"Topics", "https://e.org/t/", ""}},
		Sections: []GuideSection{{"Posts [1]", []GuideLink{{"A [b]", "https://e.org/a/", "In\nshort"}}}, {"Empty", nil}},
	}
	const want = "# No tes\n\n> What ## we know\n\n## Posts [1]\n\n- [A \\[b\\]](https://e.org/a/): In short\n\n## Optional\n\n- [Topics](https://e.org/t/)\n"
	got := string(LLMs(g))
	if got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if wrong := shape(got); wrong != nil {
		t.Errorf("%v", wrong)
	}
	for what, text := range map[string]string{
		"title":           strings.Replace(want, "# No tes", "No tes", 1),
		"one title":       strings.Replace(want, "## Posts", "# Posts", 1),
		"one quotation":   strings.Replace(want, "> What", "> First\n> What", 1),
		"quotation first": strings.Replace(strings.Replace(want, "> What ## we know\n\n", "", 1), "\n## Optional", "\n> What\n\n## Optional", 1),
		"Optional last":   want + "\n## More\n\n- [x](https://e.org/x/)\n",
		"enough":          "# Notes\n",
	} {
		if wrong := strings.Join(shape(text), ", "); !strings.Contains(wrong, what) {
			t.Errorf("%s is not seen: %q", what, wrong)
		}
	}
	if wrong := shape(strings.Replace(want, "https://e.org/a/", "/a/", 1)); len(wrong) != 1 {
		t.Errorf("a relative link is not seen: %v", wrong)
	}
}
