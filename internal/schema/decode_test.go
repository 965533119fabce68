package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/schema/date"
)

// everything is a kind with a key of every form and format.
type everything struct {
	common
	Yes    bool              `key:"yes"`
	Maybe  *bool             `key:"maybe"`
	Count  int               `key:"count" min:"1" max:"100"`
	Weight float64           `key:"weight" min:"-1.5"`
	Date   date.Date         `key:"date"`
	Stage  string            `key:"stage" enum:"awareness, consideration, purchase"`
	Tags   []string          `key:"tags" format:"slug" max:"3"`
	Few    []string          `key:"few" min:"2"`
	Nums   []int             `key:"nums"`
	Names  map[string]string `key:"names" keys:"lang"`
	Groups map[string][]int  `key:"groups"`
	Image  picture           `key:"image"`
	Gate   *gate             `key:"gate"`
	Menu   []entry           `key:"menu"`
	Raw    *Node             `key:"raw"`
	URL    string            `key:"url" format:"url"`
	Path   string            `key:"path" format:"path"`
	Lang   string            `key:"lang" format:"lang"`
	Zone   string            `key:"zone" format:"zone"`
	Email  string            `key:"email" format:"email"`
	Color  string            `key:"color" format:"color"`
	Link   string            `key:"permalink" format:"permalink"`
	Glob   string            `key:"glob" format:"glob"`
	Code   string            `key:"code" pattern:"^[A-Z]{3}$"`
	Unread string
}

type common struct {
	Title string `key:"title" required:"true" doc:"The title." max:"20" min:"1"`
	Desc  string `key:"description" also:"summary, excerpt"`
}

type picture struct {
	Src string `key:"src" short:"true" required:"true"`
	Alt string `key:"alt"`
}

type gate struct {
	On    *bool    `key:"-" short:"true"`
	Offer string   `key:"offer" short:"true"`
	Any   []string `key:"any" short:"true"`
}

type entry struct {
	Title    string  `key:"title"`
	Children []entry `key:"children"`
}

var everythingType = Of[everything]()

// node builds a tree: string "" for nothing, plain scalars by their look with
// a leading "=", other strings as quoted text; []any; pairs of name and value.
type pairs []any

func node(v any) *Node {
	n := &Node{Pos: diag.Pos{Line: 1, Col: 1}}
	switch v := v.(type) {
	case string:
		plain, ok := strings.CutPrefix(v, "=")
		n.Kind, n.Text, n.Plain = Text, v, ok
		if ok {
			n.Text, n.Kind = plain, look(plain)
		}
	case []any:
		n.Kind = List
		for _, e := range v {
			n.Items = append(n.Items, node(e))
		}
	case pairs:
		n.Kind = Map
		for i := 0; i < len(v); i += 2 {
			e := Entry{Name: v[i].(string), Pos: diag.Pos{Line: i/2 + 2, Col: 1}}
			if v[i+1] != nil {
				e.Value = node(v[i+1])
				e.Value.Pos = diag.Pos{Line: i/2 + 2, Col: 9}
			}
			n.Keys = append(n.Keys, e)
		}
	}
	return n
}

func look(s string) Kind {
	switch {
	case s == "" || s == "null" || s == "~":
		return Null
	case s == "true" || s == "false":
		return Bool
	case strings.Trim(strings.TrimLeft(s, "+-"), "0123456789") == "" || strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0o"):
		return Int
	case plainNumber.MatchString(s) || s == ".inf":
		return Float
	}
	return Text
}

func decode(v pairs) (everything, string) {
	var e everything
	if v != nil {
		v = append(pairs{"title", "T"}, v...)
	}
	_, found := Decode(node(v), everythingType, &e, "x.md")
	var all []string
	for _, i := range found.Sort() {
		all = append(all, fmt.Sprintf("%d:%d %s %s", i.Pos.Line, i.Pos.Col, i.Code, strings.Join(i.Args, "|")))
	}
	return e, strings.Join(all, "\n")
}

func TestDecode(t *testing.T) {
	yes, no := true, false
	got, found := decode(pairs{
		"description", "=2024", "yes", "=true", "maybe", "=false", "count", "=0x10", "weight", "=-1.5", "date", "=2026-01-15",
		"stage", "=purchase", "tags", "=go", "few",
		[]any{"=1", "null"},
		"nums",
		[]any{"=1", "=-2", "=0o17"},
		"names",
		pairs{"fr", "null", "en-GB", "=yes", "it", "=", "de", "=null"},
		"groups",
		pairs{"a", []any{"=1"}, "b", "=2"},
		"image", "=a.jpg", "gate", "=true", "menu",
		[]any{pairs{"title", "=a", "children", pairs{"title", "=b"}}},
		"raw",
		[]any{"=x"},
		"url", "=https://example.org/é?x", "path", "=../a b.jpg", "lang", "=zh-Hant-TW", "zone", "=UTC",
		"email", "=ada@example.org", "color", "#1A5fb4", "permalink", "=/:year/:title.html", "glob", "=blog/**/[a-z]*.md", "code", "=ABC",
	})
	day, _ := date.Parse("2026-01-15")
	want := everything{
		common: common{Title: "T", Desc: "2024"}, Yes: true, Maybe: &no, Count: 16, Weight: -1.5, Date: day, Stage: "purchase",
		Tags: []string{"go"}, Few: []string{"1", "null"}, Nums: []int{1, -2, 15}, Names: map[string]string{"fr": "null", "en-GB": "yes"},
		Groups: map[string][]int{"a": {1}, "b": {2}}, Image: picture{Src: "a.jpg"}, Gate: &gate{On: &yes},
		Menu: []entry{{Title: "a", Children: []entry{{Title: "b"}}}}, Raw: got.Raw, URL: "https://example.org/é?x", Path: "../a b.jpg",
		Lang: "zh-Hant-TW", Zone: "UTC", Email: "ada@example.org", Color: "#1A5fb4", Link: "/:year/:title.html", Glob: "blog/**/[a-z]*.md", Code: "ABC",
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(everything{})); diff != "" || found != "" {
		t.Error(diff, found)
	}
	if got.Raw == nil || got.Raw.Items[0].Text != "x" {
		t.Error(got.Raw)
	}
	for _, g := range []struct {
		in   any
		want gate
	}{{"=offer-1", gate{Offer: "offer-1"}}, {"=2024", gate{Offer: "2024"}}, {[]any{"=a", "=b"}, gate{Any: []string{"a", "b"}}}, {pairs{"offer", "=x"}, gate{Offer: "x"}}} {
		got, found := decode(pairs{"gate", g.in})
		if found != "" || got.Gate == nil || !cmp.Equal(*got.Gate, g.want) {
			t.Error(g.in, got.Gate, found)
		}
	}
}

func TestTextAsWritten(t *testing.T) {
	for _, text := range []string{"2024", "yes", "1.10", "true", "1e3", "0x1F", "007", ".5", "2026-01-15"} {
		got, found := decode(pairs{"description", "=" + text, "few", []any{"=" + text, "=" + text}})
		if got.Desc != text || found != "" || len(got.Few) != 2 || got.Few[1] != text {
			t.Error(text, got.Desc, got.Few, found)
		}
	}
}

func TestNothingIsAbsent(t *testing.T) {
	e := everything{Yes: true, Tags: []string{"kept"}, Count: 7}
	_, found := Decode(node(pairs{"title", "=x", "yes", "=", "tags", "=", "count", "=null", "date", "=~", "image", "=", "gate", "=", "menu", nil}), everythingType, &e, "")
	if len(found) > 0 || !e.Yes || e.Count != 7 || len(e.Tags) != 1 || e.Gate != nil {
		t.Error(e, found)
	}
	for _, null := range []string{"=null", "=~"} { // of text too
		e := everything{common: common{Desc: "kept"}, Tags: []string{"kept"}, Image: picture{Src: "kept"}, Stage: "kept"}
		at, found := Decode(node(pairs{"title", "=x", "description", null, "tags", null, "image", null, "stage", null, "names", pairs{"fr", null}, "gate", null}), everythingType, &e, "")
		if len(found) > 0 || e.Desc != "kept" || len(e.Tags) != 1 || e.Image.Src != "kept" || e.Stage != "kept" || len(e.Names) != 0 || e.Gate != nil {
			t.Error(null, e, found)
		}
		if _, there := at["description"]; there || at["key:description"].Line == 0 {
			t.Error(null, at)
		}
	}
	var empty everything
	if _, found := Decode(nil, everythingType, &empty, ""); len(found) != 1 || found[0].Code != "key/missing" {
		t.Error(found)
	}
	if _, found := Decode(node(pairs{"title", nil}), everythingType, &empty, ""); len(found) != 0 {
		t.Error("blamed for what is reported already:", found)
	}
	if _, found := Decode(node(pairs{"title", "=x", "tags", "=Not A Slug"}), everythingType, nil, ""); len(found) != 1 {
		t.Error("without a Go value:", found)
	}
}

// TestFaults raises every code of this package with its arguments.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		key  string
		in   any
		want string
	}{
		{"titel", "=x", "3:1 key/unknown titel|title"},
		{"zzzzzzz", "=x", "3:1 key/unknown zzzzzzz|"},
		{"excerpt", "=x", "3:1 key/unknown excerpt|description"},
		{"-", "=x", "3:1 key/unknown -|"},
		{"title", "=x", "3:1 key/duplicate title|2"},
		{"names", pairs{"fr", "=x", "fr", "=y"}, "3:1 key/duplicate fr|2"},
		{"image", pairs{"alt", "=x"}, "3:9 key/missing src|image"},
		{"image", pairs{"src", "="}, "2:9 key/empty src"},
		{"tags", []any{"=a", "="}, "1:1 key/empty-item tags"},
		{"nums", []any{"=1", "=~"}, "1:1 key/empty-item nums"},
		{"few", []any{"=a", "=~", "=b"}, "1:1 key/empty-item few"},
		{"few", []any{"=a", "=null", "=b"}, "1:1 key/empty-item few"},
		{"image", pairs{"src", "=null"}, "2:9 key/empty src"},
		{"description", []any{"=a"}, "3:9 key/not-text description|[…]|"},
		{"description", pairs{"a", "=b"}, "3:9 key/not-text description|{…}|"},
		{"yes", "=Yes", "3:9 key/not-bool yes|Yes|true"},
		{"maybe", "=off", "3:9 key/not-bool maybe|off|false"},
		{"yes", "true", "3:9 key/not-bool yes|true|true"},
		{"yes", "=1", "3:9 key/not-bool yes|1|"},
		{"yes", []any{}, "3:9 key/not-bool yes|[…]|"},
		{"count", "=many", "3:9 key/not-whole count|many|"},
		{"count", "=1.5", "3:9 key/not-whole count|1.5|"},
		{"count", "12", "3:9 key/not-whole count|12|12"},
		{"count", "=99999999999999999999", "3:9 key/not-whole count|99999999999999999999|"},
		{"weight", "=0,5", "3:9 key/not-number weight|0,5|"},
		{"weight", "=.inf", "3:9 key/not-number weight|.inf|"},
		{"count", "=0", "3:9 key/too-small count|0|1"},
		{"count", "=101", "3:9 key/too-big count|101|100"},
		{"weight", "=-1.75", "3:9 key/too-small weight|-1.75|-1.5"},
		{"tags", []any{"=a", "=b", "=c", "=d"}, "3:9 key/too-many tags|4|3"},
		{"few", "=a", "3:9 key/too-few few|1|2"},
		{"stage", "=awarness", "3:9 key/bad-choice stage|awarness|awareness|awareness, consideration, purchase"},
		{"stage", "=Purchase", "3:9 key/bad-choice stage|Purchase|purchase|awareness, consideration, purchase"},
		{"menu", "=none", "3:9 key/not-list menu|none|"},
		{"nums", pairs{"a", "=1"}, "3:9 key/not-list nums|{…}|"},
		{"names", "=x", "3:9 key/not-map names|x|"},
		{"image", []any{"=x"}, "3:9 key/not-map image|[…]|"},
		{"menu", []any{"=x"}, "1:1 key/not-map menu|x|"},
		{"names", pairs{"French", "=x"}, "2:1 key/bad-lang names|French|"},
		{"names", pairs{"fr_ca", "=x"}, "2:1 key/bad-lang names|fr_ca|fr-CA"},
		{"tags", []any{"=ok", "=My Post!"}, "1:1 key/bad-slug tags|My Post!|my-post"},
		{"url", "=www.example.org/x", "3:9 key/bad-url url|www.example.org/x|https://www.example.org/x"},
		{"url", "=ftp://example.org", "3:9 key/bad-url url|ftp://example.org|"},
		{"url", "=https://", "3:9 key/bad-url url|https://|"},
		{"path", `=a\b.jpg`, `3:9 key/bad-path path|a\b.jpg|a/b.jpg`},
		{"path", "=https://x.org/a", "3:9 key/bad-path path|https://x.org/a|"},
		{"lang", "=FR", "3:9 key/bad-lang lang|FR|fr"},
		{"zone", "=Paris", "3:9 key/bad-zone zone|Paris|"},
		{"zone", "=Local", "3:9 key/bad-zone zone|Local|"},
		{"email", "=mailto:ada@example.org", "3:9 key/bad-email email|mailto:ada@example.org|ada@example.org"},
		{"email", "=Ada <ada@example.org>", "3:9 key/bad-email email|Ada <ada@example.org>|ada@example.org"},
		{"email", "=ada", "3:9 key/bad-email email|ada|"},
		{"color", "=1a5fb4", "3:9 key/bad-color color|1a5fb4|#1a5fb4"},
		{"color", "=blue", "3:9 key/bad-color color|blue|"},
		{"permalink", "=blog/:title/", "3:9 key/bad-permalink permalink|blog/:title/|/blog/:title/"},
		{"permalink", "=/a//b", "3:9 key/bad-permalink permalink|/a//b|"},
		{"permalink", "=/a?b", "3:9 key/bad-permalink permalink|/a?b|"},
		{"glob", "", "3:9 key/bad-glob glob||"},
		{"glob", `=a\*`, `3:9 key/bad-glob glob|a\*|a/*`},
		{"glob", "=blog/[a", "3:9 key/bad-glob glob|blog/[a|"},
		{"glob", "=blog/a**", "3:9 key/bad-glob glob|blog/a**|"},
		{"code", "=first", "3:9 key/bad-pattern code|first|^[A-Z]{3}$"},
		{"date", "=soon", "3:9 key/bad-date date|soon|"},
		{"date", []any{}, "3:9 key/bad-date date|[…]|"},
		{"date", "=15.01.2026", "3:9 key/bad-date date|15.01.2026|2026-01-15"},
		{"date", "=0000-01-01", "3:9 key/bad-year date|0000-01-01|"},
		{"date", "=2026-15-01", "3:9 key/no-such-month date|2026-15-01|15"},
		{"date", "=2026-02-29", "3:9 key/no-such-day date|2026-02-29|28"},
		{"date", "=2026-01-15 24:00", "3:9 key/no-such-time date|2026-01-15 24:00|"},
	} {
		if _, found := decode(pairs{c.key, c.in}); found != c.want {
			t.Errorf("%s %v:\n%s\nwant\n%s", c.key, c.in, found, c.want)
		}
	}
	for _, c := range []struct {
		in   any
		want string
	}{
		{pairs{}, "key/missing"},
		{pairs{"title", "="}, "key/empty"},
		{pairs{"title", "=null"}, "key/empty"},
		{pairs{"title", ""}, "key/too-short"},
		{pairs{"title", strings.Repeat("é", 21)}, "key/too-long"},
		{[]any{"=x"}, "key/not-map"},
		{"=x", "key/not-map"},
	} {
		if _, found := Decode(node(c.in), everythingType, &everything{}, "x.md"); len(found) != 1 || found[0].Code != c.want {
			t.Error(c.in, found)
		}
	}
}

// TestFaultyValuesStayOut holds that a fault keeps its own value out, and no
// other.
func TestFaultyValuesStayOut(t *testing.T) {
	got, found := decode(pairs{
		"count", "=101", "weight", "=-2", "maybe", "=x", "gate",
		pairs{"any", pairs{}, "offer", "=kept"},
		"names",
		pairs{"xxxx", "=lost", "fr", "=kept", "fr", "=twice", "it", "=", "en", "=kept"},
		"groups",
		pairs{"a", "=x", "b", "=1"},
		"yes", "=true", "yes", "=false", "stage", "=purchase",
	})
	if got.Count != 0 || got.Weight != 0 || got.Maybe != nil || got.Gate == nil || got.Gate.Offer != "kept" || !got.Yes || got.Stage != "purchase" ||
		!cmp.Equal(got.Names, map[string]string{"fr": "kept", "en": "kept"}) || !cmp.Equal(got.Groups, map[string][]int{"b": {1}}) {
		t.Error(got, found)
	}
	if strings.Count(found, "\n") != 7 {
		t.Error(found)
	}
	got, found = decode(pairs{"count", "=100", "weight", "=-1.5", "tags", []any{"=a", "=b", "=c"}, "few", []any{"=a", "=b"}})
	if found != "" || got.Count != 100 || got.Weight != -1.5 || len(got.Tags) != 3 || len(got.Few) != 2 {
		t.Error("at the bounds:", found)
	}
}

func TestShortWays(t *testing.T) {
	type many struct {
		Flag bool      `key:"flag" short:"true"`
		Num  int       `key:"num" short:"true"`
		Real float64   `key:"real" short:"true"`
		Date date.Date `key:"date" short:"true"`
		List []string  `key:"list" short:"true"`
	}
	type site struct {
		Many many   `key:"many"`
		All  []many `key:"all"`
	}
	typ := Of[site]()
	var s site
	_, found := Decode(node(pairs{"many", "=1.5", "all", []any{"=true", "=3", "=2026-01-15", []any{"=a"}}}), typ, &s, "")
	if len(found) > 0 || s.Many.Real != 1.5 || !s.All[0].Flag || s.All[1].Num != 3 || s.All[2].Date.IsZero() || len(s.All[3].List) != 1 {
		t.Error(s, found)
	}
}

func TestTakesText(t *testing.T) {
	for key, want := range map[string][2]bool{
		"title": {true, true}, "tags": {false, true}, "image": {false, true}, "gate": {false, true}, "menu": {false, false},
		"count": {false, false}, "names": {false, false}, "raw": {false, false}, "nothing": {false, false}, "-": {false, false},
	} {
		var typ *Type
		if f := everythingType.Field(key); f != nil {
			typ = f.Type
		}
		if got := [2]bool{typ.Text(), typ.TakesText()}; got != want {
			t.Error(key, got)
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	got, found := decode(pairs{"yes", "=x", "count", "=x", "stage", "=x", "description", "=kept", "nums", []any{"=1", "=x", "=3"}})
	if strings.Count(found, "\n") != 3 || got.Desc != "kept" || len(got.Nums) != 3 || got.Nums[2] != 3 {
		t.Error(got, found)
	}
}

func TestPositions(t *testing.T) {
	at, _ := Decode(node(pairs{"title", "=x", "menu", []any{pairs{"title", "=a"}}, "image", "=a.jpg", "names", pairs{"fr", "=x"}}), everythingType, &everything{}, "")
	want := Positions{
		"": {Line: 1, Col: 1}, "title": {Line: 2, Col: 9}, "key:title": {Line: 2, Col: 1},
		"menu": {Line: 3, Col: 9}, "key:menu": {Line: 3, Col: 1}, "menu.0": {Line: 1, Col: 1}, "menu.0.title": {Line: 2, Col: 9}, "key:menu.0.title": {Line: 2, Col: 1},
		"image": {Line: 4, Col: 9}, "key:image": {Line: 4, Col: 1}, "names": {Line: 5, Col: 9}, "key:names": {Line: 5, Col: 1},
		"names.fr": {Line: 2, Col: 9}, "key:names.fr": {Line: 2, Col: 1},
	}
	if diff := cmp.Diff(want, at); diff != "" {
		t.Error(diff)
	}
	for path, want := range map[string]diag.Pos{"menu.0.url": {Line: 1, Col: 1}, "menu.7": {Line: 3, Col: 9}, "nowhere": {Line: 1, Col: 1}, "image.src": {Line: 4, Col: 9}} {
		if got := at.At(path); got != want {
			t.Error(path, got)
		}
	}
	if got := at.Key("title"); got != (diag.Pos{Line: 2, Col: 1}) {
		t.Error(got)
	}
	if got := at.Key("menu.0"); got != (diag.Pos{Line: 1, Col: 1}) {
		t.Error(got)
	}
	var back Positions
	if err := memo.Decode(memo.Encode(&at), &back); err != nil || !cmp.Equal(at, back) {
		t.Error(err, back)
	}
}

func BenchmarkDecode(b *testing.B) {
	n := node(pairs{"title", "=x", "description", "=y", "date", "=2026-01-15", "tags", []any{"=a", "=b"}, "image", "=a.jpg", "stage", "=purchase", "yes", "=true"})
	b.ReportAllocs()
	for b.Loop() {
		var e everything
		Decode(n, everythingType, &e, "")
	}
}
