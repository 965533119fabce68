package syntax

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"pgregory.net/rapid"

	"lodestone/internal/markdown/directive"
)

func grammar() *Grammar {
	return New(directive.Inlines{Known: func(n string) bool { return n == "now" }, Near: func(n string) bool { return n == "abbr" }})
}

// dump lists the kinds of nodes, and the text in them without spaces: goldmark
// leaves more or less of those at the end of a line, and no page shows them.
func dump(b *strings.Builder, n ast.Node, source []byte) {
	if t, ok := n.(*ast.Text); ok {
		b.Write(bytes.ReplaceAll(t.Segment.Value(source), []byte(" "), nil))
		return
	}
	fmt.Fprintf(b, "(%s ", n.Kind())
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		dump(b, c, source)
	}
	b.WriteString(")")
}

func shape(t Tree, source []byte) string {
	if t.Root == nil {
		return "too deep"
	}
	var b strings.Builder
	dump(&b, t.Root, source)
	return b.String()
}

// Whether the parser that knows bare addresses is spared changes nothing.
func TestBareAddressesAreNotMissed(t *testing.T) {
	g := grammar()
	pieces := []string{
		"http://a.b", "https://a.b/c", "www.a.b", "ftp://a.b", "a", "1", " ", "\n", "\n\n", "(", ")", "[", "]", "](", "[x](", "[x](http://a.b)", "![", "<", ">", "<br>",
		"<http://a.b>", "`", "*", "_", "~~", "\\", "\"", "[r]", "\n\n[r]: http://a.b\n\n", ":now", ":abbr[", "{a=http://a.b}", "|", "\n|-|\n", "    ", "# ", "- ", "<p>", ".", "/",
	}
	rapid.Check(t, func(t *rapid.T) {
		source := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces"), ""))
		got, want := shape(g.Parse(source), source), shape(parse(g.linking, source), source)
		if got != want {
			t.Fatalf("%q\n got %s\nwant %s", source, got, want)
		}
	})
}

func TestBareIn(t *testing.T) {
	for text, want := range map[string]chance{
		"": none, "a www b : //c": none, "xwww.a.b": none, "a@b": likely, "www.a.b": likely, "see http://a.b": likely, "<br>http://a.b": within,
		"[a](http://b.c)": within, "[a](https://www.b.c) [d](www.e.f)": within, "[a](http://b.c) http://d.e": likely,
	} {
		if got := bareIn([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
