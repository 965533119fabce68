package diag

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func machineList() List {
	return List{
		At("content/blog/à 1%,x:y.md", Pos{12, 8}, "link/missing-file", "a,b:c%\n.md", "guide.md"),
		At("content/b.md", Pos{3, 0}, "link/expired", "x.md", "1 May"),
		At("content/b.md", Pos{}, "link/draft", "x.md"),
		At("", Pos{}, "link/escape", "<%>"),
		{Code: "link/draft", Severity: Info, File: "content/c.md", Pos: Pos{1, 1}, Args: []string{"y.md"}},
	}
}

func printed(t *testing.T, form string, list List) string {
	t.Helper()
	var b strings.Builder
	if err := (Printer{Version: "1.2"}).Print(&b, form, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestJSON(t *testing.T) {
	want := `{"version":1,"items":[` +
		`{"code":"link/escape","severity":"error","file":"","line":1,"col":1,"text":"<%> is not a valid address: % must be followed by two hexadecimal digits","hint":"write %25 for a percent sign"},` +
		`{"code":"link/draft","severity":"error","file":"content/b.md","line":1,"col":1,"text":"x.md is a draft and not published","hint":"publish it, remove the link, or make this page a draft too"},` +
		`{"code":"link/expired","severity":"warning","file":"content/b.md","line":3,"col":1,"text":"x.md expired on 1 May; the text stands without a link","hint":"name a successor with replaced_by in its front matter, or remove the link"},` +
		`{"code":"link/missing-file","severity":"error","file":"content/blog/à 1%,x:y.md","line":12,"col":8,"text":"no file a,b:c%\\n.md, did you mean guide.md?","hint":"link to guide.md, correct the path, or remove the link"},` +
		`{"code":"link/draft","severity":"info","file":"content/c.md","line":1,"col":1,"text":"y.md is a draft and not published","hint":"publish it, remove the link, or make this page a draft too"}` +
		"]}\n"
	if got := printed(t, "json", machineList()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := printed(t, "json", nil); got != `{"version":1,"items":[]}`+"\n" {
		t.Errorf("empty: %s", got)
	}
	if err := (Printer{}).Print(nil, "xml", nil); err == nil {
		t.Error("an unknown form was accepted")
	}
}

func TestGitHub(t *testing.T) {
	want := "::error title=link/escape::<%25> is not a valid address: %25 must be followed by two hexadecimal digits%0Awrite %2525 for a percent sign\n" +
		"::error file=content/b.md,title=link/draft::x.md is a draft and not published%0Apublish it, remove the link, or make this page a draft too\n" +
		"::warning file=content/b.md,line=3,title=link/expired::x.md expired on 1 May; the text stands without a link%0Aname a successor with replaced_by in its front matter, or remove the link\n" +
		"::error file=content/blog/à 1%25%2Cx%3Ay.md,line=12,col=8,title=link/missing-file::no file a,b:c%25\\n.md, did you mean guide.md?%0Alink to guide.md, correct the path, or remove the link\n" +
		"::notice file=content/c.md,line=1,col=1,title=link/draft::y.md is a draft and not published%0Apublish it, remove the link, or make this page a draft too\n"
	if got := printed(t, "github", machineList()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSARIF holds what the schema of SARIF 2.1.0 demands of the parts in use,
// read as plain JSON.
func TestSARIF(t *testing.T) {
	var log map[string]any
	if err := json.Unmarshal([]byte(printed(t, "sarif", machineList())), &log); err != nil {
		t.Fatal(err)
	}
	only(t, log, "$schema", "version", "runs")
	if log["version"] != "2.1.0" {
		t.Error(log["version"])
	}
	run := log["runs"].([]any)[0].(map[string]any)
	only(t, run, "tool", "columnKind", "results")
	if run["columnKind"] != "unicodeCodePoints" {
		t.Error(run["columnKind"])
	}
	driver := run["tool"].(map[string]any)["driver"].(map[string]any)
	only(t, driver, "name", "version", "rules")
	var ids []string
	for _, r := range driver["rules"].([]any) {
		rule := r.(map[string]any)
		only(t, rule, "id", "shortDescription", "fullDescription", "help", "defaultConfiguration")
		ids = append(ids, rule["id"].(string))
		if rule["help"].(map[string]any)["text"] == "" {
			t.Errorf("%s has no help", rule["id"])
		}
	}
	if got := strings.Join(ids, " "); got != "link/draft link/escape link/expired link/missing-file" {
		t.Errorf("rules %s", got)
	}
	results := run["results"].([]any)
	uri := regexp.MustCompile(`^[A-Za-z0-9._~!$&'()*+,;=:@/-]*(%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@/-]*)*$`)
	for i, want := range []struct {
		level, uri string
		line, col  float64
	}{
		{"error", "site.yaml", 0, 0},
		{"error", "content/b.md", 0, 0},
		{"warning", "content/b.md", 3, 0},
		{"error", "content/blog/%C3%A0%201%25,x:y.md", 12, 8},
		{"note", "content/c.md", 1, 1},
	} {
		r := results[i].(map[string]any)
		only(t, r, "ruleId", "ruleIndex", "level", "message", "locations")
		if ids[int(r["ruleIndex"].(float64))] != r["ruleId"] || r["level"] != want.level {
			t.Errorf("result %d: %v", i, r)
		}
		place := r["locations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)
		got := place["artifactLocation"].(map[string]any)["uri"].(string)
		if got != want.uri || !uri.MatchString(got) {
			t.Errorf("result %d: uri %q, want %q", i, got, want.uri)
		}
		region, _ := place["region"].(map[string]any)
		if (region != nil) != (want.line > 0) {
			t.Errorf("result %d: region %v", i, region)
		}
		if region != nil {
			col, _ := region["startColumn"].(float64)
			if region["startLine"] != want.line || col != want.col {
				t.Errorf("result %d: region %v", i, region)
			}
			if _, there := region["startColumn"]; there && col < 1 {
				t.Errorf("result %d: a column must be 1 or more", i)
			}
		}
	}
	var empty map[string]any
	if err := json.Unmarshal([]byte(printed(t, "sarif", nil)), &empty); err != nil {
		t.Fatal(err)
	}
	if r, ok := empty["runs"].([]any)[0].(map[string]any)["results"].([]any); !ok || len(r) != 0 {
		t.Error("no findings must be an empty array, not null")
	}
}

func TestSARIFMessagesArePlain(t *testing.T) {
	got := Printer{}.result(At("a.md", Pos{1, 1}, "link/draft", "{0} [x](https://example.com)"), 0).Message.Text
	if !strings.HasPrefix(got, `{{0}} [x\](https://example.com) is a draft`) {
		t.Errorf("%q", got)
	}
}

// A first part with a colon must not read as a scheme.
func TestSARIFColon(t *testing.T) {
	p := Printer{}
	got := p.result(At("a:b.md", Pos{1, 1}, "link/draft", "x"), 0).Locations[0].Physical.Artifact.URI
	u, err := url.Parse(got)
	if err != nil || u.Scheme != "" || u.Path != "./a:b.md" {
		t.Errorf("%q: %v %v", got, u, err)
	}
}

func only(t *testing.T, object map[string]any, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if _, ok := object[k]; !ok {
			t.Errorf("no %s in %v", k, object)
		}
	}
	if len(object) != len(keys) {
		t.Errorf("want only %s in %v", keys, object)
	}
}
