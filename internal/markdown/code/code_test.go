package code

import (
	"cmp"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"pgregory.net/rapid"
)

func TestAppend(t *testing.T) {
	var h Highlighter
	for _, c := range []struct{ language, src, want string }{
		{"go", "x := 1 < 2 // \"é\"\n", `x <span class="o">:=</span> <span class="mi">1</span> &lt; <span class="mi">2</span> <span class="c1">// "é"</span>` + "\n"},
		{"GoLang", "var x int\n", `<span class="kd">var</span> x <span class="kt">int</span>` + "\n"},
		{"json", "{\"a\": [true, \"b c\"]}", `{<span class="nt">"a"</span>: [<span class="kc">true</span>, <span class="s2">"b c"</span>]}`},
		{"html", "<a href='b'>c</a>\n", `&lt;<span class="nt">a</span> <span class="na">href</span><span class="o">=</span><span class="s">'b'</span>&gt;c&lt;/<span class="nt">a</span>&gt;` + "\n"},
		{"diff", "+a\n-b\n c\n", "<span class=\"gi\">+a\n</span><span class=\"gd\">-b\n</span> c\n"},
		{"go", "", ""},
	} {
		out, done := h.Append([]byte("> "), c.language, c.src)
		if got := strings.TrimPrefix(string(out), "> "); !done || got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.language, c.src, got, c.want)
		}
	}
}

func TestNotDone(t *testing.T) {
	var h Highlighter
	for _, c := range []struct{ language, src string }{
		{"nonesuch", "x"},
		{"go", strings.Repeat("x ", limit)},
	} {
		if out, done := h.Append([]byte("> "), c.language, c.src); done || string(out) != "> " {
			t.Errorf("%s: %v %.40q", c.language, done, out)
		}
	}
	if h.Known("nonesuch") || !h.Known("rust") || !Plain("TEXT") || Plain("go") {
		t.Error("the wrong languages are known")
	}
}

// common are languages that a company's posts hold; LODESTONE_ALL_LEXERS=1
// takes all that Chroma has samples of.
var common = strings.Fields("bash c css diff docker go graphql html ini java javascript json kotlin lua makefile markdown " +
	"nginx php powershell protobuf python ruby rust scala sql swift toml typescript xml yaml")

// samples are Chroma's own test texts.
func samples(t *testing.T) map[string]string {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/alecthomas/chroma/v2").Output()
	if err != nil {
		t.Skip("the go command is needed to find Chroma's samples")
	}
	files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "lexers/testdata/*.actual"))
	if len(files) == 0 {
		t.Skip("Chroma has no samples here")
	}
	all := map[string]string{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".actual")
		if !slices.Contains(common, name) && os.Getenv("LODESTONE_ALL_LEXERS") == "" {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = strings.ToValidUTF8(strings.ReplaceAll(string(text), "\r\n", "\n"), "?")
	}
	return all
}

// joined gathers tokens, neighbours of one type as one.
type joined []chroma.Token

func (j *joined) add(kind chroma.TokenType, value string) {
	if n := len(*j); n > 0 && (*j)[n-1].Type == kind {
		(*j)[n-1].Value += value
	} else if value != "" {
		*j = append(*j, chroma.Token{Type: kind, Value: value})
	}
}

// The quick way gives the tokens that Chroma gives.
func TestSameTokens(t *testing.T) {
	same := 0
	for name, text := range samples(t) {
		l := lexers.Get(name)
		quick := newLexer(l)
		if quick == nil {
			continue
		}
		texts := []string{text}
		if slices.Contains(common, name) { // on half of a text some other lexers of Chroma's never end
			texts = append(texts, "é\n"+strings.ToValidUTF8(text[len(text)/2:], "")+"\n")
		}
		for _, src := range texts {
			if !strings.HasSuffix(src, "\n") {
				src += "\n"
			}
			var got, want joined
			err := quick.run(src, got.add)
			next, _ := l.Tokenise(&chroma.TokeniseOptions{State: "root"}, src)
			for tok := next(); tok != chroma.EOF; tok = next() {
				want.add(tok.Type, tok.Value)
			}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %v", name, err)
				for i := range max(len(got), len(want)) {
					if i >= len(got) || i >= len(want) || got[i] != want[i] {
						t.Errorf("from token %d on: %v, want %v", i, got[i:min(len(got), i+2)], want[i:min(len(want), i+2)])
						break
					}
				}
				break
			}
			same++
		}
	}
	t.Logf("%d texts", same)
}

var tag = regexp.MustCompile(`<[^>]*>`)

// Whatever is highlighted, the text is the text.
func TestTextStays(t *testing.T) {
	var h Highlighter
	all := samples(t)
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "language")
		src := all[rapid.SampledFrom(names).Draw(t, "text")]
		from := rapid.IntRange(0, len(src)).Draw(t, "from")
		src = strings.ToValidUTF8(src[from:min(len(src), from+rapid.IntRange(0, 300).Draw(t, "length"))], "")
		out, done := h.Append(nil, name, src)
		if got := html.UnescapeString(tag.ReplaceAllString(string(out), "")); done && got != html.UnescapeString(src) {
			t.Fatalf("%s:\n%q becomes\n%q", name, src, got)
		}
	})
}

func TestManyHands(t *testing.T) {
	var h Highlighter
	var wait sync.WaitGroup
	all := samples(t)
	for range 4 {
		wait.Go(func() {
			for _, name := range common {
				h.Append(nil, name, cmp.Or(all[name], "x\n")[:min(len(all[name]), 500)])
			}
		})
	}
	wait.Wait()
}
