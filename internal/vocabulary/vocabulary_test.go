package vocabulary

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/schema"
	"lodestone/internal/yamldoc"
)

// TestGenerated holds the names to npm's schema-dts. LODESTONE_GENERATE=1 (make
// generate) writes them anew.
func TestGenerated(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("not installed: node")
	}
	if _, err := os.Stat("../../tools/node_modules/schema-dts"); err != nil {
		t.Skip("not installed: tools/node_modules/schema-dts (npm ci --prefix tools)")
	}
	want, err := exec.Command(node, "../../tools/vocabulary.mjs").Output()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("LODESTONE_GENERATE") != "" {
		if err := os.WriteFile("schema.org.txt", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != text {
		t.Error("schema.org.txt is not what schema-dts says; run make generate")
	}
}

func TestTable(t *testing.T) {
	n := names()
	for _, c := range []struct {
		name, other string
		is          bool
	}{{"BlogPosting", "CreativeWork", true}, {"BlogPosting", "Thing", true}, {"CreativeWork", "BlogPosting", false}, {"DayOfWeek", "Enumeration", true}, {"EmployeeRole", "Role", true}} {
		if n.is(c.name, c.other) != c.is {
			t.Errorf("%s is %s: %v", c.name, c.other, !c.is)
		}
	}
	for name, k := range n.kinds {
		for _, p := range k.parents {
			if _, ok := n.kinds[p]; !ok {
				t.Errorf("%s: no parent %s", name, p)
			}
		}
	}
	for name, all := range n.properties {
		for _, p := range all {
			for _, on := range p.on {
				if _, ok := n.kinds[on]; !ok {
					t.Errorf("%s: no type %s", name, on)
				}
			}
		}
	}
	if len(n.kinds) < 900 || len(n.properties) < 1400 {
		t.Errorf("%d types, %d properties", len(n.kinds), len(n.properties))
	}
}

func tree(t *testing.T, yaml string) *schema.Node {
	t.Helper()
	n, found := yamldoc.Parse([]byte(yaml), yamldoc.Options{FirstLine: 1, Limits: yamldoc.ConfigFile()})
	if len(found) > 0 {
		t.Fatalf("%s: %v", yaml, found)
	}
	return n
}

// TestPairs: for each rule something right, and the same wrong in just that.
func TestPairs(t *testing.T) {
	for _, c := range []struct{ code, right, wrong string }{
		{"ld/form", "[{'@type': Thing}]", "[Thing]"},
		{"ld/type-missing", "{'@type': Thing, name: A}", "{name: A}"},
		{"ld/type-missing", "{'@id': '#article', alternativeHeadline: A}", "{'@id': '#term', headline: A}"},
		{"ld/visible", "{'@id': '#article', alternativeHeadline: A}", "{'@id': '#article', headline: A}"},
		{"ld/visible", "{'@id': '#other', '@type': Article, datePublished: 2026-05-01}", "{'@id': '#article', datePublished: 2026-05-01}"},
		{"ld/type", "{'@type': [BlogPosting, Report]}", "{'@type': [BlogPosting, Raport]}"},
		{"ld/property", "{'@type': Product, name: A}", "{'@type': Product, nmae: A}"},
		{"ld/domain", "{'@type': Article, wordCount: 5}", "{'@type': Product, wordCount: 5}"},
		{"ld/domain", "{'@id': '#article', articleBody: A}", "{'@id': '#webpage', articleBody: A}"},
		{"ld/range", "{'@type': Article, wordCount: 5}", "{'@type': Article, wordCount: 5.5}"},
		{"ld/range", "{'@type': Person, birthDate: 2026-05-01}", "{'@type': Person, birthDate: May}"},
		{"ld/range", "{'@type': Article, isAccessibleForFree: true}", "{'@type': Article, isAccessibleForFree: somewhat}"},
		{"ld/range", "{'@type': Product, brand: {'@type': Brand, name: A}}", "{'@type': Product, brand: A}"},
		{"ld/range", "{'@type': Article, headline: A}", "{'@type': Article, headline: {'@type': Thing}}"},
		{"ld/range-type", "{'@type': Article, author: {'@type': Corporation, name: A}}", "{'@type': Article, author: {'@type': Place, name: A}}"},
		{"ld/member", "{'@type': Event, eventStatus: EventCancelled}", "{'@type': Event, eventStatus: Cancelled}"},
		{"ld/member", "{'@type': Event, eventStatus: 'https://schema.org/EventCancelled'}", "{'@type': Event, eventStatus: 'https://schema.org/Cancelled'}"},
		{"ld/address", "{'@type': Person, url: 'https://e.org/ann/'}", "{'@type': Person, url: /ann/}"},
		{"ld/id", "{'@type': Thing, '@id': '#a'}", "{'@type': Thing, '@id': a}"},
		{"ld/reference", "[{'@type': Product, brand: {'@id': '#a'}}, {'@id': '#a', '@type': Brand}]", "[{'@type': Product, brand: {'@id': '#b'}}, {'@id': '#a', '@type': Brand}]"},
		{"ld/reference", "{'@type': Event, organizer: {'@id': 'https://e.org/#/schema/organization/1'}}", "{'@type': Event, organizer: {'@id': 'https://e.org/#/schema/organization/2'}}"},
		{"ld/zone", "{'@type': Event, startDate: '2026-05-01T09:00:00+02:00'}", "{'@type': Event, startDate: '2026-05-01T09:00:00'}"},
		{"ld/date-order", "{'@type': Article, datePublished: 2026-05-01, dateModified: 2026-05-01}", "{'@type': Article, datePublished: 2026-05-01, dateModified: 2026-04-30}"},
		{"ld/person", "{'@type': Person, name: Ann}", "{'@type': Person, name: admin}"},
		{"ld/person", "{'@type': Organization, name: admin}", "{'@type': Person, name: By Ann}"},
		{"ld/self-review", "{'@type': Product, aggregateRating: {'@type': AggregateRating, ratingValue: 5}}", "{'@type': Organization, aggregateRating: {'@type': AggregateRating, ratingValue: 5}}"},
		{"ld/self-review", "{'@type': Review, itemReviewed: {'@type': Product, name: A}}", "{'@type': Review, itemReviewed: {'@id': 'https://e.org/#/schema/organization/1'}}"},
		{"ld/retired", "{'@type': Article}", "{'@type': HowTo}"},
	} {
		page := Page{"#webpage": "WebPage", "#article": "BlogPosting"}
		for text, want := range map[string][]string{c.right: nil, c.wrong: {c.code}} {
			var got []string
			for _, item := range Check(tree(t, text), page, "a.md") {
				got = append(got, item.Code)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", text, got, want)
			}
		}
	}
}

func TestStatements(t *testing.T) {
	n := tree(t, "[{'@id': '#article', '@type': [BlogPosting, Report], name: '</script>', wordCount: 7, isAccessibleForFree: true, keywords: ~}, {'@type': Product, brand: {'@id': '#b'}}, {'@id': '#webpage', about: {'@id': 'https://e.org/x'}}]")
	var got []string
	for _, s := range Statements(n, "https://e.org/a/") {
		line := s.ID
		for _, m := range s.Members {
			line += " " + m.Name + "=" + m.JSON
		}
		got = append(got, line)
	}
	want := `https://e.org/a/#article @type=["BlogPosting","Report"] name="\u003c/script\u003e" wordCount=7 isAccessibleForFree=true
 @type="Product" brand={"@id":"https://e.org/a/#b"}
https://e.org/a/ about={"@id":"https://e.org/x"}`
	if all := strings.Join(got, "\n"); all != want {
		t.Errorf("got\n%s\nwant\n%s", all, want)
	}
}
