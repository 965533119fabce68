package parse

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
)

// steps is n lines, each with a mark further in by indent.
func steps(n int, indent, mark string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(indent, i) + mark + " x\n")
	}
	return b.String()
}

func deepFound(found diag.List) int {
	return slices.IndexFunc(found, func(i diag.Item) bool { return i.Code == "md/too-deep" })
}

func TestDeepLists(t *testing.T) {
	const n = 1600
	bodies := map[string]string{
		"quotes and lists":      steps(n, "> - ", "> -"),
		"lists in a quote":      "> " + strings.ReplaceAll(steps(n, "  ", "-"), "\n", "\n> "),
		"after a fence in HTML": "<pre>\n```\n</pre>\n" + steps(n, "  ", "-"),
		"after an item's fence": "- ```\n\n" + steps(n, "  ", "-"),
		"after indented code":   "    ```\n\n" + steps(n, "  ", "-"),
		"in a footnote":         "x[^1]\n\n[^1]: a\n\n    " + strings.ReplaceAll(steps(n, "  ", "-"), "\n", "\n    "),
		"in a container":        ":::note\n" + steps(n, "  ", "-"),
		"with blank lines":      strings.ReplaceAll(steps(n, "  ", "-"), "\n", "\n\n"),
		"with tabs":             steps(n, "\t", "-"),
		"1. by 2":               steps(n, "  ", "1."),
		"long marks":            strings.ReplaceAll(steps(n, strings.Repeat(" ", 11), "123456789."), "\n", "\n\n"),
	}
	for _, mark := range []string{"-", "*", "+", "1."} {
		for indent := len(mark) + 1; indent <= 4; indent++ {
			bodies[fmt.Sprintf("%s by %d", mark, indent)] = steps(n, strings.Repeat(" ", indent), mark)
		}
	}
	shallow := map[string]string{ // as costly to look at, but not deep
		"with lazy lines": strings.ReplaceAll(steps(n, "       ", "1.    "), "\n", "\n    - y\n"),
		"at the limit":    steps(markdown.Nesting-1, "  ", "-") + strings.Repeat(strings.Repeat(" ", 2*markdown.Nesting)+"- x\n", n),
	}
	p := New(markdown.Options{Lang: "en", Directives: declared})
	try := func(name, body string, deep bool) {
		_, _, _, found := p.Parse("", []byte(body), 1)
		if is := deepFound(found) >= 0; is != deep {
			t.Errorf("%s: md/too-deep is %v", name, is)
		}
	}
	for name, body := range bodies {
		try(name, body, true)
	}
	for name, body := range shallow {
		try(name, body, false)
	}
}

func TestNestingEndsAtItsLimit(t *testing.T) {
	p := New(markdown.Options{Lang: "en"})
	for _, c := range []struct{ indent, mark string }{{"  ", "-"}, {"   ", "1."}, {"> ", ">"}} {
		if _, _, _, found := p.Parse("", []byte(steps(markdown.Nesting, c.indent, c.mark)), 1); len(found) > 0 {
			t.Errorf("%d of %s: %v", markdown.Nesting, c.mark, found)
		}
		_, _, _, found := p.Parse("", []byte(steps(markdown.Nesting+1, c.indent, c.mark)), 1)
		want := diag.Pos{Line: markdown.Nesting + 1, Col: 1 + len(c.indent)*markdown.Nesting}
		if len(found) != 1 || found[0].Code != "md/too-deep" || found[0].Pos != want {
			t.Errorf("%d of %s: %v, want md/too-deep at %v", markdown.Nesting+1, c.mark, found, want)
		}
	}
}

// What looks deep and is not.
func TestFlat(t *testing.T) {
	p := New(markdown.Options{Lang: "en"})
	for name, body := range map[string]string{
		"spaces":          "a\n\n" + strings.Repeat(" ", 5000) + "- x\n",
		"indented code":   "a\n\n    " + strings.ReplaceAll(steps(300, "  ", "-"), "\n", "\n    "),
		"fence":           "```\n" + steps(300, "  ", "-") + "```\n",
		"fence of quotes": "```\n" + strings.Repeat("> ", 300) + "\n```\n",
		"one paragraph":   "a\n" + strings.Repeat("    - x\n", 300),
		"break":           strings.Repeat("* ", 300) + "\n",
		"raw":             "<pre>\n" + steps(300, "  ", "-") + "</pre>\n",
		"long list":       strings.Repeat("- x\n  - y\n", 3000),
		"code in an item": "- a\n\n      " + strings.ReplaceAll(steps(300, "  ", "-"), "\n", "\n      "),
	} {
		if _, _, _, found := p.Parse("", []byte(body), 1); deepFound(found) >= 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}
