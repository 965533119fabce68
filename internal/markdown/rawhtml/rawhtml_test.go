package rawhtml_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lodestone/internal/markdown/rawhtml"
)

func TestWhere(t *testing.T) {
	for url, want := range map[string]rawhtml.Place{
		"a.md": rawhtml.Site, "../a b": rawhtml.Site, "/a": rawhtml.Site, "#a": rawhtml.Site, "?a": rawhtml.Site, "": rawhtml.Site,
		"2026:a": rawhtml.Site, "./a:b": rawhtml.Site, "a/b:c": rawhtml.Site, ":a": rawhtml.Site, "é:a": rawhtml.Site,
		"https://a": rawhtml.Away, "HTTP://a": rawhtml.Away, "//a/b": rawhtml.Away, `/\a`: rawhtml.Away, `\\a`: rawhtml.Away, "mailto:a@b": rawhtml.Away,
		"tel:1": rawhtml.Away, "x-y.z+1:a": rawhtml.Away, " \n https://a": rawhtml.Away,
		"data:image/png;base64,A": rawhtml.Picture, "DATA:Image/svg+xml,A": rawhtml.Picture,
		"data:text/html,a": rawhtml.Unsafe, "data:,a": rawhtml.Unsafe, "javascript:a": rawhtml.Unsafe, "\x01JAVA\tSCRIPT\n:a": rawhtml.Unsafe,
		"vbscript:a": rawhtml.Unsafe, "file:///a": rawhtml.Unsafe, "blob:a": rawhtml.Unsafe,
	} {
		if got := rawhtml.Where(url); got != want {
			t.Errorf("%q is %v, want %v", url, got, want)
		}
	}
	for url, want := range map[string]bool{"https://a": true, "//a": true, " HTTP:a": true, "mailto:a": false, "a": false} {
		if rawhtml.Remote(url) != want {
			t.Errorf("%q: %v", url, !want)
		}
	}
}

func TestSrcset(t *testing.T) {
	for value, want := range map[string][]rawhtml.Candidate{
		"":                         nil,
		" , ":                      nil,
		"a.png":                    {{"a.png", ""}},
		"a.png 1x, b.png 2x":       {{"a.png", "1x"}, {"b.png", "2x"}},
		"a,b.png 100w,c.png, d":    {{"a,b.png", "100w"}, {"c.png", ""}, {"d", ""}},
		"data:image/png,A 1x\n, b": {{"data:image/png,A", "1x"}, {"b", ""}},
	} {
		if got := rawhtml.Srcset(value); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestAttribute(t *testing.T) {
	for name, want := range map[string]rawhtml.Kind{
		"class": rawhtml.Plain, "data-a.b:c": rawhtml.Plain, "id": rawhtml.ID, "href": rawhtml.URL, "srcset": rawhtml.URLs, "open": rawhtml.Boolean,
		"style": rawhtml.Banned, "onclick": rawhtml.Banned, "on": rawhtml.Banned, "srcdoc": rawhtml.Banned,
		"": rawhtml.Bad, `a"b`: rawhtml.Bad, "<a": rawhtml.Bad, "1a": rawhtml.Bad, "a b": rawhtml.Bad, "é": rawhtml.Bad, "{a}": rawhtml.Bad,
	} {
		if got := rawhtml.Attribute(name); got != want {
			t.Errorf("%q is %v, want %v", name, got, want)
		}
	}
	for _, c := range []struct {
		element, name string
		want          bool
	}{
		{"p", "class", true},
		{"p", "aria-label", true},
		{"p", "align", false},
		{"td", "colspan", true},
		{"tr", "colspan", false},
		{"path", "stroke-width", true},
		{"img", "border", false},
		{"a", "target", true},
	} {
		if rawhtml.Takes(c.element, c.name) != c.want {
			t.Errorf("<%s %s>: %v", c.element, c.name, !c.want)
		}
	}
}

// No element is both allowed and forbidden, and hints name what is allowed.
func TestElements(t *testing.T) {
	for _, name := range rawhtml.Names() {
		e, ok := rawhtml.Lookup(name)
		if !ok || rawhtml.Forbidden(name) {
			t.Errorf("<%s> is not allowed", name)
		}
		for _, p := range e.Parents {
			if _, ok := rawhtml.Lookup(p); !ok {
				t.Errorf("<%s> stands in <%s>, which nobody may write", name, p)
			}
		}
	}
	for _, name := range strings.Fields("script style iframe object embed form input button select textarea link meta base html head body main template dialog") {
		if _, ok := rawhtml.Lookup(name); ok || !rawhtml.Forbidden(name) {
			t.Errorf("<%s> is allowed", name)
		}
	}
}

// What the stack takes without a word, a browser takes as it stands.
func TestStackAgreesWithBrowsers(t *testing.T) {
	names := append(rawhtml.Names(), "h1", "menu", "map", "dt", "rt")
	for _, outer := range names {
		for _, inner := range names {
			for _, innermost := range []string{"", "p", "span", "li", "td", "a", "div"} {
				var s rawhtml.Stack
				text, right := "", true
				var ends string
				for _, name := range []string{outer, inner, innermost} {
					if name == "" {
						continue
					}
					e, _ := rawhtml.Lookup(name)
					text += "<" + name + ">"
					if e.Content == rawhtml.Nothing {
						right = right && s.Void(name).Why == rawhtml.Fine
						continue
					}
					right = right && s.Open(rawhtml.Frame{Name: name, Raw: true}).Why == rawhtml.Fine
					ends = "</" + name + ">" + ends
				}
				text += ends
				if right && browser(t, text) != withoutBody(text) {
					t.Errorf("%s is read as %s", text, browser(t, text))
				}
			}
		}
	}
}

// browser parses HTML in a body and writes it as read, tbody left out where
// the parser adds it.
func browser(t *testing.T, text string) string {
	doc, err := html.Parse(strings.NewReader("<!DOCTYPE html><html><head></head><body>" + text + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := html.Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	_, in, _ := strings.Cut(b.String(), "<body>")
	in, _, _ = strings.Cut(in, "</body>")
	return withoutBody(strings.ReplaceAll(in, "/>", ">"))
}

func withoutBody(text string) string {
	return strings.NewReplacer("<tbody>", "", "</tbody>", "").Replace(text)
}

func TestClosing(t *testing.T) {
	var s rawhtml.Stack
	open := func(name string, raw bool) { s.Open(rawhtml.Frame{Name: name, Raw: raw}) }
	names := func(frames []rawhtml.Frame) string {
		var all []string
		for _, f := range frames {
			all = append(all, f.Name)
		}
		return strings.Join(all, " ")
	}
	open("div", true)
	open("p", false)
	open("b", true)
	open("i", true)
	if _, found := s.CloseTag("div"); found {
		t.Error("a tag closed what Markdown stands in between")
	}
	if d, found := s.CloseTag("b"); !found || names(d) != "i" {
		t.Error(names(d), found)
	}
	open("u", true)
	if d := s.Close(); names(d) != "u" {
		t.Error(names(d))
	}
	open("ul", true)
	if name, ok := s.Text(); ok || name != "ul" {
		t.Error("text may stand in a list")
	}
	if d := s.Rest(); names(d) != "ul div" || len(s.Frames) > 0 {
		t.Error(names(d))
	}
	if _, ok := s.Text(); !ok {
		t.Error("text may not stand in the page")
	}
}
