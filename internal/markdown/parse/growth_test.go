package parse

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/diag"
	"lodestone/internal/growth"
	"lodestone/internal/markdown"
)

// units are what hostile or damaged bodies repeat.
var units = []string{
	"[", "*", "_", "`", "`a ", "``a` ", "![[", "<", "> ", "- ", "- a\n", "- a\n\n", "1. a\n\n", "> a\n\n", "]", "](", "](b)", "] (", "[ ",
	"[a]: b\n\n", "[^1]: a\n", "[^1]: ", "[^1]: a\n\n", "x[^1]\n\n", "[a](", "[a](b) ", "[a](b)\n\n", "[a][b] ", "![a](b ",
	"*a_ ", "_a ", "a* ", "a**b", "a**b\n\n", "*a **b ", "~~a ", "&", "&a", "&amp;", "\\", "\t", "\"", "a\\\n", "a  \n", "a\n", "\n",
	"| a ", "|a|b|\n", "|a\n|-\n", "-|-\n", "|a|b|\n|-|-|\n|`x\\|`|y\n\n", "# a\n", "#a\n", "## a\n", "## ?\n", "## a {#b}\n", "{#", "a\n===\n",
	"```\n", "```x\n```\n", "~~~\n\n", "    a\n",
	":a ", ":now ", ":now{} ", ":now{a} ", ":now{a ", ":now{'}", ":now{a=\"\\\"}", ":abbr[a ", ":abbr[a]{title=b} ", "::figure{}\n\n", "::toc\n\n",
	":::note\n", ":::\n", ":::note\n:::\n",
	"<!--", "<!-- ", "<!--\n\n", "<?", "<?\n\n", "<![CDATA[", "<a ", "<a b=\"", "<b>", "<b>\n\n", "<ins>\n\n", "</b>\n\n", "<b></b>", "<div>\n\n",
	"<div>a</div>\n", "<p>\n\n", "<p id=a>\n\n", "<pre>\n\n", "<img src=a>", "<x>\n\n",
	"https://a.b/c ", "www.a.b/TK ", "www.a.b ", "a@b.c ", "@", "http://", "TK ", "`TK` ", "[t",
}

// shapes are bodies of about n bytes that hold one thing many times and another
// thing beside it.
var shapes = map[string]func(n int) string{
	"rows":               func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|`x\\|`|[a](b)|\n", n/15) },
	"long row":           func(n int) string { return "|a\n|-\n" + strings.Repeat("|a", n/2) },
	"definitions":        func(n int) string { return many("[a%d]: b\n\n", n/2) + many("[a%d]\n\n", n/2) },
	"notes":              func(n int) string { return many("[^a%d]: b\n\n", n/2) + many("x[^a%d]\n\n", n/2) },
	"anchors that clash": func(n int) string { return many("## a %d\n## a\n", n) },
	"unknown languages":  func(n int) string { return many("```x%d\n```\n", n) },
	"unknown names":      func(n int) string { return many("<x%dy>\n\n", n/2) + many("::y%dz[]\n\n", n/2) },
	"attributes":         func(n int) string { return "::figure{" + many("a%d=b ", n) + "}" },
	"classes":            func(n int) string { return "## a {" + strings.Repeat(".a ", n/3) + "}" },
	"open attributes":    func(n int) string { return ":now{" + strings.Repeat("a\n", n/2) },
	"attributes of a tag": func(n int) string {
		return "<div " + many("data-a%d=b ", n) + "></div>"
	},
	"srcset":            func(n int) string { return "<img alt=a srcset=\"" + strings.Repeat("a 1x,", n/5) + "\">" },
	"tags far apart":    func(n int) string { return "<pre>" + strings.Repeat("a\n\n<b></b>\n", n/11) + "</pre>" },
	"stray ends":        func(n int) string { return strings.Repeat("<b>\n\n", n/10) + strings.Repeat("</i>\n\n", n/12) },
	"faults in a line":  func(n int) string { return "<div>" + strings.Repeat("<x>", n/3) + "</div>" },
	"names in a line":   func(n int) string { return strings.Repeat(":now{} ", n/14) + strings.Repeat("a ", n/4) },
	"links in a line":   func(n int) string { return strings.Repeat("a", n) + strings.Repeat("[a](b)", 2400) },
	"lists in a list":   func(n int) string { return strings.Repeat("- a\n  - b\n    - c\n", n/18) },
	"list marks within": func(n int) string { return strings.Repeat(strings.Repeat("[a](b", 1000)+"\n2. ", n/5004) },
	"lazy quotes":       func(n int) string { return strings.Repeat("> ", 90) + "a\n" + strings.Repeat("a\n", n/2) },
	"lazy lists": func(n int) string {
		return strings.ReplaceAll(steps(int(math.Sqrt(float64(n)/4)), "       ", "1.    "), "\n", "\n    - y\n")
	},
	"deep list": func(n int) string {
		return steps(99, "  ", "-") + strings.Repeat(strings.Repeat(" ", 198)+"- x\n", n/202)
	},
	"deep lines":   func(n int) string { return steps(30, "  ", "-") + strings.Repeat("\n", n) },
	"tabs":         func(n int) string { return strings.Repeat("- ", 90) + strings.Repeat("\t", n) + "a" },
	"runs":         func(n int) string { return strings.Repeat(runs(100)+"\n\n", n/5000) },
	"mixed":        func(n int) string { return strings.Repeat(strings.Repeat("*a_ `b[c](<d ", 500)+"\n\n", n/6502) },
	"long address": func(n int) string { return "http://a.b/" + strings.Repeat("&a;", n/3) },
	"mail":         func(n int) string { return "a@b.c " + strings.Repeat("(a", n/2) },
}

// many is one line after another, numbered, up to n bytes.
func many(line string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// runs are backticks in runs of different lengths.
func runs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i+1) + " ")
	}
	return b.String()
}

func TestLinear(t *testing.T) {
	p := New(markdown.Options{Lang: "en", Directives: declared})
	read := func(body string) { p.Parse("", []byte(body), 1) }
	for _, unit := range units {
		growth.Linear(t, unit, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, read)
	}
	for name, shape := range shapes {
		growth.Linear(t, name, shape, read)
	}
}

// Every input here nests deeply, or would take time or memory with the square of
// its length. It is not read to its end.
func TestTooMuch(t *testing.T) {
	p := New(markdown.Options{Lang: "en", Directives: declared})
	const n = 10_000
	for name, body := range map[string]string{
		"quotes":          strings.Repeat(">", n) + "x",
		"quotes apart":    strings.Repeat("> ", n) + "x",
		"lists":           strings.Repeat("- ", n) + "x",
		"numbers":         strings.Repeat("1. ", n) + "x",
		"mixed":           strings.Repeat("> - ", n) + "x",
		"footnotes":       strings.Repeat("[^a]: ", n),
		"brackets":        strings.Repeat("[", n) + "x" + strings.Repeat("](y)", n),
		"pictures":        strings.Repeat("![", n) + "x" + strings.Repeat("](y)", n),
		"labels":          strings.Repeat(":abbr[", n),
		"braces":          "## x " + strings.Repeat("{a=", n),
		"stairs":          stairs(150),
		"emphasis":        strings.Repeat("*a **a ", n/2) + strings.Repeat("a** a*", n/2),
		"stars":           strings.Repeat("a**b", 8*n),
		"tags":            strings.Repeat("<b>", n),
		"blocks":          strings.Repeat("<div>\n\n", n),
		"containers":      containers(200),
		"heading":         "## " + strings.Repeat("*a_ ", n),
		"cell":            "|a\n|-\n|" + strings.Repeat("*a_ ", n),
		"label":           "::figure[" + strings.Repeat("*a_ ", n) + "]{src=a}",
		"list marks":      strings.Repeat("*a_ *a_ *a_\n2. ", n),
		"marks and bytes": strings.Repeat("[a](b", 4_000) + strings.Repeat("c", 300_000),
		"paragraphs":      strings.Repeat(strings.Repeat(" a *", 4_900)+"\n\n", 20),
		"definitions":     strings.Repeat("[a]: b\n", 20_000),
		"101 brackets":    strings.Repeat("[", 101) + "x" + strings.Repeat("](y)", 101),
		"101 braces":      strings.Repeat("{a ", 101),
		"empty cells":     strings.Repeat("|a", 1_000) + "\n" + strings.Repeat("|-", 1_000) + "\n" + strings.Repeat("|\n", 1_000),
		"small tables":    strings.Repeat(strings.Repeat("|a", 200)+"\n"+strings.Repeat("|-", 200)+"\n"+strings.Repeat("|\n", 200)+"\n", 20),
		"lines by levels": steps(90, "  ", "-") + strings.Repeat("\n", 30_000),
		"in containers":   containers(90) + strings.Repeat("a\n", 60_000),
		"one address":     "[a]: " + strings.Repeat("b", 100_000) + "\n\n" + strings.Repeat("[a]\n\n", 10),
		"one title":       "[a]: b '" + strings.Repeat("b", 100_000) + "'\n\n" + strings.Repeat("![a]\n\n", 10),
	} {
		_, _, _, found := p.Parse("", []byte(body), 1)
		if deepFound(found) < 0 {
			t.Errorf("%s: no md/too-deep", name)
		}
	}
}

// To find that a name is unknown, or what it may be meant to be, takes far longer
// than to read it. A page of nothing but such names gets both a hundred times.
func TestUnknownNames(t *testing.T) {
	p := New(markdown.Options{Lang: "en"})
	for n, want := range map[int]bool{99: true, 100: false} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "```unknown%d\n```\n\n", i)
		}
		_, meta, _, _ := p.Parse("", []byte(b.String()+"```go\nvar a int\n```\n"), 1)
		if meta.HasCode != want {
			t.Errorf("after %d unknown languages: highlighted is %v", n, meta.HasCode)
		}
	}
	_, _, _, found := p.Parse("", []byte(strings.Repeat("<blockqote>\n\n", 101)), 1)
	if len(found) != 101 || found[99].Args[1] != "blockquote" || found[100].Args[1] != "" {
		t.Error(len(found), found[99:])
	}
}

// What is long and not hostile is read to its end.
func TestLongPages(t *testing.T) {
	p := New(markdown.Options{Lang: "en", Directives: declared})
	for name, body := range map[string]string{
		"table":    "|a|b|c|\n|-|-|-|\n" + strings.Repeat("|[a](https://example.org/b)|`c`|*d*|\n", 30_000),
		"list":     strings.Repeat("- [a](https://example.org/b) and `c`\n  - d *e*\n", 20_000),
		"prose":    strings.Repeat(strings.Repeat("Some *words*, `code` and [a link](https://example.org/a). ", 20)+"\n\n", 2_000),
		"raw":      "<table>\n" + strings.Repeat("<tr><td>a</td><td>b</td></tr>\n", 5_000) + "</table>\n",
		"headings": many("## A heading with `code` %d\n", 300_000),
		"notes":    many("Text[^n%d].\n\n", 100_000) + many("[^n%d]: note\n\n", 100_000),
	} {
		if _, _, _, found := p.Parse("", []byte(body), 1); slices.ContainsFunc(found, func(i diag.Item) bool { return i.Code == "md/too-deep" }) {
			t.Errorf("%s: %v", name, found[0])
		}
	}
}

func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

func containers(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(":", n+3-i) + "note\n")
	}
	return b.String()
}

// TestMuchCode: of a page with very much code, what comes first is highlighted.
func TestMuchCode(t *testing.T) {
	block := "```go\n" + strings.Repeat("x := 1\n", 4000) + "```\n\n"
	p := New(markdown.Options{Lang: "en"})
	doc, _, _, _ := p.Parse("", []byte(strings.Repeat(block, 8)), 1)
	lit, all := 0, strings.Split(doc.Segments[0], "<section")[1:]
	for _, b := range all {
		if strings.Contains(b, "<span") {
			lit++
		}
	}
	if len(all) != 8 || lit != mostLit/28000 {
		t.Errorf("%d of %d blocks are highlighted", lit, len(all))
	}
}
