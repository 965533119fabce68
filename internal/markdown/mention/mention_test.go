package mention_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/mention"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/memo"
)

// declared are the directives that the tests know.
var declared = []markdown.Declaration{
	{Name: "note", Forms: []markdown.Form{markdown.Container}, Label: true},
	{Name: "abbr", Forms: []markdown.Form{markdown.Inline}, Label: true},
}

func read(t testing.TB, tag, text string) *markdown.Doc {
	t.Helper()
	p := parse.New(markdown.Options{Lang: tag, Directives: declared})
	doc, _, _, found := p.Parse("", []byte(text), 1)
	if found.Broken() {
		t.Fatalf("%q: %v", text, found)
	}
	return &doc
}

// shown writes a Doc with the links that were placed in it in brackets.
func shown(d *markdown.Doc) string {
	var b strings.Builder
	for i, s := range d.Segments {
		b.WriteString(s)
		if i == len(d.Holes) {
			break
		}
		h := d.Holes[i]
		switch {
		case strings.Contains(h.Attrs, `class="term"`):
			b.WriteString("[" + shown(h.Inner) + "]" + string(rune('0'+h.Ref)))
		case h.Kind == markdown.Image:
			b.WriteString("<img>")
		default:
			if h.Label != nil {
				b.WriteString("(" + shown(h.Label) + ")")
			}
			if h.Inner != nil {
				b.WriteString("{" + shown(h.Inner) + "}")
			}
		}
	}
	return b.String()
}

func TestFind(t *testing.T) {
	terms := []mention.Name{
		{Text: "lead", Term: 0},
		{Text: "prospect", Term: 0},
		{Text: "landing page", Term: 1},
		{Text: "page", Term: 2},
		{Text: "SEO", Term: 3},
		{Text: "buyer’s journey", Term: 4},
		{Text: "double opt-in", Term: 5},
	}
	for _, c := range []struct{ name, text, want string }{
		{"once", "A lead is a lead.", "<p>A [lead]0 is a lead.</p>"},
		{"letter case", "LEAD, Lead", "<p>[LEAD]0, Lead</p>"},
		{"other names", "A prospect, a lead", "<p>A [prospect]0, a lead</p>"},
		{"whole words", "It leads, misleads, lead-in, leading", "<p>It leads, misleads, [lead]0-in, leading</p>"},
		{"forms of several words", "Two landing pages.", "<p>Two [landing pages]0.</p>"},
		{"the longest", "A landing page, a landing page, a page", "<p>A [landing page]0, a landing page, a [page]1</p>"},
		{"over a line", "A landing\npage", "<p>A [landing\npage]0</p>"},
		{"not over more", "A landing, page; landing *page*", "<p>A landing, [page]0; landing <em>page</em></p>"},
		{"capitals", "Seo, seo, SEO", "<p>Seo, seo, [SEO]0</p>"},
		{"apostrophes and hyphens", "The buyer's journey, double-opt-in", "<p>The [buyer’s journey]0, [double-opt-in]1</p>"},
		{"emphasis", "A *lead*", "<p>A <em>[lead]0</em></p>"},
		{"headings", "## A lead\n\nA lead", `<h2 id="a-lead">A lead</h2><p>A [lead]0</p>`},
		{"links", "[a lead](a.md) <https://lead.org> [lead](https://x.org) lead", `<p>{a lead} <a href="https://lead.org">https://lead.org</a> <a href="https://x.org">lead</a> [lead]0</p>`},
		{"code", "`lead`\n\n    lead\n\nlead", `<p><code>lead</code></p><section class="listing" tabindex="0" aria-label="Code 1"><pre><code>lead
</code></pre></section><p>[lead]0</p>`},
		{"captions", "![x](a.png \"A lead\")\n\nlead", "<figure><img><figcaption>A lead</figcaption></figure><p>[lead]0</p>"},
		{"raw", "<p title=\"a > lead\">lead</p><!-- a lead -->", "<p title=\"a &gt; lead\">[lead]0</p>"},
		{"a reference in a tag", "<video src=\"lead.mp4\" title=\"a lead\"></video> lead", "<p><video title=\"a lead\"></video> [lead]0</p>"},
		{"containers", ":::note[A lead]\nA lead.\n:::\n\nA page.", "(A lead){<p>A [lead]0.</p>}<p>A [page]1.</p>"},
		{"inline directives", "An :abbr[lead], a lead", "<p>An (lead), a [lead]0</p>"},
		{"words with underscores", "my_lead, lead_2, _lead_, a lead", "<p>my_lead, lead_2, <em>[lead]0</em>, a lead</p>"},
		{"signs", "R&lead &amp; lead", "<p>R&amp;[lead]0 &amp; lead</p>"},
	} {
		t.Run(c.name, func(t *testing.T) { finds(t, terms, c.text, c.want) })
	}
}

// finds looks for terms in an English text, which then shows them in brackets.
func finds(t *testing.T, terms []mention.Name, text, want string) {
	t.Helper()
	d := read(t, "en", text)
	all := mention.New(terms, lang.For("en").Stem).Find(d)
	if got := shown(mention.Place(d, all, 0)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestSigns: what is neither letter nor digit may make a name.
func TestSigns(t *testing.T) {
	terms := []mention.Name{
		{Text: "C", Term: 0},
		{Text: "C++", Term: 1},
		{Text: "C#", Term: 2},
		{Text: ".NET", Term: 3},
		{Text: "NET", Term: 4},
		{Text: "A/B test", Term: 5},
		{Text: "CI/CD", Term: 6},
		{Text: "R&D", Term: 7},
		{Text: "Node.js", Term: 8},
		{Text: "node", Term: 9},
		{Text: "API", Term: 9},
		{Text: "École normale", Term: 10},
		{Text: "ÉCLAT", Term: 11},
		{Text: "été", Term: 12},
	}
	for _, c := range []struct{ name, text, want string }{
		{"after", "In C++, C# and C.", "<p>In [C++]0, [C#]1 and [C]2.</p>"},
		{"not of another", "C++11 and C#-like, xC++", "<p>C++11 and [C#]0-like, xC++</p>"},
		{"before", "On .NET, ASP.NET and NET.", "<p>On [.NET]0, ASP.NET and [NET]1.</p>"},
		{"in brackets", "(.NET, C++)", "<p>([.NET]0, [C++]1)</p>"},
		{"within", "Two A/B tests, a CI/CD run, CI and CD, R&D", "<p>Two [A/B tests]0, a [CI/CD]1 run, CI and CD, [R&amp;D]2</p>"},
		{"the longest", "Node.js, a node.", "<p>[Node.js]0, a [node]1.</p>"},
		{"not before a point", "node.ts, a lot...node", "<p>node.ts, a lot…[node]0</p>"},
		{"the end of a sentence", "A node. Js", "<p>A [node]0. Js</p>"},
		{"identifiers", "A_API_b, API_KEY, the API", "<p>A_API_b, API_KEY, the [API]0</p>"},
		{"accents apart", "L'E\u0301cole normale, E\u0301CLAT, l'e\u0301te\u0301", "<p>L’[E\u0301cole normale]0, [E\u0301CLAT]1, l’[e\u0301te\u0301]2</p>"},
	} {
		t.Run(c.name, func(t *testing.T) { finds(t, terms, c.text, c.want) })
	}
}

// TestSignsOfTwo: a sign belongs to one name.
func TestSignsOfTwo(t *testing.T) {
	names := mention.New([]mention.Name{{Text: "c**", Term: 0}, {Text: "*@a", Term: 1}}, func(w string) string { return w })
	d := &markdown.Doc{Segments: []string{"<p>c**@a and *@a</p>"}}
	if got, want := shown(mention.Place(d, names.Find(d), 0)), "<p>[c**]0@a and [*@a]1</p>"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFrench(t *testing.T) {
	terms := []mention.Name{{Text: "page pilier", Term: 0}, {Text: "offre", Term: 1}}
	d := read(t, "fr", "L’offre des pages piliers : les offres.")
	all := mention.New(terms, lang.For("fr").Stem).Find(d)
	if got, want := shown(mention.Place(d, all, 3)), "<p>L’[offre]3 des [pages piliers]4\u00a0: les offres.</p>"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestPlaceKeepsTheText: whatever is found, the text stays as it is, no meaning is
// linked twice, and a part of the mentions gives a part of the links.
func TestPlaceKeepsTheText(t *testing.T) {
	names := mention.New([]mention.Name{{Text: "a", Term: 0}, {Text: "b c", Term: 1}, {Text: "c", Term: 2}, {Text: "a b", Term: 3}, {Text: "c**", Term: 4}, {Text: "*@a", Term: 5}, {Text: "a/b", Term: 6}, {Text: "R&b", Term: 7}}, func(w string) string { return w })
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"a ", "b ", "c ", "*b* ", "`a` ", "[c](x.md) ", "\n\n", ":::note\n", "\n:::\n\n", "# a\n\n", "a-b ", "é", "c", "**", "@a", "/", "a", "R&b", "+"}), 0, 30).Draw(t, "text")
		p := parse.New(markdown.Options{Lang: "en", Directives: declared})
		doc, meta, _, _ := p.Parse("", []byte(strings.Join(pieces, "")), 1)
		all := names.Find(&doc)
		var terms []int
		for _, m := range all {
			terms = append(terms, m.Term)
		}
		if slices.Sort(terms); len(slices.Compact(slices.Clone(terms))) != len(terms) {
			t.Fatalf("a meaning twice: %v", all)
		}
		kept := slices.DeleteFunc(slices.Clone(all), func(mention.Mention) bool { return rapid.Bool().Draw(t, "drop") })
		placed := mention.Place(&doc, kept, len(meta.Refs))
		plain := strings.NewReplacer("[", "", "]", "")
		digits := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return -1
				}
				return r
			}, s)
		}
		if got, want := digits(plain.Replace(shown(placed))), digits(plain.Replace(shown(&doc))); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
		if n := strings.Count(shown(placed), "["); n < len(kept) {
			t.Fatalf("%d links of %d mentions", n, len(kept))
		}
		var again mention.List
		if err := memo.Decode(memo.Encode(&all), &again); err != nil || !slices.Equal(all, again) {
			t.Fatal("not what was kept", err)
		}
	})
}
